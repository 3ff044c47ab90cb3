"""The blanks: what an owner opens, fills in and sends back."""

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mailbot.paper import blanks, layout
from rules.forms import Form, Kind, Need
from tests.conftest import Convert
from tests.entries import ARRIVED_ON, CONTEXT, FORMS, OFFICE

pytestmark = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


@cache
def _blank(form: Form) -> bytes:
    return blanks.workbook(form, OFFICE, CONTEXT.tables, ARRIVED_ON)


@cache
def _open(data: bytes) -> Any:
    """To look at."""
    return load_workbook(io.BytesIO(data))


def _printed(sheet: Any) -> set[str]:
    return {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}


def _at(form: Form, key: str) -> str:
    return layout.cells(form)[key].partition("!")[2]


def test_it_opens_again_with_its_three_sheets(form: Form) -> None:
    """The sheet to fill in comes first; the 記入例 says so in A1; the lists are out of sight."""
    book = _open(_blank(form))

    assert book.sheetnames == [form.sheet, "記入例", "リスト"]
    assert book["記入例"]["A1"].value == "記入例"
    assert book["リスト"].sheet_state == "hidden"


def test_every_label_is_printed(form: Form) -> None:
    """Each label stands on the sheet, the mark 【必須】 in the text where the row can't be left out."""
    printed = {text.replace("\n", "") for text in _printed(_open(_blank(form))[form.sheet])}

    for row in form.rows:
        mark = "【必須】" if row.answers[0].need is Need.REQUIRED else ""
        assert row.label + mark in printed
    assert {
        answer.label for row in form.rows for answer in row.answers if answer.label != row.label
    } <= printed


def test_answers_stand_right_of_their_labels(form: Form) -> None:
    """Left of each answer cell is its own label: the reader finds answers by labels, not by addresses."""
    sheet = _open(_blank(form))[form.sheet]
    starts = {cell.coord.split(":")[0]: cell for cell in sheet.merged_cells.ranges}
    for place in layout.places(form):
        label = place.label.address if place.label else None
        beside = sheet.cell(place.answer.row, place.answer.first - 1)
        if label is None:
            assert str(beside.value).replace("\n", "").removesuffix("【必須】") == place.field.label
        else:
            assert sheet[label].value == place.field.label
            right = starts[label].max_col if label in starts else sheet[label].column
            assert right == place.answer.first - 1


def test_the_form_says_which_it_is(form: Form) -> None:
    """Id and revision stand in the properties, and in cells for programs that drop properties."""
    book = _open(_blank(form))

    assert book[form.sheet][_at(form, "form_id")].value == form.form_id
    assert book[form.sheet][_at(form, "form_id.revision")].value == form.revision
    assert book.custom_doc_props["mailbot.form_id"].value == form.form_id
    assert book.custom_doc_props["mailbot.revision"].value == form.revision


def test_every_list_answer_drops_down(form: Form) -> None:
    """The drop-down of each list answer offers exactly its options, on the entry sheet and the 記入例."""
    book = _open(_blank(form))
    for sheet in (book[form.sheet], book["記入例"]):
        offered = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
        for field in (each for each in form.fields if each.kind is Kind.LIST):
            name, _, area = offered[_at(form, field.key)].partition("!")
            cells = [cell.value for (cell,) in book[name.strip("'")][area.replace("$", "")]]
            options = (
                CONTEXT.tables.options(field.options_from, ARRIVED_ON)
                if field.options_from
                else field.options
            )
            assert tuple(cells) == options


def test_codes_are_text_and_dates_are_dates(form: Form) -> None:
    """No leading zero and no long number is lost; a date shows its era."""
    sheet = _open(_blank(form))[form.sheet]

    for key in ("jan", "tel", "tel.fax", "zip", "corp_no", "invoice_no", "prev_no"):
        assert sheet[_at(form, key)].number_format == "@"
    assert "ggge" in sheet[_at(form, "entry_date")].number_format
    assert sheet[_at(form, "price")].number_format == "#,##0"


def test_it_prints_on_a4_one_page_wide(form: Form) -> None:
    """A4 portrait, one page wide, the title on each page, and nothing of the form outside the print area."""
    for sheet in _open(_blank(form)).worksheets[:2]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area.replace("$", "").endswith(f"A1:H{sheet.max_row}")
        assert sheet.print_title_rows == "$1:$1"


def test_the_example_is_complete(form: Form) -> None:
    """Every required answer, and every one that its other answers call for, has its example."""
    sheet = _open(_blank(form))["記入例"]
    shown = {key: sheet[_at(form, key)].value for key in layout.cells(form)}
    for field in form.fields:
        due = field.need is Need.REQUIRED
        if field.need is Need.WHEN and field.when is not None:
            other = shown[field.when.field]
            due = other in field.when.is_ or (bool(field.when.not_) and other not in field.when.not_)
        if due:
            assert shown[field.key] not in (None, "", field.skeleton)
        if due and field.kind is Kind.TICKS:
            assert "■" in shown[field.key]


def test_the_owner_is_told_where_to_send_it(form: Form) -> None:
    """The intro holds the office's own address, mail and post; no placeholder is left."""
    text = "\n".join(_printed(_open(_blank(form))[form.sheet]))

    assert OFFICE.address in text
    assert OFFICE.postal in text
    assert "{" not in text


def test_always_the_same_bytes(form: Form) -> None:
    """Made twice it is the same file: no clock, no order of a set gets in."""
    assert blanks.workbook(form, OFFICE, CONTEXT.tables, ARRIVED_ON) == _blank(form)
    with zipfile.ZipFile(io.BytesIO(_blank(form))) as package:
        assert {part.date_time for part in package.infolist()} == {(2026, 12, 1, 0, 0, 0)}


def test_it_fits_three_pages(form: Form, soffice: Convert, tmp_path: Path) -> None:
    """Printed by LibreOffice, the form and its 記入例 take three pages each."""
    file = tmp_path / f"{form.name}.xlsx"
    file.write_bytes(_blank(form))

    pdf = soffice(file, "pdf", tmp_path).read_bytes()

    assert pdf.count(b"/Type/Page/") + pdf.count(b"/Type/Page\n") == 6
