"""Texts of a blank, one by one: what each is for."""

import pytest
from hypothesis import given, strategies as st

from mailbot.learning.words import Role, boxes, form_words
from tests.entries import LIBRARY

WORDS = form_words(LIBRARY)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("", Role.EMPTY),
        ("商品名", Role.LABEL),
        ("①商品名(必須)", Role.LABEL),
        ("氏　　　名", Role.LABEL),
        ("様式ID(変更しないでください)", Role.LABEL),
        ("12", Role.NUMBER),
        ("(3)", Role.NUMBER),
        ("⑫", Role.NUMBER),
        ("【必須】", Role.MARK),
        ("任意", Role.MARK),
        ("円", Role.UNIT),
        ("℃以下", Role.UNIT),
        ("令和　　年　　月　　日", Role.SKELETON),
        ("〒　　　-　　　　", Role.SKELETON),
        ("　　　　円", Role.SKELETON),
        ("縦　　cm×横　　cm", Role.SKELETON),
        ("□常温 □冷蔵(　℃以下)", Role.SKELETON),
        ("選択してください", Role.SKELETON),
        ("OGORI-F-2", Role.CODE),
        ("項目", Role.HEADER),
        ("略さずに書いてください。", Role.NOTE),
        ("例:梅干し", Role.NOTE),
        ("当てはまるものの □ を ■ に変えてください。", Role.NOTE),
    ],
)
def test_role(text: str, role: Role) -> None:
    """A label asks, a skeleton stands in an answer, a note explains, a unit follows."""
    assert WORDS.role(text) is role


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("①商品名(必須)", "商品名"),
        ("3. 内容量:", "内容量"),
        ("★住　　所", "住所"),
        ("代表者 職・氏名\n【必須】", "代表者 職・氏名"),
        ("縦(cm)", "縦(cm)"),
    ],
)
def test_label(text: str, label: str) -> None:
    """Marks, numbers and spread characters are no part of a label; its own words stay as printed."""
    assert WORDS.label(text) == label


def test_boxes() -> None:
    """Each box with what stands behind it, over several lines too."""
    assert boxes("□ 常温　□冷蔵\n□ 冷凍(-18℃以下)") == ("常温", "冷蔵", "冷凍(-18℃以下)")


@given(st.text())
def test_any_text_has_a_role(text: str) -> None:
    """Nothing that stands in a cell breaks the reading of a blank."""
    assert isinstance(WORDS.role(text), Role)
    assert isinstance(WORDS.label(text), str)
