"""A blank sheet as a person sees it: boxes with texts, frames and fills, known by their place on the grid."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from mailbot.sheets.cells import Area
from rules.record import Struct, field, replace

MOST_ROWS, MOST_COLUMNS = 500, 150
_THICK = frozenset({"medium", "thick", "double", "mediumDashed"})
_GAP = 3
"""Empty cells without a frame that may stand between a label and its answer."""

Spot = tuple[int, int]


class Box(Struct, frozen=True, kw_only=True):
    """Merged cells, cells in one frame, or a single cell."""

    area: Area
    text: str = ""
    """As it stands there; empty where nothing but white space does."""
    fill: str = ""
    """RGB or theme colour; empty for white."""
    framed: bool = False
    """Something shows where it is: rules, a fill or a line below."""
    thick: bool = False
    """太枠: thick rules all around."""
    number_format: str = "General"
    size: float = 0
    """Of its font, in points."""

    def beside(self, other: "Box") -> bool:
        """They share a sheet row."""
        return self.area.top <= other.area.bottom and other.area.top <= self.area.bottom

    def covers_rows(self, other: "Box") -> bool:
        return self.area.top <= other.area.top and other.area.bottom <= self.area.bottom


class Outline(Struct, dict=True, frozen=True):
    """The boxes of one sheet in reading order."""

    name: str
    boxes: tuple[Box, ...]
    widths: Sequence[float] = field(default=())
    """Of the columns from A on."""

    @cached_property
    def _at(self) -> Mapping[Spot, Box]:
        return {spot: box for box in self.boxes for spot in spots(box.area)}

    def at(self, row: int, column: int) -> Box | None:
        return self._at.get((row, column))

    def left(self, box: Box) -> Box | None:
        """The box that stands left of this one, in its first row; a narrow gap between them is passed over."""
        return self._next(box.area.top, range(box.area.left - 1, 0, -1))

    def right(self, box: Box) -> Box | None:
        return self._next(box.area.top, range(box.area.right + 1, len(self.widths) + 1))

    def above(self, box: Box) -> Box | None:
        return self.at(box.area.top - 1, box.area.left)

    def below(self, box: Box) -> Box | None:
        return self.at(box.area.bottom + 1, box.area.left)

    def width(self, first: int, last: int) -> float:
        return sum(self.widths[first - 1 : last])

    def _next(self, row: int, columns: range) -> Box | None:
        for column in columns[:_GAP]:
            box = self.at(row, column)
            if box is not None and (box.text or box.framed):
                return box
        return self.at(row, columns[0]) if columns else None


def outline(sheet: Any) -> Outline:
    """The outline of an openpyxl worksheet; rows and columns beyond any paper are left out."""
    grid = _Grid(sheet)
    boxes = sorted(grid.boxes(), key=lambda box: box.area)
    return Outline(name=sheet.title, boxes=tuple(boxes), widths=tuple(_widths(sheet, grid.columns)))


def spots(area: Area) -> Iterator[Spot]:
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            yield row, column


class _Grid:
    """The cells of a sheet, and which of them are one box."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.rows = min(sheet.max_row, MOST_ROWS)
        self.columns = min(
            sheet.max_column + 1, MOST_COLUMNS
        )  # where no rule is drawn, an answer may be beyond
        self.merged: dict[Spot, Area] = {}
        for found in sheet.merged_cells.ranges:
            area = Area(found.min_row, found.min_col, found.max_row, found.max_col)
            if area.bottom <= self.rows and area.right <= self.columns:
                self.merged.update(dict.fromkeys(spots(area), area))

    def boxes(self) -> Iterator[Box]:
        """Cells that no rule parts are one box if rules close it to a rectangle, else each is its own."""
        for region in self._regions():
            inside = [spot for spot in region if 1 <= spot[0] <= self.rows and 1 <= spot[1] <= self.columns]
            frame = _frame(inside)
            closed = len(inside) == len(region) == len(list(spots(frame)))
            texts = sum(1 for spot in inside if self._text(spot))
            if closed and texts <= 1:
                yield self._box(frame, framed=True)
            else:
                yield from self._parts(inside, framed=closed)

    def _parts(self, region: Sequence[Spot], *, framed: bool) -> Iterator[Box]:
        """Merged cells and single ones; inside a frame, empty cells side by side are one."""
        areas = {self.merged.get(spot, Area(*spot, *spot)) for spot in region}
        run: Area | None = None
        for area in sorted(areas):
            single = (area.top, area.left) == (area.bottom, area.right) and area[:2] not in self.merged
            loose = framed and single and not self._text(area[:2])
            if run and loose and area.top == run.top and area.left == run.right + 1:
                run = run._replace(right=area.right)
                continue
            if run:
                yield self._box(run, framed=True)
            run = area if loose else None
            if not loose:
                yield self._box(area, framed=framed or self._marked(area))
        if run:
            yield self._box(run, framed=True)

    def _regions(self) -> Iterator[list[Spot]]:
        """The grid and a ring around it, cut wherever a rule stands: what holds a piece of the ring is open."""
        left = {(row, column) for row in range(self.rows + 2) for column in range(self.columns + 2)}
        while left:
            region = [left.pop()]
            for spot in region:
                for other in self._joined(spot):
                    if other in left:
                        left.remove(other)
                        region.append(other)
            yield region

    def _joined(self, spot: Spot) -> Iterator[Spot]:
        row, column = spot
        for other in ((row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column)):
            if spot in self.merged and self.merged[spot] == self.merged.get(other):
                yield other
            elif not self._ruled(min(spot, other), max(spot, other)):
                yield other

    def _ruled(self, first: Spot, second: Spot) -> bool:
        return any(self._rules(first, second))

    def _rules(self, first: Spot, second: Spot) -> tuple[str, str]:
        """The styles of the rule between two neighbours, as each keeps it; `first` is the left or upper one."""
        sides = ("right", "left") if first[0] == second[0] else ("bottom", "top")
        return self._rule(first, sides[0]), self._rule(second, sides[1])

    def _rule(self, spot: Spot, side: str) -> str:
        cell = self.sheet._cells.get(spot)  # asking the sheet itself would make the cells of the ring
        rule = getattr(cell.border, side) if cell is not None else None
        return (rule.style or "") if rule is not None else ""

    def _text(self, spot: Spot) -> str:
        cell = self.sheet._cells.get(spot)
        value = getattr(cell, "value", None)
        return str(value) if value is not None and str(value).strip() else ""

    def _marked(self, area: Area) -> bool:
        """A fill, or a line to write on."""
        bottom = [self._rule((area.bottom, column), "bottom") for column in range(area.left, area.right + 1)]
        return all(bottom) or bool(_fill(self.sheet.cell(*area[:2])))

    def _box(self, area: Area, *, framed: bool) -> Box:
        corner = self.sheet.cell(*next((spot for spot in spots(area) if self._text(spot)), area[:2]))
        first = self.sheet.cell(*area[:2])
        box = Box(
            area=area,
            text=self._text((corner.row, corner.column)),
            fill=_fill(first) or _fill(corner),
            framed=framed,
            number_format=first.number_format,
            size=float(corner.font.sz or 0),
        )
        return replace(box, thick=framed and self._thick(area))

    def _thick(self, area: Area) -> bool:
        top, left, bottom, right = area
        above_and_below = [
            edge
            for column in range(left, right + 1)
            for edge in (((top - 1, column), (top, column)), ((bottom, column), (bottom + 1, column)))
        ]
        beside = [
            edge
            for row in range(top, bottom + 1)
            for edge in (((row, left - 1), (row, left)), ((row, right), (row, right + 1)))
        ]
        return all(_THICK.intersection(self._rules(*edge)) for edge in (*above_and_below, *beside))


def _frame(region: Sequence[Spot]) -> Area:
    rows, columns = [spot[0] for spot in region], [spot[1] for spot in region]
    if not region:
        return Area(1, 1, 0, 0)
    return Area(min(rows), min(columns), max(rows), max(columns))


def _fill(cell: Any) -> str:
    if cell.fill.fill_type != "solid":
        return ""
    colour = cell.fill.fgColor
    shown = colour.rgb[-6:] if colour.type == "rgb" else f"{colour.type}{colour.value}{colour.tint:+.2f}"
    return "" if shown in ("FFFFFF", "theme0+0.00", "indexed9+0.00") else shown


def _widths(sheet: Any, columns: int) -> Iterator[float]:
    """A width may be kept once for a run of columns."""
    kept = {}
    for dimension in sheet.column_dimensions.values():
        for column in range(dimension.min or 0, (dimension.max or 0) + 1):
            kept[column] = dimension.width
    for column in range(1, columns + 1):
        yield kept.get(column, 8.43)
