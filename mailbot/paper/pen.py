"""Writing on a worksheet of ours: cells in a `Style`, spans merged, heights set, and the file without a clock in it.

Only text, numbers and dates are written. What strangers wrote stays text whatever it looks like: `plain`.
"""

import io
import re
import zipfile
from copy import copy
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from mailbot.paper import look
from mailbot.paper.layout import Span, letter
from mailbot.paper.look import Style
from rules import shown

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MADE = datetime(2026, 12, 1)  # noqa: DTZ001  # a workbook and its zip know no zone
LONGEST = 32_767
"""UTF-16 units that a cell holds (ECMA-376 part 1, 18.3.1.53 as Excel reads it)."""
_MOST_BREAKS = 253
"""Line breaks that Excel takes in a cell."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def new_book() -> Any:
    """A workbook without sheets; column widths are counted in digits of our font."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book: Any = Workbook()  # the stubs lack the attribute below
    book.remove(book.worksheets[0])
    book._named_styles["Normal"].font = Font(name=look.FONT, size=11)
    return book


def plain(text: str, cut: str) -> str:
    """A stranger's text as a cell may hold it: no control or bidi characters, no escape, ended by `cut` if too long."""
    lines = shown.lines(text)
    if len(lines) > _MOST_BREAKS:
        lines = (*lines[: _MOST_BREAKS - 1], cut)
    clean = _ESCAPE.sub("_x005F_", "\n".join(lines))
    if len(clean.encode("utf-16-le")) <= 2 * LONGEST:
        return clean
    room = 2 * (LONGEST - len(cut))
    return clean.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + cut


class Pen:
    """Writes on one worksheet."""

    def __init__(self, sheet: "Worksheet") -> None:
        self.sheet: Any = sheet  # the stubs say None for parts that a new sheet always has
        self._dressed: dict[Style, Any] = {}

    def put(self, span: Span, value: object, style: Style) -> Any:
        """The value in the first cell, the style in all: the rules around merged cells are drawn per cell."""
        bottom = span.bottom or span.row
        for row in range(span.row, bottom + 1):
            for column in range(span.first, span.last + 1):
                self._dress(self.sheet.cell(row, column), style)
        first = self.sheet[span.address]
        first.value = value
        if (span.row, span.first) != (bottom, span.last):
            # `merge_cells` would work the borders out anew for each cell: most of the time of a workbook.
            self.sheet.merged_cells.add(f"{span.address}:{letter(span.last)}{bottom}")
        return first

    def tell(self, span: Span, text: str, style: Style, cut: str) -> Any:
        """What a stranger wrote, as text: no program takes it for a formula, today or when it is edited."""
        cell = self.put(span, None, style)
        if written := plain(text, cut):
            cell.value = written
            cell.data_type = "s"
            cell.number_format = "@"
            cell.quotePrefix = True
        return cell

    def _dress(self, cell: Any, style: Style) -> None:
        """Looking a style up in the workbook takes ten times as long as copying its indexes."""
        if style not in self._dressed:
            cell.font, cell.fill, cell.alignment, cell.border = dress(style)
            self._dressed[style] = cell._style
        cell._style = copy(self._dressed[style])

    def page(self, *, large: bool = False, fitted: bool = True) -> None:
        """Printed in the middle of A4 upright; `large`: of A3 across; `fitted`: as wide as the paper, page by page."""
        sheet = self.sheet
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if large else sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape" if large else "portrait"
        if fitted:
            sheet.sheet_properties.pageSetUpPr.fitToPage = True
            sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.horizontalCentered = True
        sheet.sheet_view.showGridLines = False

    def height(self, row: int, points: float) -> None:
        self.sheet.row_dimensions[row].height = points


@cache
def dress(style: Style) -> tuple[Any, Any, Any, Any]:
    """Font, fill, alignment and border of a cell."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    rule = Side(style="thin", color=look.RULE) if style.ruled else None
    return (
        Font(name=look.FONT, size=style.size, bold=style.bold, color=style.colour),
        PatternFill("solid", fgColor=style.fill) if style.fill else PatternFill(),
        Alignment(style.across, style.down, wrap_text=True, indent=style.indent),
        Border(left=rule, right=rule, top=rule, bottom=rule),
    )


def saved(book: "Workbook") -> bytes:
    """The file, with the clock taken out of it: the same content gives the same bytes."""
    book.properties.created = MADE
    written, sealed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as package:
        for part in parts.infolist():
            data = parts.read(part)
            if part.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{MADE:%FT%TZ}".encode(), data)
            package.writestr(zipfile.ZipInfo(part.filename, MADE.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return sealed.getvalue()
