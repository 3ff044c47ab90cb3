"""The boxes in which comments are drawn: VML, which is no XML where Excel wrote it, so it is only ever added to."""

import re
from collections.abc import Collection, Iterable

from mailbot.sheets.cells import Area

_END = b"</xml>"
_SHAPE = re.compile(rb"<(\w+):shape\s.*?</\1:shape>", re.DOTALL)
_ROW, _COLUMN = re.compile(rb"<\w+:Row>\s*(\d+)"), re.compile(rb"<\w+:Column>\s*(\d+)")
_ID = re.compile(rb"_x0000_s(\d{1,9})\b")
_FIRST_ID = 1025
"""Ids of the first block, as `o:idmap` below has it."""
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
"""Declared on every element of ours: programs differ in their prefixes."""
_TYPE = b'id="_x0000_t202"'
_BOX = (
    f'<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
EMPTY = (
    f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
).encode()
_COLUMNS, _ROWS = 4, 5
"""How large a box is, in cells of the sheet."""


def understood(drawing: bytes) -> bool:
    """Written as all known programs do, so that boxes of ours fit in."""
    return _END in drawing


def changed(drawing: bytes, gone: Collection[tuple[int, int]], new: Iterable[Area]) -> bytes:
    """Without the boxes of some places (row and column from 1), and with one for each new area."""

    def kept(match: re.Match[bytes]) -> bytes:
        shape = match[0]
        row, column = _ROW.search(shape), _COLUMN.search(shape)
        if row is None or column is None or b'ObjectType="Note"' not in shape:
            return shape
        return b"" if (int(row[1]) + 1, int(column[1]) + 1) in gone else shape

    drawing = _SHAPE.sub(kept, drawing)
    first = max((_FIRST_ID - 1, *(int(id) for id in _ID.findall(drawing)))) + 1
    shapes = "".join(_shape(id, area) for id, area in enumerate(new, first))
    head, end, tail = drawing.rpartition(_END)
    box = _BOX if _TYPE not in head else ""
    return head + (box + shapes).encode() + end + tail


def _shape(id: int, area: Area) -> str:
    """Hidden until the pointer is on the cell; right of it."""
    left, top = area.right, max(0, area.top - 2)
    anchor = f"{left}, 12, {top}, 6, {left + _COLUMNS}, 12, {top + _ROWS}, 6"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{id}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:60pt;margin-top:1.5pt;width:240pt;height:90pt;z-index:1;'
        'visibility:hidden" fillcolor="#fffbe8" strokecolor="#b98a00" o:insetmode="auto">'
        '<v:fill color2="#fffbe8"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{area.top - 1}</x:Row><x:Column>{area.left - 1}</x:Column></x:ClientData></v:shape>"
    )
