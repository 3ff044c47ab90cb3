import struct

import pytest
from hypothesis import given, strategies as st

from mailbot.mail import tnef, ziparchive
from mailbot.mail.containers import MOST_FILES
from mailbot.mail.filekind import FileKind
from mailbot.mail.mime import MOST_PARTS, Defect
from mailbot.mail.parse import ParsedMail, parse
from mailbot.mail.ziparchive import Room, TooLarge
from tests.mails import wire
from tests.mails.frame import OUR_LETTER, SHEET, mixed, text, utf8_file
from tests.mails.wire import PDF, archive, bomb, file_part, multipart, part
from tests.mails.wrappings import inner


def carrying(*files: bytes) -> ParsedMail:
    content = mixed(text("添付します"), *files)
    return parse(
        part([("From", "a@example.jp"), ("Message-ID", "<outer@example.jp>"), *content[0]], content[1])
    )


def held(mail: ParsedMail) -> list[tuple[str, str]]:
    return [(file.name, file.from_container) for file in mail.attachments]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("表ソ十①.xlsx".encode("cp932"), "表ソ十①.xlsx"),
        ("㈱髙﨑.xlsx".encode("cp932"), "㈱髙﨑.xlsx"),
        ("ジャム.xlsx".encode(), "ジャム.xlsx"),
        ("申込書/写真/ジャム.xlsx".encode("cp932"), "ジャム.xlsx"),
        ("エントリーシート.xlsx".encode(), "エントリーシート.xlsx"),
    ],
)
def test_names(raw: bytes, shown: str) -> None:
    """Names without the UTF-8 bit are cp932 or what they look like; backslash bytes inside a letter are no path."""
    packed = wire.renamed(archive({"A" * len(raw): SHEET}), {"A" * len(raw): raw})

    assert held(carrying(utf8_file("a.zip", packed))) == [(shown, "a.zip")]


def test_bomb() -> None:
    """A bomb is left as it came before it has filled the memory."""
    mail = carrying(utf8_file("a.zip", bomb(50_000_000)))

    assert held(mail) == [("a.zip", "")]
    assert Defect.CONTAINER_TOO_LARGE in mail.defects


def test_shared_room() -> None:
    """Limits hold for all archives of a mail together, not for each."""
    one = archive({f"{number}.txt": "x" for number in range(MOST_FILES - 50)})
    mail = carrying(utf8_file("a.zip", one), utf8_file("b.zip", one))

    assert mail.attachments[-1].name == "b.zip"
    assert Defect.CONTAINER_TOO_LARGE in mail.defects


@pytest.mark.parametrize("kind", ["winmail.dat", "mail", "uuencode"])
def test_room_in_files(kind: str) -> None:
    """No wrapping brings more files than the register should bear: beyond the limit it stays closed, or is cut."""
    many = [(f"{number}.txt", b"x") for number in range(MOST_PARTS + 50)]
    if kind == "winmail.dat":
        mail = carrying(utf8_file("winmail.dat", wire.tnef(*many)))
    elif kind == "mail":
        some = (utf8_file(name, data) for name, data in many[: MOST_FILES + 1])
        mail = carrying(part([("Content-Type", "message/rfc822")], inner(*some)))
    else:
        one = "".join(f"begin 644 {number}.txt\n!>```\n`\nend\n" for number in range(40))
        mail = carrying(*(text(one) for _ in range(20)))

    assert len(mail.attachments) == (MOST_PARTS if kind == "uuencode" else 1)
    assert {Defect.CONTAINER_TOO_LARGE, Defect.TOO_MANY_PARTS} & set(mail.defects)


def test_a_directory_of_many_names() -> None:
    """It is not read at all: each name takes ten times its room in memory."""
    names = archive({f"{number}/": "" for number in range(10_001)})
    mail = carrying(utf8_file("a.zip", names))

    assert held(mail) == [("a.zip", "")] and Defect.CONTAINER_TOO_LARGE in mail.defects


def test_room_in_bytes() -> None:
    """Bytes are counted while they inflate: what the directory claims does not count."""
    with pytest.raises(TooLarge):
        ziparchive.files(archive({"a": b"x" * 1000}), Room(files=10, bytes=999))


def test_partly_locked() -> None:
    """One file under a password keeps the whole archive closed: a person asks for it again."""
    open_, locked = archive({"a.xlsx": SHEET}), wire.locked(archive({"a.xlsx": SHEET}))
    mail = carrying(utf8_file("a.zip", open_), utf8_file("b.zip", locked))

    assert [(file.name, file.kind, file.encrypted) for file in mail.attachments] == [
        ("a.xlsx", FileKind.XLSX, False),
        ("b.zip", FileKind.ZIP, True),
    ]


