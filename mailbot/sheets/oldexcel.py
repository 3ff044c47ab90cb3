"""An old Excel file (.xls, [MS-XLS]) -> its sheets, by calamine. No macro runs, no link is followed.

calamine knows neither number formats nor formulas: a percentage comes as its fraction, a formula as its result, an
error value as an empty cell. It may abort the process on bad bytes, which is why it runs on a bench (`bench`).
"""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from mailbot.sheets import numberformat, photos
from mailbot.sheets.cells import Area, clean, letters
from mailbot.sheets.numberformat import Format, Raw
from mailbot.sheets.package import Limits, Refusal
from mailbot.sheets.workbook import Sheet, Workbook
from rules.values import Cell

Found = str | int | float | bool | date | datetime | time | timedelta

_PICTURE = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff[\xdb\xe0-\xef]")
_THUMBNAIL_WITHIN = 1 << 16
"""Bytes behind the head of a photo in which its own thumbnail may stand."""
_PICTURE_HEAD = 1 << 20
_MOST_PICTURES = 50


def read(data: bytes, limits: Limits) -> Workbook | Refusal:
    """The workbook in `data`; every visible sheet is given all pictures, as nothing tells where they lie."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return Workbook(sheets=tuple(_sheets(book, limits, _pictures(data))))
    except PasswordError:
        return Refusal.ENCRYPTED
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:  # a panic of calamine is no Exception
        return Refusal.DAMAGED


def _sheets(book: CalamineWorkbook, limits: Limits, pictures: int) -> Iterator[Sheet]:
    room = limits.cells
    for number, about in enumerate(book.sheets_metadata[: limits.sheets]):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        found = book.get_sheet_by_index(number)
        cells = dict(_cells(found, limits, room))
        room -= len(cells)
        hidden = about.visible is not SheetVisibleEnum.Visible
        height, width = found.end or (0, 0)
        yield Sheet(
            name=about.name,
            hidden=hidden,
            cells=cells,
            merges=tuple(_merges(found, limits)),
            pictures=0 if hidden else pictures,
            cut=room <= 0 or height >= limits.rows or width >= limits.columns,
        )


def _cells(sheet: CalamineSheet, limits: Limits, room: int) -> Iterator[tuple[tuple[int, int], Cell]]:
    rows = sheet.to_python(skip_empty_area=False, nrows=limits.rows)
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values[: limits.columns], 1):
            raw, text = _shown(value)
            if not text:
                continue
            if room == 0:
                return
            room -= 1
            text = clean(text, limits.characters)
            raw = text if isinstance(raw, str) else raw
            yield (row, column), Cell(at=f"{sheet.name}!{letters(column)}{row}", text=text, raw=raw)


def _shown(value: Found) -> tuple[Raw, str]:
    """(value, text as shown), as the reader of new workbooks has them."""
    match value:
        case str():
            return value, value
        case bool():
            return value, "TRUE" if value else "FALSE"
        case int() | float():
            return numberformat.shown(repr(value), Format.PLAIN, numberformat.EPOCH)
        case datetime():
            return numberformat.moment(value)
        case date():
            return value, f"{value:%Y/%m/%d}"
        case time():
            return f"{value:%H:%M}", f"{value:%H:%M}"
    minutes = round(value.total_seconds() / 60)
    hours = f"{minutes // 60}:{minutes % 60:02}"
    return hours, hours


def _merges(sheet: CalamineSheet, limits: Limits) -> Iterator[Area]:
    """Within the limits, and no more cells than a sound sheet has."""
    unmerged = limits.rows * limits.columns
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        last, end = min(bottom + 1, limits.rows), min(right + 1, limits.columns)
        size = (last - top) * (end - left)
        if top < limits.rows and left < limits.columns and 0 < size <= unmerged:
            unmerged -= size
            yield Area(top + 1, left + 1, last, end)


def _pictures(data: bytes) -> int:
    """Readable pictures anywhere in the file: its drawings are not worth a parser of their own."""
    count, beyond = 0, 0
    for head in _PICTURE.finditer(data):
        if head.start() >= beyond and photos.look(data[head.start() : head.start() + _PICTURE_HEAD]):
            count, beyond = count + 1, head.start() + _THUMBNAIL_WITHIN
        if count == _MOST_PICTURES:
            break
    return count
