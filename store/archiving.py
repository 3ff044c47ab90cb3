"""Moving finished matters from the register into the archive, lot by lot.

They are in the archive for good before they leave the register: a crash in between leaves them in both, where the
register counts, and the next lot moves them again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import TypeVar

from rules import lookup
from rules.eras import era_year
from rules.finished import closed_until, has_come_to_rest, is_finished, is_settled, last_closed_year
from rules.model import Arrival, Business, Case, Letter
from rules.numbers import year_of
from rules.record import Struct
from rules.rounds import fiscal_year
from store import arrivals, cases, catalogue, outbox
from store.documents import Documents
from store.faults import fault
from store.finished import Finished, Summary
from store.rows import borne
from store.shelf import Shelf

T = TypeVar("T", bound=Struct)

MOST = 500
"""Cases of one lot: the register is locked meanwhile, and clerks wait."""


class Lot(Struct, frozen=True, kw_only=True):
    """What moves at once: cases with the mails and letters that belong to no other, and what belongs to none."""

    cases: tuple[Case, ...] = ()
    letters: tuple[Letter, ...] = ()
    arrivals: tuple[Arrival, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cases or self.letters or self.arrivals)


def lot(db: Documents, now: datetime, zone: tzinfo) -> Lot:
    """What the office is finished with; empty until the books of a fiscal year are closed."""
    finished = tuple(_cases(db, now, zone))[:MOST]
    numbers = {case.number for case in finished}
    staying = db.rows(cases.CASES).keys() - numbers
    end = closed_until(now, zone)
    letters = _before(db, outbox.LETTER_SHELF, "made_at", end)
    letters += [letter for number in numbers for letter in outbox.about(db, number)]
    mails = _before(db, arrivals.ARRIVAL_SHELF, "received_at", end)
    mails += [mail for case in finished for ref in case.mails if (mail := arrivals.arrival(db, ref.id))]
    return Lot(
        cases=finished,
        letters=tuple(
            each
            for id, each in {letter.id: letter for letter in letters}.items()
            if id in db.rows(outbox.LETTERS)
            and has_come_to_rest(each, now)
            and staying.isdisjoint(each.cases)
        ),
        arrivals=tuple(
            each
            for id, each in {mail.id: mail for mail in mails}.items()
            if id in db.rows(arrivals.ARRIVALS) and is_settled(each, now) and staying.isdisjoint(each.cases)
        ),
    )


def move(db: Documents, moving: Lot, zone: tzinfo) -> None:
    """Inside the caller's transaction: when it fails, all stays in the register as it was."""
    kept = [
        *(_case(db, case) for case in moving.cases),
        *(
            _other(db, outbox.LETTER_SHELF, each.id, each.cases, each.made_at, zone)
            for each in moving.letters
        ),
        *(
            _other(db, arrivals.ARRIVAL_SHELF, each.id, each.cases, each.received_at, zone)
            for each in moving.arrivals
        ),
    ]
    db.archive.put(kept)
    fault("archive.written")
    for each in kept:
        db.remove(each.kind, each.row.key)


def _cases(db: Documents, now: datetime, zone: tzinfo) -> Iterator[Case]:
    """Judged by their numbers first: those of a year that is not closed are not even read."""
    closed = last_closed_year(now, zone)
    open_years = {era_year(closed + 1), era_year(closed + 2)}
    for number, row in list(db.rows(cases.CASES).items()):
        if year_of(number) not in open_years:
            case = row.value(Case)
            if is_finished(case, outbox.about(db, number), now, zone):
                yield case


def _before(db: Documents, shelf: Shelf[T], field: str, end: datetime) -> list[T]:
    return shelf.find(db, **{field: frozenset(at for at in shelf.borne(db, field) if at < end)})


def _case(db: Documents, case: Case) -> Finished:
    business, row = cases.business(db, case.business), db.rows(cases.CASES)[case.number]
    year = year_of(case.number)
    return Finished(
        kind=cases.CASES,
        row=row,
        year=year,
        summary=Summary(
            number=case.number,
            year=year,
            state=case.state,
            round=case.round,
            business=case.business,
            name=business.name if business else "",
            product=case.product,
            arrived_at=case.arrived_at,
        ),
        words=words_of(case, business),
    )


def words_of(case: Case, business: Business | None) -> str:
    """What an archived case is found by; 書庫 finds them all."""
    return f"{lookup.text_of(case, business, briefly=True)}{lookup.folded(catalogue.ARCHIVED)}\n"


def _other(
    db: Documents,
    shelf: Shelf[Letter] | Shelf[Arrival],
    key: str,
    about: Iterable[str],
    at: datetime,
    zone: tzinfo,
) -> Finished:
    """Kept under the year of the case that it is about, else under its own."""
    row = db.rows(shelf.table)[key]
    marks = tuple((name, value) for name, value in borne(row, shelf.head) if name in (shelf.archived or ()))
    year = next((year_of(number) for number in about), None) or era_year(fiscal_year(at, zone))
    return Finished(kind=shelf.table, row=row, year=year, marks=marks)
