"""Senders' pictures made anew for our own paper: decoded, turned upright, made smaller, and written as plain JPEG.

Nothing of the sender's file is left but what it shows: no camera notes, no place, no hidden bytes. Only a child of
the bench may do this.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from mailbot.mail.filekind import PICTURES, FileKind, kind_of
from mailbot.sheets import photos
from mailbot.sheets.package import Limits, Package, Refusal, open_package
from mailbot.sheets.workbook import Sheet, Workbook, open_workbook
from rules.record import Struct, replace
from rules.wording import normal

MOST = 4
"""Prints of one file."""
_MOST_PIXELS = 60_000_000
"""A picture with more is not decoded: 180 MB. A JPEG is decoded at a fraction of its size and may have more."""
_QUALITY = 78
_DOTS = 150
"""An inch of a PDF page is drawn with so many."""
_LIMITS = Limits(part=32 << 20, inflated=96 << 20)
"""A photo weighs more than all the words of a workbook."""


class Print(Struct, frozen=True, kw_only=True):
    jpeg: bytes
    width: int
    height: int
    field: str = ""
    """The picture field of the form whose place it lies on; empty for a file of its own."""

    @property
    def is_sound(self) -> bool:
        """As this module makes them: it goes into a workbook of ours unopened."""
        return self.jpeg.startswith(b"\xff\xd8\xff") and min(self.width, self.height) > 0


class Origin(Struct, frozen=True, kw_only=True):
    """Which sheet of a workbook is meant, and what its picture fields are labelled with."""

    sheet: str
    cell: str
    """An answer by which the right workbook is known, 'C21', and what it says."""
    text: str
    labels: Mapping[str, tuple[str, ...]]
    """Key of a picture field -> its labels."""


def of_file(data: bytes, pixels: int) -> tuple[Print, ...]:
    """A picture, or the pages of a PDF; no side is longer than `pixels`. Any bytes are allowed."""
    kind = kind_of(data)
    if kind is FileKind.PDF:
        return tuple(_pages(data, pixels))
    if kind not in PICTURES or kind is FileKind.HEIC:  # which Pillow can't decode
        return ()
    made = _print(data, pixels)
    return () if made is None else (made,)


def of_sheet(data: bytes, origin: Origin, pixels: int) -> tuple[Print, ...]:
    """The pictures that lie on this sheet of an .xlsx, none where the workbook is another one."""
    book = open_workbook(data)
    if not isinstance(book, Workbook):
        return ()
    sheet = next((each for each in book.sheets if each.name == origin.sheet), None)
    package = open_package(data, _LIMITS)
    if sheet is None or isinstance(package, Refusal) or not _is_meant(sheet, origin):
        return ()
    rows = _label_rows(sheet, origin)
    made = []
    for row, part in list(_anchored(package, origin.sheet))[:MOST]:
        small = _print(package.read(part), pixels)
        if small is not None:
            above = [(at, key) for at, key in rows if at <= row]
            made.append(replace(small, field=max(above)[1] if above else ""))
    return tuple(made)


def _is_meant(sheet: Sheet, origin: Origin) -> bool:
    at = f"{origin.sheet}!{origin.cell}"
    return any(cell.at == at and normal(cell.text) == normal(origin.text) for cell in sheet.cells.values())


def _label_rows(sheet: Sheet, origin: Origin) -> list[tuple[int, str]]:
    """Where the picture fields begin: (row, key)."""
    keys = {normal(label): key for key, labels in origin.labels.items() for label in labels}
    return [
        (row, keys[written])
        for (row, _), cell in sheet.cells.items()
        if (written := normal(cell.text).removesuffix("【必須】")) in keys
    ]


def _anchored(package: Package, sheet: str) -> Iterator[tuple[int, str]]:
    """(row, part) of each picture over the cells of a sheet (ECMA-376 part 1, 20.5)."""
    book = next((part for kind, part in package.related("").values() if kind == "officeDocument"), "")
    ids = {each.get("name"): each.get("id", "") for each in package.tree(book).iterfind("sheets/sheet")}
    _, part = package.related(book).get(ids.get(sheet, ""), ("", ""))
    for kind, drawing in package.related(part).values():
        if kind == "drawing":
            images = package.related(drawing)
            for anchor in package.tree(drawing):
                for blip in anchor.iterfind(".//blip"):
                    yield _row(anchor), images.get(blip.get("embed", ""), ("", ""))[1]


def _row(anchor: Element) -> int:
    text = anchor.findtext("from/row") or ""
    return int(text) + 1 if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _pages(data: bytes, pixels: int) -> Iterator[Print]:
    from pypdfium2 import PdfDocument  # only once a PDF has come

    try:
        with PdfDocument(data) as document:
            for number in range(min(len(document), MOST)):
                page = document[number]
                longest = max(page.get_width(), page.get_height()) / 72
                drawn = page.render(scale=min(_DOTS, pixels / longest) / 72)
                yield _written(drawn.to_pil(), pixels)
    except Exception:  # damaged, under a password, or not a PDF at all
        return


def _print(data: bytes, pixels: int) -> Print | None:
    """None where no reader could show it."""
    from PIL import Image, ImageOps

    if photos.look(data) is None:
        return None
    Image.MAX_IMAGE_PIXELS = None  # judged below, after a JPEG has said how small it can be decoded
    try:
        with Image.open(io.BytesIO(data), formats=photos.FORMATS) as image:
            image.draft("RGB", (pixels, pixels))
            if image.width * image.height > _MOST_PIXELS:
                return None
            return _written(ImageOps.exif_transpose(image), pixels)
    except MemoryError:
        raise
    except Exception:  # Pillow raises nearly anything on bytes that are no picture
        return None


def _written(image: Any, pixels: int) -> Print:
    """On white, where the picture lets something shine through."""
    from PIL import Image

    image.thumbnail((pixels, pixels))
    if image.mode in ("RGBA", "LA", "PA", "P"):
        clear = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    file = io.BytesIO()
    plain = image.convert("RGB")
    plain.info = {}
    plain.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return Print(jpeg=file.getvalue(), width=plain.width, height=plain.height)
