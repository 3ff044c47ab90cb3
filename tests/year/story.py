"""What happens in the year: who sends what, what clerks do, when the machine is off. Nothing of what follows."""

from dataclasses import dataclass
from datetime import datetime

from tests.year.almanac import SECOND, Habits, Month

SETTLE_MINUTES = 10

AGENDA_HOUR, PRINT_HOUR = 10, 13
"""On each open day a clerk hands out the agenda that waits, and prints what waits to be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    name: str
    address: str
    """'' where it writes on paper alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    at: datetime
    product: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    at: datetime
    product: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """A result that was told is put right."""

    at: datetime
    product: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """決裁済."""

    at: datetime
    month: Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """A clerk sends the letter about the delay that lies ready."""

    at: datetime
    month: Month
    shop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expire:
    at: datetime
    product: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree:
    """What became of a selection."""

    at: datetime
    product: str
    state: str


Deed = Decide | Withdraw | Correct | Release | Excuse | Expire | Agree


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """The daemon does not run; clerks work on. `why`: the duty over which it is off."""

    since: datetime
    until: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
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
