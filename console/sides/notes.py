"""メモ: what colleagues left for each other on this case, the newest first. None of it leaves in a letter."""

from collections.abc import Iterator
from datetime import datetime

from console.shown import clean, lines
from console.views.casefile import Casefile
from console.views.lines import Line, Tone
from console.words import sides as words

Told = tuple[datetime, str, str, str]
"""When, by whom, what it is about, its words."""


def notes(file: Casefile) -> Iterator[Line]:
    found = sorted(_all(file), key=lambda each: each[0], reverse=True)
    if not found:
        yield Line(clean(words.NO_NOTES), Tone.QUIET)
    for at, by, about, text in found:
        yield Line(clean(f"{file.dates.short(at)}  {by}  {about}"), Tone.STRONG)
        yield from (Line(clean(f"  {line}"), indent=2) for line in lines(text))
        yield Line()


def _all(file: Casefile) -> Iterator[Told]:
    case = file.case
    yield from ((each.at, each.by, words.OF_NOTE, each.text) for each in case.notes)
    yield from ((each.at, each.by, words.OF_OVERRULING, each.reason) for each in case.overruled)
    for given in filter(None, (case.outcome, *(each.outcome for each in case.told))):
        if given.note:
            yield given.recorded_at, given.by, words.OF_OUTCOME, given.note
    if case.screening and case.screening.note:
        yield case.screening.at, case.screening.by, words.OF_SCREENING, case.screening.note
    yield from ((each.recorded_at, each.by, words.OF_TERMS, each.note) for each in case.terms if each.note)
    business = file.register.businesses.get(case.business)
    check = business.pledge_check if business else None
    if check and check.note:
        yield check.at, check.by, words.OF_PLEDGE, check.note
