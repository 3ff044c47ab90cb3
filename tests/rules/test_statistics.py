"""Each case counts once, under its arrival; each outcome that stood counts; days are medians."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rules import statistics
from rules.model import Case, Entry, Outcome, OutcomeKind, State, Told
from rules.record import replace
from rules.rounds import Calendar

ZONE = ZoneInfo("Asia/Tokyo")
CALENDAR = Calendar(zone=ZONE)
ARRIVED = datetime(2026, 11, 18, 10, 0, tzinfo=ZONE)
DAY = timedelta(days=1)


def case(number: str, at: datetime = ARRIVED, **more: object) -> Case:
    plain = Case(
        number=number,
        state=State.ACCEPTED,
        form="food",
        business="J-0001",
        product="ジャム",
        arrived_at=at,
        entry=Entry(form="food"),
        notice_to="a@example.jp",
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # each test knows what it changes


def outcome(kind: OutcomeKind, at: datetime) -> Outcome:
    return Outcome(kind=kind, by="田中", recorded_at=at)


def test_a_case_counts_once_under_its_arrival() -> None:
    """Rounds stand in their order; the cut-off day is the last of its round, and April begins a year."""
    found = [
        case("R8-0003", datetime(2026, 11, 21, 0, 0, tzinfo=ZONE)),
        case("R8-0001"),
        case("R8-0002", datetime(2026, 11, 20, 23, 59, 59, tzinfo=ZONE)),
        case("R9-0001", datetime(2027, 4, 1, 0, 0, tzinfo=ZONE)),
    ]

    rounds = statistics.by_round(found, {}, CALENDAR)
    years = statistics.by_year(found, {}, CALENDAR)

    assert [(each.id, each.received) for each in rounds] == [("2026-11", 2), ("2026-12", 1), ("2027-04", 1)]
    assert [(each.id, each.received) for each in years] == [("R8", 3), ("R9", 1)]


def test_outcomes_that_stood_count() -> None:
    """Judged twice, a case counts under both; an outcome that was put right counts as what it became."""
    deferred, wrong = outcome(OutcomeKind.DEFERRED, ARRIVED), outcome(OutcomeKind.REJECTED, ARRIVED)
    selected = outcome(OutcomeKind.SELECTED, ARRIVED + 20 * DAY)
    found = [
        case("R8-0001", outcome=selected, told=(Told(round="2026-11", outcome=deferred, told_at=ARRIVED),)),
        case(
            "R8-0002",
            outcome=selected,
            told=(Told(round="2026-11", outcome=wrong, told_at=ARRIVED, why="誤記"),),
        ),
        case("R8-0003", state=State.EXPIRED, correction_round="2026-11"),
    ]

    (tally,) = statistics.by_round(found, {}, CALENDAR)

    assert (tally.outcomes[OutcomeKind.SELECTED], tally.outcomes[OutcomeKind.DEFERRED]) == (2, 1)
    assert tally.outcomes[OutcomeKind.REJECTED] == 0
    assert (tally.expired, tally.corrected, tally.days_to_outcome) == (1, 1, 20.0)


def test_days_are_medians_of_what_is_known() -> None:
    """Without an answer there is no figure; between two, the middle."""
    found = [case("R8-0001", accepted_at=ARRIVED + DAY), case("R8-0002", accepted_at=ARRIVED + 4 * DAY)]

    (tally,) = statistics.by_round(found, {"R8-0001": ARRIVED + DAY / 2}, CALENDAR)

    assert (tally.accepted, tally.days_to_acceptance, tally.days_to_answer) == (2, 2.5, 0.5)
    assert tally.days_to_outcome is None
