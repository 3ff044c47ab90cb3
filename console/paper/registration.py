"""What a clerk is told before an entry on paper is registered: when it counts, which letter it brings, and where to."""

from collections.abc import Iterator
from pathlib import Path

from console import words
from console.paper import entry as paperentry
from console.paper.draft import LETTERS, SHEET, Draft
from console.paper.entry import Reading
from console.shown import clean
from console.views.lines import Line, Tone
from console.words import post
from rules.eras import era_day
from rules.model import Severity
from rules.rounds import Calendar, round_of, title

SHOWN = 5
"""Gaps that are named before it is registered."""


def question(draft: Draft, reading: Reading) -> str:
    if path := paperentry.file_of(draft, SHEET):
        return post.ASK_FILE.format(file=Path(path).name)
    return post.ASK.format(product=reading.entry.product, business=reading.entry.text("biz_name"))


def consequences(draft: Draft, reading: Reading, calendar: Calendar) -> Iterator[Line]:
    filed = bool(paperentry.file_of(draft, SHEET))
    gaps = [each.label for each in reading.findings if each.severity is Severity.ERROR]
    if reading.received_at is not None:
        day, round = era_day(reading.received_at.date()), counted_in(reading, calendar)
        later = gaps and calendar.counts == "accepted"
        yield Line(clean((post.ASK_DAY_LATER if later else post.ASK_DAY).format(day=day, round=round)))
    if gaps:
        told = post.ASK_GAPS.format(count=len(gaps), labels=_few(gaps))
        yield Line(clean(told), Tone.ALARM)
    elif not filed:
        yield Line(clean(post.ASK_COMPLETE))
    yield Line(clean(_way(draft, reading, filed=filed)))


def _few(labels: list[str]) -> str:
    """The first of them; the screen has all."""
    more = len(labels) - SHOWN
    few = words.COMMA.join(labels[:SHOWN])
    return words.AND_MORE.format(first=few, count=more) if more > 0 else few


def counted_in(reading: Reading, calendar: Calendar) -> str:
    """The round of its day, with the cut-off; '' while there is no day."""
    if reading.received_at is None:
        return ""
    round = round_of(reading.received_at, calendar)
    return post.ROUND.format(round=title(round), cutoff=f"{round.cutoff_at:%m/%d}")


def _way(draft: Draft, reading: Reading, *, filed: bool) -> str:
    to = reading.entry.value("contact_mail")
    if draft.text(LETTERS) == post.BY_POST or not (to or filed):
        return post.ASK_PRINTED
    return post.ASK_TO_SHEET if filed else post.ASK_MAILED.format(to=to)
