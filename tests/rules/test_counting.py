"""Which round a case counts for, by each setting of `[rounds]`, and the sentence that says why."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies as st

from rules import counting, decide
from rules.model import Case, State
from rules.record import replace
from rules.rounds import Calendar, grace_until, is_over, is_over_with_grace, round_named, round_of
from tests.rules.office import CALENDAR, case, gap, instant

ERROR = gap("missing", label="保存温度帯")
ARRIVED = replace(CALENDAR, counts="arrived")
GRACE = replace(CALENDAR, grace_days=3)
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def came(at: str, *errors: object, calendar: Calendar = CALENDAR, **more: object) -> Case:
    """A sheet of the case came at this time; `errors` as any value make it faulty."""
    started = more.pop("case", None) or replace(case(), arrived_at=instant(at))
    assert isinstance(started, Case)
    findings = (ERROR,) if errors else ()
    done = decide.received(started, findings=findings, at=instant(at), calendar=calendar, **more)  # type: ignore[arg-type]
    assert isinstance(done, Case), done
    return done


def test_complete_counts_when_it_was_complete() -> None:
    """Faulty on the 18th, mended on the 21st: the December round by default, November where the arrival counts."""
    assert came("2026-11-21T08:00:00", case=came("2026-11-18T10:00:00", "faulty")).round == "2026-12"

    by_arrival = came("2026-11-18T10:00:00", "faulty", calendar=ARRIVED)
    mended = came("2026-11-21T08:00:00", case=by_arrival, calendar=ARRIVED)
    assert (mended.round, mended.accepted_at) == ("2026-11", instant("2026-11-21T08:00:00"))


def test_grace_counts_open_days() -> None:
    """Three open days after Friday the 20th end on Thursday the 26th: a weekend and 勤労感謝の日 lie between."""
    asked = came("2026-11-19T10:00:00", "faulty", calendar=GRACE)

    assert grace_until(round_named("2026-11", GRACE), GRACE) == instant("2026-11-26T23:59:59")
    assert came("2026-11-26T23:59:59", case=asked, calendar=GRACE).round == "2026-11"
    assert came("2026-11-27T00:00:00", case=asked, calendar=GRACE).round == "2026-12"


def test_grace_is_for_those_who_were_asked_before() -> None:
    """A first sheet after the cut-off counts for the next round, and so does the correction of one."""
    assert came("2026-11-24T10:00:00", calendar=GRACE).round == "2026-12"
    late = came("2026-11-21T00:00:00", "faulty", calendar=GRACE)
    assert came("2026-11-24T10:00:00", case=late, calendar=GRACE).round == "2026-12"


def test_second_fault_keeps_the_grace() -> None:
    """Who sends a faulty correction within the grace still has the rest of it."""
    asked = came("2026-11-19T10:00:00", "faulty", calendar=GRACE)
    again = came("2026-11-24T10:00:00", "faulty", case=asked, calendar=GRACE)

    assert came("2026-11-25T10:00:00", case=again, calendar=GRACE).round == "2026-11"


def test_late_work_stays_in_the_old_round_until_its_agenda_is_out() -> None:
    """Taken in days after the cut-off it is tabled all the same; once the agenda is out, in the next, and says so."""
    assert came("2026-11-20T23:00:00").round == "2026-11"

    late = came("2026-11-20T23:00:00", given_out={"2026-11"})

    assert (late.round, late.accepted_at) == ("2026-12", instant("2026-11-20T23:00:00"))
    assert "令和8年11月分の締切に間に合っていました" in late.attention[0]
    assert came("2026-11-20T23:00:00", given_out={"2026-11", "2026-12"}).round == "2027-01"


def test_reason_is_one_sentence() -> None:
    """When it came and when it is told; the grace and a move are named."""
    told = counting.reason(came("2026-11-20T23:58:00"), CALENDAR)
    assert told == "11月20日 23:58 着のため 12月10日通知"

    asked = came("2026-11-19T10:00:00", "faulty", calendar=GRACE)
    graced = came("2026-11-26T12:00:00", case=asked, calendar=GRACE)
    assert counting.reason(graced, GRACE) == "11月26日 12:00 着(補正の猶予は11月26日まで)のため 12月10日通知"

    moved = replace(came("2026-11-20T23:58:00"), round="2026-12")
    assert counting.reason(moved, CALENDAR) == (
        "11月20日 23:58 着(令和8年11月分)で、令和8年12月分に移したため 1月10日通知"
    )
    by_arrival = came("2026-11-21T08:00:00", case=came("2026-11-18T10:00:00", "faulty"), calendar=ARRIVED)
    assert counting.reason(by_arrival, ARRIVED) == "11月18日 10:00 着のため 12月10日通知"


def test_no_round_no_reason() -> None:
    """A case that waits for a correction has no round yet."""
    waiting = came("2026-11-18T10:00:00", "faulty")

    assert waiting.state is State.CORRECTION_REQUESTED
    assert counting.reason(waiting, CALENDAR) == ""


@given(INSTANTS, st.integers(0, 40), st.integers(0, 10), st.sampled_from(["accepted", "arrived"]))
def test_every_case_counts_for_one_round(at: datetime, days: int, grace: int, counts: str) -> None:
    """Never for a round that was over, grace included, when it was complete; never later than the next one."""
    calendar = replace(CALENDAR, grace_days=grace, counts=counts)  # type: ignore[arg-type]
    complete = at + timedelta(days=days)
    asked = replace(case(), arrived_at=at, correction_round=round_of(at, calendar).id)

    round = counting.counted_round(asked, complete, calendar)

    if counts == "arrived":
        assert round == round_of(at, calendar)
    else:
        assert not is_over_with_grace(round, complete, calendar)
        assert round in (round_of(at, calendar), round_of(complete, calendar))
        assert round == round_of(complete, calendar) or is_over(round, complete)
