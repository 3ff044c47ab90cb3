"""Cells in amber: found or made, in their order, in sheets that other programs wrote."""

import pytest

from mailbot.marking.answercells import AnswerCells
from mailbot.marking.markup import Markup
from mailbot.marking.styles import Styles
from mailbot.sheets.cells import Area

STYLES = b"<styleSheet><fills><fill/><fill/></fills><cellXfs><xf/><xf numFmtId='9'/></cellXfs></styleSheet>"
FIRST, SECOND = 2, 3
"""The clones of the two styles, by the order in which they are asked for."""


def filled(data: str, *places: tuple[int, int], before: str = "") -> str:
    """The sheet's data after filling; `before` stands in front of it."""
    markup = Markup(f"<worksheet>{before}{data}</worksheet>".encode())
    AnswerCells(markup, Styles(Markup(STYLES))).fill(places)
    return markup.done().decode().removeprefix(f"<worksheet>{before}").removesuffix("</worksheet>")


@pytest.mark.parametrize(
    ("data", "places", "after"),
    [
        ('<sheetData><row r="2"><c r="B2"/></row></sheetData>', [(2, 2)],
         '<sheetData><row r="2"><c r="B2" s="2"/></row></sheetData>'),
        ('<sheetData><row r="2"><c r="B2"/><c r="D2"/></row></sheetData>', [(2, 1), (2, 3), (2, 5)],
         '<sheetData><row r="2"><c r="A2" s="2"/><c r="B2"/><c r="C2" s="2"/><c r="D2"/><c r="E2" s="2"/>'
         "</row></sheetData>"),
        ('<sheetData><row r="2" spans="2:3"/></sheetData>', [(2, 27), (2, 3)],
         '<sheetData><row r="2" spans="2:27"><c r="C2" s="2"/><c r="AA2" s="2"/></row></sheetData>'),
        ('<sheetData><row r="2"/><row r="5"/></sheetData>', [(1, 1), (3, 1), (4, 1), (7, 1)],
         '<sheetData><row r="1"><c r="A1" s="2"/></row><row r="2"/><row r="3"><c r="A3" s="2"/></row>'
         '<row r="4"><c r="A4" s="2"/></row><row r="5"/><row r="7"><c r="A7" s="2"/></row></sheetData>'),
        ("<sheetData/>", [(3, 1), (9, 2)],
         '<sheetData><row r="3"><c r="A3" s="2"/></row><row r="9"><c r="B9" s="2"/></row></sheetData>'),
        ("<sheetData><row><c/><c/></row></sheetData>", [(1, 2)],
         '<sheetData><row><c/><c s="2"/></row></sheetData>'),
    ],
    ids=["there", "between", "empty row", "no row", "no data", "without places"],
)  # fmt: skip
def test_cells_are_filled_in_their_place(data: str, places: list[tuple[int, int]], after: str) -> None:
    """A cell or row that is not there is made where it belongs."""
    assert filled(data, *places) == after


def test_a_cell_that_is_made_looks_as_its_row_or_column() -> None:
    """An empty cell has the style of its row, else of its column."""
    columns = '<cols><col min="2" max="3" style="1"/></cols>'
    data = '<sheetData><row r="1" s="1" customFormat="1"/><row r="2"/></sheetData>'

    assert filled(data, (1, 1), (2, 1), (2, 3), before=columns) == (
        '<sheetData><row r="1" s="1" customFormat="1"><c r="A1" s="2"/></row>'
        '<row r="2"><c r="A2" s="3"/><c r="C2" s="2"/></row></sheetData>'
    )


@pytest.mark.parametrize(
    ("views", "after"),
    [
        ("", '<sheetViews><sheetView workbookViewId="0"><selection {}/></sheetView></sheetViews>'),
        ('<sheetViews><sheetView/></sheetViews>',
         '<sheetViews><sheetView topLeftCell="A16"><selection pane="topLeft" {}/></sheetView></sheetViews>'),
        ('<sheetViews><sheetView topLeftCell="A1"><selection activeCell="A1" sqref="A1"/></sheetView></sheetViews>',
         '<sheetViews><sheetView topLeftCell="A16"><selection {}/></sheetView></sheetViews>'),
        ('<sheetViews><sheetView><pane ySplit="1" activePane="bottomLeft"/><selection pane="topLeft"/>'
         "<extLst/></sheetView></sheetViews>",
         '<sheetViews><sheetView><pane ySplit="1" activePane="bottomLeft"/><selection pane="topLeft"/>'
         '<selection pane="bottomLeft" {}/><extLst/></sheetView></sheetViews>'),
    ],
    ids=["none", "empty", "moved", "frozen"],
)  # fmt: skip
def test_the_cursor_is_put(views: str, after: str) -> None:
    """On the first gap, its whole area selected, in the pane that scrolls."""
    markup = Markup(f"<worksheet><dimension/>{views}<sheetData/></worksheet>".encode())
    AnswerCells(markup, Styles(Markup(STYLES))).point_at(Area(21, 3, 21, 8))

    selected = 'activeCell="C21" sqref="C21:H21"'
    assert (
        markup.done().decode() == f"<worksheet><dimension/>{after.format(selected)}<sheetData/></worksheet>"
    )
