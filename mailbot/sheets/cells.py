"""The XML of a sheet -> its cells. A cell that can't be read loses itself, never the sheet.

Read from the XML and not by a library: openpyxl drops the whole book for one bad cell, needs two passes for
values and formulas, and reads every row; calamine knows no formulas and can abort the process.
Cell types follow ISO/IEC 29500-1, 18.3.1.4.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from mailbot.sheets import numberformat
from mailbot.sheets.numberformat import Format, Mask, Raw
from mailbot.sheets.package import Limits, local
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


class Strings:
    """Target for the shared strings; furigana (rPh) is no part of a text."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._open = self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        self._open = name == "t" and not self._phonetic

    def end(self, tag: str) -> None:
        name = local(tag)
        self._open = False
        if name == "rPh":
            self._phonetic = False
        elif name == "si" and len(self.texts) < _MOST_STRINGS:
            self.texts.append("".join(self._pieces))

    def data(self, text: str) -> None:
        if self._open:
            self._pieces.append(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What all sheets of a workbook refer to."""

    strings: Sequence[str]
    formats: Sequence[Format | Mask]
    epoch: datetime
    limits: Limits


class Grid:
    """Target for one sheet: fills `cells`, `merges` and `in_cell_pictures` while the XML streams by."""

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
        self._kind, self._rich = "n", False
        self._format: Format | Mask = Format.PLAIN
        self._wanted: bool | None = None
        """Of the cell that is open: inside the limits or beyond."""
        self._text: dict[str, list[str]] = {}
        self._into: list[str] | None = None
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "c":
            self._open_cell(attributes)
        elif name in ("v", "f", "t"):
            self._open_text(name)
        elif name == "row":
            self._row, self._column = count(attributes.get("r"), self._row + 1), 0
            if _is_hidden(attributes) and self._row <= self._limits.rows:
                self.hidden_rows.add(self._row)
        elif name == "col" and _is_hidden(attributes):
            first, last = (count(attributes.get(end), 0) for end in ("min", "max"))
            self.hidden_columns.update(range(max(first, 1), min(last, self._limits.columns) + 1))
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        name = local(tag)
        self._into = None
        if name == "rPh":
            self._phonetic = False
        elif name == "c":
            if self._text:
                self._close_cell()
            self._wanted, self._text = None, {}

    def data(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        place = position(attributes.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        inside = self._row <= self._limits.rows and self._column <= self._limits.columns
        self._wanted, self._text, self._phonetic = inside and len(self.cells) < self._room, {}, False
        self._kind = attributes.get("t", "n")
        self._rich = "vm" in attributes
        style = count(attributes.get("s"), 0)
        known = style < len(self._shared.formats)
        self._format = self._shared.formats[style] if known else Format.PLAIN

    def _open_text(self, name: str) -> None:
        if self._wanted and not self._phonetic:
            self._into = self._text.setdefault(name, [])
        elif self._wanted is False:
            self.cut = True

    def _close_cell(self) -> None:
        formula = "".join(self._text.get("f", ()))
        at = f"{self._sheet}!{letters(self._column)}{self._row}"
        # A picture as a value: WPS has a function for it, Excel an error that only old readers see.
        if "DISPIMG(" in formula or (self._rich and self._kind == "e"):
            self.in_cell_pictures += 1
            return
        written = "".join(self._text.get("t" if self._kind == "inlineStr" else "v", ()))
        if not written and self._kind != "str" and "f" in self._text:
            self.cells[self._row, self._column] = Cell(at=at, text="", raw=None, formula_without_value=True)
            return
        raw, shown = self._value(written)
        if shown:
            text = clean(shown, self._limits.characters)
            raw = text if isinstance(raw, str) else raw
            # Excel's error values ('#N/A') and broken references hold no answer, yet the cell is not empty.
            self.cells[self._row, self._column] = Cell(
                at=at, text=text, raw=raw, formula_without_value=self._kind == "e" or raw is None
            )

    def _value(self, written: str) -> tuple[Raw, str]:
        """(value, text as shown); the value is None where the cell refers to something that is not there."""
        match self._kind:
            case "s":
                index = count(written, len(self._shared.strings))
                known = self._shared.strings[index : index + 1]
                return (known[0], known[0]) if known else (None, "#REF!")
            case "b":
                return written == "1", "TRUE" if written == "1" else "FALSE"
            case "n":
                return numberformat.shown(written, self._format, self._shared.epoch)
            case "d":
                return iso_date(written)
        return written, written

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = position(first), position(last)
        if start and end and start[0] <= self._limits.rows and start[1] <= self._limits.columns:
            area = Area(*start, min(end[0], self._limits.rows), min(end[1], self._limits.columns))
            size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
            if 0 < size <= self._unmerged:
                self._unmerged -= size
                self.merges.append(area)


def position(reference: str) -> tuple[int, int] | None:
    """'C21' -> (21, 3)."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def letters(column: int) -> str:
    """3 -> 'C'."""
    text = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        text = chr(65 + place) + text
    return text


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    """Hidden by hand, by a closed group, or by a height or width of nothing."""
    size = attributes.get("ht", attributes.get("width", ""))
    return attributes.get("hidden") in ("1", "true") or size in ("0", "0.0")


def iso_date(written: str) -> tuple[Raw, str]:
    try:
        return numberformat.moment(datetime.fromisoformat(written).replace(tzinfo=None))
    except ValueError:
        return written, written


def clean(text: str, longest: int) -> str:
    """Without control characters and escapes, cut to `longest`; takes no longer for a text of any length."""
    text = text[: _LONGEST_ESCAPE * (longest + 1)]
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text.replace("_x000D_\n", "\n"))
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= longest else text[: longest - 1] + "…"


def count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
