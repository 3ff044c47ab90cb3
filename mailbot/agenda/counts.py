"""集計: how many products each municipality and each business has on the agenda."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mailbot.agenda import look
from mailbot.agenda.folder import Folder
from mailbot.paper.layout import Span, letter
from mailbot.paper.look import Style
from mailbot.paper.pen import Pen
from rules.agenda.items import Count, Group, Item, by_business, by_municipality
from rules.rounds import title

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = (82.0, 24.0, 18.0, 18.0, 18.0, 18.0)
"""Millimetres of name, municipality, the three groups, and all."""


class Counts(Pen):
    """One 集計."""

    def __init__(self, sheet: "Worksheet", folder: Folder) -> None:
        super().__init__(sheet)
        self.folder = folder
        self.row = 1

    def draw(self, items: Sequence[Item]) -> None:
        folder, words = self.folder, self.folder.paper.words
        for number, width in enumerate(WIDTHS, 1):
            self.sheet.column_dimensions[letter(number)].width = width / look.DIGIT
        self._line(f"{title(folder.round)}　{folder.paper.count_sheet}", look.TITLE, 32)
        towns = by_municipality(items, folder.office.municipalities, folder.outside)
        self._table(words.by_municipality, words.town, towns)
        self._line("", look.NOTE, 14)
        self._table(words.by_business, words.business, by_business(items))
        self.page()
        self.sheet.print_title_rows = "1:1"
        folder.foot(self.sheet)

    def _table(self, heading: str, name: str, counts: Sequence[Count]) -> None:
        """A municipality needs no column that says where it lies: its name takes both."""
        words, groups = self.folder.paper.words, self.folder.paper.groups
        self._line(heading, look.GROUP, 20)
        several = any(count.municipality for count in counts)
        self._named(name, words.town, several, look.HEAD)
        for column, head in enumerate((*(groups.of(group).short for group in Group), words.total), 3):
            self.put(self._cell(column), head, look.HEAD)
        self._down(22)
        for count in counts:
            self._count(count, several)
        everything = {group: sum(count.by_group[group] for count in counts) for group in Group}
        self._count(Count(name=words.total, by_group=everything), several, strong=True)

    def _count(self, count: Count, several: bool, *, strong: bool = False) -> None:
        style = look.STRONG if strong else look.CELL
        self._named(count.name, count.municipality, several, style)
        numbers = (*(count.by_group[group] for group in Group), count.total)
        for column, number in enumerate(numbers, 3):
            self.put(self._cell(column), number, look.COUNT_STRONG if strong else look.COUNT)
        self._down(max(18.0, look.height_of(look.lines_of(count.name, WIDTHS[0], style), style)))

    def _named(self, name: str, town: str, several: bool, style: Style) -> None:
        cut = self.folder.paper.words.cut
        self.tell(Span(row=self.row, first=1, last=1 if several else 2), name, style, cut)
        if several:
            self.tell(self._cell(2), town, style, cut)

    def _line(self, text: str, style: Style, points: float) -> None:
        self.put(Span(row=self.row, first=1, last=len(WIDTHS)), text or None, style)
        self._down(points)

    def _cell(self, column: int) -> Span:
        return Span(row=self.row, first=column, last=column)

    def _down(self, points: float) -> None:
        self.height(self.row, points)
        self.row += 1
