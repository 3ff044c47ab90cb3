"""Where everything of a form stands on its printed sheet: one grid, known before any cell is drawn.

Column A numbers the rows, B holds the labels, C to H the answers. An answer stands right of its label:
the main answer of a row right of the row's label, every further one right of its own small label.
"""

from collections.abc import Iterator
from functools import lru_cache

from rules.forms import Field, Form, Row
from rules.record import Struct

NUMBER, LABEL, FIRST, LAST = 1, 2, 3, 8
"""Columns; the answers share FIRST to LAST, six columns wide."""


class Span(Struct, frozen=True, kw_only=True):
    """Cells merged into one, mostly of a single sheet row."""

    row: int
    first: int
    last: int
    bottom: int = 0
    """Its last sheet row; 0: `row` itself."""

    @property
    def address(self) -> str:
        """Its top left cell, 'C21'."""
        return f"{letter(self.first)}{self.row}"

    @property
    def columns(self) -> int:
        return self.last - self.first + 1


class Place(Struct, frozen=True, kw_only=True):
    field: Field
    label: Span | None
    """Its own small label; None for the main answer of a row."""
    answer: Span


class Block(Struct, frozen=True, kw_only=True):
    """One row of the form: a sheet row for each line of answers, and one for a note without room beside."""

    row: Row
    number: int
    top: int
    lines: tuple[tuple[Place, ...], ...]

    @property
    def rest(self) -> Span | None:
        """What a single short answer leaves free right of it; its note stands there."""
        last = self.lines[0][-1].answer.last
        if len(self.lines) > 1 or last == LAST:
            return None
        return Span(row=self.top, first=last + 1, last=LAST)

    @property
    def note(self) -> Span | None:
        if not self.row.note:
            return None
        return self.rest or Span(row=self.top + len(self.lines), first=FIRST, last=LAST)

    @property
    def bottom(self) -> int:
        return max(self.top + len(self.lines) - 1, self.note.row if self.note else 0)


class Band(Struct, frozen=True, kw_only=True):
    """A section: its title's sheet row and its blocks."""

    title: str
    top: int
    blocks: tuple[Block, ...]


def bands(form: Form) -> tuple[Band, ...]:
    """The sections in printed order, below the title (row 1) and the intro with an empty row around it."""
    laid: list[Band] = []
    top, number = len(form.intro) + 4, 1
    for section in form.sections:
        blocks: list[Block] = []
        below = top + 1
        for row in section.rows:
            blocks.append(Block(row=row, number=number, top=below, lines=tuple(_lines(row, below))))
            below, number = blocks[-1].bottom + 1, number + 1
        laid.append(Band(title=section.title, top=top, blocks=tuple(blocks)))
        top = below
    return tuple(laid)


@lru_cache(maxsize=16)
def places(form: Form) -> tuple[Place, ...]:
    """Every answer in printed order."""
    return tuple(
        place for band in bands(form) for block in band.blocks for line in block.lines for place in line
    )


def cells(form: Form) -> dict[str, str]:
    """The answer cell of every key, as 'エントリーシート!C21'."""
    return {place.field.key: f"{form.sheet}!{place.answer.address}" for place in places(form)}


def letter(column: int) -> str:
    """1 -> 'A', 27 -> 'AA'."""
    above, own = divmod(column - 1, 26)
    return (letter(above) if above else "") + chr(ord("A") + own)


def _lines(row: Row, top: int) -> Iterator[tuple[Place, ...]]:
    """Answers side by side as long as their spans fit."""
    lines: list[list[Field]] = [[]]
    for answer in row.answers:
        if lines[-1] and sum(each.span for each in lines[-1]) + answer.span > LAST - FIRST + 1:
            lines.append([])
        lines[-1].append(answer)
    for number, line in enumerate(lines):
        yield tuple(_places(row, line, top + number))


def _places(row: Row, line: list[Field], at: int) -> Iterator[Place]:
    column = FIRST
    for answer in line:
        last = column + answer.span - 1
        labels = 0 if answer.label == row.label else 1 if answer.span <= 4 else 2
        yield Place(
            field=answer,
            label=Span(row=at, first=column, last=column + labels - 1) if labels else None,
            answer=Span(row=at, first=column + labels, last=last),
        )
        column = last + 1
