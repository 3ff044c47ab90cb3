"""The register as a screen sees it: one commit, read at once, so that no two numbers disagree."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from rules import numbers, rounds
from rules.model import Arrival, Business, Case, Letter, LetterState, Round, State
from rules.record import Struct, replace
from rules.rounds import Calendar
from store import arrivals, cases, outbox
from store.cases import Pause
from store.documents import Store

Paper = TypeVar("Paper", Letter, Arrival)

IN_TROUBLE = outbox.TROUBLED
"""Letters that wait for a person."""
OPEN_STATES = frozenset({State.NEEDS_PERSON, State.CORRECTION_REQUESTED, State.ACCEPTED, State.TABLED})
"""Before an outcome: what stands in `attention` still matters."""
BESIDE = frozenset({State.WITHDRAWN, State.EXPIRED, State.DUPLICATE, State.OUT_OF_SCOPE})


class Sheet(Struct, frozen=True, kw_only=True):
    """One round with its cases, as the committee sees it."""

    round: Round
    closed: bool
    cases: tuple[Case, ...]

    @property
    def without_outcome(self) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if case.outcome is None and case.state not in BESIDE)

    @property
    def undecided(self) -> int:
        return len(self.without_outcome)

    @property
    def outcomes(self) -> Counter[str]:
        return Counter(case.outcome.kind for case in self.cases if case.outcome)

    @property
    def unfinished(self) -> bool:
        """Something is still to be decided, approved or told."""
        return any(case.state in (*OPEN_STATES, State.DECIDED, State.RELEASED) for case in self.cases)

    def in_state(self, *states: State) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if case.state in states)


class Register(Struct, frozen=True, kw_only=True):
    token: tuple[int, int]
    """The commit that it was read from."""
    cases: Mapping[str, Case]
    businesses: Mapping[str, Business]
    """By the id of each record: several lead to one business where a clerk has merged them."""
    letters: Mapping[str, Letter]
    about: Mapping[str, tuple[Letter, ...]]
    """The letters about each case, by its number."""
    mails: Mapping[str, Arrival]
    naming: Mapping[str, tuple[Arrival, ...]]
    """The mails that name each case, by its number."""
    closed_rounds: frozenset[str]
    pause: Pause | None
    calendar: Calendar

    def business_of(self, case: Case) -> str:
        """The name as the business gives it; its id where the record is missing."""
        business = self.businesses.get(case.business)
        return business.name if business else case.business

    def owner(self, case: Case) -> str:
        """The id of its business, also where the case came under a record that was merged into that one."""
        business = self.businesses.get(case.business)
        return business.id if business else case.business

    def letters_of(self, case: Case) -> tuple[Letter, ...]:
        return self.about.get(case.number, ())

    def mails_of(self, case: Case) -> tuple[Arrival, ...]:
        """What came about it, the newest first: its sheets and files, and what only speaks of it."""
        own = (self.mails[ref.id] for ref in case.mails if ref.id in self.mails)
        found = {mail.id: mail for mail in (*self.naming.get(case.number, ()), *own)}
        return tuple(sorted(found.values(), key=lambda mail: mail.received_at, reverse=True))

    def count(self, *states: LetterState) -> int:
        return sum(letter.state in states for letter in self.letters.values())

    def in_trouble(self, case: Case) -> bool:
        return any(letter.state in IN_TROUBLE for letter in self.letters_of(case))

    def troubled(self, cases: Iterable[Case]) -> tuple[Letter, ...]:
        """Letters about these that wait for a person."""
        return tuple(each for case in cases for each in self.letters_of(case) if each.state in IN_TROUBLE)

    def with_archived(self, store: Store, case: Case) -> "Register":
        """The same with a case of years gone by, its letters and its mails, to be looked at."""
        db = store.snapshot()
        letters = outbox.about(db, case.number)
        mails = (arrivals.arrival(db, ref.id) for ref in case.mails)
        return replace(
            self,
            cases={**self.cases, case.number: case},
            letters={**self.letters, **{letter.id: letter for letter in letters}},
            about={**self.about, case.number: tuple(letters)},
            mails={**self.mails, **{mail.id: mail for mail in mails if mail}},
        )

    def sheets(self) -> tuple[Sheet, ...]:
        """Every round that has a case, oldest first."""
        ids = sorted({case.round for case in self.cases.values() if case.round})
        ordered = sorted(self.cases.values(), key=lambda case: numbers.turn(case.number))
        return tuple(
            Sheet(
                round=rounds.round_named(id, self.calendar),
                closed=id in self.closed_rounds,
                cases=tuple(case for case in ordered if case.round == id),
            )
            for id in ids
        )

    def current_round(self, now: datetime) -> Round:
        return rounds.round_of(now, self.calendar)


def read(store: Store, calendar: Calendar) -> Register:
    """The newest commit. The token is taken first: a commit in between is read twice, never missed."""
    token, db = store.token(), store.snapshot()
    letters = {letter.id: letter for letter in outbox.letters(db)}
    mails = {mail.id: mail for mail in arrivals.every(db)}
    return Register(
        token=token,
        cases={case.number: case for case in cases.every(db)},
        businesses={each.id: cases.business(db, each.id) or each for each in cases.businesses(db)},
        letters=letters,
        about=_by_case(letters.values()),
        mails=mails,
        naming=_by_case(mails.values()),
        closed_rounds=frozenset(record.id for record in cases.round_records(db) if record.closed_at),
        pause=cases.pause(db),
        calendar=calendar,
    )


def _by_case(papers: Iterable[Paper]) -> Mapping[str, tuple[Paper, ...]]:
    found: dict[str, list[Paper]] = {}
    for paper in papers:
        for number in paper.cases:
            found.setdefault(number, []).append(paper)
    return {number: tuple(each) for number, each in found.items()}
