"""What every duty is made of: a look at the register, and what that look finds due or coming."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Protocol

from mailbot.wiring import Office
from rules.model import Business, Case, Letter, Round, State
from rules.record import Struct
from rules.rounds import round_named
from store import cases, outbox
from store.documents import Documents

Act = Callable[[Documents, datetime], None]
"""Carries a duty out inside the caller's transaction, now."""


class Due(Struct, frozen=True, kw_only=True):
    """One duty whose time has come, and how it is carried out."""

    duty: str
    """A stable word, as `rules.words.DUTIES` has it: 'close', 'release', 'handover', ..."""
    subject: str
    """What it is done to: with the word, the same for as long as the same is due."""
    cases: tuple[str, ...] = ()
    """The numbers of those that it is about, where it is about single ones: the log names them."""
    due_at: datetime
    carry_out: Act
    prepare: Callable[[], Act] | None = None
    """Slow work that needs no lock, done before the transaction: it gives what is carried out instead. A rehearsal
    spares itself this."""


class Coming(Struct, frozen=True, kw_only=True):
    """A duty whose time is known and has not come."""

    duty: str
    due_at: datetime


class Look(Struct, dict=True, frozen=True, kw_only=True):
    """The register at one instant, each part of it read once for all duties: good until the next change."""

    office: Office
    db: Documents
    now: datetime

    @cached_property
    def rounds(self) -> list[Round]:
        """Every round that a case stands in, oldest first."""
        return [round_named(id, self.office.calendar) for id in cases.round_ids(self.db)]

    @cached_property
    def letters(self) -> list[Letter]:
        return list(outbox.letters(self.db))

    def waiting(self, *states: State) -> list[Case]:
        """Those in these states, whatever their round."""
        return cases.in_state(self.db, *states)

    def cases(self, round: Round, *states: State) -> list[Case]:
        """Those of a round, in these states where any are named."""
        return cases.of_round(self.db, round.id, *states)

    def business(self, case: Case) -> Business:
        return cases.business(self.db, case.business) or Business(id=case.business, name=case.business)


class Duty(Protocol):
    """A module of this package: one thing that time alone brings about."""

    def due(self, look: Look) -> Iterator[Due]:
        """What is due at the instant of the look and not yet done."""


class Foreseen(Protocol):
    """A module that knows its instants beforehand."""

    def coming(self, look: Look) -> Iterator[Coming]:
        """When something will be due, the past among it."""
