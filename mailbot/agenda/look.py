"""How the agenda looks: the blanks' accent and greys. Sizes in points, widths in millimetres."""

from mailbot.paper import look
from mailbot.paper.look import Style, em_width
from rules.record import replace

DIGIT = 2.14
"""Millimetres of a digit of the Normal style, what column widths are counted in; wider where that font is missing."""
EM = 0.353
"""Millimetres of a point: a full-width character is as wide as its size."""
TINT, FILL_IN = "E6F1EF", "FFF7DB"
"""The second: where the committee writes; it prints as a light grey."""

TITLE = Style(size=17, bold=True, colour=look.ACCENT, ruled=False)
SUBTITLE = Style(size=10, ruled=False)
SUBTITLE_RIGHT = replace(SUBTITLE, across="right", colour=look.QUIET, size=9)
HEAD = Style(size=8.5, bold=True, colour="FFFFFF", fill=look.ACCENT, across="center")
HEAD_FILL_IN = replace(HEAD, colour=look.INK, fill="F3DFA2")
GROUP = Style(size=9.5, bold=True, colour=look.ACCENT, fill=TINT, ruled=True, indent=1)
CELL = Style(size=8.5)
STRONG = replace(CELL, bold=True)
COUNT = replace(CELL, size=9.5, across="center")
COUNT_STRONG = replace(COUNT, bold=True)
QUIET = replace(CELL, size=6.5, colour=look.QUIET, across="center")
CELL_FILL_IN = replace(CELL, fill=FILL_IN)

BADGE = Style(size=11, bold=True, colour="FFFFFF", fill=look.ACCENT, across="center", ruled=False)
TICKET = Style(size=10.5, colour=look.QUIET, ruled=False, indent=1)
NUMBER = Style(size=17, bold=True, colour=look.ACCENT, across="right", ruled=False)
PRODUCT = Style(size=19, bold=True, ruled=False)
BUSINESS = Style(size=11, ruled=False)
CAPTION = Style(size=8.5, bold=True, colour=look.QUIET, fill="F1F4F4", across="center")
FRAME = Style(size=9, colour=look.QUIET, across="center")
TILE_LABEL = Style(size=8, colour=look.QUIET, fill="F1F4F4", across="center")
TILE = Style(size=11, bold=True, across="center")
BAND = Style(size=10, bold=True, colour="FFFFFF", fill=look.ACCENT, ruled=False, indent=1)
LABEL = Style(size=8.5, bold=True, fill="F1F4F4", indent=1)
TEXT = Style(size=9, indent=1)
SMALL_LABEL = replace(LABEL, size=7.5, bold=False, indent=0)
SMALL_TEXT = Style(size=8.5)
NOTE = Style(size=8.5, ruled=False, colour=look.QUIET)
MARKS = Style(size=11, across="center", fill=FILL_IN)
BOX = Style(size=10.5, fill=FILL_IN, indent=1)
GUIDE_TITLE = replace(TITLE, size=15)


def lines_of(text: str, millimetres: float, style: Style) -> int:
    """Lines that a text needs in a cell of that width, two of them lost to its edges."""
    ems = max(1.0, (millimetres - 2.2 - 2.5 * style.indent) / (style.size * EM))
    return sum(max(1, -int(-em_width(line) * 1.02 // ems)) for line in text.split("\n"))


def height_of(lines: int, style: Style, air: float = 4) -> float:
    return lines * style.size * 1.38 + air
