from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from mailbot.mail.charset import codec_named, decode
from mailbot.mail.parse import parse
from tests.mails.wire import MARKS, cp932, eucjp, file_part, jis, lines, multipart, part, percent, word

Encode = Callable[[str], bytes]

LABELS: dict[str, Encode] = {
    "iso-2022-jp": jis,
    "ISO-2022-JP-MS": jis,
    "cp50220": jis,
    "_iso-2022-jp$ESC": jis,
    "shift_jis": cp932,
    "x-sjis": cp932,
    "windows-31j": cp932,
    "cp932": cp932,
    "euc-jp": eucjp,
    "cp51932": eucjp,
    "utf-8": str.encode,
    "UTF8": str.encode,
}
"""Twelve declarations as mail carries them, each with the bytes that its senders mean by it."""

WRONG: list[tuple[str, Encode]] = [
    ("iso-2022-jp", str.encode),
    ("iso-2022-jp", cp932),
    ("utf-8", cp932),
    ("utf-8", jis),
    ("shift_jis", str.encode),
    ("shift_jis", eucjp),
    ("us-ascii", cp932),
    ("iso-8859-1", cp932),
    ("iso-8859-1", str.encode),
    ("euc-jp", cp932),
    ("x-unknown", jis),
    ("", jis),
    ("", cp932),
    ("", str.encode),
]
"""Labels that lie, and the bytes that come under them."""

SENTENCE = "小郡市の特産品「{}」のエントリーシートを送ります。"


def unified(text: str) -> str:
    """Microsoft's sets hold the minus as full-width hyphen-minus: the same sign to a reader."""
    return text.replace("−", "－")


def disposition(text: str, label: str, encode: Encode) -> dict[str, str]:
    """The ways in which programs write a file name."""
    name = encode(text)
    return {"rfc2047": f'filename="{word("", label, name)}"', "rfc2231": f"filename*={percent(name, label)}"}


def mail(text: str, label: str, encode: Encode, name: str) -> bytes:
    """A mail that says `text` in its subject, its sender's name, its body and a file's name."""
    kind, body = multipart(
        "mixed",
        "=_b",
        part(
            [("Content-Type", f"text/plain; charset={label}" if label else "text/plain")], encode(lines(text))
        ),
        file_part(b"x", "application/octet-stream", "", name),
    )
    subject = word("", label, encode(text)) if label else encode(text)
    return part(
        [("From", f"{word('', label or 'utf-8', encode(text))} <a@b.jp>"), ("Subject", subject), *kind], body
    )


@pytest.mark.parametrize("mark", MARKS.replace("ﾊﾝ", "") + "ﾊ")
@pytest.mark.parametrize("label", LABELS)
def test_matrix(label: str, mark: str) -> None:
    """Every mark under every honest label survives in body, subject, sender and both forms of file name."""
    encode = LABELS[label]
    text = SENTENCE.format(mark.replace("ﾊ", "ﾊﾝ"))
    for name in disposition(text + ".pdf", label, encode).values():
        read = parse(mail(text, label, encode, name))
        assert unified(read.text) == unified(read.subject) == unified(read.sender_name) == unified(text)
        assert unified(read.attachments[0].name) == unified(text) + ".pdf"


@pytest.mark.parametrize(("label", "encode"), WRONG)
def test_wrong_labels(label: str, encode: Encode) -> None:
    """A label that lies, is unknown or is missing costs no character."""
    text = SENTENCE.format(MARKS)
    read = decode(encode(text), label)

    assert unified(read.text) == unified(text)
    assert read.trusted == (label == "")


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("encode", [jis, cp932])
def test_short_text(encode: Encode, mark: str) -> None:
    """One letter alone is read by its label: names and subjects are short."""
    label = "iso-2022-jp" if encode is jis else "shift_jis"

    assert decode(encode(mark), label).text == unified(mark)


def test_shift_out() -> None:
    """Half-width kana by SO and SI, as cp50222 has them."""
    assert decode(b"A\x0e\x4a\x5d\x0fB", "cp50222").text == "AﾊﾝB"


def test_lost_escape() -> None:
    """An escape that got lost damages its own line and no other."""
    assert decode(b"\x1b$B>.74\r\nabc\r\n\x1b$B;T\x1b(B", "iso-2022-jp").text == "小郡\r\nabc\r\n市"


def test_supplementary_sets() -> None:
    """JIS X 0212 and JIS X 0213 letters are read where a sender uses them."""
    assert decode(b"\x1b$(D\x30\x21\x1b(B", "iso-2022-jp-1").text == "丂"
    assert decode(b"\x1b$(O\x2e\x21\x1b(B", "iso-2022-jp-3").text == "俱"
    assert decode(b"\x1b$(Q\x2e\x21\x1b(B", "iso-2022-jp-2004").text == "俱"
    assert decode(b"\x1b$(P\x21\x21\x1b(B", "iso-2022-jp-2004").text == "𠂉"


def test_half_character() -> None:
    """A text cut inside its last character keeps the rest."""
    read = decode("あい".encode()[:-1], "utf-8")

    assert (read.text[0], read.charset, read.damaged) == ("あ", "utf-8", True)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("iso-8859-1", "café à la crème"),
        ("gb2312", "你好，这是邮件"),
        ("euc-kr", "안녕하세요"),
        ("koi8-r", "привет"),
    ],
)
def test_foreign_text(label: str, text: str) -> None:
    """Honest labels of other languages hold."""
    assert decode(text.encode(label), label).text == text


@pytest.mark.parametrize(
    "label", ["utf-7", "unicode_escape", "zlib", "rot13", "idna", "undefined", "hex", "../x"]
)
def test_unsafe_codecs(label: str) -> None:
    """A mail cannot make Python run a codec of its choice."""
    assert codec_named(label) is None
    assert not decode(b"abc", label).trusted


@given(st.binary(), st.text())
def test_any_bytes(data: bytes, label: str) -> None:
    """Decoding never raises, whatever the bytes and the label, and gives text that can be stored."""
    decode(data, label).text.encode()


@given(st.text(st.characters(codec="cp932", exclude_categories=("Cc", "Co"), exclude_characters="¢£¬‖−〜")))
def test_vendor_set(text: str) -> None:
    """All of cp932 that has one Unicode letter survives in ISO-2022-JP."""
    assert decode(jis(text), "iso-2022-jp").text == text