def test_locked_within() -> None:
    """A locked archive inside an open one comes out as it is."""
    mail = carrying(utf8_file("a.zip", archive({"b.zip": wire.locked(archive({"c.pdf": PDF}))})))

    assert [(file.name, file.encrypted, file.from_container) for file in mail.attachments] == [
        ("b.zip", True, "a.zip")
    ]


def test_mail_in_zip_in_mail() -> None:
    """Containers of every kind open inside one another, and each file names the one around it."""
    eml = inner(utf8_file("winmail.dat", wire.tnef(("表.xlsx", SHEET))))
    mail = carrying(utf8_file("a.zip", archive({"fw.eml": eml})))

    assert held(mail) == [("表.xlsx", "winmail.dat")]
    assert mail.forwarded is not None
    assert mail.forwarded.sender == "kobo@example.net"


def test_inner_ids_stay_inside() -> None:
    """The ids, the number and the sender of an inner mail are never those of the outer one (RELIABILITY 21)."""
    mail = carrying(part([("Content-Type", "message/rfc822")], inner()))

    assert (mail.message_id, mail.in_reply_to, mail.references) == ("<outer@example.jp>", "", ())
    assert (mail.sender, mail.text) == ("a@example.jp", "添付します")
    assert mail.forwarded is not None
    assert (mail.forwarded.message_id, mail.forwarded.text) == ("<inner@example.net>", "添付します。")


def test_report_stays_closed() -> None:
    """What hangs on our own letter in a report was not sent to us."""
    letter = inner(utf8_file("エントリーシート.xlsx", SHEET))
    head, body = multipart(
        "report; report-type=delivery-status", "r", part([("Content-Type", "message/rfc822")], letter)
    )
    mail = parse(part([("Message-ID", OUR_LETTER), *head], body))

    assert [file.kind for file in mail.attachments] == [FileKind.EML]
    assert mail.forwarded is None


@pytest.mark.parametrize("damage", [b"", b"\x78\x9f\x3e\x22", b"\x78\x9f\x3e\x22" + b"\xff" * 40])
def test_broken_winmail(damage: bytes) -> None:
    """A wrapping that cannot be read stays, and no file is made up."""
    assert not tnef.files(damage)


def test_winmail_properties() -> None:
    """Named, repeated and wide properties before the name are stepped over."""
    wide = "長い名前①.pdf".encode("utf-16-le") + b"\0\0"
    properties = struct.pack("<I", 4)
    properties += struct.pack("<HH16sIII", 3, 0x8001, bytes(16), 0, 7, 42)
    properties += struct.pack("<HH16sII", 3, 0x8002, bytes(16), 1, 4) + b"a\0\0\0" + struct.pack("<I", 1)
    properties += struct.pack("<HHIII", 0x1003, 0x3001, 2, 1, 2)
    properties += struct.pack("<HHII", 0x1F, 0x3707, 1, len(wide)) + wide + bytes(-len(wide) % 4)
    data = struct.pack("<IH", 0x223E9F78, 1)
    for id, content in ((0x9002, bytes(14)), (0x8010, b"short.pdf\0"), (0x800F, PDF), (0x9005, properties)):
        data += struct.pack("<BHHI", 2, id, 6, len(content)) + content + b"\0\0"

    assert tnef.files(data) == [("長い名前①.pdf", PDF)]


@given(st.binary(max_size=300))
def test_any_winmail(rest: bytes) -> None:
    """Any bytes behind the signature are files or none."""
    tnef.files(tnef.SIGNATURE + rest)


@given(st.binary(max_size=300), st.integers(0, 400))
def test_any_zip(rest: bytes, at: int) -> None:
    """Any spoiled archive is files or none."""
    whole = archive({"a.txt": "x", "b.txt": "y"})
    ziparchive.files(whole[:at] + rest + whole[at:], Room(10, 10_000))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        b"begin 644 a\n" * 100_000 + b"`\nend\n",
        b"begin 644 a\n" + b"#86)C\n" * 200_000,
        b"-----BEGIN PGP SIGNED MESSAGE-----\n" * 50_000 + b"-----BEGIN PGP SIGNATURE-----\n" * 50_000,
        b"From: a@b\n" * 100_000,
        b"Message-ID: <" * 100_000,
    ],
    ids=["begins", "endless", "armour", "from", "ids"],
)
def test_heavy_texts(body: bytes) -> None:
    """Texts made to be slow are read in seconds."""
    assert parse(b"Subject: Fw: x\n\n" + body).subject == "Fw: x"


def test_empty_attachment() -> None:
    """An archive of nothing stays, so that the sender's file is not forgotten."""
    assert held(carrying(file_part(archive({}), "application/zip", "name=a.zip"))) == [("a.zip", "")]
