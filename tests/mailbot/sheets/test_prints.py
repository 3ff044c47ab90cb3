"""Prints: a sender's picture made anew on the bench, with nothing of his file left but what it shows."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from mailbot.paper.layout import cells
from mailbot.sheets.bench import Bench
from mailbot.sheets.orders import MakePrints
from mailbot.sheets.prints import Origin, Print, of_file
from rules.forms import Kind
from tests import entries
from tests.mailbot.sheets.test_photos import heic, pdf_of, picture, png_header

ORIENTATION, MAKER = 0x0112, 0x010F
SECRET = "北緯33度23分"
LABELS = {
    field.key: (field.label, *field.synonyms)
    for field in entries.form("food").fields
    if field.kind is Kind.PICTURE
}


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with Bench() as opened:
        yield opened


def opened(made: Print) -> Image.Image:
    return Image.open(io.BytesIO(made.jpeg), formats=("JPEG",))


def origin(product: str = "あまおうジャム 150g", sheet: str = "エントリーシート") -> Origin:
    cell = cells(entries.form("food"))["name"].rpartition("!")[2]
    return Origin(sheet=sheet, cell=cell, text=product, labels=LABELS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_kind_that_pillow_reads_becomes_a_small_jpeg(kind: str, bench: Bench) -> None:
    """No side is longer than asked, and the shape stays."""
    [made] = bench.do(MakePrints(data=picture(kind, 1600, 800), pixels=400))

    assert (made.width, made.height) == opened(made).size == (400, 200)
    assert opened(made).format == "JPEG"


def test_nothing_of_the_file_is_left_but_what_it_shows(bench: Bench) -> None:
    """Camera notes do not come along, and a photo held sideways stands upright."""
    notes = Image.Exif()
    notes[ORIENTATION], notes[MAKER] = 6, SECRET
    file = io.BytesIO()
    Image.new("RGB", (600, 300), "green").save(file, "JPEG", exif=notes, comment=SECRET.encode())
    assert SECRET.encode() in file.getvalue()

    [made] = bench.do(MakePrints(data=file.getvalue(), pixels=400))

    assert (made.width, made.height) == (200, 400)
    assert SECRET.encode() not in made.jpeg and not opened(made).getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_every_colour_model_is_printed(mode: str) -> None:
    """What shines through is white."""
    file = io.BytesIO()
    kind = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    Image.new(mode, (300, 300)).save(file, kind)

    [made] = of_file(file.getvalue(), 100)

    shade = opened(made).convert("L").getpixel((50, 50))
    assert shade == 255 if mode in ("LA", "RGBA") else shade is not None


def test_pages_of_a_pdf_are_drawn(bench: Bench) -> None:
    """A label is often sent as a PDF: each page is a print."""
    made = bench.do(MakePrints(data=pdf_of(picture("JPEG"), picture("JPEG")), pixels=300))

    assert [max(each.width, each.height) for each in made] == [300, 300]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        picture("JPEG")[:200],
        picture("PNG")[:300],
        heic((4000, 3000)),
        png_header(50_000, 50_000),
    ],
    ids=["nothing", "no pdf", "cut jpeg", "cut png", "heic", "bomb"],
)
def test_what_can_t_be_printed_gives_nothing(data: bytes, bench: Bench) -> None:
    """No file does harm, and the next one is served."""
    assert bench.do(MakePrints(data=data, pixels=400)) == ()
    assert bench.do(MakePrints(data=picture("JPEG"), pixels=400))


def test_pictures_on_a_sheet_know_their_place(bench: Bench) -> None:
    """A picture belongs to the picture field below whose label it lies."""
    data = entries.pictured(entries.filled("food"), "food", picture("PNG"), picture("JPEG", 300, 300))

    made = bench.do(MakePrints(data=data, pixels=400, origin=origin()))

    assert [(each.field, each.width) for each in made] == [("photo", 400), ("photo", 300)]


@pytest.mark.parametrize(
    ("product", "sheet"), [("柿ジャム", "エントリーシート"), ("あまおうジャム 150g", "もう1枚")]
)
def test_another_workbook_gives_no_pictures(product: str, sheet: str, bench: Bench) -> None:
    """The sheet is known by its name and by what it says: no product gets the picture of another."""
    data = entries.pictured(entries.filled("food"), "food", picture("PNG"))

    assert bench.do(MakePrints(data=data, pixels=400, origin=origin(product, sheet))) == ()
