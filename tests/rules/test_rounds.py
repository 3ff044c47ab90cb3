"""Which round an instant counts for, and when that round is told."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from rules.eras import ERAS, era_date, era_day, era_instant, era_year
from rules.model import Round
from rules.record import replace
from rules.rounds import (
    Calendar,
    cutoff_text,
    fiscal_year,
    following,
    is_closed,
    is_over,
    notice_text,
    open_day_after,
    round_named,
    round_of,
    title,
)
from store.library import Library
from tests.rules.office import CALENDAR, TOKYO, instant

INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(INSTANTS, OFFSETS, st.integers(1, 31))
def test_every_instant_lies_in_one_round(moment: datetime, offset: timezone, cutoff_day: int) -> None:
    """Whatever its zone and whatever the cut-off day: after the last cut-off, not after its own."""
    calendar = replace(CALENDAR, cutoff_day=cutoff_day)

    round = round_of(moment.astimezone(offset), calendar)

    holding = [each for each in _around(round.id, calendar) if not is_over(each, moment)]
    assert holding[0] == round
    assert following(round, calendar).cutoff_at > round.cutoff_at


@pytest.mark.parametrize("cutoff_day", [1, 20, 28])
def test_rounds_tile_the_years(cutoff_day: int) -> None:
    """From 2020 to 2040 each round begins with the second after the one before it, and ends with its own cut-off."""
    calendar = replace(CALENDAR, cutoff_day=cutoff_day)
    round = round_named("2020-01", calendar)
    while round.id < "2041-01":
        after = following(round, calendar)
        assert round_of(round.cutoff_at, calendar) == round
        assert round_of(round.cutoff_at + timedelta(seconds=1), calendar) == after
        assert after.notice_at > round.notice_at > round.cutoff_at
        round = after


def _around(id: str, calendar: Calendar) -> list[Round]:
    first = round_of(round_named(id, calendar).cutoff_at - timedelta(days=75), calendar)
    found = [first]
    while len(found) < 5:
        found.append(following(found[-1], calendar))
    return found


@pytest.mark.parametrize(
    ("arrival", "id"),
    [
        ("2026-11-20T23:59:59+09:00", "2026-11"),
        ("2026-11-20T23:59:59.999999+09:00", "2026-11"),
        ("2026-11-21T00:00:00+09:00", "2026-12"),
        ("2026-11-20T14:59:59+00:00", "2026-11"),
        ("2026-11-20T15:00:00+00:00", "2026-12"),
        ("2026-11-20T09:59:59-05:00", "2026-11"),
        ("2026-12-21T00:00:00+09:00", "2027-01"),
    ],
)
def test_cutoff(arrival: str, id: str) -> None:
    """The whole of the 20th in Tokyo counts, to its last fraction of a second, in any zone."""
    assert round_of(datetime.fromisoformat(arrival), CALENDAR).id == id


def test_round_is_over_with_the_day() -> None:
    """Nothing of the 20th comes too late, and midnight does."""
    november = round_named("2026-11", CALENDAR)

    assert not is_over(november, datetime.fromisoformat("2026-11-20T23:59:59.999999+09:00"))
    assert is_over(november, instant("2026-11-21T00:00:00"))


def test_notice_instant() -> None:
    """The round of November is told on 10 December at nine."""
    november = round_named("2026-11", CALENDAR)

    assert november.cutoff_at.isoformat() == "2026-11-20T23:59:59+09:00"
    assert november.notice_at.isoformat() == "2026-12-10T09:00:00+09:00"
    assert (cutoff_text(november), notice_text(november)) == (
        "令和8年11月20日(金)",
        "令和8年12月10日(木)",
    )
    assert title(november) == "令和8年11月分"


@pytest.mark.parametrize(
    ("closed_day", "told"), [("same", "2027-01-10"), ("next", "2027-01-12"), ("previous", "2027-01-08")]
)
def test_notice_day_on_a_closed_day(closed_day: str, told: str) -> None:
    """10 January 2027 is a Sunday before 成人の日: the setting moves the day over both, or leaves it."""
    calendar = Calendar(closed_day=closed_day, zone=TOKYO, holidays=CALENDAR.holidays)  # type: ignore[arg-type]

    assert round_named("2026-12", calendar).notice_at.date().isoformat() == told


@pytest.mark.parametrize("zone", ["America/New_York", "UTC", "Asia/Tokyo"])
def test_zone_of_the_host(zone: str) -> None:
    """The zone of the machine changes no round."""
    script = (
        "from datetime import datetime; from rules.rounds import round_of;"
        "from tests.rules.office import CALENDAR;"
        "print(round_of(datetime.fromisoformat('2026-11-20T23:59:59+09:00'), CALENDAR).id,"
        " round_of(datetime.fromisoformat('2026-11-21T00:00:00+09:00'), CALENDAR).id)"
    )
    environment = {**os.environ, "TZ": zone}

    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["2026-11", "2026-12"]


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        ("2026-11-20", False),
        ("2026-11-21", True),
        ("2026-11-23", True),
        ("2026-12-28", False),
        ("2026-12-29", True),
        ("2027-01-03", True),
        ("2027-01-04", False),
    ],
)
def test_closed_days(day: str, closed: bool) -> None:
    """The office is shut at weekends, on holidays and from 29 December to 3 January."""
    assert is_closed(date.fromisoformat(day), CALENDAR) is closed


def test_open_days_skip_closed_ones() -> None:
    """Three open days after the Wednesday before a long weekend is the Tuesday after it."""
    assert open_day_after(date(2026, 11, 18), 3, CALENDAR) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("arrival", "year"),
    [
        ("2027-02-10T12:00:00+09:00", "R8"),
        ("2027-03-31T23:59:59+09:00", "R8"),
        ("2027-04-01T00:00:00+09:00", "R9"),
        ("2027-03-31T15:00:00+00:00", "R9"),
    ],
)
def test_fiscal_year(arrival: str, year: str) -> None:
    """The fiscal year begins on 1 April in Tokyo."""
    assert era_year(fiscal_year(datetime.fromisoformat(arrival), TOKYO)) == year


def test_bad_round_name() -> None:
    """A text that is no month is refused."""
    with pytest.raises(ValueError, match="month"):
        round_named("2026-13", CALENDAR)


def test_era_dates() -> None:
    """An era's first year is 元年; days carry their weekday where something is to be done."""
    assert era_date(date(2019, 4, 30)) == "平成31年4月30日"
    assert era_date(date(2019, 5, 1)) == "令和元年5月1日"
    assert era_day(date(2026, 12, 10)) == "令和8年12月10日(木)"
    assert era_instant(datetime(2026, 11, 18, 1, 2, tzinfo=UTC), TOKYO) == "令和8年11月18日(水) 10時02分"


def test_eras_agree_with_the_table() -> None:
    """Dates are written in the same eras in which they are read."""
    assert Library().tables().eras.era[: len(ERAS)] == ERAS
