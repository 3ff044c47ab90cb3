"""The days on which this office is shut, as the law and jpholiday have them."""

from datetime import date

import pytest

from rules.rounds import is_closed, open_day_before, round_named
from store.calendar import calendar
from store.config import Rounds

OFFICE = calendar(Rounds())


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        ("2025-02-23", True),  # 天皇誕生日, a Sunday
        ("2025-02-24", True),  # its 振替休日
        ("2026-05-06", True),  # 振替休日 three days after 憲法記念日
        ("2026-09-22", True),  # 国民の休日 between 敬老の日 and 秋分の日
        ("2026-12-28", False),
        ("2026-12-29", True),
        ("2027-01-03", True),
        ("2027-01-04", False),
        ("2027-03-22", True),  # 振替休日 of 春分の日
        ("2040-04-30", True),  # 振替休日 of 昭和の日
    ],
)
def test_closed_days(day: str, closed: bool) -> None:
    """Holidays, their substitutes, the day between two of them, and 29 December to 3 January."""
    assert is_closed(date.fromisoformat(day), OFFICE) is closed


def test_days_before_a_notice() -> None:
    """Five open days before 12 January 2027 reach over 成人の日 and the weekend to the 4th."""
    assert open_day_before(date(2027, 1, 12), 5, OFFICE) == date(2027, 1, 4)


@pytest.mark.parametrize("closed_day", ["next", "previous"])
def test_no_notice_on_a_closed_day(closed_day: str) -> None:
    """Where notices move, none of twenty years falls on a day on which nobody is there."""
    moving = calendar(Rounds(closed_day=closed_day))  # type: ignore[arg-type]
    months = (f"{year}-{month:02}" for year in range(2020, 2040) for month in range(1, 13))

    assert not [id for id in months if is_closed(round_named(id, moving).notice_at.date(), moving)]
