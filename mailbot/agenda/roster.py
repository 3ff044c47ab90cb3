"""一覧表: every product of the round in one line, on A3 landscape, with the columns that the committee fills in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mailbot.agenda import look
from mailbot.agenda.folder import Folder
from mailbot.paper import look as paper_look
from mailbot.paper.layout import Span, letter
from mailbot.paper.look import Style
from mailbot.paper.pen import Pen
from mailbot.paper.pledge import worded
from rules.agenda.columns import VALUES
from rules.agenda.items import Group, Item, Profile, by_municipality
from rules.agenda.paper import Column
from rules.eras import era_instant
from rules.record import replace
from rules.rounds import cutoff_text, notice_text, title
from rules.words import OUTCOMES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TITLE, SUBTITLE, HEAD = 1, 2, 3
"""Rows; the products begin below the head, each group under a line of its own."""
STAFF_ONLY = frozenset({"note"})
"""Columns that the public copy has for others to fill in, without what our staff noted there."""
_HEAD_HEIGHT, _LEAST = 34.0, 27.0


class Roster(Pen):
    """One 一覧表."""

    def __init__(self, sheet: "Worksheet", folder: Folder) -> None:
        super().__init__(sheet)
        self.folder = folder
        full = folder.profile is Profile.FULL
        self.columns = [column for column in folder.paper.columns if full or not column.withheld]

    def draw(self, items: Sequence[Item]) -> None:
        for number, column in enumerate(self.columns, 1):
            self.sheet.column_dimensions[letter(number)].width = column.width / look.DIGIT
        self._head(items)
        row = HEAD + 1
        for group in Group:
            inside = [item for item in items if item.group is group]
            if inside:
                self._group(row, group, len(inside))
                row += 1
            for item in inside:
                self._line(row, item)
                row += 1
        self._choices(HEAD + 1, max(row - 1, HEAD + 1))
        self._page(max(row - 1, HEAD))

    def _head(self, items: Sequence[Item]) -> None:
        folder, last = self.folder, len(self.columns)
        self.put(Span(row=TITLE, first=1, last=last), worded(folder.paper.title, folder.office), look.TITLE)
        self.height(TITLE, 30)
        middle = last * 2 // 3
        self.tell(Span(row=SUBTITLE, first=1, last=middle), self._counted(items), look.SUBTITLE, "")
        made = f"{folder.office.name}　{era_instant(folder.now, folder.zone)} {folder.paper.words.made}"
        self.put(Span(row=SUBTITLE, first=middle + 1, last=last), made, look.SUBTITLE_RIGHT)
        self.height(SUBTITLE, 36)
        for number, column in enumerate(self.columns, 1):
            style = look.HEAD_FILL_IN if column.filled_in else look.HEAD
            self.put(Span(row=HEAD, first=number, last=number), column.label, style)
        self.height(HEAD, _HEAD_HEIGHT)

    def _counted(self, items: Sequence[Item]) -> str:
        """The round, its days, and how many of what from where."""
        folder, words = self.folder, self.folder.paper.words
        groups = [
            f"{folder.paper.groups.of(group).short} {sum(item.group is group for item in items)}"
            for group in Group
        ]
        towns = [
            f"{count.name} {count.total}"
            for count in by_municipality(items, folder.office.municipalities, folder.outside)
        ]
        days = (
            f"{title(folder.round)}　{words.cutoff} {cutoff_text(folder.round)}　"
            f"{words.notice} {notice_text(folder.round)}"
        )
        return f"{days}\n{words.total} {len(items)}{words.count}({'・'.join(groups)})　{'、'.join(towns)}"

    def _group(self, row: int, group: Group, count: int) -> None:
        text = f"{self.folder.paper.groups.of(group).title}　{count}{self.folder.paper.words.count}"
        self.put(Span(row=row, first=1, last=len(self.columns)), text, look.GROUP)
        self.height(row, 18)

    def _line(self, row: int, item: Item) -> None:
        veil = self.folder.veil(item)
        hidden = STAFF_ONLY if self.folder.profile is Profile.PUBLIC else ()
        most = 1.0
        for number, column in enumerate(self.columns, 1):
            value, span = (
                VALUES[column.key](item, self.folder.paper),
                Span(row=row, first=number, last=number),
            )
            style = _style(column)
            if isinstance(value, int):
                self.put(span, value, style).number_format = "#,##0" if column.yen else "0"
                continue
            text = "" if column.key in hidden else veil(value or "")
            cell = self.tell(span, text, style, self.folder.paper.words.cut)
            if column.filled_in:
                cell.number_format = "General"
            most = max(most, look.lines_of(text, column.width, style))
        self.height(row, max(_LEAST, look.height_of(int(most), look.CELL)))

    def _choices(self, first: int, last: int) -> None:
        """Drop-downs that suggest and do not forbid: a word of the committee's own is told about at the import."""
        from openpyxl.worksheet.datavalidation import DataValidation

        kinds = [OUTCOMES[kind] for kind in self.folder.decisions]
        offered = {"outcome": f'"{",".join(kinds)}"', "reason": self.folder.reason_cells}
        for number, column in enumerate(self.columns, 1):
            if formula := offered.get(column.key):
                listed = DataValidation(
                    "list", formula, allow_blank=True, showErrorMessage=column.key == "outcome"
                )
                listed.errorTitle, listed.error = column.label, f"{'・'.join(kinds)}から選んでください。"
                listed.add(f"{letter(number)}{first}:{letter(number)}{last}")
                self.sheet.add_data_validation(listed)

    def _page(self, bottom: int) -> None:
        sheet, folder = self.sheet, self.folder
        self.page(large=True)
        sheet.print_area = f"A1:{letter(len(self.columns))}{bottom}"
        sheet.print_title_rows = f"{TITLE}:{HEAD}"
        folder.foot(sheet)
        sheet.freeze_panes = f"{letter(self._place('product') + 1)}{HEAD + 1}"
        sheet.sheet_properties.tabColor = paper_look.ACCENT

    def _place(self, key: str) -> int:
        return next((number for number, column in enumerate(self.columns, 1) if column.key == key), 2)


def _style(column: Column) -> Style:
    if column.key == "version":
        return look.QUIET
    base = look.CELL_FILL_IN if column.filled_in else look.STRONG if column.key == "product" else look.CELL
    return replace(base, across=column.across)
