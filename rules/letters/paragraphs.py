"""Text set for readers of plain mail: lines of at most 35 full-width letters, broken as print breaks them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import east_asian_width

COLUMNS = 70
"""Half-width columns of a line: 35 full-width letters, which every mail program shows whole."""

NEVER_FIRST = frozenset("、。，．,.・:;：；？！?!)）」』】］〕〉》ー〜々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
"""行頭禁則 (JIS X 4051): hangs at the end of the line before."""

NEVER_LAST = frozenset("(（「『【［〔〈《")
"""行末禁則: goes to the next line together with what it opens."""

COUNTED = frozenset("年月日時分円件枚")
"""Stay with their number."""

LEAD = re.compile(r"[ \u3000]{,20}(?:\(\d{1,2}\) |(?:\S\u3000{1,2}\S|\S{1,8})\u3000{1,4} ?)?")
"""The indent of a line and its label, as 「　理由　　」, 「(1) 」: the rest stays under where it began."""


def width(text: str) -> int:
    """Columns that a terminal with Japanese letters needs."""
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in text)


@lru_cache(maxsize=4_096)  # most lines of a letter are those of its text
def wrap(line: str, columns: int = COLUMNS) -> str:
    """One line as lines of `columns`, hanging under its text. Words, numbers and addresses stay whole."""
    if 2 * len(line) <= columns or width(line) <= columns:
        return line
    lead, text = _split(line)
    indent = "\u3000" * (width(lead) // 2) + " " * (width(lead) % 2)
    lines, room, used = [""], columns - width(lead), 0
    for piece in _pieces(text):
        if lines[-1] and used + width(piece.rstrip(" ")) > room:
            lines.append("")
            used = 0
        added = piece if lines[-1] else piece.lstrip(" ")
        lines[-1] += added
        used += width(added)
    return lead + f"\n{indent}".join(each.rstrip(" ") for each in lines)


def _split(line: str) -> tuple[str, str]:
    lead = LEAD.match(line)
    end = lead.end() if lead else 0
    return line[:end], line[end:]


def wrapped(text: str) -> str:
    """Every line of a text that is too long, wrapped; shorter ones stay as they are written."""
    return "\n".join(map(wrap, text.split("\n")))


def _pieces(body: str) -> Iterator[str]:
    """What a line break never parts: an ASCII word or number, a bracket or comma and its letter."""
    piece = ""
    for letter in body:
        if piece and not clings(piece[-1], letter):
            yield piece
            piece = ""
        piece += letter
    yield piece


def clings(before: str, letter: str) -> bool:
    """No line may break between these two."""
    if letter in NEVER_FIRST or before in NEVER_LAST or (before.isdigit() and letter in COUNTED):
        return True
    return before.isascii() and letter.isascii() and before != " "


def aligned(text: str, side: str) -> str:
    """Each line at the right edge ('right') or in the middle ('center'); one that is too long is wrapped first."""
    lines = (line.strip() for line in wrapped(text.strip()).split("\n"))
    return "\n".join(_indented(line, COLUMNS - width(line), side) for line in lines)


def _indented(line: str, room: int, side: str) -> str:
    lead = max(0, room if side == "right" else room // 2)
    return "\u3000" * (lead // 2) + " " * (lead % 2) + line
