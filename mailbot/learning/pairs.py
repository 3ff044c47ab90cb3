"""Which label of a blank form has which answer cell, and what stands around them."""

from collections.abc import Iterator
from functools import cached_property

from mailbot.learning.outline import Box, Outline
from mailbot.learning.words import FormWords, Role
from rules.record import Struct, replace

_LEAST_FRAMES = 3
"""A sheet with so many framed empty cells shows its answers by frames."""
_SPELLED = 5
"""So many equal empty cells in a row are for one character each."""


class Pair(Struct, frozen=True, kw_only=True):
    label: Box
    answer: Box
    group: Box | None = None
    """The label of the row that this one is a part of."""
    above: bool = False
    """The label stands over its answer."""
    marked: bool = False
    """A cell of its own says 必須."""
    unit: str = ""

    @property
    def inline(self) -> bool:
        """Label and answer share a cell."""
        return self.label == self.answer


class Page(Struct, dict=True, frozen=True):
    """An outline whose texts are understood one by one."""

    outline: Outline
    words: FormWords

    def role(self, box: Box) -> Role:
        return self.words.role(box.text)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """In printed order; no label and no answer twice."""
        found: dict[tuple[int, int], Pair] = {}
        for box in self.outline.boxes:
            pair = self._pair(box) if self._may_hold_answer(box) else None
            if pair is not None:
                found.setdefault(pair.label.area[:2], pair)
        for box in self.outline.boxes:
            if box.text.rstrip().endswith((":", "\uff1a")) and self.role(box) is Role.LABEL:
                found.setdefault(box.area[:2], Pair(label=box, answer=box))
        labels = [pair.label for pair in found.values()]
        grouped = [replace(pair, group=self._group(pair, labels)) for pair in found.values()]
        return tuple(sorted(grouped, key=_printed))

    @cached_property
    def loose(self) -> tuple[Box, ...]:
        """Labels without an answer: titles, or something that was not understood."""
        used = {box for pair in self.pairs for box in (pair.label, pair.answer, pair.group)}
        return tuple(box for box in self.outline.boxes if box not in used and self.role(box) is Role.LABEL)

    def answered(self, label: Box) -> bool:
        """The label has an answer of its own, beside those of the parts that it may have."""
        return label in self._answered

    @cached_property
    def _answered(self) -> frozenset[Box]:
        return frozenset(pair.label for pair in self.pairs)

    def spelled(self, answer: Box) -> bool:
        """The first of many equal empty cells, one for each character."""
        box, run = self.outline.right(answer), 1
        while box is not None and not box.text and box.framed and _shape(box) == _shape(answer):
            box, run = self.outline.right(box), run + 1
        return run >= _SPELLED

    def texts(self, role: Role) -> Iterator[Box]:
        return (box for box in self.outline.boxes if self.role(box) is role)

    @cached_property
    def _framed(self) -> bool:
        empty = (box for box in self.outline.boxes if box.framed and not box.text)
        return sum(1 for _ in empty) >= _LEAST_FRAMES

    def _may_hold_answer(self, box: Box) -> bool:
        match self.role(box):
            case Role.EMPTY:
                return box.framed or not self._framed
            case Role.SKELETON | Role.CODE:
                return True
        return False

    def _pair(self, answer: Box) -> Pair | None:
        """The label left of an answer; the one above where that is a part of the left one, or nothing is left."""
        left, marked = self._left(answer)
        above = self._above(answer) if answer.framed else None
        if above is not None and (left is None or left.covers_rows(above)):
            label, over = above, True
        elif left is not None:
            label, over = left, False
        else:
            return None
        if not answer.framed and label == self._first:
            return None  # nothing is printed above a title
        return Pair(label=label, answer=answer, above=over, marked=marked, unit=self._unit(answer))

    @cached_property
    def _first(self) -> Box | None:
        return next((box for box in self.outline.boxes if box.text), None)

    def _left(self, answer: Box) -> tuple[Box | None, bool]:
        """The nearest label; a mark of its own between them is passed over and reported."""
        box, marked = self.outline.left(answer), False
        while box is not None and self.role(box) is Role.MARK:
            marked = marked or self.words.demanded(box.text)
            box = self.outline.left(box)
        return (box, marked) if box is not None and self.role(box) is Role.LABEL else (None, marked)

    def _above(self, answer: Box) -> Box | None:
        box = self.outline.above(answer)
        if box is None or self.role(box) is not Role.LABEL or not box.framed:
            return None
        same = (box.area.left, box.area.right) == (answer.area.left, answer.area.right)
        return box if same else None

    def _group(self, pair: Pair, labels: list[Box]) -> Box | None:
        """The label furthest left in the same rows: its own row's, or that of a block of rows."""
        first = None
        box = self.outline.left(pair.label)
        while box is not None:
            if self.role(box) is Role.LABEL and box.covers_rows(pair.label):
                first = box
            box = self.outline.left(box)
        return first

    def _unit(self, answer: Box) -> str:
        box = self.outline.right(answer)
        return box.text.strip() if box is not None and self.role(box) is Role.UNIT else ""


def _shape(box: Box) -> tuple[int, int, int]:
    """Where its rows are, and how wide it is."""
    return box.area.top, box.area.bottom, box.area.right - box.area.left


def _printed(pair: Pair) -> tuple[int, int, int, int]:
    """By row of the form, then by place in it."""
    first = pair.group or pair.label
    return (first.area.top, first.area.left if pair.group else pair.label.area.left, *pair.label.area[:2])
