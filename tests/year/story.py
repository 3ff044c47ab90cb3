"""What happens in the year: who sends what, what clerks do, when the machine is off. Nothing of what follows."""

from datetime import datetime

from rules.record import Struct
from tests.year.almanac import SECOND, Habits, Month

SETTLE_MINUTES = 10

AGENDA_HOUR, PRINT_HOUR = 10, 13
"""On each open day a clerk hands out the agenda that waits, and prints what waits to be printed."""


class Shop(Struct, frozen=True, kw_only=True):
    name: str
    address: str
    """'' where it writes on paper alone."""


class Product(Struct, frozen=True, kw_only=True):
    name: str
    shop: Shop
    mail: int
    """Products of one envelope have the same number."""
    arrived: datetime
    entered: datetime | None = None
    """Paper: when a clerk entered it."""
    flawed: bool = False
    mended: datetime | None = None
    """When the missing answer came: with a mail; on the telephone to who writes on paper."""
    pledged: datetime | None = None
    """When the pledge came, where it came behind the sheet."""
    brings_pledge: bool = False
    """It lies in the same envelope."""

    @property
    def asked(self) -> bool:
        """Something was missing when it came."""
        return self.flawed or self.pledged is not None


class Decide(Struct, frozen=True, kw_only=True):
    at: datetime
    product: str
    kind: str


class Withdraw(Struct, frozen=True, kw_only=True):
    at: datetime
    product: str


class Correct(Struct, frozen=True, kw_only=True):
    """A result that was told is put right."""

    at: datetime
    product: str
    kind: str


class Release(Struct, frozen=True, kw_only=True):
    """決裁済."""

    at: datetime
    month: Month


class Excuse(Struct, frozen=True, kw_only=True):
    """A clerk sends the letter about the delay that lies ready."""

    at: datetime
    month: Month
    shop: str


class Expire(Struct, frozen=True, kw_only=True):
    at: datetime
    product: str


class Agree(Struct, frozen=True, kw_only=True):
    """What became of a selection."""

    at: datetime
    product: str
    state: str


Deed = Decide | Withdraw | Correct | Release | Excuse | Expire | Agree


class Off(Struct, frozen=True, kw_only=True):
    """The daemon does not run; clerks work on. `why`: the duty over which it is off."""

    since: datetime
    until: datetime
    why: str


class Story(Struct, frozen=True, kw_only=True):
    habits: Habits
    months: tuple[Month, ...]
    products: tuple[Product, ...]
    deeds: tuple[Deed, ...]
    """In the order of their instants."""
    off: tuple[Off, ...]
    end: datetime

    @property
    def watched(self) -> tuple[Month, ...]:
        """Its rounds and the one that is open when it ends."""
        return (*self.months, self.months[-1].next)

    @property
    def begin(self) -> datetime:
        return min(product.arrived for product in self.products) - SECOND

    def up(self, instant: datetime) -> datetime:
        """The first instant from this one on at which the machine runs."""
        return next((off.until for off in self.off if off.since <= instant < off.until), instant)
