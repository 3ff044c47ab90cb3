"""What a person sees in a workbook, and does to it."""

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from mailbot.marking import mark
from mailbot.marking.styles import AMBER
from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.checks import check
from rules.model import Finding, Severity
from tests.entries import CONTEXT, FORMS, form
from tests.looking import looked_at
from tests.mailbot.marking.strict import problems

PAGE = "エントリーシート"


def gap(cell: str | None, message: str = "ご記入ください。", **more: Any) -> Finding:
    return Finding(
        code="missing", severity=Severity.ERROR, label="保存温度帯", cell=cell, message=message, **more
    )


def reading(data: bytes) -> Reading:
    book = open_workbook(data)
    assert isinstance(book, Workbook)
    return read(book, FORMS, CONTEXT)


def errors(data: bytes) -> list[Finding]:
    return [*_errors(data)]


@lru_cache(maxsize=4)
def _errors(data: bytes) -> tuple[Finding, ...]:
    found = (each for entry in reading(data).entries for each in check(entry, form(entry.form), CONTEXT))
    return tuple(each for each in found if each.severity is Severity.ERROR)


def marked(data: bytes, gaps: list[Finding] | None = None) -> bytes:
    """Marked, and found as sound by the strict reader as it came."""
    done = mark(data, errors(data) if gaps is None else gaps)
    assert done is not None
    assert set(problems(done)) <= set(problems(data))
    return done


@lru_cache(maxsize=4)
def sheets(data: bytes, *, merged: bool = False) -> Any:
    return looked_at(data, merged=merged)


def amber(data: bytes, sheet: str = PAGE, *, merged: bool = False) -> list[str]:
    """`merged`: LibreOffice colours the cells that a merged one hides, too."""
    cells = (cell for row in sheets(data, merged=merged)[sheet].iter_rows() for cell in row)
    return [cell.coordinate for cell in cells if cell.fill.fgColor.rgb == AMBER]


def comments(data: bytes, sheet: str = PAGE) -> dict[str, str]:
    cells = (cell for row in sheets(data)[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def edited(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook after somebody changed it in another program."""
    book = looked_at(data, merged=True)
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
