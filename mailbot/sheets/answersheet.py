"""Where a sheet holds the answers of a form: right of their labels, below, or behind them in one cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailbot.sheets.workbook import Area, Sheet
from rules.forms import Field, Form, Kind
from rules.labels import key, of
from rules.values import Cell, is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A label on the sheet, and the answer behind it in its own cell if there is one."""

    label: str
    area: Area
    inline: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """`cells`: all that may be the answer, likeliest first. `place`: where it belongs if none is there."""

    cells: tuple[Cell, ...]
    place: Cell


class AnswerSheet:
    """One sheet, looked at as one form."""

    def __init__(self, sheet: Sheet, form: Form) -> None:
        self._sheet = sheet
        self._labels = of(form)
        self._areas = _areas(sheet)
        self._last_column = max((column for _, column in sheet.cells), default=0)
        self._spots = self._find()

    @property
    def found(self) -> int:
        """How many fields have their label here."""
        return len(self._spots)

    def answers(self, field: Field) -> Answers | None:
        """What stands at the field's label; None where the label is not on the sheet."""
        spots = self._spots.get(field.key)
        if not spots:
            return None
        own = [spot for spot in spots if key(spot.label) == key(field.label)] or spots
        cells = tuple(dict.fromkeys(cell for spot in own for cell in self._at(spot, field)))
        if field.kind is Kind.TICKS and len(cells) > 1:
            joined = "\n".join(cell.text for cell in cells)
            cells = (Cell(at=cells[0].at, text=joined, raw=joined),)
        return Answers(cells=cells, place=self._place(own[0]))

    def _find(self) -> Mapping[str, list[Spot]]:
        """Labels that fill their cell count before those with something behind them."""
        whole: dict[str, list[Spot]] = {}
        leading: dict[str, list[Spot]] = {}
        for place in sorted(self._sheet.cells):
            cell = self._sheet.cells[place]
            area = self._areas.get(place, Area(*place, *place))
            if field := self._labels.field(cell.text):
                whole.setdefault(field, []).append(Spot(label=cell.text, area=area))
            elif pair := self._labels.split(cell.text):
                inline = Cell(at=cell.at, text=pair.answer, raw=pair.answer)
                leading.setdefault(pair.field, []).append(Spot(label=pair.label, area=area, inline=inline))
        return leading | whole

    def _at(self, spot: Spot, field: Field) -> Iterator[Cell]:
        if spot.inline is not None and not is_blank(field, spot.inline):
            yield spot.inline
        answered = [cell for cell in self._right(spot, field.span) if not is_blank(field, cell)]
        yield from answered
        if spot.inline is None and not answered:
            below = self._below(spot)
            if below is not None and not is_blank(field, below):
                yield below

    def _right(self, spot: Spot, span: int) -> Iterator[Cell]:
        """The cells beside a label, up to the next printed text or the end of the answer's cells."""
        row, first = spot.area.top, spot.area.right + 1
        merged = self._areas.get((row, first))
        last = merged.right if merged and merged.right > first else first + span - 1
        for column in range(first, last + 1):
            cell = self._sheet.cells.get((row, column))
            if cell is None:
                continue
            if self._labels.is_printed(cell.text):
                return
            yield cell

    def _below(self, spot: Spot) -> Cell | None:
        """The cell under a label where there is no room beside it, or where it is plainly a wide answer cell.

        Elsewhere it may well be a label that the form does not know: no answer is made of that.
        """
        row = spot.area.bottom + 1
        cell = self._sheet.cells.get((row, spot.area.left))
        merged = self._areas.get((row, spot.area.left))
        wide = merged is not None and merged.right > spot.area.right
        if cell is None or self._labels.is_printed(cell.text) or (self._has_room(spot) and not wide):
            return None
        before = (self._sheet.cells.get((row, column)) for column in range(1, spot.area.left))
        return None if any(other and self._labels.field(other.text) for other in before) else cell

    def _has_room(self, spot: Spot) -> bool:
        """An answer can stand right of the label: neither another label nor the end of the sheet is there."""
        column = spot.area.right + 1
        beside = self._sheet.cell(spot.area.top, column).text
        return column <= self._last_column and not self._labels.is_printed(beside)

    def _place(self, spot: Spot) -> Cell:
        beside = self._sheet.cell(spot.area.top, spot.area.right + 1)
        below = self._sheet.cell(spot.area.bottom + 1, spot.area.left)
        return below if self._labels.is_printed(beside.text) else beside


def _areas(sheet: Sheet) -> dict[tuple[int, int], Area]:
    """Every merged cell -> its area."""
    areas: dict[tuple[int, int], Area] = {}
    for area in sheet.merges:
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                areas.setdefault((row, column), area)
    return areas
