"""One answer, and how people write it: every writing must read as the same value. No reader is asked here."""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from rules.forms import Field, Kind
from rules.model import Value
from rules.values import Cell

Raw = str | int | float | date
Writing = Callable[[Value, Field, Random], Raw]
"""What somebody types for a value."""

_HALF = {unicodedata.normalize("NFKC", half): half for half in map(chr, range(0xFF61, 0xFFA0))}
_NUMERALS = "〇一二三四五六七八九"
TICKED, OPEN = "■☑☒✓✔●◉○◎", "□☐"


def wide(text: str) -> str:
    """ASCII as full-width characters."""
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


def half(text: str) -> str:
    """Katakana as half-width characters."""
    return "".join(_HALF.get(each, each) for each in unicodedata.normalize("NFD", text))


def hiragana(text: str) -> str:
    return "".join(chr(ord(each) - 0x60) if "ァ" <= each <= "ヶ" else each for each in text)


def spelled(number: int) -> str:
    """Up to 99: 十一, 二十."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十") + (
        _NUMERALS[ones] if ones else ""
    )


def a_date(value: Value, field: Field, chance: Random) -> Raw:
    assert isinstance(value, date)
    year, month, day = value.year - 2018, value.month, value.day
    writings: list[Raw] = [
        value,
        (value - date(1899, 12, 30)).days,
        f"令和{year}年{month}月{day}日",
        wide(f"令和{year}年{month}月{day}日"),
        f"令和 {year} 年 {month} 月 {day} 日",
        f"令和{spelled(year)}年{spelled(month)}月{spelled(day)}日",
        f"R{year}.{month}.{day}",
        wide(f"R{year}.{month:02d}.{day:02d}"),
        f"{value:%Y/%m/%d}",
        f"{value:%Y-%m-%d}",
        f"{value.year}年{month}月{day}日({'月火水木金土日'[value.weekday()]})",
    ]
    return chance.choice(writings)


def yen(value: Value, field: Field, chance: Random) -> Raw:
    assert isinstance(value, int)
    texts = [
        f"{value}円",
        f"¥{value:,}",
        f"{value:,}円(税抜)",
        wide(f"{value}") + "円",
        f"{value} 円",
        f"税抜{value}円",
    ]
    writings: list[Raw] = [value, float(value), *texts]
    return chance.choice(writings)


def number(value: Value, field: Field, chance: Random) -> Raw:
    assert isinstance(value, int | float)
    texts = [f"{value}", f"{value}{field.unit}", wide(f"{value}{field.unit}"), f" {value} {field.unit} "]
    if field.unit == "cm":
        texts.append(f"{value * 10:g}mm")
    writings: list[Raw] = [value, float(value), *texts]
    return chance.choice(writings)


def period(value: Value, field: Field, chance: Random) -> Raw:
    assert isinstance(value, int)
    texts = [f"{value}日", f"D+{value}", wide(f"{value}") + "日間", f"製造日より{value}日"]
    if value % 30 == 0:
        texts.append(f"{value // 30}か月")
    if value % 7 == 0:
        texts.append(f"{value // 7}週間")
    return chance.choice(texts)


def code(value: Value, field: Field, chance: Random) -> Raw:
    text = str(value)
    writings: list[Raw] = [text, wide(text), f" {text} "]
    if text.isdecimal():
        writings += [int(text), float(text)]
    return chance.choice(writings)


def postcode(value: Value, field: Field, chance: Random) -> Raw:
    text = str(value)
    bare = text.replace("-", "")
    writings: list[Raw] = [text, bare, f"〒{text}", wide(text), f"〒 {text}", int(bare), float(bare)]
    return chance.choice(writings)


def phone(value: Value, field: Field, chance: Random) -> Raw:
    bracketed = str(value).replace("-", "(", 1).replace("-", ")", 1)
    return chance.choice([str(value), bracketed, wide(str(value)), f"TEL {value}"])


def kana(value: Value, field: Field, chance: Random) -> Raw:
    text = str(value)
    return chance.choice([text, hiragana(text), half(text)])


def one_of(value: Value, field: Field, chance: Random) -> Raw:
    text, options = str(value), field.options
    tick, box = chance.choice(TICKED), chance.choice(OPEN)
    boxes = "　".join(f"{tick if each == text else box}{each}" for each in options)
    behind = "　".join(f"{each}{tick if each == text else box}" for each in options)
    return chance.choice([text, f" {text} ", wide(text), f"{tick} {text}", f"{text}{tick}", boxes, behind])


def rate(value: Value, field: Field, chance: Random) -> Raw:
    writings: list[Raw] = [str(value), wide(str(value)), f" {value}", int(str(value).rstrip("%")) / 100]
    return chance.choice(writings)


def ticks(value: Value, options: Sequence[str], chance: Random) -> str:
    """Boxes before, losers deleted, names alone, a mark behind, or brackets."""
    assert isinstance(value, tuple)
    tick, box, gap = chance.choice(TICKED), chance.choice(OPEN), chance.choice([" ", "　", "\n"])
    named = any(
        each[0].isdecimal() for each in options
    )  # numbered sentences: nobody writes those behind a mark
    return chance.choice(
        [
            gap.join(f"{tick if each in value else box} {each}" for each in options),
            gap.join(f"{tick if each in value else box}{each}" for each in options),
            gap.join(f"{tick}{each}" for each in value),
            gap.join(f"[{'x' if each in value else ' '}] {each}" for each in options),
            gap.join(f"レ {each}" for each in value),
            "、".join(value) if not named else "\n".join(value),
            "　".join(f"{each}{tick}" for each in value)
            if not named
            else "\n".join(f"{tick} {each}" for each in value),
            "　".join(f"{each}{tick if each in value else ''}" for each in options)
            if not named
            else "、".join(value),
        ]
    )


def text(value: Value, field: Field, chance: Random) -> Raw:
    return chance.choice([str(value), f" {value}", f"{value}\n", f"　{value}　"])


WRITINGS: dict[Kind, Writing] = {
    Kind.TEXT: text,
    Kind.KANA: kana,
    Kind.LIST: one_of,
    Kind.DATE: a_date,
    Kind.YEN: yen,
    Kind.RATE: rate,
    Kind.NUMBER: number,
    Kind.AMOUNT: code,
    Kind.PERIOD: period,
    Kind.JAN: code,
    Kind.CORPORATE_NUMBER: code,
    Kind.INVOICE_NUMBER: code,
    Kind.POSTCODE: postcode,
    Kind.PHONE: phone,
    Kind.EMAIL: code,
}


def cell(raw: Raw) -> Cell:
    """As the workbook shows it."""
    if isinstance(raw, str):
        return Cell(at="", text=raw, raw=raw)
    if isinstance(raw, date):
        return Cell(at="", text=f"{raw:%Y/%m/%d}", raw=raw)
    return Cell(at="", text=f"{raw:.15g}", raw=raw)
