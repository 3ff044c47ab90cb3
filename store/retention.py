"""What could go: ended cases whose 保存期間 is over, with the letters and mails that belong to nothing else."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo

import msgspec

from rules import numbers, retention
from rules.finished import ENDS
from rules.model import Case
from rules.record import Struct
from store import arrivals, cases, outbox
from store.audit import Event
from store.documents import Documents
from store.rows import Row

SHA = re.compile(rb"[0-9a-f]{64}")

NAMING = (cases.CASES, cases.BUSINESSES, outbox.LETTERS)
"""Tables whose documents keep a mail by naming it, or one of its attachments."""

Key = tuple[str, str]
"""A document's table and key."""


class Term(Struct, frozen=True, kw_only=True):
    """保存期間: what had to be kept `until` this day at most, is over."""

    years: int
    until: date
    zone: tzinfo

    def is_over(self, last: datetime) -> bool:
        return retention.kept_until(last, self.years, self.zone) <= self.until


class Kept(Struct, frozen=True, kw_only=True):
    """One case that could go."""

    case: Case
    ended_at: datetime
    """The last thing that happened to it."""
    until: date
    """The last day on which it had to be kept."""


class Papers(Struct, frozen=True, kw_only=True):
    """What goes together, and the bytes that nothing names any more."""

    documents: frozenset[Key] = frozenset()
    raw: frozenset[str] = frozenset()


class Named(Struct):
    sha256: str


class LetterHead(Struct):
    made_at: datetime
    cases: tuple[str, ...] = ()


class MailHead(Struct):
    cases: tuple[str, ...] = ()
    attachments: tuple[Named, ...] = ()


def over(db: Documents, events: Iterable[Event], term: Term) -> tuple[Kept, ...]:
    """In the register and in the archive, by number."""
    last = {event.subject: event.at for event in events}
    found = []
    for case in _ended(db, term):
        ended_at = max(filter(None, (*_instants(case), last.get(case.number))))
        if term.is_over(ended_at):
            until = retention.kept_until(ended_at, term.years, term.zone)
            found.append(Kept(case=case, ended_at=ended_at, until=until))
    return tuple(sorted(found, key=lambda each: numbers.turn(each.case.number)))


def papers(db: Documents, numbers: Iterable[str], term: Term) -> Papers:
    """Letters and mails about these cases alone, and old letters that name no case: digests tell of products, too.

    A mail whose pledge is still on file stays.
    """
    going = frozenset(numbers)
    gone = {(cases.CASES, number) for number in going}
    gone |= {(outbox.LETTERS, row.key) for row in _rows(db, outbox.LETTERS) if _goes(row, going, term)}
    named = _shas(row for table in NAMING for row in _rows(db, table) if (table, row.key) not in gone)
    gone |= {
        (arrivals.ARRIVALS, row.key)
        for row in _rows(db, arrivals.ARRIVALS)
        if going and _is_free(row, going, named)
    }
    tables = (*NAMING, arrivals.ARRIVALS)
    away = _shas(row for table in tables for row in _rows(db, table) if (table, row.key) in gone)
    here = _shas(row for table in tables for row in _rows(db, table) if (table, row.key) not in gone)
    return Papers(documents=frozenset(gone), raw=away - here)


def _ended(db: Documents, term: Term) -> Iterator[Case]:
    """Of the archive only those are read that came long enough ago."""
    yield from cases.in_state(db, *ENDS)
    for summary in db.archive.summaries():
        if summary.number not in db.rows(cases.CASES) and term.is_over(summary.arrived_at):
            case = cases.get(db, summary.number)
            if case is not None and case.state in ENDS:
                yield case


def _rows(db: Documents, table: str) -> Iterator[Row]:
    """All documents of a table: those of the register, and what the archive alone holds."""
    live = db.rows(table)
    yield from list(live.values())
    yield from (row for row in db.archive.every(table) if row.key not in live)


def _goes(row: Row, going: frozenset[str], term: Term) -> bool:
    letter = msgspec.json.decode(row.raw, type=LetterHead)
    return going.issuperset(letter.cases) and (bool(letter.cases) or term.is_over(letter.made_at))


def _is_free(row: Row, going: frozenset[str], named: frozenset[str]) -> bool:
    """A mail about these cases alone, that nothing else needs."""
    mail = msgspec.json.decode(row.raw, type=MailHead)
    shas = {row.key, *(file.sha256 for file in mail.attachments)}
    return bool(mail.cases) and going.issuperset(mail.cases) and named.isdisjoint(shas)


def _instants(case: Case) -> Iterator[datetime | None]:
    yield case.arrived_at
    yield case.accepted_at
    yield from (mail.received_at for mail in case.mails)
    yield case.outcome.recorded_at if case.outcome else None
    yield case.approval.recorded_at if case.approval else None


def _shas(rows: Iterable[Row]) -> frozenset[str]:
    """Every sha256 that stands anywhere in these documents, and every key that is one."""
    found = (SHA.findall(bytes(row.raw)) for row in rows)
    return frozenset(sha.decode() for shas in found for sha in shas)
