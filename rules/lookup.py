"""How cases are found: the text that stands for a case, and the words that are looked for in it.

    状態:補正中 市町:小郡 検査:警告 回:R8-12 -継続 久留米

Every word must fit. One with 状態, 市町, 検査, 回 or 結果 before a colon fits the beginning of that field, any other
stands anywhere; one behind '-' must not. Width, capitals, kana, dashes, commas, blanks and (株) make no difference, and
small letters stand for the kana that they spell.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from rules import romaji
from rules.eras import era_of, year_of
from rules.model import Business, Case, Severity
from rules.record import Struct
from rules.words import OUTCOMES, SEVERITIES, SHORT_STATES, STATES

SOUND = "なし"
FIELDS = {"状態": "\x01", "市町": "\x02", "検査": "\x03", "回": "\x04", "結果": "\x05"}
"""What a field's line begins with: nothing that can be typed."""
SHORT_ANSWER = 40
"""Characters up to which an answer counts as one to be found years later."""
ARCHIVED = 400
"""Characters of answers by which an archived case is found: each search reads those of all years."""

_DROPPED = ",-‐‑‒–—―−─ー｜ｰ~〜～˜∼_ \t\r\n\u3000\u00a0"
_ALIKE = str.maketrans(
    {**dict.fromkeys(_DROPPED), **{chr(code): chr(code - 0x60) for code in range(ord("ァ"), ord("ヶ") + 1)}}
)
_FORMS = {"(株)": "株式会社", "(有)": "有限会社", "(同)": "合同会社", "(資)": "合資会社", "(名)": "合名会社"}
_ROUND = re.compile(r"(?:([a-z]?)(\d{1,2})|(\d{4}))-(\d{1,2})")
_LINE = "\n"
NOT = ("-", "ー")
"""Before what must not stand there; a keyboard with its input method on gives the second."""


def folded(text: str) -> str:
    """The form in which texts are compared; one line."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if "(" in plain:
        for short, form in _FORMS.items():
            plain = plain.replace(short, form)
    return plain.translate(_ALIKE)


def text_of(case: Case, business: Business | None, *, briefly: bool = False) -> str:
    """All that the case is found by, folded, a line for each thing; `briefly` without its long answers."""
    fields = [_LINE.join(f"{FIELDS[name]}{folded(value)}" for name, value in _fields(case, business))]
    plain = [case.number, case.product, business.name if business else "", *case.addresses]
    answers = [answer.text for answer in case.entry.fields.values()]
    if briefly:
        readings = [case.entry.fields[key].text for key in _READINGS if key in case.entry.fields]
        answers = _some([*readings, *(text for text in answers if len(text) <= SHORT_ANSWER)])
    return f"\n{_LINE.join([*fields, *map(folded, dict.fromkeys([*plain, *answers]))])}\n"


_READINGS = ("name.kana", "biz_name.kana")


def _some(texts: Sequence[str]) -> list[str]:
    kept, room = [], ARCHIVED
    for text in texts:
        room -= len(text)
        if room < 0:
            break
        kept.append(text)
    return kept


def _fields(case: Case, business: Business | None) -> Iterator[tuple[str, str]]:
    for word in dict.fromkeys((SHORT_STATES[case.state], STATES[case.state])):
        yield "状態", word
    yield "市町", business.municipality if business else ""
    severities = dict.fromkeys(SEVERITIES[finding.severity] for finding in case.findings)
    for word in severities or (SOUND,):
        yield "検査", word
    if case.round:
        year, month = map(int, case.round.split("-"))
        first = date(year, month, 1)
        yield "回", f"{era_of(first).letter}{year_of(first)}{month:02}"
        yield "回", f"{year}{month:02}"
        yield "回", f"{month}月分"
    if case.outcome:
        yield "結果", OUTCOMES[case.outcome.kind]


class Word(Struct, frozen=True):
    typed: str
    any_of: tuple[str, ...]
    """What stands in a fitting text: one of these."""
    is_not: bool = False

    def fits(self, text: str) -> bool:
        """`text` as `text_of` makes it."""
        return any(each in text for each in self.any_of) is not self.is_not


def words(typed: str) -> tuple[Word, ...]:
    """The filter words, in their order; what says nothing (a lone '-', '状態:') is passed over."""
    found = (_word(each) for each in unicodedata.normalize("NFKC", typed).split())
    return tuple(word for word in found if word)


def fits(text: str, wanted: Sequence[Word]) -> bool:
    return all(word.fits(text) for word in wanted)


def _word(typed: str) -> Word | None:
    is_not, said = typed.startswith(NOT), typed.lstrip("".join(NOT))
    name, colon, value = said.partition(":")
    if colon and name in FIELDS:
        begin = f"{_LINE}{FIELDS[name]}"
        return (
            Word(typed, tuple(f"{begin}{each}" for each in _values(name, value)), is_not) if value else None
        )
    plain = folded(said)
    return Word(typed, (plain, *sorted(romaji.kana(plain))), is_not) if plain else None


def _values(name: str, value: str) -> tuple[str, ...]:
    """As the field's line has it. 'R8-1' is January, and what 'R8-12' begins with."""
    if name == "回" and (match := _ROUND.fullmatch(value.casefold())):
        era, short, full, month = match.groups()
        year = full or f"{era or 'r'}{short}"
        return (f"{year}{month}",) if len(month) == 2 else (f"{year}0{month}", f"{year}{month}")
    if name == "検査" and value == f"{SEVERITIES[Severity.ERROR]}{SOUND}":
        return (SOUND,)
    return (folded(value),)
