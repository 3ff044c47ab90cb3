"""One reader for each kind of answer: a cell -> its value and the remarks on it. None of them raises."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from rules.findings import catalogue as say
from rules.findings.rule import Rule
from rules.forms import Field, Kind, Need
from rules.model import Value
from rules.record import Struct, field
from rules.tables import Context
from rules.values import amounts, boxes, choices, codes, dates
from rules.wording import digits, kana, normal, plain

_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆]")
_NUMBER = re.compile(amounts.NUMBER)
_AFFIRMED = "(?!(?:税率)?の?(?:対象外|対象では|では|でな|以外|なし))"
_UPPER = "上限"
_RANGE = re.compile(r"^[-+]?\d+(?:℃|度|°c)?(?:~|から)(?=[-+]?\d)")
"""Where an upper limit is asked for, the lower one says nothing."""
_CIRCLES = ("○○", "〇〇", "◯◯", "●●")


class Cell(Struct, frozen=True, kw_only=True):
    """One cell of a sheet. `raw` is what the file holds, `text` what a person sees there."""

    at: str
    """'sheet!C21'."""
    text: str
    raw: str | int | float | bool | date | datetime | None = None
    formula_without_value: bool = False


class Judged(Struct, frozen=True):
    value: Value = None
    remarks: tuple[Rule, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """What the remarks' sentences name beside the field's own."""


def _text(field: Field, cell: Cell, context: Context) -> Judged:
    text = cell.text.strip()
    written = normal(text)
    if written in map(normal, context.tables.words.ditto):
        return Judged(text)
    if _says_nothing(written, context):
        demanded = field.need in (Need.REQUIRED, Need.WHEN)
        return Judged(remarks=(say.PLACEHOLDER,) if demanded else ())
    if len(written) < field.min_chars:
        return Judged(text, (say.TOO_SHORT,))
    if field.max_chars and len(written) > field.max_chars:
        return Judged(text, (say.TOO_LONG,))
    return Judged(text)


def _says_nothing(written: str, context: Context) -> bool:
    placeholders = map(normal, context.tables.words.placeholders)
    circled = any(circles in written for circles in _CIRCLES)
    return circled or written in placeholders or not any(map(str.isalnum, written))


def _kana(field: Field, cell: Cell, context: Context) -> Judged:
    written = kana(cell.text)
    return Judged(written, (say.KANA_EXPECTED,) if _IDEOGRAPH.search(written) else ())


def _list(field: Field, cell: Cell, context: Context) -> Judged:
    if field.options_from == "tax_rates":
        return _tax_rate(cell, context)
    options = field.options or context.tables.options(field.options_from, context.on)
    chosen = choices.one(cell.text, options)
    return Judged(chosen) if chosen else Judged(remarks=(say.NOT_IN_LIST,))


def _tax_rate(cell: Cell, context: Context) -> Judged:
    """A rate as '8%', '8', 0.08 in a percent cell, or by its name; where both are told they must agree."""
    rates = context.tables.tax_rates.on(context.on)
    options = {rates.reduced: "軽減", rates.standard: "標準"}
    ticked = boxes.boxed(cell.text, tuple(options))
    text = normal(cell.text if ticked is None else "".join(ticked) if len(ticked) == 1 else "")
    number = amounts.whole(cell.raw)
    numbers = [number] if number is not None else map(float, _NUMBER.findall(text))
    shares = {round(each * 100, 6) if 0 < each < 1 else each for each in numbers}
    by_number = {each for each in options if amounts.percent(each) in shares}
    by_name = {each for each, name in options.items() if re.search(name + _AFFIRMED, text)}
    chosen = by_number & by_name if by_number and by_name else by_number | by_name
    return Judged(chosen.pop()) if len(chosen) == 1 else Judged(remarks=(say.NOT_IN_LIST,))


def _ticks(field: Field, cell: Cell, context: Context) -> Judged:
    listed = context.tables.options(field.options_from, context.on) or field.options
    options = (*listed, *(each for each in field.none_words if each not in listed))
    if cell.raw is True and len(options) == 1:  # a check box of a web spreadsheet
        return Judged(options)
    written = normal(cell.text)
    if (
        field.none_words
        and any(map(str.isalnum, written))
        and written in map(normal, context.tables.words.none)
    ):
        return Judged((field.none_words[0],))
    allergens = context.tables.allergens if field.options_from == "allergens" else None
    ticked = choices.ticks(cell.text, options, allergens.synonyms if allergens else None)
    agreed = written.strip(boxes.TICKS) in ("", *map(normal, context.tables.words.yes))
    if len(options) == 1 and not ticked.options and agreed:  # a tick or 「あり」 without the words of the box
        return Judged(options)
    words = {"unknown": "、".join(ticked.unknown)[:60]}
    if ticked.is_denied:
        return Judged(remarks=(say.NOT_IN_LIST,))
    if allergens and ticked.unknown:
        return Judged((*ticked.options, allergens.other), (say.UNKNOWN_OPTION,), words)
    if not ticked.options:
        return Judged(remarks=(say.NOT_IN_LIST,))
    return Judged(ticked.options, (say.UNKNOWN_OPTION,) if ticked.unknown else (), words)


def _date(field: Field, cell: Cell, context: Context) -> Judged:
    day = dates.from_cell(cell.raw) or dates.parse(cell.text, context.tables.eras.era)
    return Judged(day) if day else BAD


def _yen(field: Field, cell: Cell, context: Context) -> Judged:
    number = amounts.whole(cell.raw)
    price = amounts.Yen(number, with_tax=False) if number is not None else amounts.yen(cell.text)
    if price is None:
        return BAD
    if price.with_tax and "税抜" in field.label:
        return Judged(remarks=(say.TAX_INCLUDED,))
    value = amounts.half_up(price.value)
    return _within(field, value, () if value == price.value else (say.ROUNDED,))


def _rate(field: Field, cell: Cell, context: Context) -> Judged:
    """Yen as int; a share of the retail price as '70%'."""
    number = amounts.whole(cell.raw)
    if number is None:
        share = amounts.measure(cell.text, "", context.tables.units)
        number = share if share is not None and 0 < share < 1 else None
    if number is not None and 0 < number < 1 and "円" not in cell.text:
        return Judged(f"{amounts.decimal(number * 100)}%")
    share = amounts.percent(cell.text)
    if share is not None:
        return Judged(f"{amounts.decimal(share)}%")
    judged = _yen(field, cell, context)
    bare = number is not None or amounts.measure(cell.text, "", context.tables.units) is not None
    if isinstance(judged.value, int) and 0 < judged.value <= 100 and bare and "円" not in cell.text:
        return Judged(f"{judged.value}%", (say.RATE_ASSUMED,))
    return judged


def _number(field: Field, cell: Cell, context: Context) -> Judged:
    number = amounts.whole(cell.raw)
    if number is None:
        text = _RANGE.sub("", normal(cell.text)) if _UPPER in field.label else cell.text
        number = amounts.measure(text, field.unit, context.tables.units)
    return BAD if number is None else _within(field, number)


def _amount(field: Field, cell: Cell, context: Context) -> Judged:
    """The amount as written, without white space: '150g', '150g×3本'."""
    quantities = amounts.quantities(amounts.compact(cell.text), context.tables.units)
    if not quantities:
        return BAD
    judged = _within(field, quantities[0].number)
    return judged if judged.value is None else Judged("".join(plain(cell.text).split()))


def _period(field: Field, cell: Cell, context: Context) -> Judged:
    counted = amounts.days(cell.text or str(amounts.whole(cell.raw)), context.tables.units)
    if counted is None:
        return BAD
    days, clear = counted
    judged = _within(field, days)
    if clear or judged.value is None:
        return judged
    return Judged(days, (say.PERIOD_UNCLEAR,), {"days": str(days)})


def _jan(field: Field, cell: Cell, context: Context) -> Judged:
    code, was_number = _code(cell)
    code = digits(code)
    short = len(code) == 12 or (was_number and len(code) in (7, 9, 10, 11))
    whole = code.zfill(8 if len(code) == 7 else 13) if short else code
    if not codes.gtin_valid(whole):
        return Judged(remarks=(say.CHECK_DIGIT if len(code) in (8, 13) else say.BAD_FORMAT,))
    if short:
        return Judged(whole, (say.LEADING_ZERO,))
    return Judged(whole, (say.INSTORE_CODE,) if codes.gtin_in_store(whole) else ())


def _corporate_number(field: Field, cell: Cell, context: Context) -> Judged:
    code = codes.corporate(_code(cell)[0])
    if code is None:
        return BAD
    return Judged(code) if codes.corporate_valid(code) else Judged(remarks=(say.CHECK_DIGIT,))


def _invoice_number(field: Field, cell: Cell, context: Context) -> Judged:
    return _or_bad(codes.invoice(_code(cell)[0]))


def _case_number(field: Field, cell: Cell, context: Context) -> Judged:
    return _or_bad(codes.case_number(cell.text))


def _postcode(field: Field, cell: Cell, context: Context) -> Judged:
    code, was_number = _code(cell)
    if was_number and len(code) == 6:
        return Judged(codes.postcode(code.zfill(7)), (say.LEADING_ZERO,))
    return _or_bad(codes.postcode(code))


def _phone(field: Field, cell: Cell, context: Context) -> Judged:
    number = codes.phone(_code(cell)[0])
    if number is None:
        return BAD
    if "-" not in number and codes.phone_usual(f"0{number}"):
        return Judged(f"0{number}", (say.LEADING_ZERO,))
    return Judged(number, () if codes.phone_usual(number) else (say.UNUSUAL_PHONE,))


def _email(field: Field, cell: Cell, context: Context) -> Judged:
    return _or_bad(codes.email(cell.text))


def _picture(field: Field, cell: Cell, context: Context) -> Judged:
    """Pictures lie over cells; a text in their place is only kept ('別添のとおり')."""
    return Judged(cell.text.strip())


def _code(cell: Cell) -> tuple[str, bool]:
    """The digits that a number cell stands for, or the text; and whether it was a number."""
    number = amounts.whole(cell.raw)
    if number is not None and number == int(number):
        return str(int(number)), True
    return re.sub(r"\.0+$", "", plain(cell.text)), False


def _within(field: Field, value: int | float, remarks: tuple[Rule, ...] = ()) -> Judged:
    low, high = field.least, field.most
    if (low is None or value >= low) and (high is None or value <= high):
        return Judged(value, remarks)
    bounds = "" if low is None else f"{low:,.10g}{field.unit}から"
    return Judged(
        remarks=(say.OUT_OF_RANGE,),
        words={"bounds": bounds + ("" if high is None else f"{high:,.10g}{field.unit}まで")},
    )


def _or_bad(value: str | None) -> Judged:
    return BAD if value is None else Judged(value)


BAD = Judged(remarks=(say.BAD_FORMAT,))

READERS: Mapping[Kind, Callable[[Field, Cell, Context], Judged]] = {
    Kind.TEXT: _text,
    Kind.KANA: _kana,
    Kind.LIST: _list,
    Kind.TICKS: _ticks,
    Kind.DATE: _date,
    Kind.YEN: _yen,
    Kind.RATE: _rate,
    Kind.NUMBER: _number,
    Kind.AMOUNT: _amount,
    Kind.PERIOD: _period,
    Kind.JAN: _jan,
    Kind.CORPORATE_NUMBER: _corporate_number,
    Kind.INVOICE_NUMBER: _invoice_number,
    Kind.CASE_NUMBER: _case_number,
    Kind.POSTCODE: _postcode,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.PICTURE: _picture,
}
