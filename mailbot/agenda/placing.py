"""A print on a worksheet of ours, in the middle of its cells."""

from typing import TYPE_CHECKING, Any

from mailbot.paper.layout import Span
from mailbot.sheets.prints import Print

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_EMU, _POINT = 36_000, 0.3528
"""English Metric Units of a millimetre (ECMA-376 part 1, 20.1.2.1), millimetres of a point."""
_AIR = 1.5
"""Millimetres around it."""


def place(sheet: "Worksheet", made: Print, span: Span, column: float, height: float) -> None:
    """As large as `span` allows: `column` millimetres is each of its columns wide, `height` points it is high."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D

    wide, high = span.columns * column - 2 * _AIR, height * _POINT - 2 * _AIR
    scale = min(wide / made.width, high / made.height)
    across, down = made.width * scale, made.height * scale
    left, top = _AIR + (wide - across) / 2, _AIR + (high - down) / 2
    skipped = int(left // column)
    start = AnchorMarker(
        col=span.first - 1 + skipped,
        colOff=int((left - skipped * column) * _EMU),
        row=span.row - 1,
        rowOff=int(top * _EMU),
    )
    image = _image(made)
    image.anchor = OneCellAnchor(_from=start, ext=XDRPositiveSize2D(int(across * _EMU), int(down * _EMU)))
    sheet.add_image(image)


def _image(made: Print) -> Any:
    """As openpyxl wants it, but not opened here: it would look into the bytes with Pillow."""
    from openpyxl.drawing.image import Image

    class Ready(Image):
        def __init__(self) -> None:
            self.width, self.height, self.format = made.width, made.height, "jpeg"

        def _data(self) -> bytes:
            return made.jpeg

    return Ready()
