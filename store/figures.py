"""統計 of the register and its archive: each round, and each fiscal year, in figures."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from rules import numbers, statistics
from rules.eras import turn_of_year
from rules.model import Case
from rules.record import Struct
from rules.rounds import Calendar
from rules.statistics import Tally
from store import cases, outbox
from store.documents import Documents


class Figures(Struct, frozen=True, kw_only=True):
    """Oldest first."""

    rounds: tuple[Tally, ...] = ()
    years: tuple[Tally, ...] = ()


def years(db: Documents) -> tuple[str, ...]:
    """The fiscal years ('R8') of which there are cases, those in the archive among them, oldest first."""
    live = set(map(numbers.year_of, db.rows(cases.CASES)))
    return tuple(sorted(live | db.archive.years().keys(), key=turn_of_year))


def of_years(db: Documents, wanted: Iterable[str], calendar: Calendar) -> Figures:
    """Of the cases of these fiscal years."""
    found = list(chain.from_iterable(cases.of_year(db, year) for year in wanted))
    answered = {case.number: at for case in found if (at := _answered_at(db, case)) is not None}
    return Figures(
        rounds=tuple(statistics.by_round(found, answered, calendar)),
        years=tuple(statistics.by_year(found, answered, calendar)),
    )


def _answered_at(db: Documents, case: Case) -> datetime | None:
    """When the first answer to it left."""
    answers = (letter.sent_at for letter in outbox.about(db, case.number) if letter.answers)
    return min((at for at in answers if at is not None), default=None)
