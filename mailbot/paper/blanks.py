"""The blank forms as workbooks, made from the form data: the sheet to fill in, a 記入例, a hidden list sheet.

The same form, office and options always give the same bytes: blanks are attached to letters and kept by hash.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mailbot.paper import layout, look
from mailbot.paper.layout import Band, Block, Place, Span
from mailbot.paper.look import lines_of
from mailbot.paper.pen import Pen, new_book, saved
from mailbot.paper.pledge import worded
from mailbot.paper.ticks import boxes, tick
from rules.forms import Field, Form, Kind, Need
from rules.tables import Tables
from store.config import Office

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

EXAMPLE, LISTS = "記入例", "リスト"
REQUIRED = "【必須】"
BETWEEN = "、"
"""Stands between the ticked options of an example."""

Options = Mapping[str, tuple[str, ...]]
"""Key -> what a list or ticks answer offers."""


def workbook(form: Form, office: Office, tables: Tables, on: date) -> bytes:
    """The blank as .xlsx; `on` chooses among dated options (allergens, tax rates)."""
    return _drawn(
        form,
        office,
        tuple(
            (field.key, tables.options(field.options_from, on) if field.options_from else field.options)
            for field in form.fields
            if field.kind in (Kind.LIST, Kind.TICKS)
        ),
    )


@lru_cache(maxsize=8)
def _drawn(form: Form, office: Office, offered: tuple[tuple[str, tuple[str, ...]], ...]) -> bytes:
    """Kept in memory: drawing takes a hundred times as long as the rest of a letter that brings blanks."""
    from openpyxl.packaging.custom import StringProperty

    options = dict(offered)
    book = new_book()
    for title in (form.sheet, EXAMPLE):
        _Drawing(book.create_sheet(title), form, options).draw(office)
    _list_sheet(book, options)
    for name, value in (("form_id", form.form_id), ("revision", form.revision)):
        book.custom_doc_props.append(StringProperty(name=f"mailbot.{name}", value=value))
    book.properties.title, book.properties.creator = form.title, office.name
    return saved(book)


class _Drawing(Pen):
    """One printed sheet of a form; the sheet's title tells which."""

    def __init__(self, sheet: "Worksheet", form: Form, options: Options) -> None:
        super().__init__(sheet)
        self.form = form
        self.options = options
        self.example = sheet.title == EXAMPLE

    def draw(self, office: Office) -> None:
        for column, width in look.WIDTHS.items():
            self.sheet.column_dimensions[column].width = width
        self._head(office)
        bands = layout.bands(self.form)
        for band in bands:
            self.put(Span(row=band.top, first=layout.NUMBER, last=layout.LAST), band.title, look.BAND)
            self.height(band.top, 21)
            for block in band.blocks:
                self._block(block)
        self._page(bands[-1].blocks[-1].bottom)
        self._break_pages(bands)

    def _head(self, office: Office) -> None:
        """A1 of the 記入例 says so: a sheet with that word there is never read as an entry."""
        title, style = Span(row=1, first=layout.NUMBER, last=layout.LAST), look.TITLE
        if self.example:
            self.put(Span(row=1, first=layout.NUMBER, last=layout.LABEL), EXAMPLE, look.BADGE)
            title, style = Span(row=1, first=layout.FIRST, last=layout.LAST), look.EXAMPLE_TITLE
        self.put(title, self.form.title, style)
        self.height(1, 30)
        for row, text in enumerate(self.form.intro, 3):
            line = f"・{worded(text, office)}"
            self.put(Span(row=row, first=layout.NUMBER, last=layout.LAST), line, look.INTRO)
            self.height(row, look.LINE * lines_of(line, look.INTRO_EMS))
        for empty in (2, 3 + len(self.form.intro)):
            self.height(empty, 6)

    def _block(self, block: Block) -> None:
        self.put(Span(row=block.top, first=1, last=1, bottom=block.bottom), block.number, look.NUMBER)
        label = _label(block)
        self.put(Span(row=block.top, first=2, last=2, bottom=block.bottom), _marked(label), look.LABEL)
        for line in block.lines:
            for place in line:
                self._answer(place, block)
        aside = block.note or block.rest
        if aside is not None:
            self.put(aside, block.row.note or None, look.NOTE)
        self._heights(block, label)

    def _answer(self, place: Place, block: Block) -> None:
        field = place.field
        if place.label is not None:
            self.put(place.label, field.label, look.SMALL_LABEL)
        style = look.REQUIRED_ANSWER if field.need is Need.REQUIRED else look.ANSWER
        self.put(place.answer, self._printed(field), style)
        self.sheet[place.answer.address].number_format = look.FORMATS.get(field.kind, "General")
        if field.kind is Kind.LIST:
            self._drop_down(place)

    def _printed(self, field: Field) -> str:
        """What stands in the answer cell before anybody writes; in the 記入例 the example."""
        if field.key in ("form_id", "form_id.revision"):
            return self.form.form_id if field.key == "form_id" else self.form.revision
        if field.kind is Kind.TICKS:
            text = boxes(self.options[field.key], width=look.ANSWER_EMS)
            return tick(text, field.example.split(BETWEEN)) if self.example else text
        return field.example if self.example else field.skeleton

    def _drop_down(self, place: Place) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        column = layout.letter(1 + list(self.options).index(place.field.key))
        last = 1 + len(self.options[place.field.key])
        listed = DataValidation("list", f"'{LISTS}'!${column}$2:${column}${last}", allow_blank=True)
        listed.errorTitle, listed.error = "一覧から選んでください", place.field.mend
        listed.add(place.answer.address)
        self.sheet.add_data_validation(listed)

    def _heights(self, block: Block, label: str) -> None:
        """Rows high enough for answers, note and label; what the label lacks goes to the last line."""
        heights = [
            max(self._lines(place, block) for place in line) * look.LINE + look.AIR for line in block.lines
        ]
        note = 0.0
        if block.note is not None:
            ems = look.NOTE_EMS * block.note.columns - 1
            note = look.NOTE_LINE * lines_of(block.row.note, ems) + 4
        if block.note == block.rest:
            heights[0] = max(heights[0], note)
            note = 0.0
        heights[-1] += max(0, look.LINE * lines_of(label, look.LABEL_EMS) + look.AIR - sum(heights) - note)
        for row, height in enumerate([*heights, note] if note else heights, block.top):
            self.sheet.row_dimensions[row].height = height

    def _lines(self, place: Place, block: Block) -> int:
        if place.field.kind is Kind.TICKS:
            return lines_of(self._printed(place.field), look.ANSWER_EMS)
        if place.label is None:
            return block.row.height
        return lines_of(place.field.label, look.SMALL_LABEL_EMS * place.label.columns)

    def _page(self, bottom: int) -> None:
        sheet = self.sheet
        self.page()
        sheet.print_area = f"A1:{layout.letter(layout.LAST)}{bottom}"
        sheet.print_title_rows = "1:1"
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom, margins.footer = 0.5, 0.6, 0.3
        sheet.oddFooter.left.text = f"{self.form.form_id}  {self.form.revision}版"
        sheet.oddFooter.right.text = "&P / &N ページ"

    def _break_pages(self, bands: Sequence[Band]) -> None:
        """A page ends between two rows of the form, never within one."""
        from openpyxl.worksheet.pagebreak import Break

        used = sum(self._points(row) for row in range(2, bands[0].top))
        for band in bands:
            for block in band.blocks:
                top = band.top if block is band.blocks[0] else block.top
                height = sum(self._points(row) for row in range(top, block.bottom + 1))
                if used + height > look.PAGE:
                    self.sheet.row_breaks.append(Break(id=top - 1))
                    used = 0.0
                used += height

    def _points(self, row: int) -> float:
        return self.sheet.row_dimensions[row].height or look.LINE


def _label(block: Block) -> str:
    """The row's label, marked when the row can't be left out; the mark is never broken over two lines."""
    main = [field for field in block.row.answers if field.label == block.row.label] or block.row.answers
    if any(field.need is not Need.REQUIRED for field in main):
        return block.row.label
    fits = look.em_width(block.row.label + REQUIRED) <= look.LABEL_EMS
    return f"{block.row.label}{'' if fits else chr(10)}{REQUIRED}"


def _marked(label: str) -> Any:
    """The label as rich text, its mark small."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles.colors import Color

    if not label.endswith(REQUIRED):
        return label
    runs = ((look.LABEL, label.removesuffix(REQUIRED)), (look.MARK, REQUIRED))
    return CellRichText(
        *(
            TextBlock(
                InlineFont(rFont=look.FONT, sz=style.size, b=style.bold, color=Color(style.colour)), text
            )
            for style, text in runs
        )
    )


def _list_sheet(book: "Workbook", options: Options) -> None:
    """One column of options for each answer: drop-downs point here; a list of its own ends at 255 letters."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for column, (key, offered) in enumerate(options.items(), 1):
        for row, text in enumerate((key, *offered), 1):
            cell: Any = sheet.cell(row, column, text)
            cell.number_format = "@"
