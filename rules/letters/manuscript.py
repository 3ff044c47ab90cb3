"""A letter's text read back as paragraphs, to be set again on paper. Knows what `render` wrote, and nothing else."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from rules.letters.paragraphs import COLUMNS, LEAD, width, wrap
from rules.record import Struct

RULE = re.compile(r"[-‐―─━=]{10,}")
"""The line above the contact block."""

EDGE = 8
"""Columns of white space from which on a line may be meant to stand in the middle or at the right edge."""

Side = Literal["left", "center", "right"]


class Paragraph(Struct, frozen=True, kw_only=True):
    text: str
    label: str = ""
    """What stands before the text on its first line: 「整理番号」."""
    indent: int = 0
    """Half-width columns before the label, or before the text where there is none."""
    hang: int = 0
    """Columns at which the text begins, and each of its further lines."""
    side: Side = "left"

    @property
    def whole(self) -> str:
        """As one line without its indent."""
        return f"{self.label}\u3000{self.text}" if self.label else self.text


Block = tuple[Paragraph, ...]
"""Paragraphs without an empty line between them."""


class Manuscript(Struct, frozen=True, kw_only=True):
    blocks: tuple[Block, ...]
    contact: Block = ()
    """Below the last ruled line: where the office can be reached."""


def read(body: str) -> Manuscript:
    """The paragraphs of a letter's body: wrapped lines are one again where wrapping them gives the same lines."""
    lines = body.rstrip("\n").split("\n")
    ruled = [place for place, line in enumerate(lines) if RULE.fullmatch(line.strip())]
    end = ruled[-1] if ruled else len(lines)
    contact = tuple(_blocks(lines[end + 1 :]))
    return Manuscript(
        blocks=tuple(_blocks(lines[:end])), contact=tuple(each for block in contact for each in block)
    )


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    block: list[str] = []
    place = 0
    while place < len(lines):
        if lines[place].strip():
            text, count = _unwrapped(lines[place:])
            block.append(text)
            place += count
        else:
            place += 1
        if block and (place == len(lines) or not lines[place].strip()):
            yield _block(block)
            block = []


def _block(lines: Sequence[str]) -> Block:
    """At a side only if all of it is: an indented line among others may stand in the middle by chance."""
    sides = {_side(line) for line in lines}
    side = sides.pop() if len(sides) == 1 else "left"
    if side != "left":
        return tuple(Paragraph(text=line.strip(" \u3000"), side=side) for line in lines)
    return tuple(map(_paragraph, lines))


def _unwrapped(lines: Sequence[str]) -> tuple[str, int]:
    """The longest paragraph that these lines begin with, and how many of them it takes."""
    text, count = lines[0], 1
    while count < len(lines) and lines[count].strip():
        more = lines[count].strip(" \u3000")
        joined = (f"{text}{glue}{more}" for glue in ("", " "))
        whole = next((each for each in joined if wrap(each).split("\n") == list(lines[: count + 1])), None)
        if whole is None:
            break
        text, count = whole, count + 1
    return text, count


def _side(line: str) -> Side:
    text = line.strip(" \u3000")
    indent = width(line) - width(line.lstrip(" \u3000"))
    if indent >= EDGE and width(line) == COLUMNS:
        return "right"
    if indent >= EDGE and indent == (COLUMNS - width(text)) // 2:
        return "center"
    return "left"


def _paragraph(line: str) -> Paragraph:
    indent = width(line) - width(line.lstrip(" \u3000"))
    lead = LEAD.match(line)
    hang = lead.end() if lead else 0
    return Paragraph(
        text=line[hang:], label=line[:hang].strip(" \u3000"), indent=indent, hang=width(line[:hang])
    )
