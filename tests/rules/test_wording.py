"""Text made comparable and fit to show."""

import pytest
from hypothesis import given, strategies as st

from rules.wording import SHOWN, digits, kana, normal, plain, shorten


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈱小郡食品", "(株)小郡食品"),
        ("ＡＢＣ　商店", "abc商店"),
        ("サーバー", "サ−バ―"),
        ("10〜20", "10～20"),
        ("ｼﾞｬﾑ", "ジャム"),
        ("該当なし\n", "該当 なし"),
    ],
)
def test_the_same_words_compare_alike(one: str, other: str) -> None:
    """Width, case, white space, dashes and waves make no difference."""
    assert normal(one) == normal(other)


@pytest.mark.parametrize(("one", "other"), [("髙", "高"), ("すし", "ずし"), ("1", "l"), ("あ", "ア")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    """Variant kanji, voiced kana and look-alikes are not thrown together."""
    assert normal(one) != normal(other)


def test_plain_text_and_kana() -> None:
    """Full-width letters become plain, hiragana and half-width kana become katakana."""
    assert plain(" Ｒ８① ") == "R81"
    assert kana("おごおりｼﾞｬﾑ") == "オゴオリジャム"


@pytest.mark.parametrize(
    ("text", "found"), [("４５６-７ 8", "45678"), ("12a", ""), ("", ""), ("１２．０", "")]
)
def test_digits(text: str, found: str) -> None:
    """A code's digits, or nothing where anything else stands among them."""
    assert digits(text) == found


@given(st.text())
def test_a_shown_answer_is_one_short_line(text: str) -> None:
    """No line break and no control character reaches a letter, and a long answer is cut with a mark."""
    line = shorten(text)

    assert len(line) <= SHOWN
    assert line.isprintable()
    assert shorten(line) == line


def test_a_cut_is_marked() -> None:
    """A reader sees that the answer went on."""
    assert shorten("あ" * 50) == "あ" * 39 + "…"
