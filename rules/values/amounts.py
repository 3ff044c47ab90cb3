"""Yen, rates, measures, amounts with a unit and periods: text -> number, or None where it can't be told."""

import re
from collections.abc import Mapping
from functools import lru_cache
from math import ceil, floor, isfinite

from rules.record import Struct
from rules.tables import Units
from rules.wording import normal

NUMBER = r"\d+(?:\.\d+)?"
_SIGNED = re.compile(rf"-?{NUMBER}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TIMES = re.compile(r"(?<=[\da-z])x(?=\d)")
_MYRIADS = re.compile(rf"({NUMBER})万(\d*)")
_ABOUT = re.compile(r"約|およそ|おおよそ|程度?|前後|くらい|ぐらい|位|以内|以下|未満|(?:で|にて)?保存$")
_BEFORE_TAX = r"税抜き?|税ぬき|(?:消費)?税別途?|本体(?:価格)?|外税|\+(?:消費)?税別?"
_WITH_TAX = r"(?:\d{1,2}%)?(?:消費)?税込み?|税こみ|内税|総額"
_YEN = re.compile(
    rf"\(?(?P<before>{_BEFORE_TAX}|{_WITH_TAX})?[):]*[¥\\]?(?P<number>-?{NUMBER})円?(?:-|也)?"
    rf"(?:\(?(?P<after>{_BEFORE_TAX}|{_WITH_TAX})\)?(?![\d:¥\\]))?"
)
_PIECE = "(?:個|コ|ケ|ヶ|つ|本|枚|袋|瓶|びん|缶|点|食|丁|束|玉|台|着|足|冊|パック)(?:あたり|当たり|につき)?"
_EACH = re.compile(rf"^1{_PIECE}(?=[¥\d])|(?<=円)(?:/1?{_PIECE}|\(1{_PIECE}\))$")
"""'1個540円', '540円/個': one product is what the price is for."""
_UNCLEAR = re.compile(r"\d{1,3}\.\d{3}")
"""1.080 yen may be 1,080."""
_PERCENT = re.compile(rf"({NUMBER})(%|パ-セント|掛け?|割|ポイント)")
_OF_PRICE = re.compile(r"^(?:掛け?率|(?:希望)?小売価格?の?|上代の?|定価の?|売価の?|販売価格の?):?")
_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")}
_TENTHS = re.compile("[一二三四五六七八九](?=[掛割])")
_SPELLED = re.compile("[一二三四五六七八九十百]+(?=[年月日週かヶケカヵ箇])")
_TOLD_BEFORE = re.compile(
    r"^(?:(?:賞味|消費)期[限間]:?は?)?(?:未開封|常温|冷蔵|冷凍)?(?:の状態)?(?:で|保存で?)?"
    r"(?:製造日?|加工日?|出荷日?|瓶詰日?|d)?(?:から|より|を含めて?|を含む|含む|含め|起算して|後|の?翌日|\+|、)*"
)
_LATER = re.compile(r"[(、,]?(?:開封|解凍)後.*")
_LARGEST = 1e15
"""Above this a float no longer holds every whole number."""

_LONGEST_LIFE = 36_500
"""Days. A longer period is a date (2027年3月31日) or nonsense."""


class Yen(Struct, frozen=True):
    value: float
    with_tax: bool


class Quantity(Struct, frozen=True):
    """A number and its unit in a text."""

    number: float
    unit: str
    dimension: str
    """'mass', 'volume', or the counted unit itself."""
    size: float
    """In the dimension's own unit, so that 0.1kg and 100g are alike."""
    start: int
    end: int


def compact(text: str) -> str:
    """The text for reading numbers: NFKC, no white space, no commas between thousands; '150g x 3' has a '×'."""
    return _TIMES.sub("×", _THOUSANDS.sub("", normal(text)))


def whole(raw: object) -> float | None:
    """The number of a number cell to six places; None for anything else, and for what is no number at all."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    return round(float(raw), 6) if abs(raw) < _LARGEST and isfinite(raw) else None


def yen(text: str) -> Yen | None:
    """One amount of money. Of several, the one that says 税抜; else None."""
    squeezed = _MYRIADS.sub(lambda each: f"{float(each[1]) * 10_000 + int(each[2] or 0):.0f}", compact(text))
    squeezed = _EACH.sub("", squeezed)
    amounts, end = [], 0
    for match in _YEN.finditer(squeezed):
        if squeezed[end : match.start()].strip("(),、/・:→=約") or abs(float(match["number"])) >= _LARGEST:
            return None
        if _UNCLEAR.fullmatch(match["number"]):
            return None
        words = (match["before"] or "") + (match["after"] or "")
        amounts.append((float(match["number"]), words))
        end = match.end()
    if not amounts or squeezed[end:].strip("()、/・"):
        return None
    bare = [value for value, words in amounts if re.search(_BEFORE_TAX, words)]
    if len(amounts) == 1:
        return Yen(amounts[0][0], with_tax=not bare and bool(re.search(_WITH_TAX, amounts[0][1])))
    unmarked = [value for value, words in amounts if not words]
    chosen = bare or (unmarked if len(unmarked) < len(amounts) else [])
    return Yen(chosen[0], with_tax=False) if len(chosen) == 1 else None


def percent(text: str) -> float | None:
    """A share of the retail price in percent: '70%', '7掛', '７割'."""
    squeezed = _OF_PRICE.sub("", _ABOUT.sub("", compact(text)))
    match = _PERCENT.fullmatch(_TENTHS.sub(lambda each: _DIGITS[each[0]], squeezed))
    if not match or float(match[1]) >= _LARGEST:
        return None
    number = float(match[1])
    return number * 10 if match[2] in ("掛", "掛け", "割") and number <= 10 else number


def measure(text: str, unit: str, units: Units) -> float | None:
    """One number in `unit`; a length or weight in another unit is converted: 120mm is 12.0 for 'cm'."""
    squeezed = re.sub("マイナス|[▲△](?=\\d)", "-", _ABOUT.sub("", compact(text))).removeprefix("+")
    match = _SIGNED.match(squeezed)
    if not match or abs(float(match[0])) >= _LARGEST:
        return None
    number, written = float(match[0]), squeezed[match.end() :].strip("()")
    if written in ("", normal(unit), "度", "パ-セント"):
        return number
    for table in (units.length, units.mass, units.volume):
        factors = _folded(table)
        if written in factors and normal(unit) in factors:
            return round(number * factors[written] / factors[normal(unit)], 6)
    return None


def quantities(text: str, units: Units) -> tuple[Quantity, ...]:
    """Every number with a unit, in the order of the text, which must be `compact`."""
    known, written = _measures(*(tuple(table.items()) for table in (units.mass, units.volume)), units.counted)
    found = []
    for match in written.finditer(text):
        dimension, factor = known[match[2]]
        number = float(match[1])
        found.append(
            Quantity(number, match[2], dimension, round(number * factor, 6), match.start(), match.end())
        )
    return tuple(found)


@lru_cache(maxsize=8)
def _measures(
    mass: tuple[tuple[str, float], ...], volume: tuple[tuple[str, float], ...], counted: tuple[str, ...]
) -> tuple[Mapping[str, tuple[str, float]], re.Pattern[str]]:
    """Each unit's dimension and factor, and how a number with one is written."""
    known = {each: ("mass", factor) for each, factor in _folded(dict(mass)).items()}
    known |= {each: ("volume", factor) for each, factor in _folded(dict(volume)).items()}
    known |= {each: (each, 1.0) for each in map(normal, counted)}
    names = "|".join(re.escape(each) for each in sorted(known, key=len, reverse=True))
    return known, re.compile(rf"(?<![\d.])({NUMBER})({names})(?![a-z])")


def days(text: str, units: Units) -> tuple[int, bool] | None:
    """A period in days, and whether it was clear. Of a range the shorter end; a bare number is days."""
    squeezed = _SPELLED.sub(lambda each: str(spelled(each[0])), _LATER.sub("", compact(text)))
    squeezed = _ABOUT.sub("", squeezed).replace("半年", "6か月").replace("年半", "年6か月")
    if inside := re.fullmatch(r"([^()]+)\(([^()]+)\)", squeezed):
        return _agreed(days(inside[1], units), days(inside[2], units))
    squeezed = _TOLD_BEFORE.sub("", squeezed)
    factors = _folded(units.time)
    names = "|".join(re.escape(each) for each in sorted(factors, key=len, reverse=True))
    if match := re.fullmatch(rf"({NUMBER})(?:{names})?~({NUMBER})({names})?", squeezed):
        shorter = _days(float(match[1]), factors.get(match[3] or "日", 1))
        return None if shorter is None else (shorter, False)
    if re.fullmatch(NUMBER, squeezed):
        bare = _days(float(squeezed), 1)
        return None if bare is None else (bare, normal(text).startswith("d+"))
    if not re.fullmatch(rf"(?:{NUMBER}(?:{names})と?)+", squeezed):
        return None
    total = sum(
        float(number) * factors[unit] for number, unit in re.findall(rf"({NUMBER})({names})", squeezed)
    )
    summed = _days(total, 1)
    return None if summed is None else (summed, True)


def spelled(numerals: str) -> int:
    """'十一' is 11, '百八十' 180, and digit by digit '二〇' 20."""
    if not re.search("[十百]", numerals):
        return int("".join(_DIGITS.get(each, each) for each in numerals))
    total = 0
    for number, place in re.findall("([一二三四五六七八九]?)([十百]|$)", numerals):
        total += int(_DIGITS.get(number, "1" if place else "0")) * {"百": 100, "十": 10, "": 1}[place]
    return total


def decimal(value: float) -> str:
    """As a person writes it: no exponent, no idle zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def half_up(value: float) -> int:
    return floor(value + 0.5)


def _agreed(told: tuple[int, bool] | None, again: tuple[int, bool] | None) -> tuple[int, bool] | None:
    """'180日(6か月)': the same length in other words, months being thirty days or so."""
    if told is None or again is None or abs(told[0] - again[0]) * 10 > told[0]:
        return None
    return told


def _days(number: float, factor: float) -> int | None:
    total = number * factor
    return ceil(round(total, 3)) if total < _LONGEST_LIFE else None


def _folded(table: Mapping[str, float]) -> dict[str, float]:
    return {normal(unit): factor for unit, factor in table.items()}
