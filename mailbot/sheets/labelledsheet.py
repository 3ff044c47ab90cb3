"""A sheet as a form sees it: where its labels stand, and what else on it the form itself has printed."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from mailbot.sheets.workbook import Area, Sheet
from rules.forms import Form
from rules.labels import is_example_head, is_mark, key, of
from rules.record import Struct
from rules.values import Cell

Place = tuple[int, int]
"""(row, column), from 1."""
_LONGEST_HEAD = 6
_MOST_NUMBERED = 3
"""Characters of the number that a form prints before a label."""


class Spot(Struct, frozen=True, kw_only=True):
    """A label on the sheet, and the answer behind it in its own cell if there is one."""

    label: str
    area: Area
    inline: Cell | None = None


class LabelledSheet:
    def __init__(self, sheet: Sheet, form: Form) -> None:
        self._sheet = sheet
        self._labels = of(form)
        self._areas = _areas(sheet)
        self._columns = sorted({column for _, column in sheet.cells})
        self._primary = {field.key: key(field.label) for field in form.fields}
        self._spots = self._grouped(self._find(), form)
        self._labelled = {(s.area.top, s.area.left) for spots in self._spots.values() for s in spots}

    @property
    def found(self) -> int:
        """How many fields have their label here."""
        return len(self._spots)

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

    def _own(self, field: str, spots: list[Spot]) -> list[Spot]:
        """A word that may also be a label ('代表者') is an answer where the form's own label is there."""
        return [spot for spot in spots if key(spot.label) == self._primary[field]] or spots

    def _is_printed(self, place: Place) -> bool:
        return place in self._labelled or place in self._printed or place in self._examples

    @cached_property
    def _examples(self) -> frozenset[Place]:
        """What stands in a column of examples."""
        found: set[Place] = set()
        for area in (self._areas.get(head, Area(*head, *head)) for head in example_heads(self._sheet)):
            found |= {
                at for at in self._sheet.cells if area.left <= at[1] <= area.right and at[0] >= area.top
            }
        return frozenset(found)

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

    def _after(self, column: int) -> list[int]:
        """The columns right of one that hold anything."""
        return self._columns[bisect_right(self._columns, column) :]


def example_heads(sheet: Sheet) -> list[Place]:
    """Where 記入例 is the head of a column."""
    found = [at for at, cell in sheet.cells.items() if "例" in cell.text[:_LONGEST_HEAD]]
    return [at for at in found if is_example_head(sheet.cells[at].text, _row(sheet, at[0]))]


def _row(sheet: Sheet, row: int) -> Iterator[str]:
    return (cell.text for (other, _), cell in sheet.cells.items() if other == row)


def _areas(sheet: Sheet) -> dict[Place, Area]:
    """Every merged cell -> its area."""
    areas: dict[Place, Area] = {}
    for area in sheet.merges:
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                areas.setdefault((row, column), area)
    return areas
