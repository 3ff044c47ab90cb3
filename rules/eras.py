"""Dates as the office writes them: in the Japanese era, with the day of the week."""

from datetime import date, datetime, tzinfo
from functools import lru_cache

from rules.record import Struct

WEEKDAYS = "月火水木金土日"


class Era(Struct, frozen=True, kw_only=True):
    name: str
    letter: str
    ligature: str
    first_day: date
    """The first day of its year 1 (元年)."""


ERAS = (
    Era(name="令和", letter="R", ligature="㋿", first_day=date(2019, 5, 1)),
    Era(name="平成", letter="H", ligature="㍻", first_day=date(1989, 1, 8)),
)
"""Newest first: the eras in which the office writes dates (元号法). For reading there is tables/eras.toml."""


def era_of(day: date) -> Era:
    return next((era for era in ERAS if day >= era.first_day), ERAS[-1])


def year_of(day: date) -> int:
    """Which year of its era it is, from 1."""
    return day.year - era_of(day).first_day.year + 1


def era_year(fiscal: int) -> str:
    """The fiscal year that begins on 1 April of `fiscal`, as the office abbreviates it: 2026 is 'R8'."""
    begin = date(fiscal, 4, 1)
    return f"{era_of(begin).letter}{year_of(begin)}"


@lru_cache(maxsize=64)
def turn_of_year(year: str) -> tuple[int, int]:
    """To be sorted by: fiscal years as the office abbreviates them, 'H31' before 'R1' and 'R9' before 'R10'."""
    eras, digits = [era.letter for era in reversed(ERAS)], year[1:]
    return eras.index(year[:1]) if year[:1] in eras else -1, int(digits) if digits.isdecimal() else 0


def era_month(day: date) -> str:
    """'令和8年12月'; the first year of an era is 元年."""
    era, year = era_of(day), year_of(day)
    return f"{era.name}{'元' if year == 1 else year}年{day.month}月"


def era_date(day: date) -> str:
    """'令和8年12月10日'."""
    return f"{era_month(day)}{day.day}日"


def era_short(day: date) -> str:
    """'R8.12.10': the form for narrow columns."""
    return f"{era_of(day).letter}{year_of(day)}.{day.month}.{day.day}"


def era_day(day: date) -> str:
    """'令和8年12月10日(木)': the form for a day on which somebody must do something."""
    return f"{era_date(day)}({WEEKDAYS[day.weekday()]})"


def era_instant(instant: datetime, zone: tzinfo) -> str:
    """'令和8年11月18日(水) 10時02分' on the office's clock."""
    local = instant.astimezone(zone)
    return f"{era_day(local.date())} {local.hour}時{local.minute:02d}分"
