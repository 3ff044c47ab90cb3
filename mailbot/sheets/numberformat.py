"""What a number of a sheet shows: itself, a code, a percentage or a moment (ISO/IEC 29500-1, 18.8.30, 18.17.4)."""

import re
from datetime import date, datetime, time, timedelta
from enum import Enum
from xml.etree.ElementTree import Element

from rules.record import Struct

Raw = str | int | float | bool | date | datetime | None

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet's dates have no zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_UNPRINTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|general|standard')
"""Of a format code: literal text, colours, languages, and the names for 'no format'."""
_PERCENTS = (9, 10)
_DATES = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
_MONTHS = (17, 34, 52, 55)
"""Built-in formats; 27 to 36 and 50 to 58 are those of Japanese programs."""


_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_CODE = re.compile(r"[-() ]*00[0# ()-]*")
"""A format that fills up with zeros, as of phone numbers and postcodes."""


_PLACES = re.compile(r"[0#?](?:[0#?,.]*[0#?.])?(?:E[+-]0+)?|general|g/標準", re.IGNORECASE)
_OPENED = re.compile(r"\[[<>=]")
"""A section that holds for some numbers only."""


class Format(Enum):
    PLAIN = "plain"
    DATE = "date"
    MONTH = "month"
    """A date that shows no day: Excel makes a first of '2031年3月', too."""
    PERCENT = "percent"


class Worded(Struct, frozen=True):
    """A number with the words that its format prints around it: '150g', '702円(税込)'."""

    before: str
    behind: str

    def shown(self, number: str) -> str:
        return f"{self.before}{number}{self.behind}".strip()


class Mask(Struct, frozen=True):
    """A digit for each 0 and #, the rest as printed: '000-0000'."""

    pattern: str

    def shown(self, number: int) -> str:
        places = sum(each in "0#" for each in self.pattern)
        digits = str(number).zfill(places)
        first, rest = digits[: len(digits) - places + 1], iter(digits[len(digits) - places + 1 :])
        filled = [next(rest) if each in "0#" else each for each in self._after_first()]
        return f"{self._before_first()}{first}{''.join(filled)}".strip()

    def _before_first(self) -> str:
        return self.pattern[: self.pattern.index("0")]

    def _after_first(self) -> str:
        return self.pattern[self.pattern.index("0") + 1 :]


def formats(styles: Element) -> tuple[Format | Mask | Worded, ...]:
    """The format of each cell style, by its index in cellXfs."""
    own = {item.get("numFmtId"): item.get("formatCode", "") for item in styles.iterfind("numFmts/numFmt")}
    used = [item.get("numFmtId", "") for item in styles.iterfind("cellXfs/xf")]
    return tuple(_by_code(own[number]) if number in own else _built_in(number) for number in used)


def shown(written: str, style: Format | Mask | Worded, epoch: datetime) -> tuple[Raw, str]:
    """(value, text as shown) of a number as the file has it; what is none, or no date, stays as written."""
    try:
        number = float(written)
        whole = int(number)
        if style is Format.MONTH and number >= 1:
            at = epoch + timedelta(days=int(number))
            return f"{at.year}年{at.month}月", f"{at.year}年{at.month}月"
        if style in (Format.DATE, Format.MONTH) and number >= 0:
            return moment(epoch + timedelta(seconds=round(number * 86_400)), dated=number >= 1)
    except (ValueError, OverflowError):  # 'abc', NaN, 1e400, a day after 9999-12-31
        return written, written
    if style is Format.PERCENT:
        percentage = f"{number * 100:.12g}%"
        return percentage, percentage
    if isinstance(style, Mask) and number == whole and 0 <= number < 1e15:
        return style.shown(whole), style.shown(whole)
    bare = whole if number == whole and abs(number) < 1e15 else number
    text = str(bare) if isinstance(bare, int) else f"{number:.15g}"
    if isinstance(style, Worded):
        return style.shown(text), style.shown(text)
    return bare, text


def moment(at: datetime, *, dated: bool = True) -> tuple[Raw, str]:
    """A date, a date with its time, or a time alone."""
    if not dated:
        return f"{at:%H:%M}", f"{at:%H:%M}"
    if at.time() == time():
        return at.date(), f"{at:%Y/%m/%d}"
    return at, f"{at:%Y/%m/%d %H:%M}"


def _by_code(code: str) -> Format | Mask | Worded:
    printed = _LITERAL.sub(lambda each: each[1] or each[2] or "", code.rpartition(";")[2])
    if _CODE.fullmatch(printed):
        return Mask(printed)
    bare = _UNPRINTED.sub("", code.lower())
    if "%" in bare:
        return Format.PERCENT
    if re.search("[ymdhs]", bare):
        return Format.MONTH if re.search("[ye]", bare) and not re.search("[dhs]", bare) else Format.DATE
    return _worded(code.partition(";")[0]) or Format.PLAIN


def _worded(section: str) -> Worded | None:
    """What a section prints around its number; None where it prints no words, or scales the number."""
    if _OPENED.search(section):
        return None
    quoted = _LITERAL.sub(lambda each: "\0" * len(each[0]), section)
    place = _PLACES.search(quoted)
    if (
        place is None
        or "E" in place[0].upper().removeprefix("GENERAL")
        or quoted[place.end() :].startswith(",")
    ):
        return None
    pieces = (section[: place.start()], section[place.end() :])
    before, behind = (_LITERAL.sub(lambda each: each[1] or each[2] or "", each) for each in pieces)
    return Worded(before, behind) if any(map(str.isalnum, before + behind)) else None


def _built_in(number: str) -> Format:
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    if known in _PERCENTS:
        return Format.PERCENT
    if known in _MONTHS:
        return Format.MONTH
    return Format.DATE if known in _DATES else Format.PLAIN
