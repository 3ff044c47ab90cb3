"""Where a sheet holds the answers of a form: right of their labels, below, or behind them in one cell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from mailbot.paper import layout
from mailbot.sheets.hints import is_example, without_hints
from mailbot.sheets.labelledsheet import LabelledSheet, Place, Spot
from mailbot.sheets.pieces import Judge, pieced, ticked_over
from mailbot.sheets.workbook import Sheet
from rules.forms import Field, Form, Kind, Need
from rules.labels import is_mark
from rules.record import Struct
from rules.values import Cell, is_blank

_FEW = 2
"""Answers: so few may stand apart for another reason."""
_LONGEST_RUN = 20
"""Cells: more than the digits of any number."""


class Answers(Struct, frozen=True, kw_only=True):
    """`cells`: all that may be the answer, likeliest first. `place`: where it belongs if none is there."""

    cells: tuple[Cell, ...]
    place: Cell
    elsewhere: bool = False
    """The answer stands further off than the form has it: nearest to this label, but not at its own place."""


class AnswerSheet(LabelledSheet):
    """One sheet, looked at as one form."""

    def __init__(self, sheet: Sheet, form: Form) -> None:
        super().__init__(sheet, form)
        self._widths = {place.field.key: place.answer.columns for place in layout.places(form)}
        over = [spot for each in form.fields if each.below for spot in self._spots.get(each.key, ())]
        self._under = 2 * sum(map(self._has_room, over)) < len(over)
        self._lacks = any(
            each.key not in self._spots for each in form.fields if each.need is not Need.OPTIONAL
        )
        self._read: set[str] = set()
        self._fields = {each.key: each for each in form.fields}

    def answers(self, field: Field, judge: Judge) -> Answers | None:
        """What stands at the field's label; None where the label is not on the sheet.

        Only what reads without a finding is taken from further off.
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
        off = () if cells else (cell for spot in spots for cell in self._off(spot, field))
        odd = tuple(cell for cell in off if not judge(cell)[1])
        self._read |= {cell.at for cell in (*cells, *odd, *chain(*right))}
        if len(cells) > 1 or (cells and (is_example(cells[0]) or any(map(self._goes_on, spots)))):
            cells = self._settled(field, cells, spots, judge)
        elsewhere = bool(odd) or any(self._is_doubtful(cell, spot, field) for spot in spots for cell in cells)
        return Answers(cells=cells or odd, place=self._place(spots[0], field), elsewhere=elsewhere)

    def _settled(
        self, field: Field, cells: tuple[Cell, ...], spots: Sequence[Spot], judge: Judge
    ) -> tuple[Cell, ...]:
        """One answer out of several cells where they are one, else those first that can be read as it."""
        for run in map(self._run, spots):
            if len(run) > 1 and not set(run).isdisjoint(cells) and (whole := pieced(field, run, judge)):
                self._read |= {cell.at for cell in run}
                return (whole, *(cell for cell in cells if cell not in run))
        if len(cells) == 1:
            return () if is_example(cells[0]) else cells
        cells = without_hints(field, cells)
        if field.kind is Kind.TICKS and len(cells) > 1:
            return ticked_over(field, cells)
        if len(cells) < 2 or field.kind in (Kind.TEXT, Kind.KANA):
            return cells
        return tuple(sorted(cells, key=lambda cell: bool(judge(cell)[1])))

    def _goes_on(self, spot: Spot) -> bool:
        """Right behind the answer's first cell there is somebody's text."""
        first = self._first(spot)
        area = self._areas.get(first)
        place = (first[0], (area.right if area else first[1]) + 1)
        cell = self._sheet.cells.get(place)
        return cell is not None and (not self._is_printed(place) or self._labels.is_unit(cell.text))

    def _first(self, spot: Spot) -> Place:
        """Where the first text beside a label stands, or may stand."""
        beside = (spot.area.top, spot.area.right + 1)
        if beside in self._sheet.cells and beside not in self._examples:
            return beside
        texts = (
            column for column in self._after(spot.area.right) if (spot.area.top, column) in self._sheet.cells
        )
        column = next(
            (each for each in texts if (spot.area.top, each) not in self._examples), spot.area.right + 1
        )
        return spot.area.top, column

    def _run(self, spot: Spot) -> list[Cell]:
        """The texts beside a label without a gap between them, up to the next printed text that is no unit."""
        run: list[Cell] = []
        place = self._first(spot)
        while (cell := self._sheet.cells.get(place)) and len(run) < _LONGEST_RUN:
            if place in self._labelled or (self._is_printed(place) and not self._labels.is_unit(cell.text)):
                break
            run.append(cell)
            area = self._areas.get(place)
            place = (place[0], (area.right if area else place[1]) + 1)
        return run

    def is_unread(self, cell: Cell) -> bool:
        """No answer so far was taken from it."""
        return cell.at not in self._read

    def written(self) -> Iterator[tuple[Place, Cell]]:
        """What somebody wrote: neither printed by the form, nor a label, nor blank."""
        for place, cell in sorted(self._sheet.cells.items()):
            if not (self._is_printed(place) or self._is_number(place)):
                if any(each.isalnum() for each in cell.text) or cell.formula_without_value:
                    yield place, cell

    def _is_under(self, field: Field) -> bool:
        """The form has the answer under its label, and so has this sheet: most such labels have no room beside them.

        A sheet that we have drawn from the same form has all answers beside their labels.
        """
        return field.below and self._under

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
                if cell is None or is_mark(cell.text) or (row, column) in self._examples:
                    continue
                if self._is_printed((row, column)):
                    break
                yield cell

    def _off(self, spot: Spot, field: Field) -> Iterator[Cell]:
        """The first text further right, or one that stands alone in the row below.

        Below may also be a label that the form does not know, so no free text is taken from there. Nor is from the
        right what may be left empty, unless columns were put in between: it may be a remark, or another product's.
        """
        far = None if self._is_under(field) else self._far(spot, field)
        if far and (field.need is Need.REQUIRED or self._is_shifted(spot.area.right)):
            yield far
            return
        if self._is_under(field) or spot.inline is not None or field.kind in (Kind.TEXT, Kind.KANA):
            return
        row = spot.area.bottom + 1
        alone = [column for column in self._columns if (row, column) in self._sheet.cells]
        if len(alone) == 1 and alone[0] >= spot.area.left and not self._is_printed((row, alone[0])):
            below = self._sheet.cells[row, alone[0]]
            if not is_blank(field, below):
                yield below

    def _far(self, spot: Spot, field: Field) -> Cell | None:
        """The first text right of a label, however far."""
        for column in self._after(spot.area.right):
            place = (spot.area.top, column)
            if place in self._examples:
                continue
            if self._is_printed(place):
                return None
            if place in self._sheet.cells and not is_blank(field, self._sheet.cells[place]):
                return self._sheet.cells[place]
        return None

    def _is_shifted(self, column: int) -> bool:
        """The answers of most labels that end in this column, or of most of all, stand further off than they should."""
        near, far = self._distances
        return far[column] > max(near[column], _FEW) or far.total() > near.total()

    @cached_property
    def _distances(self) -> tuple[Counter[int], Counter[int]]:
        """By the last column of their labels: answers where the form has them, and those further off."""
        near, far = Counter[int](), Counter[int]()
        for field, spot in (
            (self._fields[name], spot) for name, spots in self._spots.items() for spot in spots
        ):
            if any(not is_blank(field, cell) for cell in self._right(spot, self._widths[field.key])):
                near[spot.area.right] += 1
            elif spot.inline is None and self._far(spot, field):
                far[spot.area.right] += 1
        return near, far

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
