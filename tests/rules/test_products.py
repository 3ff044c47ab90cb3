"""One sheet, one product, one size."""

import pytest

from rules.checks.products import Sizes, sizes
from tests.rules.filled import FOOD, NONFOOD, TABLES, codes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "あまおうジャム 150g",
        "150g",
        "1,000g",
        "1.8L",
        "3個",
        "150g×3本",
        "１５０ｇ×３本",
        "300g(150g×2袋)",
        "1kg(200g×5袋)",
        "1箱(12個入)",
        "5個入り 2箱",
        "100g/袋",
        "固形量200g 内容総量350g",
        "焼酎とグラスのセット 720ml・300ml",
        "ジャム3種詰め合わせ 100g・100g・100g",
        "ジャム・100g",
        "Tシャツ(L)",
        "M・I工房の皿",
        "大吟醸 小瓶",
        "大川組子・小物入れ",
        "1/2個",
        "藍、白、柿渋の3色",
        "たまねぎ・トマトのスープ 180g",
    ],
)
def test_one_product(text: str) -> None:
    """A name, an amount, a set and a bundle stand for one product."""
    assert sizes(text, TABLES) is Sizes.ONE


@pytest.mark.parametrize(
    "text",
    [
        "100g/200g",
        "１００ｇ／２００ｇ",
        "100g、200g",
        "100g・200g",
        "100g\n200g",
        "500ml, 720ml, 1800ml",
        "500g/1kg",
        "100g又は200g",
        "100g or 200g",
        "3個入・5個入",
        "150g×3本/150g×5本/200g",
        "S・M・L",
        "Ｓ／Ｍ／Ｌ",
        "Tシャツ M・L",
        "S〜Lサイズ",
        "大・中・小",
        "大/小",
        "ジャム各種",
        "全サイズ",
    ],
)
def test_several_sizes(text: str) -> None:
    """Clear alternatives of size or amount ask for a sheet each."""
    assert sizes(text, TABLES) is Sizes.SEVERAL


@pytest.mark.parametrize("text", ["100gと200g", "100g 200g", "約800〜1000g", "100・200g", "桃100g・梨100g"])
def test_unclear(text: str) -> None:
    """What may be one product or two is put before a person."""
    assert sizes(text, TABLES) is Sizes.UNCLEAR


def test_the_finding_stands_at_the_answer() -> None:
    """Name, amount and variation are looked at, each with its own finding."""
    assert ("several_sizes", "name") in codes(FOOD, {"name": "ジャム 100g/200g"})
    assert ("several_sizes", "net") in codes(FOOD, {"net": "100g/200g"})
    assert ("sizes_unclear", "net") in codes(FOOD, {"net": "約800〜1000g"})
    assert ("several_sizes", "variation") in codes(NONFOOD, {"variation": "S・M・L"})
    assert not any("size" in code for code, _ in codes(NONFOOD, {"variation": "藍・白・柿渋"}))
