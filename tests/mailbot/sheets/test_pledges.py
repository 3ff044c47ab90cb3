"""Pledges: a readable file that says so or can be nothing else; never our own blank."""

import io
import zipfile

import pytest
from fpdf import FPDF
from hypothesis import given, strategies as st
from PIL import Image
from pypdfium2 import PdfDocument, raw

from mailbot.mail.filekind import kind_of
from mailbot.mail.parse import Attachment
from mailbot.paper import pledge as paper
from mailbot.sheets.pledges import hint, is_blank, is_pledge
from tests.entries import LIBRARY, OFFICE

DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
BLANK = paper.pledge(OFFICE, LIBRARY.pledge())


def attachment(data: bytes, name: str = "scan.pdf", *, encrypted: bool = False) -> Attachment:
    return Attachment(
        name=name,
        data=data,
        media_type="application/octet-stream",
        kind=kind_of(data, name),
        encrypted=encrypted,
    )


def pledge(data: bytes, name: str = "scan.pdf", *, only: bool = False, encrypted: bool = False) -> bool:
    return is_pledge(attachment(data, name, encrypted=encrypted), only_candidate=only, blank=BLANK)


def pdf(*, pages: int = 1, password: str = "") -> bytes:
    document = FPDF()
    for _ in range(pages):
        document.add_page()
        document.rect(20, 20, 50, 50)
    if password:
        document.set_encryption(owner_password="owner", user_password=password)
    return bytes(document.output())


def saved_again(data: bytes, *, signed: bool = False) -> bytes:
    """The same pages written by another program, on demand with a signature drawn on the last one."""
    file = io.BytesIO()
    with PdfDocument(data) as document:
        if signed:
            page = document[len(document) - 1]
            raw.FPDFPage_CloseAnnot(raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_INK))
        document.save(file)
    return file.getvalue()


def photo(kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1200, 1600), "white").save(file, kind)
    return file.getvalue()


def word(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        runs = text if text.startswith("<") else f"<w:t>{text[:1]}</w:t><w:t>{text[1:]}</w:t>"
        archive.writestr("word/document.xml", f"<w:document>{runs}</w:document>")
    return file.getvalue()


def letter(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    return word("".join(f"<w:p><w:t>{each}</w:t></w:p>" for each in paragraphs))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (pdf(), "誓約書.pdf"),
        (pdf(pages=3), "(株)小郡食品_誓 約 書(押印済).PDF"),
        (saved_again(BLANK, signed=True), "scan.pdf"),
        (photo(), "誓約書.jpg"),
        (photo("PNG"), "誓約.png"),
        (word("次のとおり誓約いたします。"), "scan.docx"),
        (DOC, "誓約書.doc"),
    ],
)
def test_a_readable_file_that_says_so_is_a_pledge(data: bytes, name: str) -> None:
    """誓約 in the name or 誓約します in the text is enough, whatever kind of readable file it is."""
    assert pledge(data, name)


@pytest.mark.parametrize(
    ("data", "name"), [(pdf(), "scan.pdf"), (photo(), "IMG_1.jpg"), (word("誓約書を添えます。"), "a.docx")]
)
def test_an_unnamed_file_counts_only_where_it_can_be_nothing_else(data: bytes, name: str) -> None:
    """A scan, or a text that only speaks of the 誓約書, is a pledge as the only candidate alone."""
    assert pledge(data, name, only=True)
    assert not pledge(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (BLANK, "誓約書.pdf"),
        (saved_again(BLANK), "誓約書.pdf"),
        (pdf(password="secret"), "誓約書.pdf"),
        (pdf()[:200], "誓約書.pdf"),
        (b"%PDF-1.7\n", "誓約書.pdf"),
        (b"", "誓約書.pdf"),
        (photo()[:10], "誓約書.jpg"),
        (word("誓約書")[:-30], "誓約書.docx"),
        ("誓約書".encode(), "誓約書.txt"),
    ],
)
def test_blank_locked_and_broken_files_are_none(data: bytes, name: str) -> None:
    """Our blank (also saved anew), a file that nobody can open and a mere text are no pledges."""
    assert not pledge(data, name, only=True)


@pytest.mark.parametrize(
    ("data", "name", "untouched"),
    [
        (BLANK, "誓約書.pdf", True),
        (saved_again(BLANK), "誓約書.pdf", True),
        (saved_again(BLANK, signed=True), "誓約書.pdf", False),
        (pdf(), "誓約書.pdf", False),
        (b"", "誓約書.pdf", False),
        (photo(), "誓約書.jpg", False),
    ],
)
def test_our_paper_as_it_was_given_out_is_known(data: bytes, name: str, untouched: bool) -> None:
    """Saved anew it is still the blank; a signature drawn on it makes it another paper."""
    assert is_blank(attachment(data, name), BLANK) is untouched


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (("令和8年11月16日", "商号又は名称 株式会社小郡食品"), "株式会社小郡食品 令和8年11月16日"),
        (("有限会社 見本工房", "2026/11/16"), "有限会社 見本工房 2026/11/16"),
        (("屋号:小郡農園",), "小郡農園"),
        (("令和　　年　　月　　日", "商号又は名称"), ""),
        (("小郡市長 様", "この組合は、次のとおり誓約します。"), ""),
    ],
)
def test_name_and_date_are_hints(paragraphs: tuple[str, ...], said: str) -> None:
    """The words of the signature's lines; empty lines, the addressee and the sentences are none."""
    assert hint(attachment(letter(*paragraphs), "誓約書.docx"), BLANK) == said


@pytest.mark.parametrize(
    ("data", "name"), [(photo(), "誓約書.jpg"), (pdf(), "誓約書.pdf"), (BLANK, "誓約書.pdf")]
)
def test_a_scan_and_the_blank_hint_at_nothing(data: bytes, name: str) -> None:
    """Without a text layer, or without anything of the business in it, the clerk looks unaided."""
    assert hint(attachment(data, name), BLANK) == ""


def test_a_file_under_a_password_is_none() -> None:
    """What was found to be encrypted is not opened."""
    assert not pledge(pdf(), "誓約書.pdf", only=True, encrypted=True)


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xd8\xff"]))
def test_any_bytes_are_judged(data: bytes, head: bytes) -> None:
    """No bytes raise, whatever file they pretend to be."""
    assert isinstance(pledge(head + data, only=True), bool)
