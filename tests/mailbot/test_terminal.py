"""Plain lists at a terminal: columns line up in Japanese, and no stranger's text moves the cursor."""

from hypothesis import given, strategies as st

from mailbot.terminal import WIDEST, pairs, table
from rules.shown import width


def test_columns_line_up() -> None:
    """A kanji takes two cells; the second column begins at the same cell in every row."""
    shown = table(("番号", "商品"), [("R8-0001", "ジャム"), ("R8-2", "coaster")]).splitlines()

    starts = [
        width(line[: line.index(cell)])
        for line, cell in zip(shown, ("商品", "ジャム", "coaster"), strict=True)
    ]
    assert len(set(starts)) == 1


@given(st.text())
def test_no_text_leaves_its_line_or_its_width(text: str) -> None:
    """Whatever a mail says: one printable line for each row, and no cell wider than allowed."""
    first, second = (table(("a", "b"), [(text, "end")]) + "\n").splitlines()[:2]

    assert second.endswith("end") and "\x1b" not in second
    assert width(second) <= WIDEST + 2 + len("end")
    assert len(pairs([("x", text)]).splitlines()) <= 1


def test_pairs_are_uncut() -> None:
    """What is shown of one thing is shown in full."""
    assert pairs([("件名", "x" * 200), ("番号", None)]) == "件名  " + "x" * 200 + "\n番号"
