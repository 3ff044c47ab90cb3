"""Pictures: known by content, measured by their header, never decoded."""

import io
import struct
import zlib

import pytest
from fpdf import FPDF
from hypothesis import example, given, strategies as st
from PIL import Image

from mailbot.mail.filekind import FileKind
from mailbot.sheets.photos import LEAST_PIXELS, Picture, judge, look, shown
from rules.model import Severity


def picture(kind: str, width: int = 640, height: int = 480) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(file, kind)
    return file.getvalue()


def heic(*sizes: tuple[int, int]) -> bytes:
    """The boxes of a phone's photo that tell its kind and the sizes of picture, tiles and thumbnail."""
    boxes = b"".join(struct.pack(">I4sIII", 20, b"ispe", 0, width, height) for width, height in sizes)
    return struct.pack(">I4s4sI4s", 20, b"ftyp", b"heic", 0, b"mif1") + boxes


def pdf_of(*pictures: bytes, width: float = 90) -> bytes:
    """A page for each picture, `width` millimetres of an A4 page wide."""
    document = FPDF(format="A4")
    for each in pictures:
        document.add_page()
        document.image(io.BytesIO(each), x=0, y=0, w=width)
    return bytes(document.output())


def png_header(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize("kind", [FileKind.JPEG, FileKind.PNG, FileKind.WEBP, FileKind.GIF])
def test_a_picture_is_known_by_its_content(kind: FileKind) -> None:
    """Kind, width and height come from the bytes, whatever the file was called."""
    assert look(picture(kind.value)) == Picture(kind=kind, width=640, height=480)


def test_a_phone_photo_has_the_size_of_its_largest_image() -> None:
    """HEIC holds tiles and thumbnails beside the picture; the picture counts."""
    assert look(heic((320, 240), (4032, 3024), (512, 512))) == Picture(
        kind=FileKind.HEIC, width=4032, height=3024
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff\xe0 no picture",
        b"%PDF-1.7",
        picture("PNG")[:20],
        heic(),
        heic((0, 10)),
        picture("BMP"),
    ],
)
def test_what_nobody_can_see_is_no_picture(data: bytes) -> None:
    """Headers that break off, other files, and formats that the office can't show are no pictures."""
    assert look(data) is None


def test_a_gigantic_picture_is_not_opened() -> None:
    """A header that claims more pixels than a machine can hold is refused, not decoded."""
    assert look(png_header(100_000, 100_000)) is None


@pytest.mark.parametrize(
    ("data", "name", "sizes"),
    [
        (pdf_of(picture("JPEG"), picture("PNG", 300, 900)), "書類.pdf", [(640, 480), (300, 900)]),
        (pdf_of(picture("JPEG", 1200, 1697), width=210), "書類.pdf", []),
        (pdf_of(picture("JPEG", 1200, 1697), width=210), "商品写真.pdf", [(1200, 1697)]),
        (pdf_of(picture("PNG", 150, 150)), "書類.pdf", []),
        (pdf_of(picture("JPEG"))[:400], "写真.pdf", []),
        (picture("PNG", 20, 20), "写真.png", [(20, 20)]),
        (b"text", "写真.txt", []),
    ],
)
def test_a_pdf_shows_its_photos(data: bytes, name: str, sizes: list[tuple[int, int]]) -> None:
    """Each large enough one counts; a page that is one picture is a scan, unless its name says photo."""
    assert [(each.width, each.height) for each in shown(data, name)] == sizes


def test_a_leaflet_is_no_photo() -> None:
    """A page of text has pictures beside it."""
    document = FPDF(format="A4")
    document.add_page()
    document.image(io.BytesIO(picture("JPEG")), x=0, y=0, w=90)
    document.set_font("Helvetica", size=11)
    document.multi_cell(0, text="All that we make, and where. " * 20)

    assert shown(bytes(document.output()), "leaflet.pdf") == ()


@pytest.mark.parametrize(
    ("width", "height", "codes"),
    [
        (LEAST_PIXELS, LEAST_PIXELS, []),
        (LEAST_PIXELS - 1, 4_000, ["photo_too_small"]),
        (4_000, LEAST_PIXELS - 1, ["photo_too_small"]),
    ],
)
def test_a_small_picture_is_a_warning(width: int, height: int, codes: list[str]) -> None:
    """The shorter side decides; a small picture delays nobody and names the file."""
    found = judge(Picture(kind=FileKind.JPEG, width=width, height=height), "正面.jpg")

    assert [finding.code for finding in found] == codes
    assert all(finding.severity is Severity.WARNING and "正面.jpg" in finding.message for finding in found)


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"%PDF-1.4\n", heic()]),
)
@example(heic()[:-1], b"")
def test_any_bytes_are_looked_at(data: bytes, head: bytes) -> None:
    """No bytes raise, whatever picture they pretend to be."""
    assert isinstance(look(head + data), Picture | None)
    assert isinstance(shown(head + data, "写真.pdf"), tuple)
