"""Days and instants as the console writes them: one rule.

Where many stand under each other they are short: '11/16 13:40', and of another fiscal year 'R7.11.16 13:40'. At the
head of a paper (a case, a mail, a letter) one is whole, with its year and weekday: 'R8.11.16(月) 13:40'.
What will be done at a day, or counted by it, names the day as letters do: '令和8年12月10日(木)' (`rules.eras.era_day`).
A line to type in holds 'R8.11.16', and takes what `console.days` reads.
"""

from datetime import date, datetime, tzinfo
from typing import Self

from rules.eras import WEEKDAYS, era_day, era_short
from rules.record import Struct
from rules.rounds import fiscal_year_of


class Dates(Struct, frozen=True):
    """On the office's clock, as seen today. Every form of no instant is ''."""

    zone: tzinfo
    today: date

    @classmethod
    def on(cls, now: datetime, zone: tzinfo) -> Self:
        return cls(zone, now.astimezone(zone).date())

    def day(self, at: datetime | date | None) -> str:
        """'11/16'; of another fiscal year 'R7.11.16'."""
        if at is None:
            return ""
        day = self._day(at)
        return f"{day:%m/%d}" if self._is_of_this_year(day) else era_short(day)

    def short(self, at: datetime | None) -> str:
        """'11/16 13:40'; of another fiscal year 'R7.11.16 13:40'."""
        return f"{self.day(at)} {self.time(at)}" if at else ""

    def column(self, at: datetime) -> str:
        """The same in eleven cells: of another fiscal year the day alone."""
        return self.short(at) if self._is_of_this_year(self._day(at)) else self.day(at)

    def near(self, at: datetime) -> str:
        """'12/10(木) 09:00': what one plans or remembers by the weekday."""
        return f"{self.day(at)}({WEEKDAYS[self._day(at).weekday()]}) {self.time(at)}"

    def whole(self, at: datetime | date | None) -> str:
        """'R8.11.16(月) 13:40'; of a day alone without the time."""
        if at is None:
            return ""
        day = self._day(at)
        written = f"{era_short(day)}({WEEKDAYS[day.weekday()]})"
        return f"{written} {self.time(at)}" if isinstance(at, datetime) else written

    def as_told(self, at: datetime) -> str:
        """'令和8年12月10日(木) 09:00': when a deed will show."""
        return f"{era_day(self._day(at))} {self.time(at)}"

    def time(self, at: datetime) -> str:
        """'09:00'."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def _day(self, at: datetime | date) -> date:
        return at.astimezone(self.zone).date() if isinstance(at, datetime) else at

    def _is_of_this_year(self, day: date) -> bool:
        return fiscal_year_of(day) == fiscal_year_of(self.today)
