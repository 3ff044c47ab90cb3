"""Days as a clerk types them: '2026-12-08', '12/8', 'R8.12.8', in full width too."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from console.words import casework as words
from rules.eras import Era
from rules.rounds import Calendar
from rules.values.dates import parse

MONTH_AND_DAY = re.compile(words.MONTH_AND_DAY)


def day(text: str, eras: Iterable[Era], today: date) -> date | None:
    """The day; without a year the last that was, or is today. None for anything else."""
    return _found(text, eras, (today.year, today.year - 1), lambda each: each <= today)


def coming(text: str, eras: Iterable[Era], today: date) -> date | None:
    """The day; without a year the next that comes, or is today. None for anything else."""
    return _found(text, eras, (today.year, today.year + 1), lambda each: each >= today)


def arrived(on: date, now: datetime, calendar: Calendar) -> datetime:
    """When something came of which only the day is known: now if that is today, else at its first instant."""
    if on == now.astimezone(calendar.zone).date():
        return now
    return datetime.combine(on, time(), calendar.zone)


def _found(
    text: str, eras: Iterable[Era], years: tuple[int, int], fits: Callable[[date], bool]
) -> date | None:
    """Without a year in the first of these that makes it fit."""
    match = MONTH_AND_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return parse(text, eras)
    found = (_day(year, int(match[1]), int(match[2])) for year in years)
    return next((each for each in found if each is not None and fits(each)), None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
