"""What people write over the cells of a sheet is told, so that nobody calls an answer missing that they can see."""

from mailbot.sheets.reading import read
from mailbot.sheets.workbook import Workbook, open_workbook
from rules.labels import NOTICE
from tests.entries import CONTEXT, FORMS, filled
from tests.mailbot.sheets.packages import MAIN, relations
from tests.sheets.parts import FIRST, packed, parts

COMMENT = '<comment ref="C42" authorId="0"><text><r><t>{0}</t></r></text></comment>'
SHAPE = (
    '<xdr:wsDr xmlns:xdr="d" xmlns:a="a"><xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:row>41</xdr:row>'
    "</xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>{0}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
    "</xdr:wsDr>"
)


def told(data: bytes, kind: str, xml: str) -> list[str]:
    """What is told of the first sheet with this part beside it."""
    beside = {f"xl/{kind}9.xml": xml.encode()}
    beside[FIRST.replace("worksheets/", "worksheets/_rels/") + ".rels"] = relations(
        n=(kind, f"/xl/{kind}9.xml")
    ).encode()
    book = open_workbook(packed(parts(data) | beside))
    assert isinstance(book, Workbook)
    (entry,) = read(book, FORMS, CONTEXT).entries
    return [each.message for each in entry.findings if each.code == "text_unread"]


def comments(*texts: str) -> str:
    return f'<comments xmlns="{MAIN}"><commentList>{"".join(map(COMMENT.format, texts))}</commentList></comments>'


def test_a_comment_is_told_and_ours_is_not() -> None:
    """A person hears of each cell that has a comment; what we wrote ourselves is none."""
    (message,) = told(filled("food"), "comments", comments("福岡県小郡市です"))

    assert "エントリーシート!C42のメモ" in message
    assert told(filled("food"), "comments", comments(f"{NOTICE}\nご記入ください。", "")) == []


def test_a_text_box_is_told_where_an_answer_lacks() -> None:
    """A shape may hold the answer that its cell does not; where nothing lacks, it may be the paper's own."""
    (message,) = told(filled("food", origin=""), "drawing", SHAPE.format("福岡県小郡市"))

    assert "エントリーシート!C42の図形" in message
    assert told(filled("food"), "drawing", SHAPE.format("福岡県小郡市")) == []
    assert told(filled("food", origin=""), "drawing", SHAPE.format(" ")) == []


def test_a_damaged_note_costs_nothing_else() -> None:
    """A part that can't be read has no notes, and the answers stay."""
    assert told(filled("food"), "comments", "<comments><") == []
