"""Which answers a blank form demands: by words, signs, fill or 太枠, as its own legend explains them."""

import re
from collections.abc import Iterator
from functools import cached_property

from mailbot.learning.outline import Box
from mailbot.learning.pairs import Page, Pair
from mailbot.learning.words import Role, names
from rules.record import Struct

_FEWEST_SIGNS = 2


class Needs(Struct, dict=True, frozen=True):
    """How this form marks what can't be left out."""

    page: Page

    def demanded(self, pair: Pair) -> bool:
        return (
            self._worded(pair)
            or self._signed(pair)
            or pair.answer.fill in self._fills
            or (self._framed and pair.answer.thick)
        )

    @cached_property
    def shown(self) -> bool:
        """The form marks at least one answer, so that no mark means something."""
        return any(map(self.demanded, self.page.pairs))

    @cached_property
    def guessed(self) -> bool:
        """Signs were taken for marks although nothing on the sheet explains them."""
        return bool(self._signs) and not any(
            self._explains(box, sign) for box in self._legend for sign in self._signs
        )

    def _worded(self, pair: Pair) -> bool:
        """A group's mark holds for its parts, unless the group has an answer of its own."""
        words = self.page.words
        if pair.marked or words.demanded(pair.label.text):
            return True
        group = pair.group
        return group is not None and words.demanded(group.text) and not self.page.answered(group)

    def _signed(self, pair: Pair) -> bool:
        text = pair.label.text.strip()
        return any(text.startswith(sign) or text.endswith(sign) for sign in self._signs)

    @cached_property
    def _legend(self) -> tuple[Box, ...]:
        """Texts that speak of what must be filled in."""
        words = self.page.words
        boxes = (box for role in (Role.NOTE, Role.LABEL, Role.MARK) for box in self.page.texts(role))
        return tuple(box for box in boxes if names(box.text, words.demands))

    @cached_property
    def _signs(self) -> tuple[str, ...]:
        """Those that the legend names; without one, those that some labels carry and others don't."""
        marks = self.page.words.marks
        explained = tuple(sign for sign in marks if any(self._explains(box, sign) for box in self._legend))
        if explained:
            return explained
        texts = [pair.label.text.strip() for pair in self.page.pairs]
        used = {sign: sum(text.startswith(sign) or text.endswith(sign) for text in texts) for sign in marks}
        return tuple(sign for sign, times in used.items() if _FEWEST_SIGNS <= times < len(texts))

    def _explains(self, box: Box, sign: str) -> bool:
        """「※印は必須」: the sign with a word behind it that speaks of it, not at the head of a note."""
        return bool(
            re.search(rf"{re.escape(sign)}\s*(?:印|マーク|のついた|の付いた|の欄|の項目|は)", box.text)
        )

    @cached_property
    def _fills(self) -> frozenset[str]:
        """The fill of the answers that words mark, or the one that the legend speaks of or shows."""
        pairs = self.page.pairs
        worded = {pair.answer.fill for pair in pairs if self._worded(pair)} - {""}
        plain = {pair.answer.fill for pair in pairs if not self._worded(pair) and pair.group is None}
        if worded and not worded & plain:
            return frozenset(worded)
        spoken = [box for box in self._legend if names(box.text, self.page.words.colours)]
        if not spoken:
            return frozenset()
        sampled = {fill for box in spoken for fill in self._samples(box)} & {
            pair.answer.fill for pair in pairs
        }
        used = {pair.answer.fill for pair in pairs} - {""}
        return frozenset(sampled or (used if len(used) == 1 else ()))

    def _samples(self, legend: Box) -> Iterator[str]:
        for box in (legend, self.page.outline.left(legend), self.page.outline.right(legend)):
            if box is not None and box.fill:
                yield box.fill

    @cached_property
    def _framed(self) -> bool:
        return any(names(box.text, self.page.words.frames) for box in self._legend)
