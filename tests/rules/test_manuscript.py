"""A letter's text read back: wrapped lines are paragraphs again, and sides are known from where lines stand."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from rules.letters import manuscript
from rules.letters.manuscript import Paragraph
from rules.letters.paragraphs import aligned, width, wrap
from tests.rules.notices import NOTICES

GOLDEN = Path(__file__).parent / "letters"


def body(name: str) -> str:
    return (GOLDEN / f"{name}.txt").read_text("utf-8").partition("\n\n")[2]


def paragraphs(text: str) -> list[Paragraph]:
    read = manuscript.read(text)
    return [each for block in (*read.blocks, read.contact) for each in block]


@pytest.mark.parametrize("name", NOTICES)
def test_nothing_is_lost(name: str) -> None:
    """Every letter's text stands in its paragraphs, in order; the ruled line alone is gone."""
    found = "".join(each.label + each.text for each in paragraphs(body(name)))

    assert "".join(found.split()) == "".join(body(name).replace("-" * 40, "").split())


def test_a_result_is_understood() -> None:
    """Number, date and signatory stand right, title and 記 in the middle, sentences are whole again."""
    found = paragraphs(body("result"))

    assert [each.text for each in found if each.side == "right"] == [
        "8企第123号",
        "令和8年12月10日",
        "小郡市長",
        "(公印省略)",
        "以上",
    ]
    assert [each.text for each in found if each.side == "center"] == [
        "アンテナショップ「福岡 久留米館」",
        "取扱商品の選定結果について(通知)",
        "記",
    ]
    assert (
        Paragraph(
            label="理　　由",
            text="圏域内での生産・製造、圏域の原材料、圏域とのゆかりなどの選定要件に当てはまることを確認できませんでした。",
            indent=6,
            hang=16,
        )
        in found
    )
    assert Paragraph(label="FAX", text="0942-73-4466", hang=10) in found


@given(
    st.text("あいう、。「」ab12 ", min_size=1, max_size=300),
    st.sampled_from(["", "　", "　　理由　", "(1) "]),
)
def test_wrapping_is_undone(text: str, lead: str) -> None:
    """One long line, wrapped and read back, is one paragraph with the same words."""
    line = f"{lead}あ{' '.join(text.split())}。"

    (found,) = paragraphs(wrap(line))

    assert "".join(f"{found.label}{found.text}".split()) == "".join(line.split())


def test_a_line_among_others_stands_in_the_middle_by_chance() -> None:
    """An indented line that happens to be as far from either edge is text, not a title."""
    found = paragraphs("■ 誓約書\n" + "　　" + "あ" * 31 + "\n" + "　" * 8 + "あ" * 19)

    assert [each.side for each in found] == ["left"] * 3


@given(st.text("あいうab1", min_size=1, max_size=60), st.sampled_from(["right", "center"]))
def test_sides_are_known_again(text: str, side: str) -> None:
    """What the template set at the right edge or in the middle is found there, as far as white space can tell."""
    if width(text) <= 52:
        (found,) = paragraphs(aligned(text, side))

        assert (found.side, found.text) == (side, text)
