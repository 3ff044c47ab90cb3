"""An OpenDocument spreadsheet (.ods, ISO/IEC 26300-1) -> its sheets, read from the XML within limits.

Not by calamine: that gives no merged cells, no percentages, no formula without a value, and builds every
cell that a repetition promises.
"""

import re
from collections.abc import Iterator

from mailbot.sheets import numberformat, photos
from mailbot.sheets.cells import Area, clean, count, iso_date, letters
from mailbot.sheets.looks import signs
from mailbot.sheets.notes import MOST_NOTES, Note
from mailbot.sheets.numberformat import Format, Raw
from mailbot.sheets.package import Limits, Package, Refusal, local
from mailbot.sheets.workbook import Sheet, Workbook
from rules.labels import NOTICE
from rules.record import Struct, field
from rules.values import Cell

_CELLS = ("table-cell", "covered-table-cell")
_NOT_THE_TEXT = ("annotation", "ruby-text", "frame", "custom-shape", "shapes", "desc", "title")
"""What stands inside a cell and is none of its text: comments, furigana, drawings."""
_SPACES_AT_ONCE = 100
_WORDED = re.compile(r"[^\d.,\sEe+\-%¥￥$€:/]|0[\d-]+$|\d+-\d")
"""Shown beside a number, or as a code, because its format has it so: '150g', '0942001234', '838-0141'."""
_MONTH = re.compile(r"\D*\d+年\d{1,2}月")
_PICTURE_HEAD = 1 << 20


class _Table(Struct):
    name: str
    style: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    images: set[str] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    cut: bool = False


def read(package: Package, limits: Limits) -> Workbook | Refusal:
    """The workbook in the package. Raises on damage, as `Package.parse`."""
    if package.tree("META-INF/manifest.xml").find(".//encryption-data") is not None:
        return Refusal.ENCRYPTED
    content = _Content(limits)
    whole = package.parse("content.xml", content)
    if not content.tables:
        return Refusal.DAMAGED
    return Workbook(
        sheets=tuple(_sheet(package, table, content.hidden, whole) for table in content.tables),
        properties=dict(_properties(package)),
    )


def _sheet(package: Package, table: _Table, hidden: set[str], whole: bool) -> Sheet:
    return Sheet(
        name=table.name,
        hidden=table.style in hidden,
        cells=table.cells,
        merges=tuple(table.merges),
        hidden_rows=frozenset(table.hidden_rows),
        hidden_columns=frozenset(table.hidden_columns),
        pictures=sum(photos.look(package.read(image, _PICTURE_HEAD)) is not None for image in table.images),
        notes=tuple(table.notes),
        cut=table.cut or not whole,
    )


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    for item in package.tree("meta.xml").iter("user-defined"):
        yield item.get("name", ""), "".join(item.itertext()).strip()


