"""Where a sheet holds the answers of a form: right of their labels, below, or behind them in one cell."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from mailbot.paper import layout
from mailbot.sheets.workbook import Area, Sheet
from rules.forms import Field, Form, Kind, Need
from rules.labels import is_mark, key, of
from rules.record import Struct
from rules.values import Cell, is_blank

Place = tuple[int, int]
"""(row, column), from 1."""
_MOST_NUMBERED = 3
"""Characters of the number that a form prints before a label."""


class Spot(Struct, frozen=True, kw_only=True):
    """A label on the sheet, and the answer behind it in its own cell if there is one."""

    label: str
    area: Area
    inline: Cell | None = None


class Answers(Struct, frozen=True, kw_only=True):
    """`cells`: all that may be the answer, likeliest first. `place`: where it belongs if none is there."""

    cells: tuple[Cell, ...]
    place: Cell
    elsewhere: bool = False
    """The answer stands further off than the form has it: nearest to this label, but not at its own place."""


class AnswerSheet:
    """One sheet, looked at as one form."""

    def __init__(self, sheet: Sheet, form: Form) -> None:
        self._sheet = sheet
        self._labels = of(form)
        self._areas = _areas(sheet)
        self._columns = sorted({column for _, column in sheet.cells})
        self._primary = {field.key: key(field.label) for field in form.fields}
        self._widths = {place.field.key: place.answer.columns for place in layout.places(form)}
        self._spots = self._grouped(self._find(), form)
        self._labelled = {(s.area.top, s.area.left) for spots in self._spots.values() for s in spots}
        over = [spot for each in form.fields if each.below for spot in self._spots.get(each.key, ())]
        self._under = 2 * sum(map(self._has_room, over)) < len(over)
        self._lacks = any(
            each.key not in self._spots for each in form.fields if each.need is not Need.OPTIONAL
        )
        self._read: set[str] = set()

    @property
    def found(self) -> int:
        """How many fields have their label here."""
        return len(self._spots)

    def answers(self, field: Field, fits: Callable[[Cell], bool]) -> Answers | None:
        """What stands at the field's label; None where the label is not on the sheet.

        Only what `fits` is taken from further off.
        """
        spots = self._spots.get(field.key)
        if not spots:
            return None
        if field.kind is Kind.PICTURE:  # no answer of words: what stands there is left for a person
            return Answers(cells=(), place=self._place(spots[0], field))
        right = [list(self._right(spot, self._widths[field.key])) for spot in spots]
        at = (
            cell for spot, beside in zip(spots, right, strict=True) for cell in self._at(spot, field, beside)
        )
        cells = tuple(dict.fromkeys(at))
        odd = () if cells else tuple(cell for spot in spots for cell in self._off(spot, field) if fits(cell))
        self._read |= {cell.at for cell in (*cells, *odd, *chain(*right))}
        if field.kind is Kind.TICKS and len(cells) > 1:
            joined = "\n".join(cell.text for cell in cells)
            cells = (Cell(at=cells[0].at, text=joined, raw=joined),)
        elsewhere = bool(odd) or any(self._is_doubtful(cell, spot, field) for spot in spots for cell in cells)
        return Answers(cells=cells or odd, place=self._place(spots[0], field), elsewhere=elsewhere)

    def is_unread(self, cell: Cell) -> bool:
        """No answer so far was taken from it."""
        return cell.at not in self._read

    def written(self) -> Iterator[tuple[Place, Cell]]:
        """What somebody wrote: neither printed by the form, nor a label, nor blank."""
        for place, cell in sorted(self._sheet.cells.items()):
            if not (self._is_printed(place) or self._is_number(place)):
                if any(each.isalnum() for each in cell.text) or cell.formula_without_value:
                    yield place, cell

    def _find(self) -> Mapping[str, list[Spot]]:
        """Labels that fill their cell count before those with something behind them, own words before others.

        Several labels with their answers in one cell stand beside all of these.
        """
        whole: dict[str, list[Spot]] = {}
        leading: dict[str, list[Spot]] = {}
        several: dict[str, list[Spot]] = {}
        for place in sorted(self._sheet.cells):
            cell = self._sheet.cells[place]
            area = self._areas.get(place, Area(*place, *place))
            if field := self._labels.field(cell.text):
                whole.setdefault(field, []).append(Spot(label=cell.text, area=area))
                continue
            pairs = self._labels.pairs(cell.text)
            for pair in pairs:
                inline = Cell(at=cell.at, text=pair.answer, raw=pair.answer)
                spot = Spot(label=pair.label, area=area, inline=inline)
                (several if len(pairs) > 1 else leading).setdefault(pair.field, []).append(spot)
        found = {field: self._own(field, spots) for field, spots in (leading | whole).items()}
        return {field: [*found.get(field, ()), *several.get(field, ())] for field in {**found, **several}}

    def _grouped(self, found: Mapping[str, list[Spot]], form: Form) -> Mapping[str, list[Spot]]:
        """A word that the paper prints at several answers belongs to the one whose group stands left of it."""
        every = [spot for spots in found.values() for spot in spots]
        for field in (each for each in form.fields if each.within):
            names = {key(name) for name in (field.label, *field.synonyms)}
            called = [spot for spot in every if key(spot.label) in names]
            full = [spot for spot in called if key(spot.label) == self._primary[field.key]]
            mine = full or [spot for spot in called if self._stands_in(spot, field.within)]
            found = {other: [spot for spot in spots if spot not in mine] for other, spots in found.items()}
            found[field.key] = mine
        return {field: spots for field, spots in found.items() if spots}

    def _stands_in(self, spot: Spot, group: str) -> bool:
        for place, cell in self._sheet.cells.items():
            area = self._areas.get(place, Area(*place, *place))
            beside = area.right < spot.area.left and area.top <= spot.area.top <= area.bottom
            if beside and key(cell.text) == key(group):
                return True
        return False

    def _is_under(self, field: Field) -> bool:
        """The form has the answer under its label, and so has this sheet: most such labels have no room beside them.

        A sheet that we have drawn from the same form has all answers beside their labels.
        """
        return field.below and self._under

    def _own(self, field: str, spots: list[Spot]) -> list[Spot]:
        """A word that may also be a label ('代表者') is an answer where the form's own label is there."""
        return [spot for spot in spots if key(spot.label) == self._primary[field]] or spots

    def _is_printed(self, place: Place) -> bool:
        return place in self._labelled or place in self._printed

    @cached_property
    def _printed(self) -> frozenset[Place]:
        """Where the form's own words stand that are no labels of answers."""
        cells = self._sheet.cells.items()
        return frozenset(at for at, each in cells if self._labels.is_printed(each.text) or is_mark(each.text))

    def _is_number(self, place: Place) -> bool:
        """The number that the form prints before a label."""
        text = self._sheet.cells[place].text.strip("().、 ")
        after = self._after(place[1])
        numbered = len(text) <= _MOST_NUMBERED and text.isdecimal()
        return numbered and bool(after) and self._is_printed((place[0], after[0]))

    def _at(self, spot: Spot, field: Field, right: Sequence[Cell]) -> Iterator[Cell]:
        if spot.inline is not None and not is_blank(field, spot.inline):
            yield spot.inline
        answered = [cell for cell in right if not is_blank(field, cell)]
        below = self._below(spot, field) if spot.inline is None else None
        under = [below] if below is not None and not is_blank(field, below) else []
        yield from (under or answered) if self._is_under(field) else (answered or under)

    def _right(self, spot: Spot, width: int) -> Iterator[Cell]:
        """The cells beside a label, up to the next printed text or the end of the answer's cells."""
        first = spot.area.right + 1
        merged = self._areas.get((spot.area.top, first))
        last = merged.right if merged and merged.right > first else first + width - 1
        for row in range(spot.area.top, spot.area.bottom + 1):
            for column in range(first, last + 1):
                cell = self._sheet.cells.get((row, column))
                if cell is None or is_mark(cell.text):
                    continue
                if self._is_printed((row, column)):
                    break
                yield cell

    def _off(self, spot: Spot, field: Field) -> Iterator[Cell]:
        """The first text further right, or one that stands alone in the row below.

        Below may also be a label that the form does not know, so no free text is taken from there.
        """
        for column in () if self._is_under(field) else self._after(spot.area.right):
            place = (spot.area.top, column)
            if self._is_printed(place):
                break
            if place in self._sheet.cells and not is_blank(field, self._sheet.cells[place]):
                yield self._sheet.cells[place]
                return
        if self._is_under(field) or spot.inline is not None or field.kind in (Kind.TEXT, Kind.KANA):
            return
        row = spot.area.bottom + 1
        alone = [column for column in self._columns if (row, column) in self._sheet.cells]
        if len(alone) == 1 and alone[0] >= spot.area.left and not self._is_printed((row, alone[0])):
            below = self._sheet.cells[row, alone[0]]
            if not is_blank(field, below):
                yield below

    def _below(self, spot: Spot, field: Field) -> Cell | None:
        """The cell under a label where the form has it, where there is no room beside it, or where it is plainly wide.

        Elsewhere it may well be a label that the form does not know: no answer is made of that.
        """
        row = spot.area.bottom + 1
        place = (row, spot.area.left)
        cell = self._sheet.cells.get(place)
        merged = self._areas.get(place)
        wide = merged is not None and merged.right > spot.area.right
        if cell is None or self._is_printed(place):
            return None
        if self._is_under(field):
            return cell
        if self._has_room(spot) and not wide:
            return None
        left = [
            column
            for column in self._columns
            if column < spot.area.left and (row, column) in self._sheet.cells
        ]
        answers = (not self._is_printed((row, each)) and (row - 1, each) in self._labelled for each in left)
        return cell if all(answers) else None

    def _is_doubtful(self, cell: Cell, spot: Spot, field: Field) -> bool:
        """Taken from below a label that has room beside it, where it may belong to a label that is gone."""
        under = self._sheet.cells.get((spot.area.bottom + 1, spot.area.left))
        return self._lacks and cell is under and self._has_room(spot) and not self._is_under(field)

    def _has_room(self, spot: Spot) -> bool:
        """An answer can stand right of the label: neither another label nor the end of the sheet is there."""
        beside = (spot.area.top, spot.area.right + 1)
        return bool(self._after(spot.area.right)) and beside not in self._labelled

    def _place(self, spot: Spot, field: Field) -> Cell:
        beside = (spot.area.top, spot.area.right + 1)
        below = self._sheet.cell(spot.area.bottom + 1, spot.area.left)
        cell = below if self._is_under(field) or self._is_printed(beside) else self._sheet.cell(*beside)
        return Cell(at=cell.at, text="")

    def _after(self, column: int) -> list[int]:
        """The columns right of one that hold anything."""
        return self._columns[bisect_right(self._columns, column) :]


def _areas(sheet: Sheet) -> dict[Place, Area]:
    """Every merged cell -> its area."""
    areas: dict[Place, Area] = {}
    for area in sheet.merges:
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                areas.setdefault((row, column), area)
    return areas
