"""The office's calendar: the configured days of a round, and the days on which the office is closed."""

from datetime import date, time
from functools import cache
from zoneinfo import ZoneInfo

from rules.rounds import Calendar
from store.config import Rounds


class PublicHolidays:
    """Japan's public holidays (祝日法) as jpholiday knows them, looked up when asked: a year's list takes 40 ms."""

    @staticmethod
    @cache
    def _holds(day: date) -> bool:
        from jpholiday import is_holiday

        return bool(is_holiday(day))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self._holds(day)


def calendar(rounds: Rounds) -> Calendar:
    """The calendar that `[rounds]` of the configuration describes."""
    return Calendar(
        cutoff_day=rounds.cutoff_day,
        notice_day=rounds.notice_day,
        notice_time=time.fromisoformat(rounds.notice_time),
        closed_day=rounds.closed_day,
        zone=ZoneInfo(rounds.timezone),
        holidays=PublicHolidays(),
        counts=rounds.counts,
        grace_days=rounds.grace_days,
    )