class _Content:
    """Target for content.xml. What is repeated is repeated only within the limits."""

    def __init__(self, limits: Limits) -> None:
        self.tables: list[_Table] = []
        self.hidden: set[str] = set()
        """Names of the table styles that are not displayed."""
        self._struck: set[str] = set()
        """Names of the styles that strike text through."""
        self._fonts: dict[str, str] = {}
        """Font of each style."""
        self._spans: list[str] = []
        """The styles of the spans that are open."""
        self._limits, self._room = limits, limits.cells
        self._unmerged = limits.rows * limits.columns
        self._style = ""
        self._row = self._rows = self._column = 0
        self._cell: dict[str, str] | None = None
        self._lines: list[list[str]] = []
        self._note: list[str] | None = None
        """The text of the comment in this cell, from its first paragraph on."""
        self._beside = 0
        """How deep inside of something that is no text of the cell."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, given = local(tag), {local(key): value for key, value in attributes.items()}
        if name == "p" and self._beside and self._note is None:
            self._note = []
        if name in _NOT_THE_TEXT:
            self._beside += 1
        elif name in _CELLS:
            self._cell, self._lines = given, []
        elif name == "table":
            self._row, self._rows, self._column = 1, 0, 0
            self.tables.append(_Table(given.get("name", ""), given.get("style-name", "")))
        elif name in ("table-row", "table-column") and self.tables:
            self._line(name, given, self.tables[-1])
        elif name == "image" and self.tables:
            self.tables[-1].images.add(given.get("href", "").removeprefix("./"))
        else:
            self._inside(name, given)

    def _line(self, name: str, given: dict[str, str], table: _Table) -> None:
        """A row or a column, or many of them that are alike. All columns stand before the first row."""
        hidden = given.get("visibility", "visible") != "visible"
        if name == "table-row":
            self._row, self._column = self._row + self._rows, 0
            self._rows = count(given.get("number-rows-repeated"), 1)
            if hidden:
                table.hidden_rows.update(_within(self._row, self._rows, self._limits.rows))
        else:
            columns = count(given.get("number-columns-repeated"), 1)
            if hidden:
                table.hidden_columns.update(_within(self._column + 1, columns, self._limits.columns))
            self._column += columns

    def _inside(self, name: str, given: dict[str, str]) -> None:
        """Paragraphs and their white space; styles."""
        if name == "style":
            self._style = given.get("name", "")
        elif name == "table-properties" and given.get("display") == "false":
            self.hidden.add(self._style)
        elif name == "text-properties":
            self._look(given)
        elif name == "span":
            self._spans.append(given.get("style-name", ""))
            self._beside += self._spans[-1] in self._struck
        elif name == "p" and self._cell is not None and not self._beside:
            self._lines.append([])
        elif name == "s":
            self.data(" " * min(count(given.get("c"), 1), _SPACES_AT_ONCE))
        elif name in ("tab", "line-break"):
            self.data("\n" if name == "line-break" else "\t")

    def end(self, tag: str) -> None:
        name = local(tag)
        if name in _NOT_THE_TEXT:
            self._beside -= 1
            self._end_note(name)
        elif name == "span" and self._spans:
            self._beside -= self._spans.pop() in self._struck
        elif name in _CELLS and self._cell is not None:
            self._close(self._cell, "\n".join("".join(line) for line in self._lines))
            self._cell = None

    def _end_note(self, name: str) -> None:
        text, self._note = "".join(self._note or ()).strip(), None
        if (
            name == "annotation"
            and text
            and not text.startswith(NOTICE)
            and self.tables
            and self._cell is not None
        ):
            notes = self.tables[-1].notes
            if len(notes) < MOST_NOTES:
                notes.append(Note(at=f"{letters(self._column + 1)}{self._row}"))

    def data(self, text: str) -> None:
        if self._note is not None:
            self._note.append(text)
        if self._lines and not self._beside:
            font = self._fonts.get(self._spans[-1], "") if self._spans else ""
            self._lines[-1].append(signs(text, font) if font else text)

    def _look(self, given: dict[str, str]) -> None:
        kind = given.get("text-line-through-type", "none")
        if given.get("text-line-through-style", kind) != "none":
            self._struck.add(self._style)
        self._fonts[self._style] = given.get("font-name", "")

    def _close(self, given: dict[str, str], written: str) -> None:
        column, self._column = (
            self._column + 1,
            self._column + count(given.get("number-columns-repeated"), 1),
        )
        if not self.tables:
            return
        raw, text = _value(given, written)
        broken = "formula" in given and (not text or given.get("value-type") == "error")
        if (text or broken) and given.get("style-name", "") not in self._struck:
            self._fill(column, clean(text, self._limits.characters), raw, broken)
        self._merge(column, given)

    def _fill(self, first: int, text: str, raw: Raw, broken: bool) -> None:
        table, limits = self.tables[-1], self._limits
        last_row, last = self._row + self._rows - 1, self._column
        table.cut = table.cut or last_row > limits.rows or last > limits.columns
        for row in _within(self._row, self._rows, limits.rows):
            for column in _within(first, last - first + 1, limits.columns):
                if not self._room:
                    table.cut = True
                    return
                self._room -= 1
                at = f"{table.name}!{letters(column)}{row}"
                raw = text if isinstance(raw, str) else raw
                table.cells[row, column] = Cell(at=at, text=text, raw=raw, formula_without_value=broken)

    def _merge(self, column: int, given: dict[str, str]) -> None:
        rows = count(given.get("number-rows-spanned"), 1)
        columns = count(given.get("number-columns-spanned"), 1)
        bottom = min(self._row + rows - 1, self._limits.rows)
        right = min(column + columns - 1, self._limits.columns)
        size = (bottom - self._row + 1) * (right - column + 1)
        if rows * columns > 1 and self._row <= bottom and column <= right and size <= self._unmerged:
            self._unmerged -= size
            self.tables[-1].merges.append(Area(self._row, column, bottom, right))


def _within(first: int, repeated: int, most: int) -> range:
    return range(first, min(first + repeated - 1, most) + 1)


def _value(given: dict[str, str], written: str) -> tuple[Raw, str]:
    """(value, text as shown) by the cell's value type; 19.385 of the standard lists them."""
    match given.get("value-type"):
        case "float" | "currency" if _WORDED.search(written):
            return written, written
        case "date" if _MONTH.fullmatch(written):
            return written, written
        case "float" | "currency":
            return numberformat.shown(given.get("value", written), Format.PLAIN, numberformat.EPOCH)
        case "percentage":
            return numberformat.shown(given.get("value", written), Format.PERCENT, numberformat.EPOCH)
        case "date":
            return iso_date(given.get("date-value", written))
        case "boolean":
            truth = given.get("boolean-value") == "true"
            return truth, "TRUE" if truth else "FALSE"
    text = written or given.get("string-value", "")
    return text, text
