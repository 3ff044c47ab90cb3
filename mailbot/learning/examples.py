"""What the 記入例 sheet shows in each answer."""

from collections.abc import Sequence

from mailbot.learning.outline import Box, Outline
from mailbot.learning.pairs import Page, Pair
from mailbot.learning.words import Role, boxes
from rules import labels
from rules.record import Struct
from rules.values import choices

BETWEEN = "、"
"""Stands between the ticked options of an example."""


class Examples(Struct, frozen=True):
    page: Page
    sheets: Sequence[Outline]

    def of(self, pair: Pair) -> str:
        """The example beside the same label: in the same cell, or in one as far from where the label moved to."""
        for sheet in self.sheets:
            for label in _same(pair.label, sheet):
                down, right = label.area.top - pair.label.area.top, label.area.left - pair.label.area.left
                answer = sheet.at(pair.answer.area.top + down, pair.answer.area.left + right)
                if answer is not None and answer.text and answer.text != pair.answer.text:
                    return self._shown(answer, boxes(pair.answer.text))
        return ""

    def _shown(self, answer: Box, options: Sequence[str]) -> str:
        if not options:
            return "" if self.page.role(answer) in (Role.SKELETON, Role.MARK) else answer.text
        return BETWEEN.join(choices.ticks(answer.text, options).options)


def _same(label: Box, sheet: Outline) -> list[Box]:
    """The same label on another sheet, one in the same place first."""
    found = [box for box in sheet.boxes if box.text and labels.key(box.text) == labels.key(label.text)]
    return sorted(found, key=lambda box: box.area != label.area)
