"""Dates as people write them: 和暦, western, a spreadsheet's serial number."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from rules.eras import Era
from rules.values.amounts import whole
from rules.wording import normal

_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's calendar, shifted for its leap year 1900 (ECMA-376 part 1, 18.17.4.1)."""
_SERIALS = range(20_000, 80_000)
"""1954 to 2119: a smaller or larger number in a date cell is a typing error, not a day."""

_NUMERALS = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SPELLED = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日])")

_TAIL = (
    r"日?(?:\([^()]*\)|[月火水木金土日](?:曜日?)?)?(?:t?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
    r"(?:現在|まで|迄|有効|記入|提出|付け?)?(?:\([^()]*\))?"
)
_WESTERN = re.compile(r"(?:西暦)?(\d{4})[年/.\-](\d{1,2})[月/.\-](\d{1,2})" + _TAIL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_JAPANESE = re.compile(r"([^\d.]{1,2})\.?(元|\d{1,2})[年/.\-](\d{1,2})[月/.\-](\d{1,2})" + _TAIL)


_MONTH_END = re.compile(r"(.+?)月末日?(?:まで|迄)?")
_PERIOD = re.compile(r"自?(.{6,}?)(?:から|~|より|至)+(.{6,})")


def parse(text: str, eras: Iterable[Era]) -> date | None:
    """The day that the text names in full, else None; of a period its last one.

    A year's fiscal sense (令和8年度) is no day, nor has an era a year 0; a year behind its end (平成32年) is the
    one that was meant.
    """
    eras = tuple(eras)
    squeezed = _SPELLED.sub(lambda each: str(_spelled(each[0])), normal(text))
    if period := _PERIOD.fullmatch(squeezed):
        first, last = (_parse(each, eras) for each in period.groups())
        return last if first and last and first <= last else None
    return _parse(squeezed, eras)


def _parse(squeezed: str, eras: Iterable[Era]) -> date | None:
    if month := _MONTH_END.fullmatch(squeezed):
        first_day = _parse(f"{month[1]}月1日", eras)
        return first_day and first_day.replace(day=monthrange(first_day.year, first_day.month)[1])
    if match := _WESTERN.fullmatch(squeezed) or _COMPACT.fullmatch(squeezed):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _JAPANESE.fullmatch(squeezed):
        first = _first_year(match[1], eras)
        year = 1 if match[2] == "元" else int(match[2])
        return _day(first - 1 + year, int(match[3]), int(match[4])) if first and year else None
    return None


def from_cell(raw: object) -> date | None:
    """The day in a date cell, or in a number cell that lost its date format."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    number = whole(raw)
    return _EPOCH + timedelta(days=int(number)) if number is not None and int(number) in _SERIALS else None


def _spelled(numerals: str) -> int:
    """'十一' is 11, '二十' 20, and digit by digit '二〇二六' 2026."""
    tens, ten, ones = numerals.rpartition("十")
    if ten:
        return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + _NUMERALS.get(ones, 0)
    return int("".join(str(_NUMERALS[each]) for each in numerals))


def _first_year(name: str, eras: Iterable[Era]) -> int | None:
    for era in eras:
        if name in map(normal, (era.name, era.name[0], era.letter, era.ligature)):
            return era.first_day.year
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # 31 February, or a year that no calendar has
        return None
