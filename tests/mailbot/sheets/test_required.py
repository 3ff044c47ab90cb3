"""What the forms demand: complete answers pass whatever program saved them; each gap is told once."""

from functools import cache
from pathlib import Path

import pytest

from mailbot.paper.layout import cells
from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Sheet, Workbook, open_workbook
from rules.checks import check
from rules.forms import Form, Kind, Need
from rules.model import Entry, Finding, Severity
from rules.record import replace
from tests.conftest import Convert
from tests.entries import CONTEXT, FORMS, blank, filled, form

REQUIRED = [
    (each.name, field.key)
    for each in FORMS
    for field in each.fields
    if field.need is Need.REQUIRED and field.kind is not Kind.PICTURE and field.key != "form_id"
]


def book(data: bytes) -> Workbook:
    opened = open_workbook(data)
    assert isinstance(opened, Workbook)
    return opened


@cache
def sent(name: str) -> Sheet:
    """The filled sheet of a workbook as it comes."""
    return book(filled(name)).sheets[0]


def errors(entry: Entry) -> list[Finding]:
    found = check(entry, form(entry.form), CONTEXT)
    return [finding for finding in found if finding.severity is Severity.ERROR]


@cache
def untouched(name: str) -> Sheet:
    return book(blank(name)).sheets[0]


def emptied(sheet: Sheet, key: str, of: Form) -> Sheet:
    """The sheet with one answer as the blank has it."""
    address = cells(of)[key]
    printed = {cell.at: (place, cell) for place, cell in untouched(of.name).cells.items()}
    kept = {place: cell for place, cell in sheet.cells.items() if cell.at != address}
    return replace(sheet, cells=kept | dict([printed[address]] if address in printed else []))


def reading(sheet: Sheet) -> Reading:
    return read(Workbook(sheets=(sheet,)), FORMS, CONTEXT)


@pytest.mark.parametrize("name", [each.name for each in FORMS])
def test_complete_answers_are_accepted(name: str) -> None:
    """A blank with every required answer has no error."""
    (entry,) = reading(sent(name)).entries

    assert errors(entry) == []


@pytest.mark.parametrize(("name", "key"), REQUIRED)
def test_each_gap_is_one_error_that_names_label_and_cell(name: str, key: str) -> None:
    """One required answer emptied: exactly one error, with its label and cell; other checks stay silent."""
    of = form(name)
    (entry,) = reading(emptied(sent(name), key, of)).entries
    (gap,) = errors(entry)
    field = of.field(key)

    assert field is not None
    assert (gap.code, gap.field, gap.label, gap.cell) == ("missing", key, field.label, cells(of)[key])


@pytest.mark.parametrize("name", [each.name for each in FORMS])
def test_a_blank_saved_again_by_libreoffice_is_accepted(name: str, soffice: Convert, tmp_path: Path) -> None:
    """Filled and saved again as xlsx by another program, a form reads the same and has no error."""
    source = tmp_path / f"{name}.xlsx"
    source.write_bytes(filled(name))
    saved = soffice(source, "xlsx", tmp_path / "saved").read_bytes()
    (before,) = reading(sent(name)).entries
    (after,) = read(book(saved), FORMS, CONTEXT).entries

    assert errors(after) == []
    assert {key: after.value(key) for key in before.fields} == {
        key: before.value(key) for key in before.fields
    }
    assert after.findings == ()
