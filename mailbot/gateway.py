"""What a gateway (無害化, CDR) took out of a mail on its way: told from one that arrived, beside what had been sent.

The mail is the administrator's own test; it is read by the same limited parsers as any stranger's all the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePath

from mailbot.mail import headers, mime
from mailbot.mail.attachment import Attachment, attachment
from mailbot.mail.filekind import FileKind
from mailbot.mail.mime import Defect
from mailbot.mail.parse import ParsedMail, parse
from mailbot.sheets.package import Limits, Package, open_package
from rules.record import Struct
from rules.shown import clean
from rules.wording import normal
from store.errors import Problem

OFFICE_ZIPS = frozenset({FileKind.XLSX, FileKind.XLSM, FileKind.DOCX})

MARKS = {
    "macros": ("マクロ", ("vbaproject.bin",)),
    "pictures": ("画像", ("/media/",)),
    "drawings": ("図形", ("/drawings/",)),
    "controls": ("チェックボックスなどの部品", ("/ctrlprops/", "/activex/")),
    "comments": ("コメント", ("/comments", "/threadedcomments/")),
    "objects": ("埋め込まれた文書", ("/embeddings/",)),
}
"""What a workbook or Word file may hold besides cells: its Japanese name, and how the parts are called."""

HARMLESS = frozenset({"macros", "drawings", "comments", "objects"})
"""The robot reads no answer from these."""

WORDS = (
    "無害化",
    "サニタイズ",
    "削除されました",
    "削除しました",
    "取り除きました",
    "sanitiz",
    "disarm",
    "was removed",
)
"""With these a gateway tells in the text what it did."""

SEND_AGAIN = "無害化の設定で、この様式の形のまま届くようにしてください。"
BY_ITSELF = "無害化の設定で残すか、写真を別のファイルで添付してもらってください。"


class Remark(Struct, frozen=True):
    problem: Problem
    harmful: bool
    """The robot can do less with the mail than with what was sent."""


class Sent(Struct, frozen=True, kw_only=True):
    """What is known of the mail as it was sent."""

    files: tuple[Attachment, ...] = ()
    page: bool = False
    """It had an HTML body."""

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> "Sent":
        """From saved files; one that is a mail stands for all that it holds."""
        found: list[Attachment] = []
        page = False
        for name, data in files.items():
            one = attachment(name, data, count=len(found))
            if one.kind is FileKind.EML:
                found += parse(data).attachments
                page = page or _has_page(data)
            else:
                found.append(one)
        return cls(files=tuple(found), page=page)


def facts(mail: ParsedMail, data: bytes) -> Iterator[tuple[str, str]]:
    """What arrived, as pairs of a name and what is behind it."""
    yield "差出人", mail.sender or mail.sender_name
    yield "件名", mail.subject
    yield "本文", f"{len(mail.text)}文字、HTML{'あり' if _has_page(data) else 'なし'}"
    for file in mail.attachments:
        holds = "、".join(MARKS[key][0] for key in MARKS if key in features(file))
        place = f"、{file.from_container} の中" if file.from_container else ""
        locked = "、パスワードあり" if file.encrypted else ""
        size = f"{len(file.data):,}バイト{place}{locked}"
        yield "添付", f"{file.name} ({'、'.join(filter(None, (file.kind, size, holds)))})"
    if server := _server(mail):
        yield "送信者の認証", f"imap.authserv_id に「{server}」と書くと、この結果を使います。"


def remarks(mail: ParsedMail, data: bytes, sent: Sent) -> list[Remark]:
    """All that is missing or changed, the harmful first. `sent` empty: what the mail itself gives away."""
    found = [
        *(each for file in sent.files for each in _compared(file, mail.attachments)),
        *(each for file in mail.attachments for each in _signs(file)),
        *_text(mail),
    ]
    if sent.page and not _has_page(data):
        gone = "HTMLの本文がなくなっています。"
        found.append(_remark("本文", "html", gone, "文字の本文を読むため、差し支えありません。"))
    return sorted(dict.fromkeys(found), key=lambda remark: not remark.harmful)


def features(file: Attachment) -> frozenset[str]:
    """Keys of MARKS that the file holds."""
    parts = [f"/{name}" for name in _parts(file)]
    return frozenset(
        key for key, (_, marks) in MARKS.items() if any(mark in part for mark in marks for part in parts)
    )


def _compared(sent: Attachment, arrived: Sequence[Attachment]) -> Iterator[Remark]:
    remark = partial(_remark, sent.name)
    same = [file for file in arrived if file.name == sent.name]
    same = same or [file for file in arrived if PurePath(file.name).stem == PurePath(sent.name).stem]
    same = same or [file for file in arrived if file.data == sent.data]
    if not same:
        yield remark(
            "missing", "届いていません。", "無害化で取り除かれていないかを確かめてください。", harmful=True
        )
        return
    (file, *_) = same
    if file.kind is not sent.kind and not {file.kind, sent.kind} <= {FileKind.XLSX, FileKind.XLSM}:
        yield remark(
            "kind", f"{sent.kind} で送ったものが {file.kind} で届いています。", SEND_AGAIN, harmful=True
        )
        return
    for key in sorted(features(sent) - features(file)):
        yield _lost(file.name, key)


def _signs(file: Attachment) -> Iterator[Remark]:
    """What a file gives away by itself: parts that it names and no longer holds, a name that no longer fits."""
    remark = partial(_remark, file.name)
    if file.encrypted:
        yield remark(
            "encrypted",
            "パスワードがかかっています。",
            "送る側でかけていないのなら、パスワードをかけないよう、無害化の設定を変えてください。",
            harmful=True,
        )
    if file.name.lower().endswith(".xlsm") and file.kind is FileKind.XLSX:
        yield _lost(file.name, "macros")
    for part in _named_in_vain(file):
        key = next(
            (key for key, (_, marks) in MARKS.items() if any(mark in f"/{part}" for mark in marks)), ""
        )
        if key:
            yield _lost(file.name, key)


def _text(mail: ParsedMail) -> Iterator[Remark]:
    said = normal(f"{mail.subject} {mail.text}")
    mend = "無害化の知らせであれば、何が取り除かれたかを確かめてください。"
    for word in WORDS:
        if normal(word) in said:
            yield _remark("本文", "text", f"「{word}」とあります。", mend)


def _lost(name: str, key: str) -> Remark:
    told = f"{MARKS[key][0]}が取り除かれています。"
    if key in HARMLESS:
        return _remark(name, key, told, "受付には差し支えありません。")
    return _remark(name, key, told, BY_ITSELF if key == "pictures" else SEND_AGAIN, harmful=True)


def _remark(name: str, key: str, problem: str, mend: str, *, harmful: bool = False) -> Remark:
    return Remark(Problem(file=clean(name), key=key, problem=problem, mend=mend), harmful)


def _parts(file: Attachment) -> Iterable[str]:
    package = _package(file)
    return package.names() if package else ()


def _named_in_vain(file: Attachment) -> list[str]:
    """Parts that relationships lead to and that are not there."""
    package = _package(file)
    if package is None:
        return []
    there = set(package.names())
    missing = []
    for name in sorted(there):
        folder, _, last = name.rpartition("/")
        if folder.endswith("_rels") and last.endswith(".rels"):
            source = f"{folder.removesuffix('_rels')}{last.removesuffix('.rels')}"
            missing += _leads_to(package, source)
    return [part for part in missing if part not in there]


def _leads_to(package: Package, source: str) -> list[str]:
    try:
        return [part.lower() for _, part in package.related(source).values()]
    except Exception:  # a damaged part raises nearly anything, and leads nowhere
        return []


def _package(file: Attachment) -> Package | None:
    opened = open_package(file.data, Limits()) if file.kind in OFFICE_ZIPS else None
    return opened if isinstance(opened, Package) else None


def _has_page(data: bytes) -> bool:
    defects: set[Defect] = set()
    leaves = mime.leaves(mime.part(data, defects), defects)
    return any(
        headers.parameters(leaf.first("content-type"))[0] == "text/html"
        and headers.parameters(leaf.first("content-disposition"))[0] != "attachment"
        for leaf in leaves
    )


def _server(mail: ParsedMail) -> str:
    """The id of the topmost Authentication-Results: our own server's, if it writes any."""
    return clean(mail.header("Authentication-Results").partition(";")[0].strip().partition(" ")[0])
