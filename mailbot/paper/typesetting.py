"""Lines of Japanese print: where they break (禁則処理), and how far they are spread to end together."""

from collections.abc import Callable, Iterator

from rules.letters.paragraphs import clings
from rules.record import Struct

HANGING = frozenset("、。，．")
"""ぶら下げ: may stand beyond the right edge, so that no other character has to leave the line for them."""

STRETCH = 0.12
"""The most that is put between two characters, in widths of one; a line that lacks more stays ragged."""

Measure = Callable[[str], float]
"""Width of a text in millimetres."""


class Set(Struct, frozen=True):
    """A line as it is printed."""

    text: str
    spread: float = 0.0
    """Millimetres between each two of its characters."""


def justified(text: str, room: float, measure: Measure) -> list[Set]:
    """The text in lines of `room` millimetres, all but the last one spread to end at the right edge."""
    *full, last = broken(text, room, measure)
    return [*(Set(line, _spread(line, room, measure)) for line in full), Set(last)]


def broken(text: str, room: float, measure: Measure) -> list[str]:
    """The text in lines no wider than `room` but for a hanging comma. Words and numbers stay whole where they fit."""
    lines = [""]
    for piece in _pieces(text, room, measure):
        head = piece[:-1] if piece[-1] in HANGING else piece
        if lines[-1] and measure((lines[-1] + head).rstrip(" ")) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip(" ")
    return [line.rstrip(" ") for line in lines]


def _pieces(text: str, room: float, measure: Measure) -> Iterator[str]:
    """What a line break does not part; a piece wider than a whole line gives way character by character."""
    piece = ""
    for character in text:
        if piece and (not clings(piece[-1], character) or measure(piece + character) > room):
            yield piece
            piece = ""
        piece += character
    yield piece or " "


def _spread(line: str, room: float, measure: Measure) -> float:
    inner = line.rstrip("".join(HANGING)) or line
    gaps = max(1, len(inner) - 1)
    lack = (room - measure(inner)) / gaps
    return lack if 0 < lack <= STRETCH * measure("国") else 0.0
