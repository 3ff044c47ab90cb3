"""The XML of a sheet -> its cells. A cell that can't be read loses itself, never the sheet.

Read from the XML and not by a library: openpyxl drops the whole book for one bad cell, needs two passes for
values and formulas, and reads every row; calamine knows no formulas and can abort the process.
Cell types follow ISO/IEC 29500-1, 18.3.1.4.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import Element

from mailbot.sheets import numberformat
from mailbot.sheets.looks import PRIVATE, Looks, is_struck, signs
from mailbot.sheets.numberformat import Format, Mask, Raw, Worded
from mailbot.sheets.package import Limits, local
from rules.record import Struct
from rules.values import Cell

_MOST_STRINGS = 100_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST_ESCAPE = 8
"""Characters that are one in the end: '_x000D_' and the line end behind it."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class Area(NamedTuple):
    """A merged range, both corners included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Strings(NamedTuple):
    """The texts of a part of shared strings, in order."""

    texts: list[str]
    rich: dict[int, Element]
    """By index those in several fonts: not all of such a text is struck through where its cell is."""


def shared_strings(root: Element) -> Strings:
    items = islice((each for each in root if local(each.tag) == "si"), _MOST_STRINGS)
    found = Strings([], {})
    for place, item in enumerate(items):
        found.texts.append("".join(_spoken(item)))
        if len(item) > 1:
            found.rich[place] = item
    return found


def _own(item: Element) -> str:
    """The runs that have looks of their own; the others look as their cell does."""
    runs = (part for part in item if local(part.tag) == "r")
    return "".join(_run(run) for run in runs if any(local(each.tag) == "rPr" for each in run))


def _spoken(item: Element) -> Iterator[str]:
    """The pieces of a text with or without runs (CT_Rst); furigana (rPh) and what is struck out are no part of it."""
    for part in item:
        name = local(part.tag)
        if name == "t":
            yield part.text or ""
        elif name == "r":
            yield _run(part)


def _run(run: Element) -> str:
    text = font = ""
    for part in run:
        name = local(part.tag)
        if name == "t":
            text += part.text or ""
        elif name == "rPr":
            space = part.tag[: -len("rPr")]
            if is_struck(part.find(f"{space}strike")):
                return ""
            named = part.find(f"{space}rFont")
            font = "" if named is None else named.get("val", "")
    return signs(text, font) if font else text


class Shared(Struct, frozen=True, kw_only=True):
    """What all sheets of a workbook refer to."""

    strings: Strings
    looks: Looks
    epoch: datetime
    limits: Limits


class Grid:
    """Reads one sheet: fills `cells`, `merges` and `in_cell_pictures`."""

    def __init__(self, sheet: str, shared: Shared, room: int) -> None:
        """`room`: how many cells may be filled."""
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[Area] = []
        self.in_cell_pictures = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.cut = False
        """Something stands beyond the limits."""
        self._sheet, self._shared, self._limits, self._room = sheet, shared, shared.limits, room
        # A cell of a sound sheet is merged at most once: more would be an attack on our time.
        self._unmerged = self._limits.rows * self._limits.columns
        self._row = self._column = 0

    def read(self, root: Element) -> None:
        """Everything that the part tells of cells, wherever in its tree that stands."""
        for element in root.iter():
            name = local(element.tag)
            if name == "c":
                self._cell(element)
            elif name == "row":
                self._row, self._column = count(element.get("r"), self._row + 1), 0
                if _is_hidden(element) and self._row <= self._limits.rows:
                    self.hidden_rows.add(self._row)
            elif name == "col" and _is_hidden(element):
                first, last = (count(element.get(end), 0) for end in ("min", "max"))
                self.hidden_columns.update(range(max(first, 1), min(last, self._limits.columns) + 1))
            elif name == "mergeCell":
                self._merge(element.get("ref", ""))

    def _cell(self, element: Element) -> None:
        self._row, self._column = position(element.get("r", "")) or (self._row, self._column + 1)
        written = formula = inline = None
        for part in element:
            name = local(part.tag)
            if name == "v":
                written = part.text or ""
            elif name == "f":
                formula = part.text or ""
            elif name == "is":
                inline = part
        if written is None and formula is None and inline is None:  # only a frame or a colour
            return
        inside = self._row <= self._limits.rows and self._column <= self._limits.columns
        if inside and len(self.cells) < self._room:
            kind, style = element.get("t", "n"), element.get("s", "")
            if style in self._shared.looks.struck:
                kind, written, formula = "inlineStr", self._left(kind, written or "", inline), None
            elif kind == "inlineStr":
                written = "" if inline is None else "".join(_spoken(inline))
            self._fill(element, kind, written or "", style, formula)
        else:
            self.cut = True

    def _left(self, kind: str, written: str, inline: Element | None) -> str:
        """What of a cell that is struck through is not."""
        rich = self._shared.strings.rich.get(count(written, -1)) if kind == "s" else inline
        return "" if rich is None else _own(rich)

    def _fill(self, element: Element, kind: str, written: str, style: str, formula: str | None) -> None:
        at = f"{self._sheet}!{letters(self._column)}{self._row}"
        # A picture as a value: WPS has a function for it, Excel an error that only old readers see.
        if (formula and "DISPIMG(" in formula) or (kind == "e" and element.get("vm") is not None):
            self.in_cell_pictures += 1
            return
        if not written and kind != "str" and formula is not None:
            self.cells[self._row, self._column] = Cell(at=at, text="", raw=None, formula_without_value=True)
            return
        raw, shown = self._value(kind, written, style)
        if shown:
            if style in self._shared.looks.symbols:
                shown = signs(shown, self._shared.looks.symbols[style])
            text = clean(shown, self._limits.characters)
            raw = text if isinstance(raw, str) else raw
            # Excel's error values ('#N/A') and broken references hold no answer, yet the cell is not empty.
            self.cells[self._row, self._column] = Cell(
                at=at, text=text, raw=raw, formula_without_value=kind == "e" or raw is None
            )

    def _value(self, kind: str, written: str, style: str) -> tuple[Raw, str]:
        """(value, text as shown); the value is None where the cell refers to something that is not there."""
        match kind:
            case "s":
                index = count(written, len(self._shared.strings.texts))
                known = self._shared.strings.texts[index : index + 1]
                return (known[0], known[0]) if known else (None, "#REF!")
            case "b":
                return written == "1", "TRUE" if written == "1" else "FALSE"
            case "n":
                return numberformat.shown(written, self._format(style), self._shared.epoch)
            case "d":
                return iso_date(written)
        return written, written

    def _format(self, style: str) -> Format | Mask | Worded:
        number, formats = count(style, 0), self._shared.looks.formats
        return formats[number] if number < len(formats) else Format.PLAIN

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = position(first), position(last)
        if start and end and start[0] <= self._limits.rows and start[1] <= self._limits.columns:
            area = Area(*start, min(end[0], self._limits.rows), min(end[1], self._limits.columns))
            size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
            if 0 < size <= self._unmerged:
                self._unmerged -= size
                self.merges.append(area)


@lru_cache(maxsize=8_192)
def position(reference: str) -> tuple[int, int] | None:
    """'C21' -> (21, 3)."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


@lru_cache(maxsize=1_024)
def letters(column: int) -> str:
    """3 -> 'C'."""
    text = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        text = chr(65 + place) + text
    return text


def _is_hidden(line: Element) -> bool:
    """Hidden by hand, by a closed group, or by a height or width of nothing."""
    size = line.get("ht", line.get("width", ""))
    return line.get("hidden") in ("1", "true") or size in ("0", "0.0")


def iso_date(written: str) -> tuple[Raw, str]:
    try:
        return numberformat.moment(datetime.fromisoformat(written).replace(tzinfo=None))
    except ValueError:
        return written, written


def clean(text: str, longest: int) -> str:
    """Without control characters and escapes, cut to `longest`; takes no longer for a text of any length."""
    if text.isprintable() and "_x" not in text and len(text) <= longest:
        return text
    text = text[: _LONGEST_ESCAPE * (longest + 1)].translate(PRIVATE)
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text.replace("_x000D_\n", "\n"))
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= longest else text[: longest - 1] + "…"


def count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
