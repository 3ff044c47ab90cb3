"""A row of a picture: two points in each cell, by a half block whose two colours are theirs."""

from itertools import groupby

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from console.views.lines import DotRow

HALF = "\N{UPPER HALF BLOCK}"
"""Two cells wide on terminals that draw ambiguous characters wide: `[console] half_cells = false` is for these."""


def dots(row: DotRow, width: int, blank: Style) -> Strip:
    """Of exactly the widget's width. A cell of one colour is a blank: no half is needed."""
    points = zip(_colours(row.upper), _colours(row.lower), strict=True)
    segments = [
        Segment((" " if upper == lower else HALF) * len(list(same)), Style(color=upper, bgcolor=lower))
        for (upper, lower), same in groupby(points)
    ]
    return Strip(segments).adjust_cell_length(width, blank)


def _colours(rgb: bytes) -> list[Color]:
    return [Color.from_rgb(*rgb[at : at + 3]) for at in range(0, len(rgb), 3)]
