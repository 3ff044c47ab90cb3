"""The strict reader of these tests sees what a program would want to repair."""

from functools import cache

import pytest

from tests.mailbot.marking.rich import SHEET, changed, rich
from tests.mailbot.marking.seen import marked
from tests.mailbot.marking.strict import problems


@cache
def sound() -> bytes:
    return marked(rich(storage=""))


BOX = "xl/drawings/commentsDrawing1.vml"


@pytest.mark.parametrize(
    ("part", "before", "after", "told"),
    [
        (SHEET, "</worksheet>", "</worksheet", "not well-formed|unclosed"),
        (SHEET, "<cols>", "<pageMargins/><cols>", "order"),
        (SHEET, 'r="C47" s="', 'r="C47" s="9', "style out of range"),
        (SHEET, 'r="C47"', 'r="A47"', "cells of row 47 out of order"),
        (SHEET, '<row r="47"', '<row r="4"', "rows out of order"),
        ("xl/styles.xml", "<cellXfs count=\"", "<cellXfs count=\"9", "count of cellXfs"),
        ("xl/comments/comment1.xml", 'ref="C47"', 'ref="C11"', "two comments on a cell"),
        (BOX, "<x:Row>46</x:Row>", "<x:Row>45</x:Row>", "boxes"),
        (BOX, "_x0000_s1101", "_x0000_s1100", "ids twice"),
        ("xl/workbook.xml", 'activeTab="0"', 'activeTab="1"', "active"),
        ("xl/workbook.xml", 'localSheetId="1"', 'localSheetId="9"', "defined names"),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet4.xml", "worksheets/sheet9.xml", "no part"),
        ("[Content_Types].xml", "/xl/worksheets/sheet4.xml", "/xl/worksheets/sheet9.xml", "override without part"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(part: str, before: str, after: str, told: str) -> None:
    """A sound file has no problem; each of these changes makes one."""
    assert problems(sound()) == []

    found = "\n".join(problems(changed(sound(), {part: [(before, after)]})))

    assert any(word in found for word in told.split("|")), found
