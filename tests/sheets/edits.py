"""What people do to our blanks, in openpyxl: each takes the workbook and changes it."""

from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mailbot.paper import layout
from rules.forms import Form
from tests.sheets.said import Raw

Edit = Callable[[Workbook, Form], None]
SHEET = "エントリーシート"


def at(form: Form, key: str) -> str:
    """The address of an answer on the blank."""
    return layout.cells(form)[key].partition("!")[2]


def label_at(form: Form, key: str) -> str:
    """The address of its label: its own small one, else the row's."""
    place = next(each for each in layout.places(form) if each.field.key == key)
    if place.label:
        return place.label.address
    blocks = (block for band in layout.bands(form) for block in band.blocks)
    row = next(block.top for block in blocks if place.field in block.row.answers)
    return f"{layout.letter(layout.LABEL)}{row}"


def puts(
    values: Mapping[str, Raw | CellRichText | None], *, formats: Mapping[str, str] | None = None
) -> Edit:
    """Answers by key, or texts by address, just as given; with number formats."""

    def edit(book: Workbook, form: Form) -> None:
        sheet = book[SHEET]
        for key, value in values.items():
            address = at(form, key) if form.field(key) else key
            sheet[address] = value
            if formats and key in formats:
                sheet[address].number_format = formats[key]

    return edit


def rich(*pieces: str | tuple[str, str]) -> CellRichText:
    """A text in several fonts: ('-', …) is struck through, ('Wingdings', …) in that font."""
    fonts = (
        TextBlock(InlineFont(strike=True) if each[0] == "-" else InlineFont(rFont=each[0]), each[1])
        if isinstance(each, tuple)
        else each
        for each in pieces
    )
    return CellRichText(*fonts)


def struck(*keys: str) -> Edit:
    """Answers whose cells are struck through."""

    def edit(book: Workbook, form: Form) -> None:
        for key in keys:
            book[SHEET][at(form, key)].font = Font(strike=True)

    return edit


def labels(words: Mapping[str, str | None]) -> Edit:
    """Labels in other words, by key; None: gone."""

    def edit(book: Workbook, form: Form) -> None:
        for key, text in words.items():
            book[SHEET][label_at(form, key)] = text

    return edit


def rows_deleted(*keys: str) -> Edit:
    """Whole rows, with label and answer; merged cells below move up as Excel moves them."""

    def edit(book: Workbook, form: Form) -> None:
        for row in sorted((book[SHEET][at(form, key)].row for key in keys), reverse=True):
            _reshape(book[SHEET], row + 1, -1, 0)

    return edit


def rows_inserted(key: str, count: int, text: str = "") -> Edit:
    """Above an answer's row, with a text in the first of them."""

    def edit(book: Workbook, form: Form) -> None:
        row = book[SHEET][at(form, key)].row
        _reshape(book[SHEET], row, count, 0)
        if text:
            book[SHEET].cell(row, layout.FIRST).value = text

    return edit


def shifted(rows: int, columns: int) -> Edit:
    return lambda book, form: _reshape(book[SHEET], 1, rows, columns)


def columns_inserted(column: str, count: int) -> Edit:
    """Everything from a column on goes right; merged cells across it grow."""

    def edit(book: Workbook, form: Form) -> None:
        sheet, first = book[SHEET], column_index_from_string(column)
        areas = [area.bounds for area in sheet.merged_cells.ranges]
        for left, top, right, bottom in areas:
            sheet.unmerge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        sheet.move_range(f"{column}1:{get_column_letter(sheet.max_column)}{sheet.max_row}", cols=count)
        for left, top, right, bottom in areas:
            left, right = (left + count * (left >= first), right + count * (right >= first))
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    return edit


def unmerged(book: Workbook, form: Form) -> None:
    for area in list(book[SHEET].merged_cells.ranges):
        book[SHEET].unmerge_cells(area.coord)


def moved(key: str, columns: int) -> Edit:
    """An answer some cells further right, its cells no longer one."""

    def edit(book: Workbook, form: Form) -> None:
        address = at(form, key)
        for area in list(book[SHEET].merged_cells.ranges):
            if address in area:
                book[SHEET].unmerge_cells(area.coord)
        book[SHEET].move_range(address, cols=columns)

    return edit


