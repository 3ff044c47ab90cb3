"""差分: what each resubmitted sheet changed, and which answers came otherwise than on a sheet."""

from collections.abc import Iterator

from console import words as screens
from console.shown import clean
from console.views.casefile import Casefile
from console.views.lines import Line, Tone
from console.words import sides as words
from rules.model import Revision
from rules.words import SOURCES


def changes(file: Casefile) -> Iterator[Line]:
    """The newest sheet first."""
    case = file.case
    if not case.revisions and not case.given:
        yield Line(clean(words.NO_CHANGES), Tone.QUIET)
    if case.given:
        yield Line(clean(words.OTHERWISE), Tone.STRONG)
        for each in case.given:
            yield Line(
                clean(
                    f"  {each.label}  {SOURCES[each.source]} {file.dates.short(each.received_at)} {each.by}"
                )
            )
            yield from _both(each.sheet, each.text)
        yield Line()
    for revision in reversed(case.revisions):
        yield Line(clean(words.SHEET_OF.format(at=file.dates.whole(revision.received_at))), Tone.STRONG)
        yield from _revision(revision)
        yield Line()


def _revision(revision: Revision) -> Iterator[Line]:
    if not revision.changes:
        yield Line(clean(f"  {words.ALL_SAME}"))
    for change in revision.changes:
        yield Line(clean(f"  {change.label}"))
        yield from _both(change.old, change.new)
    for label, gaps, tone in (
        (words.CLOSED, revision.closed, Tone.PLAIN),
        (words.STILL_OPEN, revision.still_open, Tone.ALARM),
        (words.FRESH, revision.fresh, Tone.ALARM),
    ):
        if gaps:
            yield Line(clean(f"  {label}: {screens.COMMA.join(gaps)}"), tone, 4)


def _both(old: str, new: str) -> Iterator[Line]:
    yield Line(clean(f"    {words.WAS}: {old or screens.BLANK}"), Tone.QUIET, 8)
    yield Line(clean(f"    {words.NOW}: {new or screens.BLANK}"), indent=8)
