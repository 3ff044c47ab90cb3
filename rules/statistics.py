"""統計: what came in, what became of it and how long it took, by round and by fiscal year."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from rules.eras import era_year
from rules.model import Case, OutcomeKind, State
from rules.record import Struct
from rules.rounds import Calendar, fiscal_year, round_of

DAY = timedelta(days=1)


class Tally(Struct, frozen=True, kw_only=True):
    """The cases that arrived for one round, or in one fiscal year; a case counts once, under its arrival."""

    id: str
    """'2026-11', or 'R8' for a fiscal year."""
    received: int
    corrected: int
    """Of these, how many were asked for a correction."""
    accepted: int
    outcomes: Mapping[OutcomeKind, int]
    """How often each was recorded: a case judged twice, 継続審査 first, counts in both."""
    expired: int
    days_to_answer: float | None
    """Median days from arrival to the first answer that left, None where none has."""
    days_to_acceptance: float | None
    days_to_outcome: float | None
    """Median days from arrival to the last outcome recorded."""


def by_round(cases: Sequence[Case], answered: Mapping[str, datetime], calendar: Calendar) -> list[Tally]:
    """Oldest first. `answered`: the instant of the first answer, by case number."""
    return _tallies(cases, answered, lambda case: round_of(case.arrived_at, calendar).id)


def by_year(cases: Sequence[Case], answered: Mapping[str, datetime], calendar: Calendar) -> list[Tally]:
    return _tallies(cases, answered, lambda case: era_year(fiscal_year(case.arrived_at, calendar.zone)))


def _tallies(
    cases: Sequence[Case], answered: Mapping[str, datetime], id_of: Callable[[Case], str]
) -> list[Tally]:
    groups: dict[str, list[Case]] = {}
    for case in sorted(cases, key=lambda case: case.arrived_at):
        groups.setdefault(id_of(case), []).append(case)
    return [_tally(id, group, answered) for id, group in groups.items()]


def _tally(id: str, cases: Sequence[Case], answered: Mapping[str, datetime]) -> Tally:
    kinds = [kind for case in cases for kind in _outcomes(case)]
    return Tally(
        id=id,
        received=len(cases),
        corrected=sum(case.correction_round is not None for case in cases),
        accepted=sum(case.accepted_at is not None for case in cases),
        outcomes={kind: kinds.count(kind) for kind in OutcomeKind},
        expired=sum(case.state is State.EXPIRED for case in cases),
        days_to_answer=_days(cases, lambda case: answered.get(case.number)),
        days_to_acceptance=_days(cases, lambda case: case.accepted_at),
        days_to_outcome=_days(cases, _decided_at),
    )


def _outcomes(case: Case) -> Iterable[OutcomeKind]:
    """Every outcome that stood: one that was put right after it was told does not."""
    yield from (told.outcome.kind for told in case.told if not told.why)
    if case.outcome is not None:
        yield case.outcome.kind


def _decided_at(case: Case) -> datetime | None:
    if case.outcome is not None:
        return case.outcome.recorded_at
    return case.told[-1].outcome.recorded_at if case.told else None


def _days(cases: Iterable[Case], instant: Callable[[Case], datetime | None]) -> float | None:
    """The median; between the two in the middle where their number is even."""
    spans = sorted((until - case.arrived_at) / DAY for case in cases if (until := instant(case)) is not None)
    if not spans:
        return None
    return round((spans[(len(spans) - 1) // 2] + spans[len(spans) // 2]) / 2, 1)
