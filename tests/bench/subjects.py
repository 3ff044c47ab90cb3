"""What is measured: our way from bytes to a marked workbook, and what two libraries need to load the same bytes."""

import io
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.drawing.image import Image as Drawing
from PIL import Image
from python_calamine import CalamineWorkbook

from mailbot.marking import mark
from mailbot.sheets.judging import judge
from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.model import Finding
from tests import entries

OURS, OPENPYXL, CALAMINE = "read + check + mark", "openpyxl: load", "python-calamine: load"


def sheet() -> bytes:
    """A filled food sheet with three gaps and a small photo, beside its 記入例 and lists: 45 KB, as they come."""
    data = entries.filled("food", net="100g/200g", storage="", jan="4569951116170")
    book = openpyxl.load_workbook(io.BytesIO(data))
    book[entries.form("food").sheet].add_image(Drawing(io.BytesIO(photo())), "L2")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def photo(width: int = 240, height: int = 200) -> bytes:
    """Noise, which no program packs any smaller."""
    file = io.BytesIO()
    Image.effect_noise((width, height), 60).save(file, "JPEG", quality=65)
    return file.getvalue()


def reading(data: bytes) -> Reading:
    book = open_workbook(data)
    assert isinstance(book, Workbook)
    return read(book, entries.FORMS, entries.CONTEXT)


def gaps(data: bytes) -> tuple[Finding, ...]:
    return judge(reading(data), entries.FORMS, entries.CONTEXT).gaps


def marked(data: bytes) -> bytes:
    found = mark(data, gaps(data))
    assert found is not None
    return found


def loaded_by_openpyxl(data: bytes) -> object:
    return openpyxl.load_workbook(io.BytesIO(data))


def loaded_by_calamine(data: bytes) -> object:
    """With its cells: opening alone reads none."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


SUBJECTS: Mapping[str, Callable[[bytes], object]] = {
    "read": reading,
    "read + check": gaps,
    OURS: marked,
    OPENPYXL: loaded_by_openpyxl,
    CALAMINE: loaded_by_calamine,
}
