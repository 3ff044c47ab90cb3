"""The office's months: which round an arrival counts for, when that round is closed, and when it is told."""

import calendar as months
from collections.abc import Container
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from rules.eras import era_day, era_month
from rules.model import Round
from rules.record import Struct

OPENING = time(8, 30)
"""When the office opens (`[office] hours` is a text for people)."""

LAST = time(23, 59, 59)
"""The last second of a day, which counts to its end."""

SECOND = timedelta(seconds=1)


class Calendar(Struct, frozen=True, kw_only=True):
    """The days of the office. A day of the month that a month lacks means its last day."""

    cutoff_day: int = 20
    notice_day: int = 10
    notice_time: time = time(9, 0)
    closed_day: Literal["same", "next", "previous"] = "same"
    """What becomes of a notice day on which the office is closed."""
    zone: tzinfo
    holidays: Container[date] = frozenset()
    """Holidays under 国民の祝日に関する法律, substitutes included."""
    counts: Literal["accepted", "arrived"] = "accepted"
    """Which instant of a case decides its round: when it was complete, or when its first sheet came."""
    grace_days: int = 0
    """Open days after the cut-off in which a correction asked for before it still counts."""


def round_of(instant: datetime, calendar: Calendar) -> Round:
    """The one round for which this aware instant counts, whatever zone it is given in.

    All of the cut-off day counts, to its last fraction of a second.
    """
    day = instant.astimezone(calendar.zone).date()
    month = day.replace(day=1)
    return _round(month if day <= _cutoff(month, calendar) else _next(month), calendar)


def round_named(id: str, calendar: Calendar) -> Round:
    """The round '2026-11'. Raises ValueError for a text that is no month."""
    return _round(date.fromisoformat(f"{id}-01"), calendar)


def following(round: Round, calendar: Calendar) -> Round:
    return _round(_next(date.fromisoformat(f"{round.id}-01")), calendar)


def is_over(round: Round, now: datetime) -> bool:
    """Nothing that arrives from `now` on can count for this round, but for corrections in the days of grace."""
    return now >= round.cutoff_at + SECOND


def is_over_with_grace(round: Round, now: datetime, calendar: Calendar) -> bool:
    """Not even a correction that arrives from `now` on can count for this round."""
    return now >= grace_until(round, calendar) + SECOND


def grace_until(round: Round, calendar: Calendar) -> datetime:
    """The last instant at which a correction still counts; the cut-off itself where no grace is given."""
    day = open_day_after(round.cutoff_at.date(), calendar.grace_days, calendar)
    return datetime.combine(day, LAST, calendar.zone)


def reminder_at(round: Round, days: int, calendar: Calendar) -> datetime:
    """When those who owe a correction are reminded: so many days before the cut-off, open or not."""
    day = round.cutoff_at.date() - timedelta(days=days)
    return datetime.combine(day, calendar.notice_time, calendar.zone)


def before_notice(round: Round, days: int, calendar: Calendar) -> datetime:
    """The morning of the `days`-th open day before the notice day."""
    day = open_day_before(round.notice_at.date(), days, calendar)
    return datetime.combine(day, OPENING, calendar.zone)


def is_closed(day: date, calendar: Calendar) -> bool:
    """The office is shut: Saturday, Sunday, a holiday, 29 December to 3 January (地方自治法第4条の2)."""
    weekend = day.weekday() >= 5
    new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return weekend or new_year or day in calendar.holidays


def open_day_after(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th day after `day` on which the office is open; `day` itself for 0."""
    return _open_day(day, count, calendar, timedelta(days=1))


def open_day_before(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th day before `day` on which the office is open; `day` itself for 0."""
    return _open_day(day, count, calendar, timedelta(days=-1))


def morning_of(instant: datetime, calendar: Calendar) -> datetime | None:
    """When the office opens on the day of this instant; None on a day on which it is shut."""
    day = instant.astimezone(calendar.zone).date()
    return None if is_closed(day, calendar) else datetime.combine(day, OPENING, calendar.zone)


def next_morning(instant: datetime, calendar: Calendar) -> datetime:
    """When the office opens next, after this instant."""
    today = morning_of(instant, calendar)
    if today is not None and instant < today:
        return today
    day = open_day_after(instant.astimezone(calendar.zone).date(), 1, calendar)
    return datetime.combine(day, OPENING, calendar.zone)


def last_morning(instant: datetime, calendar: Calendar) -> datetime:
    """When the office opened on the last open day before that of this instant."""
    day = open_day_before(instant.astimezone(calendar.zone).date(), 1, calendar)
    return datetime.combine(day, OPENING, calendar.zone)


def fiscal_year(instant: datetime, zone: tzinfo) -> int:
    """2026 for 2026-04-01 to 2027-03-31 on the office's clock (地方自治法第208条)."""
    return fiscal_year_of(instant.astimezone(zone).date())


def fiscal_year_of(day: date) -> int:
    return day.year if day.month >= 4 else day.year - 1


def title(round: Round) -> str:
    """'令和8年11月分': how letters and lists call a round."""
    return f"{era_month(round.cutoff_at.date())}分"


def cutoff_text(round: Round) -> str:
    """'令和8年11月20日(金)': the last day that counts."""
    return era_day(round.cutoff_at.date())


def notice_text(round: Round) -> str:
    """'令和8年12月10日(木)': the computed day, never the rule."""
    return era_day(round.notice_at.date())


def _open_day(day: date, count: int, calendar: Calendar, step: timedelta) -> date:
    while count:
        day += step
        count -= not is_closed(day, calendar)
    return day


def _round(month: date, calendar: Calendar) -> Round:
    notice = _shifted(_day(_next(month), calendar.notice_day), calendar)
    return Round(
        id=f"{month:%Y-%m}",
        cutoff_at=datetime.combine(_cutoff(month, calendar), LAST, calendar.zone),
        notice_at=datetime.combine(notice, calendar.notice_time, calendar.zone),
    )


def _cutoff(month: date, calendar: Calendar) -> date:
    return _day(month, calendar.cutoff_day)


def _shifted(day: date, calendar: Calendar) -> date:
    if calendar.closed_day == "same":
        return day
    step = timedelta(days=1 if calendar.closed_day == "next" else -1)
    while is_closed(day, calendar):
        day += step
    return day


def _day(month: date, number: int) -> date:
    return month.replace(day=min(number, months.monthrange(month.year, month.month)[1]))


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
