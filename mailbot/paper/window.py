"""The window of an envelope 長形3号 (120 mm x 235 mm) through which a letter, folded in three, shows its address.

The usual window is 45 mm x 90 mm (the post asks for 45 mm x 80 mm at least), 12 to 25 mm from the left edge and about
12 mm below the upper one. The sheet, 210 mm x 99 mm when folded, slides 22 mm sideways and 19 mm up and down inside,
and the post wants the address to stay in sight all the while (日本郵便, ガイドライン 5. 窓付封筒). So the address goes
where every such window shows it, and nothing else stands where any of them might.
"""

from collections.abc import Callable, Sequence
from functools import partial

from mailbot.paper.sheet import POINT
from mailbot.paper.typesetting import broken
from rules.record import Struct

LEFT, TOP, WIDTH, HEIGHT = 26.0, 14.0, 54.0, 25.0
"""Always in sight; millimetres on the sheet."""

SEEN_RIGHT, SEEN_BOTTOM = 115.0, 57.0
"""As far as any window may show the sheet."""

FOLDS = (99.0, 198.0)

SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
"""Points, the largest that fits is taken."""

LEADING = 1.32 * POINT
"""Millimetres from line to line for each point of the size."""


class Address(Struct, frozen=True, kw_only=True):
    """Where a letter goes by post. The reader's name is the letter's own."""

    postal: str = ""
    """'838-0198', with or without 〒."""
    place: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        postal = f"〒{self.postal.removeprefix('〒')}" if self.postal else ""
        return tuple(filter(None, (postal, self.place)))


def fitted(lines: Sequence[str], measure: Callable[[str, float], float]) -> tuple[float, list[str]]:
    """Type size in points, and the lines broken to stay in sight. `measure`: text and size to millimetres."""
    for size in SIZES:
        shown = [part for line in lines for part in broken(line, WIDTH, partial(_width, measure, size))]
        if len(shown) * size * LEADING <= HEIGHT:
            break
    return size, shown


def _width(measure: Callable[[str, float], float], size: float, text: str) -> float:
    return measure(text, size)
