import random
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, strategies as st

from mailbot.mail import headers, hypertext
from mailbot.mail.filename import LONGEST, shown
from mailbot.mail.mime import BEYOND_LIMITS, Defect
from mailbot.mail.parse import TEXT_LIMIT, ParsedMail, parse
from tests.mails.expected import NAMES, raw
from tests.mails.wire import JPEG, PDF, cp932, file_part, jis, multipart, part, percent, text_part, word


def sender_of(value: str | bytes) -> ParsedMail:
    return parse(part([("From", value)], b""))


def names_of(*dispositions: str | bytes) -> list[str]:
    parts = (
        part([("Content-Type", "application/octet-stream"), ("Content-Disposition", value)], b"x")
        for value in dispositions
    )
    return [file.name for file in parse(part(*multipart("mixed", "b", *parts))).attachments]


def is_whole(mail: ParsedMail) -> bool:
    """All of it can be stored, shown and sent: no lone surrogate, no second line in a header."""
    lines = [mail.subject, mail.sender, mail.sender_name, *(value for _, value in mail.headers)]
    lines += [file.name for file in mail.attachments]
    "".join([mail.text, *lines, *mail.references]).encode()
    return not any(character in line for line in lines for character in "\r\n\x00\x1b")


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are a mail."""
    assert is_whole(parse(data))


@given(st.sampled_from(NAMES), st.integers(0, 2**32), st.integers(1, 12))
def test_mutations(name: str, seed: int, changes: int) -> None:
    """Mails of the corpus with bytes flipped, cut out, doubled or swapped are read as far as they go."""
    chance, data = random.Random(seed), bytearray(raw(name))  # noqa: S311  # no secret: it spoils mails
    for _ in range(changes):
        at, span = chance.randrange(len(data)), chance.randrange(1, 40)
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + span]
            case 2:
                data[at:at] = data[at : at + span]
            case _:
                data[at : at + span] = chance.randbytes(span)
        data = data or bytearray(b"\n")

    assert is_whole(parse(bytes(data)))


@pytest.mark.parametrize(
    ("value", "address", "name"),
    [
        ("taro@example.jp", "taro@example.jp", ""),
        ("Taro@Example.JP (小郡 太郎)", "taro@example.jp", "小郡 太郎"),
        ("小郡食品, 担当 <a@example.jp>", "a@example.jp", "小郡食品, 担当"),
        ('"a@example.jp" <a@example.jp>', "a@example.jp", "a@example.jp"),
        ("a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp", ""),
        ('"a..b."@docomo.ne.jp', "a..b.@docomo.ne.jp", ""),
        ("<a..b.@docomo.ne.jp>", "a..b.@docomo.ne.jp", ""),
        (f'"{word("", "iso-2022-jp", jis("㈱髙﨑"))}" <a@b.jp>', "a@b.jp", "㈱髙﨑"),
        (jis("小郡 太郎") + b" <a@b.jp>", "a@b.jp", "小郡 太郎"),
        (cp932("表㈱") + b" <a@b.jp>", "a@b.jp", "表㈱"),
        (f"{word('改行')}\n <a@b.jp>", "a@b.jp", "改行"),
    ],
)
def test_clean_senders(value: str | bytes, address: str, name: str) -> None:
    """One address is a sender, in every way that Japanese programs write it."""
    mail = sender_of(value)

    assert (mail.sender, mail.sender_name) == (address, name)


@pytest.mark.parametrize(
    "value",
    [
        "alice@example.jp <evil@example.com>",
        '"alice@example.jp" <evil@example.com>',
        f"{word('alice@example.jp')} <evil@example.com>",
        "ａｌｉｃｅ＠example.jp <evil@example.com>",
        "a@example.jp, b@example.jp",
        "<a@example.jp> <b@example.jp>",
        "<a@example.jp> b@example.jp",
        "group: a@example.jp;",
        "a@[192.0.2.1]",
        "а@example.jp",
        "a@example.jp\x00",
        "a b@example.jp",
        '"',
        "<>",
        "@",
        "a@" + "b" * 300 + ".jp",
    ],
)
def test_unclean_senders(value: str) -> None:
    """What could be two addresses, or shows another one, is no sender; what was claimed is shown."""
    mail = sender_of(value)

    assert mail.sender == ""
    assert Defect.UNCLEAN_SENDER in mail.defects


def test_encoded_line_break() -> None:
    """An encoded-word cannot bring a second header line."""
    mail = parse(part([("Subject", word("件名\r\nBcc: evil@example.com")), ("From", "a@b.jp")], b""))

    assert mail.subject == "件名 Bcc: evil@example.com"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("=?utf-8?B?44GC44E=?= =?utf-8?B?hA==?=", "あい"),
        ("=?iso-2022-jp?B?GyRCPi4=?=\r\n =?iso-2022-jp?B?NzQbKEI=?=", "小郡"),
        ("=?ISO-2022-JP?B?GyRCPi43NBsoQg==?=.net =?utf-8?Q?=E3=81=82_a?=", "小郡.net あ a"),
        ("Re:=?utf-8?b?44GC?=!", "Re:あ!"),
        ("=?utf-8*ja?Q?=E3=81=82?=", "あ"),
        ("=?x-sjis?B?h0A=?= =?UTF-8?B?4pGg?=", "①①"),
        ("=?utf-8?B?44GC44GE?= plain =?utf-8?B?44GC?=", "あい plain あ"),
        ("=?utf-8?X?abc?= =?utf-8?B?", "=?utf-8?X?abc?= =?utf-8?B?"),
        ("=?utf-8?B?44GC44G?=", "あ�"),
    ],
)
def test_encoded_words(value: str, wanted: str) -> None:
    """Encoded-words are joined, labelled wrongly, glued to text or broken; the text comes out."""
    assert headers.words(value) == wanted


def test_file_names() -> None:
    """File names come in every form that programs use, and RFC 2231 goes before the rest."""
    long = percent("小郡市のジャム.pdf".encode(), "utf-8")
    assert names_of(
        f'attachment; filename="?"; filename*={percent("表.pdf".encode(), "utf-8")}',
        f"attachment; filename*1*={long[22:]}; filename*0*={long[:22]}",
        'attachment; filename*0="a b"; filename*1=.pdf',
        f'attachment; filename="{word("①")}.pdf"',
        b'attachment; filename="' + cp932("表ソ十.pdf") + b'"',
        b'attachment; filename="' + jis("表ソ十.pdf") + b'"',
        'attachment; filename="unclosed.pdf',
        "attachment; filename=a;b.pdf",
    ) == [
        "表.pdf",
        "小郡市のジャム.pdf",
        "a b.pdf",
        "①.pdf",
        "表ソ十.pdf",
        "表ソ十.pdf",
        "unclosed.pdf",
        "a",
    ]


@example("0 \x1f\n0")
@given(st.text() | st.binary().map(lambda data: data.decode("utf-8", "replace")))
def test_shown_names(name: str) -> None:
    """A shown name is no path, has no control or bidirectional character and is short, whatever was sent."""
    safe = shown(name)

    assert len(safe.encode()) <= LONGEST
    assert not set(safe) & set('/\\:*?"<>|\r\n\t\x00\x1b\u202e\u2066')
    assert safe not in (".", "..")
    assert shown(safe) == safe


@pytest.mark.parametrize("name", ["../..", "/", "C:\\", ".", "\u202e", "", "  "])
def test_names_of_nothing(name: str) -> None:
    """A name of which nothing is left is replaced by a number and the kind of the file."""
    assert names_of(f'attachment; filename="{name}"') == ["添付1.txt"]


def test_attachment_alone() -> None:
    """A mail that is its attachment has it, and no text."""
    mail = parse(file_part(PDF, "application/pdf", 'name="scan.pdf"', "", ""))

    assert (mail.text, [(file.name, file.data) for file in mail.attachments]) == ("", [("scan.pdf", PDF)])


def test_text_beside_page() -> None:
    """The plain text goes before the page; an empty one leaves the page."""
    page = text_part("", data=b"<p>page &amp; <b>text</b></p>", subtype="html")
    both = parse(part(*multipart("alternative", "b", part(*text_part("plain")), part(*page))))
    blank = parse(part(*multipart("alternative", "b", part(*text_part("  ")), part(*page))))

    assert (both.text, blank.text) == ("plain", "page & text")


def test_page() -> None:
    """A page reads as lines; scripts are left out and quotations marked."""
    assert (
        hypertext.text(
            "<head><title>t</title></head><p>a<br>b  c</p><script>x</script><blockquote>q</blockquote><td>d"
        )
        == "a\nb c\n\n> q\nd"
    )


def test_long_text() -> None:
    """Of an endless text the first 200,000 characters are kept, and it says so."""
    mail = parse(b"Subject: a\n\n" + b"x" * 300_000)

    assert len(mail.text) == TEXT_LIMIT
    assert Defect.TEXT_CUT in mail.defects


def test_ids_and_dates() -> None:
    """Ids are taken out of whatever stands around them; a date without zone is UTC."""
    mail = parse(
        b"Message-ID: <a@b> (c)\nIn-Reply-To: Your mail of <x@y>\nReferences: <1@a>\n\t<2@a> <> junk <3@a>\n"
        b'Date: Wed, 18 Nov 2026 10:02:11 -0000\nTo: X <A@b.jp>, "q, r" <c@d.jp>\nReturn-Path: <>\n\n'
    )

    assert (mail.message_id, mail.in_reply_to, mail.references) == (
        "<a@b>",
        "<x@y>",
        ("<1@a>", "<2@a>", "<3@a>"),
    )
    assert mail.date == datetime(2026, 11, 18, 10, 2, 11, tzinfo=UTC)
    assert (mail.to, mail.return_path) == (("a@b.jp", "c@d.jp"), "")


@pytest.mark.parametrize(
    ("data", "defect"),
    [
        (b"A: b\n" * 60_000 + b"\n", Defect.HEAD_TOO_LONG),
        (b"Subject: " + b"x" * 70_000 + b"\n\n", Defect.FIELD_TOO_LONG),
        (b"Received: a\n" * 51 + b"\n", Defect.TOO_MANY_HOPS),
        (part(*multipart("mixed", "b", *[b"\r\nx"] * 501)), Defect.TOO_MANY_PARTS),
        (b"From: a@b\nFrom: a@b\n\n", Defect.SEVERAL_SENDERS),
        (b"Subject: a\nSUBJECT: b\n\n", Defect.DOUBLED_FIELD),
        (b"Subject: =?utf-8?B?44GC44GC44E=?=\n\n", Defect.LOST_CHARACTERS),
        (b"Content-Type: multipart/mixed\n\ntext", Defect.NO_BOUNDARY),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext", Defect.NOT_CLOSED),
        (b"Content-Transfer-Encoding: base64\n\nYWJjZ", Defect.BAD_BASE64),
        (b"Content-Transfer-Encoding: x-uue\n\nabc", Defect.UNKNOWN_ENCODING),
        (b"Content-Type: text/plain; charset=utf-8\n\n\xe3\x81\x82\xe3\x81\x82\xe3", Defect.LOST_CHARACTERS),
    ],
)
def test_defects(data: bytes, defect: Defect) -> None:
    """Each thing that is wrong with a mail is named, and the rest of it is read."""
    assert defect in parse(data).defects


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "data",
    [
        b"To: " + b"a@b.jp, " * 200_000 + b"\n\n",
        b"References: " + b"<a@b> " * 100_000 + b"\n\n",
        b"Content-Type: text/plain" + b"; a=b" * 100_000 + b"\n\n",
        b"Content-Disposition: attachment" + b"; filename*1=b" * 50_000 + b"\n\nx",
        b'From: "' + b'\\"' * 500_000 + b"\n\n",
        b'Content-Disposition: x; a="' + b'\\"' * 500_000 + b"\n\nx",
        b"Subject: " + b"=?a?b?" * 200_000 + b"\n\n",
        b"Content-Type: text/html\n\n" + b"<div>" * 200_000,
        b"Content-Type: text/html\n\n" + b"<!--" * 400_000,
        b"Content-Type: text/html\n\n" + b"<b>a" * 400_000,
        b"Content-Type: text/html\n\n" + b"<a <script " * 200_000,
        b"Content-Type: text/html\n\n&#" + b"9" * 1_000_000 + b";",
        b"Content-Type: text/html\n\n" + b"<!" * 800_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 400_000,
        b"Subject: x\n\n" + b"\x1b$B" * 300_000,
        b"Subject: x\n\n" + b"\xa4\xa2\x82\xa0" * 300_000,
    ],
    ids=[
        "to",
        "references",
        "parameters",
        "sections",
        "quotes",
        "quoted parameter",
        "words",
        "page",
        "comments",
        "letters",
        "tags",
        "digits",
        "declarations",
        "parts",
        "escapes",
        "charsets",
    ],
)
def test_heavy_mails(data: bytes) -> None:
    """Mails made to be slow are read in seconds."""
    assert is_whole(parse(data))


@pytest.mark.timeout(20)
def test_large_mail() -> None:
    """Twenty megabytes of photos come through whole."""
    photos = [JPEG + bytes(5_000_000) for _ in range(3)]
    parts = (file_part(photo, "image/jpeg", f"name={n}.jpg") for n, photo in enumerate(photos))
    mail = parse(part(*multipart("mixed", "b", part(*text_part("写真です")), *parts)))

    assert [file.data for file in mail.attachments] == photos


def test_limits_go_to_a_person() -> None:
    """The defects that stop the reading are told apart from the harmless ones."""
    assert set(parse(b"A: b\n" * 60_000 + b"\n").defects) & BEYOND_LIMITS
    assert not set(parse(b"").defects) & BEYOND_LIMITS
