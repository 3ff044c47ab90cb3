"""The last working morning: what a clerk who comes in has not seen yet is behind it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from rules.rounds import Calendar, last_morning

TOKYO = ZoneInfo("Asia/Tokyo")
CALENDAR = Calendar(zone=TOKYO, holidays=frozenset({date(2026, 11, 23)}))


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-25T08:30:00+09:00", "2026-11-24T08:30:00+09:00"),
        ("2026-11-24T08:30:00+09:00", "2026-11-20T08:30:00+09:00"),  # a holiday and a weekend
        ("2026-11-22T12:00:00+09:00", "2026-11-20T08:30:00+09:00"),  # a Sunday
        ("2026-11-24T23:30:00+00:00", "2026-11-24T08:30:00+09:00"),  # the 25th in Tokyo
        ("2027-01-04T00:00:00+09:00", "2026-12-28T08:30:00+09:00"),
    ],
)
def test_last_morning(now: str, morning: str) -> None:
    """Of the last open day before that of the instant, on the office's clock."""
    assert last_morning(datetime.fromisoformat(now), CALENDAR) == datetime.fromisoformat(morning)
