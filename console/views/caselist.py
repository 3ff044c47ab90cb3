"""The tray's list: the live cases that fit, and below them those of years gone by, read as one comes to them."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime

from console import words
from console.dates import Dates
from console.register import Register
from console.shown import NOTHING, clean
from console.views import tray
from console.views.lines import Row, Tone
from console.views.rows import Keys
from console.words import tray as said
from rules import lookup
from rules.lookup import Word
from rules.model import Business, Case, State
from rules.numbers import turn
from rules.record import Struct, field
from store.catalogue import Catalogue, Ids, Order
from store.errors import StoreError
from store.finished import Summary

CELLS = 8
"""Of a row of the tray, as `tray.row` makes it."""
BLOCK = 256
"""Archived cases that are read at once."""
BLOCKS = 4
"""Blocks that are kept: a screen lies in two at most."""


class Sorting(Struct, frozen=True):
    label: str
    key: Callable[[Case, Register], tuple[object, ...]]
    """Of live cases."""
    order: Order
    """Of those in the archive, which always stand below."""


def _newest(case: Case, register: Register) -> tuple[object, ...]:
    return (-case.arrived_at.timestamp(), turn(case.number))


SORTINGS = {
    "todo": Sorting(said.BY_TODO, tray.rank, Order.NEWEST),
    "newest": Sorting(said.BY_NEWEST, _newest, Order.NEWEST),
    "number": Sorting(said.BY_NUMBER, lambda case, register: turn(case.number), Order.NUMBER),
    "business": Sorting(
        said.BY_BUSINESS,
        lambda case, register: (tray.short_name(register.business_of(case)), turn(case.number)),
        Order.BUSINESS,
    ),
    "product": Sorting(
        said.BY_PRODUCT, lambda case, register: (case.product, turn(case.number)), Order.PRODUCT
    ),
    "round": Sorting(
        said.BY_ROUND,
        lambda case, register: (
            case.round is None,
            tuple(-ord(char) for char in case.round or ""),
            turn(case.number),
        ),
        Order.ROUND,
    ),
}
"""By the name under which a clerk's choice is kept; the first is where one begins."""


class Texts(Struct):
    """What live cases are found by. Made once for each state of a case: a keystroke only compares."""

    _kept: dict[str, tuple[Case, Business | None, str]] = field(default_factory=dict)

    def of(self, case: Case, register: Register) -> str:
        business = register.businesses.get(case.business)
        kept = self._kept.get(case.number)
        if kept is None or kept[0] is not case or kept[1] != business:
            kept = self._kept[case.number] = (case, business, lookup.text_of(case, business))
        if tray.needs_person(case, register):
            return f"{kept[2]}{said.TODO_FOUND}\n"
        return kept[2]

    def fresh(self, register: Register, most: int) -> bool:
        """Makes a few of those that are missing; whether any still are."""
        for case in register.cases.values():
            if case.number not in self._kept:
                self.of(case, register)
                most -= 1
            if not most:
                return True
        return False


def live(register: Register, texts: Texts, wanted: Sequence[Word], sorting: Sorting) -> tuple[Case, ...]:
    """The live cases that every word fits, in this order."""
    found = [
        case
        for case in register.cases.values()
        if not wanted or lookup.fits(texts.of(case, register), wanted)
    ]
    return tuple(sorted(found, key=lambda case: sorting.key(case, register)))


class CaseRows:
    """Rows by their place: live cases first, then the archived ones of these ids."""

    def __init__(
        self, cases: Sequence[Case], register: Register, now: datetime, catalogue: Catalogue, ids: Ids = ()
    ) -> None:
        self._cases, self._register, self._now = cases, register, now
        self._today = now.astimezone(register.calendar.zone).date()
        self._catalogue, self._ids = catalogue, ids
        self._places = {case.number: place for place, case in enumerate(cases)}
        self._made: dict[int, Row] = {}
        self._blocks: OrderedDict[int, list[Row]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._cases) + len(self._ids)

    def __eq__(self, other: object) -> bool:
        """The same cases, nothing was committed between, and none is a day older."""
        return (
            isinstance(other, CaseRows)
            and self._register is other._register
            and self._ids is other._ids
            and self._cases == other._cases
            and self._today == other._today
        )

    def __getitem__(self, index: int, /) -> Row:
        if index < len(self._cases):
            if index not in self._made:
                self._made[index] = tray.row(self._cases[index], self._register, self._now)
            return self._made[index]
        block, place = divmod(index - len(self._cases), BLOCK)
        return self._block(block)[place]

    def _block(self, number: int) -> list[Row]:
        if number not in self._blocks:
            page = self._page(self._ids[number * BLOCK : (number + 1) * BLOCK])
            dates = Dates(self._register.calendar.zone, self._today)
            self._blocks[number] = [_archived(each, dates) for each in page]
        self._blocks.move_to_end(number)
        while len(self._blocks) > BLOCKS:
            self._blocks.popitem(last=False)
        return self._blocks[number]

    def _page(self, ids: Ids) -> Sequence[Summary | None]:
        """Blank lines where the archive can't be read any more: what draws them has nobody to tell."""
        try:
            return self._catalogue.page(ids)
        except StoreError:
            return [None] * len(ids)

    def place(self, key: str) -> int | None:
        if key in self._places or not self._ids or not key:
            return self._places.get(key)
        try:
            id = self._catalogue.id_of(key)
            return None if id is None else len(self._cases) + self._ids.index(id)
        except (ValueError, StoreError):
            return None

    @property
    def keys(self) -> Sequence[str]:
        return Keys(self) if self._ids else tuple(self._places)

    @property
    def markable(self) -> Sequence[str]:
        """The live ones: nothing is done to whole years gone by at once."""
        return tuple(self._places)


def _archived(summary: Summary | None, dates: Dates) -> Row:
    if summary is None:
        return Row("", (NOTHING,) * CELLS, Tone.QUIET)
    cells = (
        summary.number,
        words.STATES[State(summary.state)],
        dates.column(summary.arrived_at),
        "",
        tray.short_name(summary.name),
        summary.product,
        tray.round_label(summary.round),
        said.IN_ARCHIVE.format(year=summary.year),
    )
    return Row(summary.number, tuple(clean(cell) for cell in cells), Tone.QUIET)
