"""記入の手引き: how the committee fills the list in, and the reasons that it may choose. The drop-down points here."""

from typing import TYPE_CHECKING

from mailbot.agenda import look
from mailbot.agenda.folder import Folder
from mailbot.paper.layout import Span
from mailbot.paper.look import Style
from mailbot.paper.pen import Pen

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

REASONS = 3
"""The first row of the reasons; the drop-down of the 一覧表 reads them from column A."""
_WIDTHS = (78.0, 106.0)


class Guide(Pen):
    """One 記入の手引き."""

    def __init__(self, sheet: "Worksheet", folder: Folder) -> None:
        super().__init__(sheet)
        self.folder = folder

    def draw(self) -> None:
        paper = self.folder.paper
        for column, width in zip("AB", _WIDTHS, strict=True):
            self.sheet.column_dimensions[column].width = width / look.DIGIT
        self._line(1, paper.guide_sheet, look.GUIDE_TITLE, 32)
        self._line(2, paper.words.reasons, look.GROUP, 20)
        row = REASONS
        for row, reason in enumerate(self.folder.reasons, REASONS):
            self.put(Span(row=row, first=1, last=1), f"{reason.code} {reason.label}", look.STRONG)
            self.put(Span(row=row, first=2, last=2), reason.sentence, look.CELL)
            self.height(
                row,
                max(20.0, look.height_of(look.lines_of(reason.sentence, _WIDTHS[1], look.CELL), look.CELL)),
            )
        self._line(row + 2, paper.words.how_to, look.GROUP, 20)
        for number, sentence in enumerate(paper.guide, 1):
            text = f"{number}　{sentence}"
            self._line(row + 2 + number, text, look.CELL, _high(text, sum(_WIDTHS)))
        self.page()
        self.folder.foot(self.sheet)

    def _line(self, row: int, text: str, style: Style, points: float) -> None:
        self.put(Span(row=row, first=1, last=2), text, style)
        self.height(row, points)


def _high(text: str, width: float) -> float:
    return max(20.0, look.height_of(look.lines_of(text, width, look.CELL), look.CELL))