def beside(key: str, text: str) -> Edit:
    """A text in the cell right of an answer."""

    def edit(book: Workbook, form: Form) -> None:
        book[SHEET][at(form, key)].offset(0, 1).value = text

    return edit


def split(key: str, *pieces: Raw | bool | None) -> Edit:
    """An answer in pieces, one a cell, from its own first cell to the right."""

    def edit(book: Workbook, form: Form) -> None:
        for right, piece in enumerate(pieces):
            book[SHEET][at(form, key)].offset(0, right).value = piece

    return edit


def joined(*keys: str, gap: str = ":") -> Edit:
    """Label and answer in the label's cell."""

    def edit(book: Workbook, form: Form) -> None:
        sheet = book[SHEET]
        for key in keys:
            label, answer = label_at(form, key), at(form, key)
            sheet[label] = f"{sheet[label].value}{gap}{sheet[answer].value}"
            sheet[answer] = None

    return edit


def below(key: str) -> Edit:
    """The answer in a row of its own under its label, as wide as the form."""

    def edit(book: Workbook, form: Form) -> None:
        sheet = book[SHEET]
        answer, label = sheet[at(form, key)], sheet[label_at(form, key)]
        value, row = answer.value, label.row + 1
        answer.value = None
        _reshape(sheet, row, 1, 0)
        sheet.cell(row, layout.LABEL).value = value
        sheet.merge_cells(start_row=row, start_column=layout.LABEL, end_row=row, end_column=layout.LAST)

    return edit


def copied(name: str, values: Mapping[str, Raw]) -> Edit:
    """The sheet once more under another name, with other answers."""

    def edit(book: Workbook, form: Form) -> None:
        sheet = book.copy_worksheet(book[SHEET])
        sheet.title = name
        for key, value in values.items():
            sheet[at(form, key)] = value

    return edit


def sheet_added(name: str, *rows: tuple[Raw, ...], hidden: bool = False) -> Edit:
    def edit(book: Workbook, form: Form) -> None:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if hidden else "visible"

    return edit


def sheet_removed(book: Workbook, form: Form) -> None:
    """Nothing of ours is left but its properties."""
    del book[SHEET]


def hidden_rows(*keys: str) -> Edit:
    def edit(book: Workbook, form: Form) -> None:
        for key in keys:
            book[SHEET].row_dimensions[book[SHEET][at(form, key)].row].hidden = True

    return edit


def hidden_column(letter: str, text: str) -> Edit:
    def edit(book: Workbook, form: Form) -> None:
        book[SHEET][f"{letter}30"] = text
        book[SHEET].column_dimensions[letter].hidden = True

    return edit


def renamed(name: str) -> Edit:
    def edit(book: Workbook, form: Form) -> None:
        book[SHEET].title = name

    return edit


def without_id(book: Workbook, form: Form) -> None:
    """No trace of the form's own id."""
    for key in ("form_id", "form_id.revision"):
        book[SHEET][at(form, key)] = None
    properties: Any = getattr(book, "custom_doc_props")  # noqa: B009  # the stubs lack it
    for name in list(properties.names):
        del properties[name]


def example_filled(book: Workbook, form: Form) -> None:
    """The 記入例 written over, the sheet itself left as it was."""
    example = book["記入例"]
    own = {
        "biz_name": "株式会社小郡食品",
        "name": "梅干し 200g",
        "rep": "髙田 一郎",
        "address": "小郡市小郡1",
        "price": 700,
    }
    for key, value in own.items():
        example[at(form, key)].value = value


def _reshape(sheet: Worksheet, first_row: int, rows: int, columns: int) -> None:
    """Everything from a row on, moved; merged cells too, and those across the row grow or shrink."""
    areas = [area.bounds for area in sheet.merged_cells.ranges if area.max_row >= first_row - 1]
    for left, top, right, bottom in areas:
        sheet.unmerge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    last = get_column_letter(sheet.max_column)
    sheet.move_range(f"A{first_row}:{last}{sheet.max_row}", rows=rows, cols=columns)
    for left, top, right, bottom in areas:
        top = top + rows if top >= first_row else top
        bottom, left, right = bottom + rows, left + columns, right + columns
        if bottom >= top and (bottom, right) != (top, left):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
