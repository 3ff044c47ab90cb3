"""Strangers' text on its way to the terminal. `Shown` is made only here; widgets take nothing else."""

from typing import Literal, NewType

from rich.cells import cell_len, chop_cells, set_cell_size

from rules import shown
from rules.shown import hidden

__all__ = ["NOTHING", "Shown", "clean", "fit", "fold", "hidden", "joined", "lines"]

Shown = NewType("Shown", str)
"""One line that went through `rules.shown.clean`: NFC, nothing that moves or hides other text."""

NOTHING = Shown("")
NO_START = "、。」)）"
"""What no line begins with (JIS X 4051, in its smallest form)."""
NO_END = "「『（【(["
"""What none ends in."""


def clean(text: str) -> Shown:
    return Shown(shown.clean(text))


def joined(*parts: Shown, by: Literal["", " ", "  "] = "") -> Shown:
    """Texts that are clean already as one."""
    return Shown(by.join(parts))


def lines(text: str) -> tuple[Shown, ...]:
    """The lines of a longer text, each safe to draw."""
    return tuple(Shown(line) for line in shown.lines(text))


def fit(text: Shown, width: int) -> Shown:
    """Exactly `width` cells: padded, or cut with '..' at the end."""
    if cell_len(text) <= width:
        return Shown(set_cell_size(text, width))
    return Shown(set_cell_size(set_cell_size(text, max(width - 2, 0)).rstrip() + "..", width))


def fold(text: Shown, width: int, indent: int = 0) -> tuple[Shown, ...]:
    """Lines of at most `width` cells; all after the first start with `indent` blanks, none with 、 or 」, none ends
    in 「, and no number, name of a file or address is broken unless it is longer than half a line.
    """
    if width <= indent + 2:
        return (text,)
    parts, rest, room = [], str(text), width
    while _is_wider(rest, room):
        head = chop_cells(rest[: room + 1], room)[0]
        ends = range(len(head), 0, -1)
        end = next((at for at in ends if _may_part(rest[at - 1], rest[at]) and _may_begin(rest[at])), 0)
        if 2 * end < len(head):
            end = next((at for at in ends if _may_begin(rest[at])), len(head))
        parts.append(rest[:end])
        rest, room = rest[end:].lstrip(), width - indent
    margin = " " * indent
    return tuple(Shown(part if not n else margin + part) for n, part in enumerate((*parts, rest)))


def _may_begin(char: str) -> bool:
    """Not with a closing mark, nor with what belongs to the letter before (the IVS of 葛󠄀)."""
    return char not in NO_START and cell_len(char) > 0


def _may_part(before: str, after: str) -> bool:
    """Not behind an opening mark, nor within what is written in Latin letters and digits."""
    return before not in NO_END and not ("!" <= before <= "~" and "!" <= after <= "~")


def _is_wider(text: str, room: int) -> bool:
    """Told by its beginning where that is enough: a long text is folded line by line."""
    begin = text[: room + 1]
    return cell_len(begin) > room or (len(begin) < len(text) and cell_len(text) > room)
