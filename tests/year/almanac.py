"""The fiscal year 2027 as it hangs on the wall: which days the office is shut, and when a round ends and is told."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from rules.record import Struct

TOKYO = ZoneInfo("Asia/Tokyo")
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)

ClosedDay = Literal["next", "same", "previous"]
Counts = Literal["accepted", "arrived"]

HOLIDAYS = {
    date(2027, month, day)
    for month, day in (
        (3, 21), (3, 22),
        (4, 29), (5, 3), (5, 4), (5, 5), (7, 19), (8, 11), (9, 20), (9, 23), (10, 11), (11, 3), (11, 23),
    )
} | {
    date(2028, month, day)
    for month, day in ((1, 1), (1, 10), (2, 11), (2, 23), (3, 20), (4, 29), (5, 3), (5, 4), (5, 5))
}  # fmt: skip
"""国民の祝日 from March 2027 to June 2028, written down from a calendar."""


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, second), TOKYO)


def is_shut(day: date) -> bool:
    new_year = (day.month == 12 and day.day >= 29) or (day.month == 1 and day.day <= 3)
    return day.weekday() in (5, 6) or new_year or day in HOLIDAYS


def open_days(after: date) -> Iterator[date]:
    """Those behind this day, the next one first."""
    while True:
        after += DAY
        if not is_shut(after):
            yield after


def open_days_back(before: date, count: int) -> date:
    """The `count`-th open day before this one."""
    while count:
        before -= DAY
        count -= not is_shut(before)
    return before


class Habits(Struct, frozen=True, kw_only=True):
    """What this office has chosen."""

    closed_day: ClosedDay = "same"
    grace_days: int = 0
    counts: Counts = "accepted"
    reminder_days: int = 5


class Month(Struct, frozen=True, kw_only=True):
    """A round, by the month that closes it."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def next(self) -> "Month":
        return Month(year=self.year + self.month // 12, month=self.month % 12 + 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, 20)

    @property
    def over_at(self) -> datetime:
        """From here on it is too late."""
        return at(self.last_day + DAY, 0)

    def graced_until(self, habits: Habits) -> datetime:
        """From here on it is too late for a correction, too."""
        days = open_days(self.last_day)
        last = self.last_day
        for _ in range(habits.grace_days):
            last = next(days)
        return at(last + DAY, 0)

    def notice_at(self, habits: Habits) -> datetime:
        day = date(self.next.year, self.next.month, 10)
        step = {"same": 0 * DAY, "next": DAY, "previous": -DAY}[habits.closed_day]
        while step and is_shut(day):
            day += step
        return at(day, 9)

    def reminder_at(self, habits: Habits) -> datetime:
        return at(self.last_day - habits.reminder_days * DAY, 9)

    def morning_before(self, days: int, habits: Habits) -> datetime:
        """Of the open day so many before the notice day."""
        return at(open_days_back(self.notice_at(habits).date(), days), 8, 30)


def month_of(instant: datetime) -> Month:
    """The round that something arriving at this instant is in time for."""
    this = Month(year=instant.year, month=instant.month)
    return this if instant < this.over_at else this.next
