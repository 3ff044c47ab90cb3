"""The first sheet of a marked workbook: what to mend, where, and a link to each cell."""

from collections.abc import Iterable, Iterator, Sequence

from mailbot.marking.answercells import reference
from mailbot.marking.markup import escape, text
from mailbot.marking.styles import AMBER, Styles
from mailbot.paper import look
from mailbot.paper.look import Style, lines_of
from mailbot.sheets.cells import Area, letters
from rules.labels import NOTICE
from rules.model import Finding
from rules.record import Struct

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_INTRO = (
    "お手数ですが、下の表の欄を直して、このファイルを保存し、メールへの返信に添付してお送りください。",
    "「場所」を押すと、その欄に移ります。直していただきたい欄には、薄い黄色を付けています。",
    "このシートは、残したままでも、消してもかまいません。",
)
_HEADS = ("", "項目", "場所", "いまの記入", "お願いしたいこと")
_WIDTHS = (5, 25, 20, 25, 62)
"""Of columns A to E, in digits."""
_EMS_PER_DIGIT = 0.5
"""Full-width characters at the size of the table, a little less than fit."""
HEADS_ROW = len(_INTRO) + 3
"""Title, intro and an empty row are above."""

_TITLE = Style(size=16, bold=True, colour=look.ACCENT, ruled=False)
_LINE = Style(size=10.5, ruled=False)
_HEAD = Style(size=10, bold=True, colour="FFFFFF", fill=look.ACCENT, indent=1)
_NUMBER = Style(size=9, colour=look.QUIET, across="center")
_LABEL = Style(size=10.5, bold=True, indent=1)
_LINK = Style(size=10.5, colour="0B5CAD", indent=1)
_SHOWN = Style(size=10, indent=1, fill=AMBER[2:])
_MEND = Style(size=10.5, indent=1)


class Line(Struct, frozen=True, kw_only=True):
    """A gap of the list; without a sheet where it has no cell."""

    gap: Finding
    sheet: str = ""
    area: Area | None = None


def sheet(lines: Sequence[Line], styles: Styles) -> bytes:
    """The whole sheet, its texts in its cells: the shared ones stay as they are."""
    several = len({line.sheet for line in lines if line.sheet}) > 1
    rows = "".join((*_head(styles), *(_row(place, line, several, styles) for place, line in _placed(lines))))
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(_WIDTHS, 1)
    )
    links = "".join(_link(place, line) for place, line in _placed(lines) if line.area)
    first = f"C{HEADS_ROW + 1}"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><sheetPr><tabColor rgb="{AMBER}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<selection activeCell="{first}" sqref="{first}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="18"/><cols>{columns}</cols><sheetData>{rows}</sheetData>'
        + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
    ).encode()


def _placed(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    return enumerate(lines, HEADS_ROW + 1)


def _head(styles: Styles) -> Iterator[str]:
    yield _xml_row(1, 34, [_cell("A1", NOTICE, _style(styles, _TITLE, wrap=False))])
    for row, words in enumerate(_INTRO, 2):
        yield _xml_row(row, 19, [_cell(f"A{row}", words, _style(styles, _LINE, wrap=False))])
    yield _xml_row(HEADS_ROW, 24, _cells(HEADS_ROW, [(words, _HEAD) for words in _HEADS], styles))


def _row(row: int, line: Line, several: bool, styles: Styles) -> str:
    gap = line.gap
    where = reference(line.area).partition(":")[0] if line.area else ""
    texts = (
        (str(row - HEADS_ROW), _NUMBER),
        (gap.label, _LABEL),
        (f"{line.sheet} の {where}" if several and where else where, _LINK),
        (gap.shown, _SHOWN),
        (gap.message, _MEND),
    )
    needed = max(
        lines_of(words, width * _EMS_PER_DIGIT) for (words, _), width in zip(texts, _WIDTHS, strict=True)
    )
    return _xml_row(row, needed * look.LINE + 12, _cells(row, texts, styles))


def _link(row: int, line: Line) -> str:
    assert line.area is not None  # noqa: S101
    quoted = line.sheet.replace("'", "''")
    location = escape(f"'{quoted}'!{reference(line.area)}")
    return f'<hyperlink ref="C{row}" location="{location}" display="{location}"/>'


def _xml_row(row: int, height: float, cells: Iterable[str]) -> str:
    return f'<row r="{row}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _cells(row: int, texts: Iterable[tuple[str, Style]], styles: Styles) -> Iterator[str]:
    for column, (words, style) in enumerate(texts, 1):
        yield _cell(f"{letters(column)}{row}", words, _style(styles, style))


def _cell(at: str, words: str, style: int) -> str:
    if not words:
        return f'<c r="{at}" s="{style}"/>'
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text(words)}</t></is></c>'


def _style(styles: Styles, style: Style, *, wrap: bool = True) -> int:
    """A cell format of styles.xml that looks like this."""
    bold = "<b/>" if style.bold else ""
    line = "<u/>" if style is _LINK else ""
    font = styles.add(
        "fonts",
        f'<font>{bold}{line}<sz val="{style.size:g}"/><color rgb="FF{style.colour}"/><name val="{look.FONT}"/>'
        '<family val="3"/><charset val="128"/></font>',
    )
    fill = styles.fill(f"FF{style.fill}") if style.fill else 0
    border = styles.add("borders", _RULED) if style.ruled else 0
    return styles.add(
        "cellXfs",
        f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyFont="1" '
        'applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment horizontal="{style.across}" vertical="{style.down}" wrapText="{int(wrap)}" '
        f'indent="{style.indent}"/></xf>',
    )


_RULED = "<border>{}<diagonal/></border>".format(
    "".join(
        f'<{side} style="thin"><color rgb="FF{look.RULE}"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
)
