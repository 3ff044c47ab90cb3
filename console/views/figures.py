"""The figures of rounds and fiscal years as rows of a table, and one of them as a chart."""

from collections.abc import Iterator, Mapping

from console.shown import clean
from console.views.chart import Bar
from console.views.lines import Row
from console.words import statistics as words
from rules.eras import ERAS
from rules.model import OutcomeKind
from rules.rounds import Calendar, round_named, title
from rules.statistics import Tally

PIECES: Mapping[OutcomeKind, str] = {
    OutcomeKind.SELECTED: "#",
    OutcomeKind.DEFERRED: "=",
    OutcomeKind.REJECTED: "-",
}
"""How the outcomes are drawn; what is left of the received is dots."""
REST = "."
MEASURES = tuple(words.MEASURES)


WIDTHS = (4, 4, 4, 4, 6, 4, 6, 6, 6, 6, 6)
"""Cells of the figures' columns: what came, the outcomes, the days."""


def period(tally: Tally, calendar: Calendar) -> str:
    """'令和8年11月分' or '令和8年度'."""
    return title(round_named(tally.id, calendar)) if "-" in tally.id else fiscal(tally.id)


def fiscal(year: str) -> str:
    """'R8' as '令和8年度'."""
    names = {era.letter: era.name for era in ERAS}
    return words.YEAR.format(era=names[year[0]], year=year[1:])


def row(tally: Tally, calendar: Calendar) -> Row:
    days = (tally.days_to_answer, tally.days_to_acceptance, tally.days_to_outcome)
    figures = (
        tally.received,
        tally.corrected,
        tally.accepted,
        *(tally.outcomes[kind] for kind in OutcomeKind),
        tally.expired,
        *("" if each is None else each for each in days),
    )
    cells = (clean(f"{each:>{width}}") for each, width in zip(figures, WIDTHS, strict=True))
    return Row(tally.id, (clean(period(tally, calendar)), *cells))


def bars(tallies: tuple[Tally, ...], measure: str, calendar: Calendar) -> Iterator[Bar]:
    for tally in tallies:
        figure = tally.received if measure == "outcomes" else getattr(tally, measure)
        said = words.NOT_YET if figure is None else f"{figure}"
        parts = _outcomes(tally) if measure == "outcomes" else (("#", figure or 0),)
        yield Bar(label=period(tally, calendar), parts=parts, figure=said)


def _outcomes(tally: Tally) -> tuple[tuple[str, float], ...]:
    """A case judged twice counts in both outcomes, so the rest may be nothing, and the bar longer than what came."""
    told = tuple((char, float(tally.outcomes[kind])) for kind, char in PIECES.items())
    return (*told, (REST, max(tally.received - sum(figure for _, figure in told), 0.0)))
