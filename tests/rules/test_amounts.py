"""Money, rates, measures, amounts and periods."""

import pytest

from rules.values.amounts import Yen, compact as squeezed, days, measure, percent, quantities, whole, yen
from tests.rules.filled import TABLES

UNITS = TABLES.units


@pytest.mark.parametrize(
    ("text", "value", "with_tax"),
    [
        ("540", 540, False),
        ("５４０円", 540, False),
        ("¥1,200", 1200, False),
        ("￥1,200-", 1200, False),
        ("1,200円(税抜)", 1200, False),
        ("税抜1,200円", 1200, False),
        ("税抜:1,200円", 1200, False),
        ("１，２００円（税別）", 1200, False),
        ("５４０円（税込）", 540, True),
        ("税込540円", 540, True),
        ("税込540円(税抜500円)", 500, False),
        ("500円(税込540円)", 500, False),
        ("500円(税抜) 540円(税込)", 500, False),
        ("本体価格500円", 500, False),
        ("1万円", 10000, False),
        ("1万2000円", 12000, False),
        ("462.96", 462.96, False),
        ("500円+税", 500, False),
        ("500円(消費税別)", 500, False),
        ("本体500円", 500, False),
        ("500円(8%税込540円)", 500, False),
        ("500円/個", 500, False),
        ("1個500円", 500, False),
        ("500円(1個あたり)", 500, False),
    ],
)
def test_money(text: str, value: float, with_tax: bool) -> None:
    """One amount; of two the one without tax."""
    assert yen(text) == Yen(value, with_tax)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "オープン価格",
        "500円〜800円",
        "500円/800円",
        "時価",
        "500g",
        "円",
        "9" * 60,
        "1.080円",
        "1箱3,240円",
    ],
)
def test_no_price_is_guessed(text: str) -> None:
    """Open prices, ranges, several prices and other units are no amount of money."""
    assert yen(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("70%", 70),
        ("７０％", 70),
        ("7掛", 70),
        ("７割", 70),
        ("75掛", 75),
        ("掛率70%", 70),
        ("65.5%", 65.5),
        ("小売価格の70%", 70),
        ("六掛", 60),
        ("上代の7掛", 70),
        ("350円", None),
    ],
)
def test_rates(text: str, value: float | None) -> None:
    """A share of the retail price in its Japanese ways."""
    assert percent(text) == value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12", "cm", 12.0),
        ("１２ｃｍ", "cm", 12.0),
        ("120mm", "cm", 12.0),
        ("1.2m", "cm", 120.0),
        ("12センチ", "cm", 12.0),
        ("約12cm", "cm", 12.0),
        ("1.5kg", "g", 1500.0),
        ("1,500 g", "g", 1500.0),
        ("320グラム", "g", 320.0),
        ("-18℃以下", "℃", -18.0),
        ("マイナス18度", "℃", -18.0),
        ("−18", "℃", -18.0),
        ("▲18", "℃", -18.0),
        ("10℃以下で保存", "℃", 10.0),
        ("6cm位", "cm", 6.0),
        ("15%", "%", 15.0),
        ("15度", "%", 15.0),
        ("12×8×5", "cm", None),
        ("12g", "cm", None),
        ("大きい", "cm", None),
    ],
)
def test_measures(text: str, unit: str, value: float | None) -> None:
    """One number in the field's unit, converted where another of the same kind is written."""
    assert measure(text, unit, UNITS) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("150g", [(150, "mass", 150)]),
        ("１．８Ｌ", [(1.8, "volume", 1800)]),
        ("1,000 ml", [(1000, "volume", 1000)]),
        ("3個", [(3, "個", 3)]),
        ("150g×3本", [(150, "mass", 150), (3, "本", 3)]),
        ("0.1kg/100g", [(0.1, "mass", 100), (100, "mass", 100)]),
        ("150g x 3", [(150, "mass", 150)]),
        ("150", []),
        ("150gal", []),
    ],
)
def test_quantities(text: str, found: list[tuple[float, str, float]]) -> None:
    """Numbers with units, made comparable within their dimension."""
    assert [(each.number, each.dimension, each.size) for each in quantities(squeezed(text), UNITS)] == found


@pytest.mark.parametrize(
    ("text", "count", "clear"),
    [
        ("90日", 90, True),
        ("９０日間", 90, True),
        ("3か月", 90, True),
        ("3ヶ月", 90, True),
        ("３ヵ月間", 90, True),
        ("3カ月", 90, True),
        ("3週間", 21, True),
        ("1年", 365, True),
        ("1年6か月", 545, True),
        ("半年", 180, True),
        ("1年半", 545, True),
        ("D+180", 180, True),
        ("Ｄ＋１８０日", 180, True),
        ("製造日から90日", 90, True),
        ("製造日より3か月", 90, True),
        ("製造日を含めて5日", 5, True),
        ("約3か月", 90, True),
        ("72時間", 3, True),
        ("三か月", 90, True),
        ("百八十日", 180, True),
        ("一年半", 545, True),
        ("未開封で180日", 180, True),
        ("賞味期限180日", 180, True),
        ("180日(6か月)", 180, True),
        ("6か月(180日)", 180, True),
        ("180日(開封後は10日)", 180, True),
        ("冷凍180日、解凍後3日", 180, True),
        ("90", 90, False),
        ("2〜3か月", 60, False),
        ("2週間〜3週間", 14, False),
    ],
)
def test_periods(text: str, count: int, clear: bool) -> None:
    """Days, weeks, months of 30 and years of 365 days; a range counts as its shorter end, with a doubt."""
    assert days(text, UNITS) == (count, clear)


@pytest.mark.parametrize(
    "text", ["", "長期", "2027年3月31日", "日", "9" * 60 + "日", "180日(90日)", "開封後30日"]
)
def test_no_period_is_guessed(text: str) -> None:
    """A date or a vague word is no period."""
    assert days(text, UNITS) is None


@pytest.mark.parametrize(
    ("raw", "number"),
    [(3, 3.0), (2.5, 2.5), (True, None), ("3", None), (float("nan"), None), (float("inf"), None)],
)
def test_number_cells(raw: object, number: float | None) -> None:
    """Only real, finite numbers of a cell count."""
    assert whole(raw) == number
