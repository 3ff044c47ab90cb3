"""Lines of text as screens show them: words and a tone, before any widget draws them."""

from collections.abc import Iterable
from enum import StrEnum

from console.shown import NOTHING, Shown, clean
from console.words import COMMA
from rules.model import File
from rules.record import Struct

GAUGE = 20
"""Cells of a gauge."""


class Tone(StrEnum):
    """How a line stands out. The words always say the same: colour only repeats it."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    ALARM = "alarm"
    """Only for what waits for a person."""
    CURSOR = "cursor"


class Line(Struct, frozen=True):
    """A paragraph of a page; what does not fit goes on under `indent` blanks."""

    text: Shown = NOTHING
    tone: Tone = Tone.PLAIN
    indent: int = 0


class DotRow(Struct, frozen=True):
    """A row of cells of a picture: two points in each, three bytes a point from the left."""

    upper: bytes
    lower: bytes


Paragraph = Line | DotRow
"""What a page is made of."""


class Row(Struct, frozen=True):
    """A row of a table, found again by its key (a case number, a letter id)."""

    key: str
    cells: tuple[Shown, ...]
    """One for each column, shown or not."""
    tone: Tone = Tone.PLAIN


def attached(files: Iterable[File]) -> str:
    """'誓約書.pdf (12KB)、写真.jpg (340KB)'"""
    return COMMA.join(f"{file.name} ({-(-file.size // 1024)}KB)" for file in files)


def gauge(done: int, count: int) -> Shown:
    """How far something is: '##########----------  8 / 16'."""
    filled = GAUGE * done // count if count else 0
    return clean(f"{'#' * filled}{'-' * (GAUGE - filled)}  {done} / {count}")
