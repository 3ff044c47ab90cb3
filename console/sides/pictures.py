"""写真: photos and label of the product as coarse pictures, two points in a cell; `o` opens the files themselves."""

import base64
from collections.abc import Iterator
from typing import Any

from console.shown import clean
from console.views.casefile import Casefile
from console.views.lines import DotRow, Line, Paragraph, Tone
from console.words import sides as words


def pictures(file: Casefile) -> Iterator[Paragraph]:
    """What the robot made of them, one under the other."""
    if not isinstance(file.told, list):
        yield Line(clean(f"{file.told}"), Tone.ALARM)
        return
    if not file.told:
        yield Line(clean(words.NO_PICTURES), Tone.QUIET)
    for each in file.told:
        yield Line(clean(words.PICTURE.format(what=each["what"])), Tone.STRONG)
        yield from _rows(each, half=file.half_cells)
        yield Line()


def _rows(picture: Any, *, half: bool) -> Iterator[DotRow]:
    """Two rows of points in a row of cells; where the terminal can't show halves their mean fills the cell."""
    rgb, step = base64.b64decode(picture["rgb"]), 3 * picture["width"]
    rows = [rgb[start : start + step] for start in range(0, len(rgb), step)]
    for upper, lower in zip(rows[::2], [*rows[1::2], rows[-1]], strict=False):
        if half:
            yield DotRow(upper, lower)
        else:
            mean = bytes((one + other) // 2 for one, other in zip(upper, lower, strict=True))
            yield DotRow(mean, mean)
