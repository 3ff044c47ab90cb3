"""A filled sheet that is changed step by step, and what must still be read out of it."""

from collections.abc import Callable
from random import Random

from mailbot.paper import layout
from mailbot.sheets.cells import letters
from mailbot.sheets.workbook import Area, Sheet, Workbook, open_workbook
from rules.forms import Field, Form
from rules.model import Value
from rules.record import Struct, replace
from rules.values import Cell
from tests.entries import form
from tests.sheets.answers import filled, meant

Place = tuple[int, int]


class Draft(Struct):
    """`labels`, `answers`: where those of each key stand now. `expected`: what they say, by key."""

    form: Form
    cells: dict[Place, Cell]
    merges: list[Area]
    labels: dict[str, Place]
    answers: dict[str, Place]
    expected: dict[str, Value]
    chance: Random

    @property
    def last_row(self) -> int:
        return max(row for row, _ in self.cells)

    def field(self, key: str) -> Field:
        field = self.form.field(key)
        assert field is not None
        return field

    def moved(self, to: Callable[[Place], Place | None]) -> None:
        """Everything goes to its new place; what has none is gone, with what it said."""
        self.cells = {new: cell for place, cell in self.cells.items() if (new := to(place))}
        for places in (self.labels, self.answers):
            for key, place in list(places.items()):
                if new := to(place):
                    places[key] = new
                else:
                    del places[key]
                    self.forget(key)
        self.merges = [area for each in self.merges if (area := _stretched(each, to))]

    def forget(self, key: str) -> None:
        """What nobody wrote is not expected, nor a 「同上」 that pointed at it."""
        gone = self.expected.pop(key, None)
        for other in ("maker_name", "maker"):
            if key == "biz_name" and gone is not None and self.expected.get(other) == gone:
                self.expected[other] = "同上"

    def area(self, place: Place) -> Area:
        return next((each for each in self.merges if each[:2] == place), Area(*place, *place))

    def address(self, place: Place) -> str:
        return f"{self.form.sheet}!{letters(place[1])}{place[0]}"

    def workbook(self) -> Workbook:
        cells = {place: replace(cell, at=self.address(place)) for place, cell in sorted(self.cells.items())}
        sheet = Sheet(name=self.form.sheet, cells=cells, merges=tuple(self.merges))
        return Workbook(sheets=(sheet,))


def draft(base: str, chance: Random, cache: dict[str, Sheet]) -> Draft:
    """The sheet that a business of `answers.BASES` fills in, before anything happens to it."""
    of = form(meant(base).form)
    if base not in cache:
        book = open_workbook(filled(base))
        assert isinstance(book, Workbook)
        cache[base] = book.sheets[0]
    sheet = cache[base]
    rows = {
        answer.key: (block.top, layout.LABEL)
        for band in layout.bands(of)
        for block in band.blocks
        for answer in block.row.answers
        if answer.label == block.row.label
    }
    labels: dict[str, Place] = {}
    answers: dict[str, Place] = {}
    for place in layout.places(of):
        own = place.label
        labels[place.field.key] = (own.row, own.first) if own else rows[place.field.key]
        answers[place.field.key] = (place.answer.row, place.answer.first)
    return Draft(
        form=of,
        cells=dict(sheet.cells),
        merges=list(sheet.merges),
        labels=labels,
        answers=answers,
        expected=dict(meant(base).fields),
        chance=chance,
    )


def _stretched(area: Area, to: Callable[[Place], Place | None]) -> Area | None:
    """A merged area grows with what is put in between and shrinks with what is taken out."""
    corners = [
        new
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
        if (new := to((row, column)))
    ]
    if len(corners) < 2:
        return None
    rows, columns = [row for row, _ in corners], [column for _, column in corners]
    return Area(min(rows), min(columns), max(rows), max(columns))
