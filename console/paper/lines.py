"""The lines of an entry on paper as they are shown: in the list, and the one under the cursor in full."""

from collections.abc import Iterator

from console import paths, words
from console.paper.draft import HEADS, PATHS, Draft
from console.paper.entry import Reading, counted
from console.shown import clean, joined
from console.views.lines import Line, Row, Tone
from console.words import post
from rules.forms import Field, Kind
from rules.model import Severity

OF_BUSINESS = frozenset({"biz_name", "corp_no", "rep", "tel"})
"""Answers by which a business is known."""


def row(draft: Draft, reading: Reading, line: Field) -> Row:
    worst = next(iter(reading.of(line.key)), None)
    found = post.GAP if reading.gap(line) else words.SEVERITIES[worst.severity] if worst else ""
    cells = (
        post.NEEDED if reading.needed(line) else "",
        line.label,
        draft.text(line.key),
        found if line.key in draft.values or not draft.empty else "",
    )
    tone = Tone.PLAIN if reading.asked(line) else Tone.QUIET
    return Row(line.key, tuple(clean(cell) for cell in cells), tone)


def about(draft: Draft, reading: Reading, line: Field) -> Iterator[Line]:
    """What is wrong with its answer and how it is meant; a gap says so itself."""
    told = reading.of(line.key) if line.key in draft.values or not reading.gap(line) else ()
    for found in told:
        tone = Tone.ALARM if found.severity is Severity.ERROR else Tone.PLAIN
        yield Line(clean(f"{words.SEVERITIES[found.severity]} {found.message}"), tone, 5)
    if not reading.asked(line):
        yield Line(clean(post.NOT_ASKED), Tone.QUIET)
    options = reading.options(line)
    yield from _options(line, options)
    said = any(line.mend in found.message for found in told)
    if line.mend and not said and (not options or line.key in HEADS):
        yield Line(clean(line.mend), Tone.QUIET)
    if line.example:
        yield Line(clean(f"{post.EXAMPLE}: {line.example}"), Tone.QUIET, 2)
    if line.key in PATHS and (names := paths.near(draft.text(line.key))):
        yield Line(clean(post.FILES_HERE), Tone.QUIET)
        yield from (Line(clean(name), indent=2) for name in names[: paths.MOST])
    if line.key in OF_BUSINESS and (name := _business(reading)):
        yield Line(clean(name))


def _options(line: Field, options: tuple[str, ...]) -> Iterator[Line]:
    if not options:
        return
    told = (clean(f"{n} {option}" if counted(options) else option) for n, option in enumerate(options, 1))
    one = post.ONE_HINT if counted(options) else post.WORD_HINT
    yield Line(clean(post.SEVERAL_HINT if line.kind is Kind.TICKS else one), Tone.QUIET)
    yield Line(joined(*told, by="  "), indent=2)


def _business(reading: Reading) -> str:
    """Whether the office knows it: then its pledge may be on file already."""
    if reading.business is None:
        return post.UNKNOWN if reading.entry.text("biz_name") else ""
    pledge = words.PLEDGES[reading.business.pledge]
    return post.KNOWN.format(name=reading.business.name, pledge=pledge)
