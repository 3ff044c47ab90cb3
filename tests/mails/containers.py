"""Files that hold files: archives, winmail.dat, files under a password."""

from tests.mails.frame import (
    EXCEL,
    GREETING,
    NAME,
    OUTLOOK,
    SHEET,
    expect,
    mail,
    mixed,
    text,
    utf8_file,
)
from tests.mails.wire import (
    JPEG,
    OLE,
    PDF,
    archive,
    bomb,
    cp932,
    file_part,
    locked,
    renamed,
    text_part,
    tnef,
)

BOTH = [["エントリーシート.xlsx", "xlsx"], ["誓約書.pdf", "pdf"]]
PAPERS: dict[str, bytes] = {"エントリーシート.xlsx": SHEET, "誓約書.pdf": PDF}


FILE = "提出書類.zip"


def packed(name: str, why: str, data: bytes, **wanted: object) -> None:
    mail(name, mixed(text(GREETING), utf8_file(FILE, data, "application/zip")))
    expect(name, why, **{"role": "entry", "attachments": BOTH, "containers": [FILE, FILE], **wanted})


def shut(name: str, why: str, data: bytes, **wanted: object) -> None:
    """A zip that stays closed."""
    usual: dict[str, object] = {"role": "unreadable", "attachments": [[FILE, "zip"]], "containers": [""]}
    packed(name, why, data, **(usual | wanted))


mail("024-xlsx-named-xls", mixed(text(GREETING), utf8_file("エントリーシート.xls", SHEET)))
expect(
    "024-xlsx-named-xls",
    "A workbook of today under the name of an old one.",
    role="entry",
    attachments=[["エントリーシート.xls", "xlsx"]],
)
mail(
    "025-encrypted-xlsx",
    mixed(text(GREETING), utf8_file(NAME, OLE + "EncryptedPackage".encode("utf-16-le") + bytes(96), EXCEL)),
)
expect(
    "025-encrypted-xlsx",
    "A workbook under a password.",
    role="unreadable",
    attachments=[[NAME, "ole_encrypted"]],
    encrypted=[NAME],
)
shut("027-aes-zip", "AES as WinZip writes it.", locked(archive(PAPERS), 99), encrypted=[FILE])
_shift_jis = renamed(
    archive({"AAAAA.xlsx": SHEET, "BBBBBB.pdf": PDF}),
    {"AAAAA.xlsx": cp932("表①") + b"a.xlsx", "BBBBBB.pdf": cp932("誓約書") + b".pdf"},
)
packed(
    "028-zip-cp932-names",
    "Windows packs names in cp932, whose second byte may be a backslash.",
    _shift_jis,
    attachments=[["表①a.xlsx", "xlsx"], ["誓約書.pdf", "pdf"]],
)
shut(
    "029-zip-bomb",
    "Thirty megabytes of nothing.",
    bomb(30_000_000),
    defects=["container_too_large"],
)
mail(
    "030-winmail-dat",
    mixed(text(GREETING), file_part(tnef(*PAPERS.items()), "application/ms-tnef", "name=winmail.dat")),
    more=OUTLOOK,
)
expect(
    "030-winmail-dat",
    "Outlook's own wrapping.",
    role="entry",
    attachments=BOTH,
    containers=["winmail.dat", "winmail.dat"],
)
mail(
    "046-link-only",
    text_part("ファイルはこちらです。\nhttps://firestorage.jp/download/abc\n写真も入っています。"),
)
expect("046-link-only", "A link instead of a file.", role="inquiry", text=["firestorage"])

mail(
    "073-winmail-cp932-name",
    mixed(
        text(GREETING),
        file_part(tnef(("表①.xlsx", SHEET), unicode=False), "application/octet-stream", "name=winmail.dat"),
    ),
    more=OUTLOOK,
)
expect(
    "073-winmail-cp932-name",
    "winmail.dat with the name in cp932 alone, sent as bytes of no kind.",
    role="entry",
    attachments=[["表①.xlsx", "xlsx"]],
    containers=["winmail.dat"],
)
shut("074-zipcrypto", "ZipCrypto: PPAP.", locked(archive(PAPERS)), encrypted=[FILE])
packed(
    "075-zip-in-zip",
    "A zip of zips.",
    archive({"一式/内側.zip": archive(PAPERS)}),
    containers=["内側.zip", "内側.zip"],
)
_deep = archive(PAPERS)
for _level in range(4):
    _deep = archive({f"{_level}.zip": _deep})
packed(
    "076-zip-five-deep",
    "Deeper than anybody packs: the fourth stays closed.",
    _deep,
    role="unreadable",
    attachments=[["1.zip", "zip"]],
    containers=["2.zip"],
    defects=["container_too_deep"],
)
packed(
    "077-zip-utf8-names-of-mac",
    "A Mac writes UTF-8 and sets no bit; its own files beside it are nobody's.",
    renamed(
        archive({"A" * 12 + ".xlsx": SHEET, "__MACOSX/._a": b"x", ".DS_Store": b"x", "B" * 9 + ".pdf": PDF}),
        {"A" * 12 + ".xlsx": "ジャム①".encode() + b".xlsx", "B" * 9 + ".pdf": "誓約書".encode() + b".pdf"},
    ),
    attachments=[["ジャム①.xlsx", "xlsx"], ["誓約書.pdf", "pdf"]],
)
packed(
    "078-zip-traversal",
    "Names that would climb out of a folder.",
    archive({"../../../etc/エントリーシート.xlsx": SHEET, "C:\\Windows\\誓約書.pdf": PDF}),
)
shut(
    "079-zip-cut-off",
    "Cut off on its way.",
    archive({"誓約書.pdf": PDF, "写真.jpg": JPEG})[:-40],
    defects=["container_broken"],
)
packed(
    "080-zip-of-many",
    "A thousand files: nobody reads them one by one.",
    archive({f"{number}.txt": "x" for number in range(1000)}),
    role="unreadable",
    attachments=[[FILE, "zip"]],
    containers=[""],
    defects=["container_too_large"],
)
