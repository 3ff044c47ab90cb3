"""The bytes of a letter: what a reader gets back from them, and that nothing else gets in."""

from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from mailbot.errors import HeaderRefused
from mailbot.servers.envelope import build
from rules.model import File, Letter, LetterKind, LetterState
from rules.record import replace
from store.config import Config, load

CONFIG = load(Path(__file__).parents[3] / "config.example.toml")
AT = datetime(2026, 12, 10, 9, 0, tzinfo=timezone(timedelta(hours=9)))
SUBJECT = "【小郡市企画課】エントリーシートを受け付けました (整理番号 R8-0012、R8-0013、R8-0014)"
BODY = "株式会社小郡食品 御中\n\nあまおうジャム①150g・髙島屋㈱\n.\nFrom here\n"
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


def letter(**others: object) -> Letter:
    given = {
        "id": "L-000001", "key": "k", "kind": LetterKind.ACKNOWLEDGEMENT, "state": LetterState.READY,
        "to": ("info@example.jp",), "subject": SUBJECT, "body": BODY, "cases": ("R8-0012", "R8-0013"),
        "message_id": "<one@city.ogori.lg.jp>", "made_at": AT, "due_at": AT,
    }  # fmt: skip
    return Letter(**{**given, **others})  # type: ignore[arg-type]


def file(name: str, data: bytes, media_type: str = "application/pdf") -> File:
    return File(name=name, sha256=sha256(data).hexdigest(), media_type=media_type, size=len(data))


def sent(one: Letter, *contents: bytes, config: Config = CONFIG) -> bytes:
    return build(one, config, {sha256(data).hexdigest(): data for data in contents}, at=AT)


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def words(message: EmailMessage) -> str:
    """The text as its reader sees it; on the way its lines end in CRLF (RFC 2046, 4.1.1)."""
    body = message.get_body()
    assert isinstance(body, EmailMessage)
    text = body.get_content()
    assert isinstance(text, str)
    return text.replace("\r\n", "\n")


def safe(data: bytes) -> bool:
    """7-bit, CRLF alone, lines within RFC 5322's limits."""
    lines = data.split(b"\r\n")
    head = data.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return (
        data.isascii()
        and b"\0" not in data
        and not any(b"\r" in line or b"\n" in line or len(line) > 998 for line in lines)
        and all(len(line) <= 78 for line in head)
    )


def test_an_answer() -> None:
    """All headers of the contract: the office's name, the bare address, the thread, the marks for robots."""
    data = sent(letter(answers="sha", in_reply_to="<b@x.jp>", references=("<a@x.jp>", "<b@x.jp>")))

    message = read(data)
    assert safe(data)
    assert {name: str(value) for name, value in message.items()} == {
        "From": "小郡市 企画課 <kikaku@city.ogori.lg.jp>",
        "To": "info@example.jp",
        "Subject": SUBJECT,
        "Date": "Thu, 10 Dec 2026 09:00:00 +0900",
        "Message-ID": "<one@city.ogori.lg.jp>",
        "In-Reply-To": "<b@x.jp>",
        "References": "<a@x.jp> <b@x.jp>",
        "Auto-Submitted": "auto-replied",
        "X-Mailbot-Kind": "acknowledgement",
        "X-Mailbot-Case": "R8-0012 R8-0013",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "base64",
    }
    assert words(message) == BODY


def test_a_letter_of_our_own() -> None:
    """What answers no mail is auto-generated, and has no thread."""
    message = read(sent(letter()))

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["In-Reply-To"] is None
    assert message["References"] is None


def test_the_same_letter_gives_the_same_bytes() -> None:
    """Nothing random: a second build is the same message."""
    data = b"%PDF"
    one = letter(files=(file("誓約書.pdf", data),))

    assert sent(one, data) == sent(one, data)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("エントリーシート(食品).xlsx", "attachment-1.xlsx"),
        ("pledge.pdf", "attachment-1.pdf"),
        ("名前なし", "attachment-1"),
        ("髙" * 300 + ".xlsx", "attachment-1.xlsx"),
        ('a"\r\nBcc: evil@example.jp.pdf', "attachment-1.pdf"),
        ('a."\r\nBcc', "attachment-1"),
    ],
)
def test_attachments(name: str, plain: str) -> None:
    """The full name by RFC 2231, a plain one for old readers, the content byte for byte, no header more."""
    data = bytes(range(256)) * 40
    raw = sent(letter(files=(file(name, data), file("2.pdf", b"two"))), data, b"two")

    message = read(raw)
    first, second = message.iter_attachments()
    assert safe(raw)
    assert name.startswith(str(first.get_filename()).removesuffix(Path(name).suffix)[:60])
    assert first.get_param("name") == plain
    assert first.get_content() == data
    assert second.get_content() == b"two"
    assert words(message) == BODY
    assert message["Bcc"] is None


def test_a_wild_media_type() -> None:
    """A type that a sender made up does not reach our headers."""
    raw = sent(letter(files=(file("a.xlsx", b"x", "text/plain;\r\nBcc: evil@example.jp"),)), b"x")

    [attachment] = read(raw).iter_attachments()
    assert attachment.get_content_type() == "application/octet-stream"
    assert b"Bcc" not in raw


def test_too_large() -> None:
    """Above `max_mb` the letter leaves without its files, and its text says so."""
    data = b"x" * 100_000
    config = replace(CONFIG, smtp=replace(CONFIG.smtp, max_mb=0.1))

    message = read(sent(letter(files=(file("a.pdf", data),)), data, config=config))

    assert list(message.iter_attachments()) == []
    assert words(message).startswith(BODY)
    assert "添付する予定だったファイル" in words(message)


@pytest.mark.parametrize("mark", ["\r\n", "\n", "\r", "\0", "\x1b", "\x85", "\u2028"])
@pytest.mark.parametrize(
    "place",
    [{"subject": "a{}Bcc: x"}, {"to": ("a@b.jp{}Bcc: x",)}, {"message_id": "<a{}b@c>"}, {"cases": ("R{}",)}],
)
def test_line_breaks_are_refused(mark: str, place: dict[str, str | tuple[str, ...]]) -> None:
    """Nothing that could begin a new line becomes a header."""
    [(key, value)] = place.items()
    wild = value.format(mark) if isinstance(value, str) else tuple(one.format(mark) for one in value)

    with pytest.raises(HeaderRefused):
        sent(letter(**{key: wild}))


def test_an_odd_id_leaves_the_thread() -> None:
    """A sender's broken Message-ID stops no answer and adds no line."""
    wild = ("<ok@x.jp>", "<a\r\nBcc: evil@x.jp>", "<髙@x.jp>", "no brackets", "<" + "x" * 2000 + "@y>")
    raw = sent(letter(answers="sha", in_reply_to=wild[1], references=wild))

    message = read(raw)
    assert safe(raw)
    assert message["References"] == "<ok@x.jp>"
    assert message["In-Reply-To"] is None
    assert b"Bcc" not in raw


@given(LINES.map(str.strip), LINES)
def test_any_text_survives(subject: str, body: str) -> None:
    """Whatever is printable comes back from subject and body, within all limits of a mail."""
    raw = sent(letter(subject=subject, body=body))

    message = read(raw)
    assert safe(raw)
    assert str(message["Subject"]) == subject
    assert words(message) == body
