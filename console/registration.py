"""What a clerk is told before an entry on paper is registered: when it counts, which letter it brings, and where to."""

from collections.abc import Iterator

from console import paperentry
from console.lines import Line, Tone
from console.paperentry import Draft, Reading
from console.shown import clean
from console.words import post
from rules.eras import era_day
from rules.model import Severity
from rules.rounds import Calendar, round_of, title


def question(draft: Draft, reading: Reading) -> str:
    if path := paperentry.file_of(draft, paperentry.SHEET):
        return post.ASK_FILE.format(file=path)
    return post.ASK.format(product=reading.entry.product, business=reading.entry.text("biz_name"))


def consequences(draft: Draft, reading: Reading, calendar: Calendar) -> Iterator[Line]:
    if reading.received_at is not None:
        day = era_day(reading.received_at.date())
        yield Line(clean(post.ASK_DAY.format(day=day, round=counted_in(reading, calendar))))
    filed = bool(paperentry.file_of(draft, paperentry.SHEET))
    gaps = [each for each in reading.findings if each.severity is Severity.ERROR]
    if not filed:
        told = post.ASK_GAPS.format(count=len(gaps)) if gaps else post.ASK_COMPLETE
        yield Line(clean(told), Tone.ALARM if gaps else Tone.PLAIN)
    yield Line(clean(_way(draft, reading, filed=filed)))
    for gap in gaps:
        yield Line(clean(post.ASK_GAP.format(label=gap.label, message=gap.message)), Tone.QUIET, 2)


def counted_in(reading: Reading, calendar: Calendar) -> str:
    """The round of its day, with the cut-off; '' while there is no day."""
    if reading.received_at is None:
        return ""
    round = round_of(reading.received_at, calendar)
    return post.ROUND.format(round=title(round), cutoff=f"{round.cutoff_at:%m/%d}")


def _way(draft: Draft, reading: Reading, *, filed: bool) -> str:
    to = reading.entry.value("contact_mail")
    if draft.text(paperentry.LETTERS) == post.BY_POST or not (to or filed):
        return post.ASK_PRINTED
    return post.ASK_TO_SHEET if filed else post.ASK_MAILED.format(to=to)
