"""The cells of one sheet that hold the gaps: filled in amber, and the cursor put on the first of them."""

from collections.abc import Collection, Iterator
from itertools import groupby

from mailbot.marking import order
from mailbot.marking.markup import Markup, Node
from mailbot.marking.styles import Styles
from mailbot.sheets.cells import Area, letters, position

Place = tuple[int, int]
"""(row, column) from 1."""

_ROWS_ABOVE = 5
"""Of the sheet, seen above the cursor."""


class AnswerCells:
    def __init__(self, sheet: Markup, styles: Styles) -> None:
        self._sheet, self._styles = sheet, styles
        self._data = sheet.child("sheetData")
        self._rows = dict(_numbered_rows(self._data))
        self._merges = tuple(_merges(sheet.root))

    def area(self, place: Place) -> Area:
        """The merged cells that hold a place, or the place alone."""
        row, column = place
        holding = (
            area
            for area in self._merges
            if area.top <= row <= area.bottom and area.left <= column <= area.right
        )
        return next(holding, Area(row, column, row, column))

    def fill(self, places: Collection[Place]) -> None:
        """These in amber, all others without the amber of an earlier round."""
        wanted = sorted(set(places))
        tail = ""
        for number, group in groupby(wanted, key=lambda place: place[0]):
            columns = [column for _, column in group]
            if row := self._rows.get(number):
                self._fill_row(number, row, columns)
            else:
                cells = "".join(self._cell((number, column), None) for column in columns)
                new = f'<row r="{number}">{cells}</row>'
                if following := _following(self._rows, number):
                    self._sheet.before(following, new)
                else:
                    tail += new
        if tail:
            self._sheet.append(self._data, tail)
        if self._styles.marked_before:
            self._clear(set(wanted))

    def point_at(self, area: Area) -> None:
        """The cursor of the sheet, in the part of the window that scrolls."""
        at, where = _name(area.top, area.left), reference(area)
        selected = f'activeCell="{at}" sqref="{where}"'
        views = self._sheet.root.find("sheetViews")
        view = views.find("sheetView") if views else None
        if view is None:
            xml = f'<sheetView workbookViewId="0"><selection {selected}/></sheetView>'
            order.insert(self._sheet, order.WORKSHEET, "sheetViews", f"<sheetViews>{xml}</sheetViews>")
            return
        pane = view.find("pane")
        active = pane.attributes.get("activePane", "topLeft") if pane else "topLeft"
        selections = list(view.every("selection"))
        of_pane = (each for each in selections if each.attributes.get("pane", "topLeft") == active)
        if selection := next(of_pane, None):
            self._sheet.put(selection, activeCell=at, sqref=where)
        else:
            xml = f'<selection pane="{active}" {selected}/>'
            order.within(self._sheet, view, order.VIEW, "selection", xml)
        if pane is None:
            self._sheet.put(view, topLeftCell=f"A{max(1, area.top - _ROWS_ABOVE)}")

    def _fill_row(self, number: int, row: Node, columns: list[int]) -> None:
        cells = dict(_numbered_cells(row))
        tail = ""
        for column in columns:
            if cell := cells.get(column):
                self._sheet.put(cell, s=self._styles.marked(cell.number("s")))
            elif following := _following(cells, column):
                self._sheet.before(following, self._cell((number, column), row))
            else:
                tail += self._cell((number, column), row)
        if tail:
            self._sheet.append(row, tail)
            self._widen(row, columns[-1])

    def _cell(self, place: Place, row: Node | None) -> str:
        """An empty cell that looks as its row or column did."""
        style = 0
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            style = row.number("s")
        elif columns := self._sheet.root.find("cols"):
            holding = (
                each for each in columns.children if each.number("min") <= place[1] <= each.number("max")
            )
            style = next((each.number("style") for each in holding), 0)
        return f'<c r="{_name(*place)}" s="{self._styles.marked(style)}"/>'

    def _widen(self, row: Node, last: int) -> None:
        """Readers that trust `spans` must see the new cell."""
        first, _, end = row.attributes.get("spans", "").partition(":")
        if end.isdigit() and int(end) < last:
            self._sheet.put(row, spans=f"{first}:{last}")

    def _clear(self, kept: set[Place]) -> None:
        for number, row in self._rows.items():
            for column, cell in _numbered_cells(row):
                style = cell.number("s")
                if (number, column) not in kept and self._styles.cleared(style) != style:
                    self._sheet.put(cell, s=self._styles.cleared(style))


def reference(area: Area) -> str:
    """'C21', or 'C21:H21'."""
    first, last = _name(area.top, area.left), _name(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"


def _name(row: int, column: int) -> str:
    return f"{letters(column)}{row}"


def _following(numbered: dict[int, Node], number: int) -> Node | None:
    """The first one behind a number. It has a place of its own: one without follows on the one before."""
    return next((node for place, node in numbered.items() if place > number), None)


def _numbered_rows(data: Node) -> Iterator[tuple[int, Node]]:
    number = 0
    for row in data.every("row"):
        number = row.number("r", number + 1)
        yield number, row


def _numbered_cells(row: Node) -> Iterator[tuple[int, Node]]:
    column = 0
    for cell in row.every("c"):
        place = position(cell.attributes.get("r", ""))
        column = place[1] if place else column + 1
        yield column, cell


def _merges(root: Node) -> Iterator[Area]:
    if merged := root.find("mergeCells"):
        for each in merged.children:
            first, _, last = each.attributes.get("ref", "").partition(":")
            start, end = position(first), position(last)
            if start and end:
                yield Area(*start, *end)
