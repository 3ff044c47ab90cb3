"""What a person sees in a workbook, and does to it."""

import io
import warnings
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook

from mailbot.marking import mark
from mailbot.marking.styles import AMBER
from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.checks import check
from rules.model import Finding, Severity
from tests.entries import CONTEXT, FORMS, form
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
    found = (each for entry in reading(data).entries for each in check(entry, form(entry.form), CONTEXT))
    return [each for each in found if each.severity is Severity.ERROR]


def marked(data: bytes, gaps: list[Finding] | None = None) -> bytes:
    """Marked, and found as sound by the strict reader as it came."""
    done = mark(data, errors(data) if gaps is None else gaps)
    assert done is not None
    assert set(problems(done)) <= set(problems(data))
    return done


def sheets(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl tells what it will lose
        return load_workbook(io.BytesIO(data))


def amber(data: bytes, sheet: str = PAGE) -> list[str]:
    cells = (cell for row in sheets(data)[sheet].iter_rows() for cell in row)
    return [cell.coordinate for cell in cells if cell.fill.fgColor.rgb == AMBER]


def comments(data: bytes, sheet: str = PAGE) -> dict[str, str]:
    cells = (cell for row in sheets(data)[sheet].iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def edited(data: bytes, change: Callable[[Any], object]) -> bytes:
    """The workbook after somebody changed it in another program."""
    book = sheets(data)
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
