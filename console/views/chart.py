"""Bars of plain characters: one line a period, as long as its figure, in pieces where it has parts."""

from collections.abc import Iterator, Sequence

from console.shown import clean, fit, joined
from console.views.lines import Line, Tone
from rules.record import Struct

LABEL = 14
"""Cells of a line's name."""
FIGURE = 7
"""Cells of its figure, behind the bar."""
LEAST = 10
"""Cells of the longest bar on the narrowest screen."""


class Bar(Struct, frozen=True, kw_only=True):
    label: str
    parts: tuple[tuple[str, float], ...]
    """Character and figure of each piece, from the left."""
    figure: str
    """What stands behind: the number in words of the office."""

    @property
    def total(self) -> float:
        return sum(figure for _, figure in self.parts)


def lines(bars: Sequence[Bar], width: int, *, at: int = -1) -> Iterator[Line]:
    """The longest bar takes what the screen leaves; a figure above nothing is never drawn as nothing.

    The bar `at` this place stands out.
    """
    room = max(width - LABEL - FIGURE - 2, LEAST)
    most = max((bar.total for bar in bars), default=0)
    for place, bar in enumerate(bars):
        drawn = _drawn(bar, room / most if most else 0)
        text = joined(fit(clean(bar.label), LABEL), clean(drawn), clean(bar.figure), by=" ")
        yield Line(text, Tone.STRONG if place == at else Tone.PLAIN)


def _drawn(bar: Bar, scale: float) -> str:
    """Pieces end where their sums end, so that rounding never lengthens the whole; the last one shows at least."""
    drawn, reached = "", 0.0
    for char, figure in bar.parts:
        reached += figure
        drawn += char * (round(reached * scale) - len(drawn))
    shown = [char for char, figure in bar.parts if figure]
    return drawn or "".join(shown[-1:])
