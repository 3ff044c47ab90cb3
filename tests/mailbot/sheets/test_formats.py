"""Old Excel and OpenDocument read as the workbook that they were saved from."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mailbot.sheets.cells import Area
from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Limits, Sheet, Unreadable, Workbook, open_workbook
from rules.model import Severity
from tests.conftest import Convert
from tests.entries import CONTEXT, FORMS, filled, pictured
from tests.mailbot.sheets.packages import png

FORMATS = ["xls", "ods"]
TEXTS = "urn:oasis:names:tc:opendocument:xmlns"


def saved(data: bytes, to: str, soffice: Convert, folder: Path) -> bytes:
    source = folder / "sheet.xlsx"
    source.write_bytes(data)
    return soffice(source, to, folder).read_bytes()


def reading(data: bytes) -> Reading:
    book = open_workbook(data)
    assert isinstance(book, Workbook)
    return read(book, FORMS, CONTEXT)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("name", ["food", "nonfood"])
def test_filled_forms_read_alike(name: str, to: str, soffice: Convert, tmp_path: Path) -> None:
    """Every value, date and tick, the pictures and the form are those of the new workbook."""
    data = pictured(filled(name), name, png(640, 480))

    [before], [after] = reading(data).entries, reading(saved(data, to, soffice, tmp_path)).entries

    assert {key: answer.value for key, answer in after.fields.items()} == {
        key: answer.value for key, answer in before.fields.items()
    }
    assert (after.form, after.revision, after.pictures) == (before.form, before.revision, before.pictures)
    assert [each for each in after.findings if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("to", FORMATS)
def test_typed_cells(to: str, soffice: Convert, tmp_path: Path) -> None:
    """Numbers, shares, dates and times come as the values expect them, whatever the format stores."""
    book = load_workbook(io.BytesIO(filled("food")))
    sheet = book.create_sheet("型")
    typed = {"A1": 12, "A2": 1.5, "A3": 4569951116179, "A4": True, "A5": "0942", "A6": "一行目\n二行目"}
    for at, value in typed.items():
        sheet[at] = value
    sheet["B1"], sheet["B1"].number_format = 0.7, "0%"
    sheet["B2"], sheet["B2"].number_format = 46344, "yyyy/m/d"
    sheet["B3"], sheet["B3"].number_format = 46344.5, "yyyy/m/d h:mm"
    sheet.merge_cells("C1:D2")
    book.create_sheet("隠し").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)

    opened = open_workbook(saved(file.getvalue(), to, soffice, tmp_path))

    assert isinstance(opened, Workbook)
    found = next(each for each in opened.sheets if each.name == "型")
    column = [found.cell(row, 1) for row in (1, 2, 3, 5, 6)]
    assert [cell.raw for cell in column] == [12, 1.5, 4569951116179, "0942", "一行目\n二行目"]
    assert found.cell(1, 2).raw == ("70%" if to == "ods" else 0.7)
    assert [found.cell(row, 2).text for row in (2, 3)] == ["2026/11/18", "2026/11/18 12:00"]
    assert found.cell(2, 2).at == "型!B2"
    assert found.merges == (Area(1, 3, 2, 4),)
    assert [each.hidden for each in opened.sheets if each.name == "隠し"] == [True]


@pytest.mark.parametrize("to", FORMATS)
def test_a_torn_file_is_told_as_damaged(to: str, soffice: Convert, tmp_path: Path) -> None:
    """Cut off anywhere, it is refused or read in part, never taken for something else."""
    data = saved(filled("food"), to, soffice, tmp_path)

    cut = [open_workbook(data[: len(data) * tenth // 10]) for tenth in range(1, 10)]

    codes = {each.code for each in cut if isinstance(each, Unreadable)}
    assert codes == {"damaged"}


def ods(rows: str, *, styles: str = "", parts: dict[str, str] | None = None) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="{TEXTS}:{space}:1.0"'
        for name, space in (
            ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("draw", "drawing"),
        )
    )  # fmt: skip
    content = (
        f'<office:document-content {spaces} xmlns:xlink="x">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="S" table:style-name="ta1">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, text in {"content.xml": content, **(parts or {})}.items():
            archive.writestr(name, text)
    return file.getvalue()


def only(data: bytes, limits: Limits | None = None) -> Sheet:
    book = open_workbook(data, limits)
    assert isinstance(book, Workbook)
    [sheet] = book.sheets
    return sheet


CELL = '<table:table-cell office:value-type="string"><text:p>{0}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("a<text:s text:c='2'/>b<text:tab/>c", "a  b\tc"),
        ("a<text:line-break/>b", "a\nb"),
        ("<text:span>株式</text:span>会社</text:p><text:p>二行目", "株式会社\n二行目"),
        ("<text:ruby-base>小郡</text:ruby-base><text:ruby-text>おごおり</text:ruby-text>", "小郡"),
        ("a</text:p><office:annotation><text:p>メモ</text:p></office:annotation><text:p>", "a\n"),
        ("a</text:p><draw:frame><draw:text-box><text:p>枠</text:p></draw:text-box></draw:frame><text:p>b", "a\nb"),
    ],
)  # fmt: skip
def test_text_of_an_opendocument_cell(inside: str, text: str) -> None:
    """White space, lines and furigana as shown; comments and drawings are none of it."""
    assert only(ods(f"<table:table-row>{CELL.format(inside)}</table:table-row>")).cell(1, 1).text == text


def test_repeated_and_hidden_rows_and_columns() -> None:
    """What is repeated stands at each of its places, and what is hidden is told."""
    sheet = only(
        ods(
            '<table:table-column table:number-columns-repeated="2"/>'
            '<table:table-column table:visibility="collapse" table:number-columns-repeated="16382"/>'
            '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
            '<table:table-row table:number-rows-repeated="2" table:visibility="filter">'
            '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="3">'
            "<text:p>3</text:p></table:table-cell></table:table-row>"
        ),
        Limits(columns=5),
    )

    assert sorted(sheet.cells) == [(3, 1), (3, 2), (4, 1), (4, 2)]
    assert sheet.hidden_rows == {3, 4}
    assert sheet.hidden_columns == {3, 4, 5}


def test_formulas_of_an_opendocument() -> None:
    """One without a value, or with an error for one, is no answer; one with a value is its value."""
    cells = (
        '<table:table-cell table:formula="of:=[.A1]"/>'
        '<table:table-cell table:formula="of:=1/0" office:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell>"
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
    )
    sheet = only(ods(f"<table:table-row>{cells}</table:table-row>"))

    assert [sheet.cell(1, column).formula_without_value for column in (1, 2, 3)] == [True, True, False]
    assert sheet.cell(1, 3).raw == 2


def test_comments_of_an_opendocument_are_told() -> None:
    """A comment is no text of its cell, and is known with its place; ours, and one without words, are none."""
    note = "<office:annotation><dc>2026-11-18</dc><text:p>{0}</text:p></office:annotation><text:p>a</text:p>"
    cells = "".join(
        f'<table:table-cell office:value-type="string">{note.format(text)}</table:table-cell>'
        for text in ("社内メモ", "ご確認のお願い", "")
    )
    found = only(ods(f"<table:table-row>{cells}</table:table-row>"))

    assert [cell.text for cell in found.cells.values()] == ["a"] * 3
    assert [each.at for each in found.notes] == ["A1"]


def test_struck_text_of_an_opendocument() -> None:
    """What is struck through is no text of the cell, be it the whole cell or a part of it."""
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties style:text-line-through-style="{line}"/>'
        "</style:style>"
        for name, line in (("T1", "solid"), ("T2", "none"), ("ce1", "solid"))
    )
    spans = (
        '<text:span text:style-name="T1">600円</text:span><text:span text:style-name="T2">650円</text:span>'
    )
    struck = CELL.format("旧").replace("<table:table-cell", '<table:table-cell table:style-name="ce1"')
    found = only(ods(f"<table:table-row>{CELL.format(spans)}{struck}</table:table-row>", styles=styles))

    assert [cell.text for cell in found.cells.values()] == ["650円"]


@pytest.mark.parametrize(
    ("kind", "value", "shown", "raw"),
    [
        ("float", "702", "702円(税込)", "702円(税込)"),
        ("float", "1.2", "1.2kg", "1.2kg"),
        ("float", "942001234", "0942001234", "0942001234"),
        ("float", "600001", "060-0001", "060-0001"),
        ("float", "4569951116179", "4.57E+12", 4569951116179),
        ("currency", "650", "¥650", 650),
        ("float", "-18", "-18", -18),
    ],
)
def test_numbers_of_an_opendocument_with_the_words_of_their_format(
    kind: str, value: str, shown: str, raw: object
) -> None:
    """Words and zeros that a format prints are read as a person reads them; a rounded number is read in full."""
    cell = CELL.format(shown).replace('"string"', f'"{kind}" office:value="{value}"')

    assert only(ods(f"<table:table-row>{cell}</table:table-row>")).cell(1, 1).raw == raw


def test_hidden_sheets_and_properties_of_an_opendocument() -> None:
    """The sheet's style hides it; the form's id may stand in the properties."""
    book = open_workbook(
        ods(
            "<table:table-row/>",
            styles='<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>',
            parts={"meta.xml": "<m><meta><user-defined name='form'>OGORI-F-2</user-defined></meta></m>"},
        )
    )

    assert isinstance(book, Workbook)
    assert [sheet.hidden for sheet in book.sheets] == [True]
    assert book.properties == {"form": "OGORI-F-2"}


def test_a_locked_opendocument() -> None:
    """Its zip is open, but its parts are not: the manifest says so."""
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    refused = open_workbook(ods("<table:table-row/>", parts={"META-INF/manifest.xml": manifest}))

    assert isinstance(refused, Unreadable)
    assert refused.code == "encrypted"


@pytest.mark.parametrize("made", [lambda: ods("<table:table-row><"), lambda: ods("")[:200]])
def test_damaged_opendocuments(made: Callable[[], bytes]) -> None:
    """Broken XML and a torn zip are refused."""
    refused = open_workbook(made())

    assert isinstance(refused, Unreadable)
    assert refused.code == "damaged"
