"""What kind of answer a cell is for, by all that the paper shows: lists, boxes, skeletons, formats, units, words."""

import re
from collections.abc import Sequence

from mailbot.learning.choices import Choice
from mailbot.learning.pairs import Pair
from mailbot.learning.words import FormWords, boxes, names
from rules.forms import Kind
from rules.record import Struct
from rules.wording import normal, plain

_DATED = re.compile("年.*月.*日")
_DATE_FORMAT = re.compile(r"[ye].*m|m.*d", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_BEHIND = re.compile(r"[(（]\s*([^()（）]{1,4})\s*[)）]\s*$")

CHOOSING = frozenset({Kind.LIST, Kind.TICKS})


class Guess(Struct, frozen=True, kw_only=True):
    kind: Kind
    options: tuple[str, ...] = ()
    unit: str = ""
    shown: bool = False
    """The answer cell itself says so, not only the words of its label."""


def guess(pair: Pair, label: str, choices: Sequence[Choice], words: FormWords) -> Guess:
    """The kind of an answer as far as the paper tells it; TEXT where it tells nothing."""
    choice = next((each for each in choices if each.holds(pair.answer.area)), None)
    unit = _unit(pair, label, words)
    if choice is not None and choice.options:
        return Guess(kind=Kind.LIST, options=choice.options, shown=True)
    if ticked := boxes(pair.answer.text):
        return Guess(kind=_of_boxes(label, ticked, words), options=ticked, shown=True)
    kind = _of_cell(pair, choice)
    if kind is not None:
        return Guess(kind=kind, unit=unit, shown=True)
    worded = next((each.kind for each in words.kinds if names(label, each.words)), None)
    if worded is None or (worded is Kind.AMOUNT and unit):
        by_unit = {normal(known): kind for known, kind in words.unit_kinds.items()}
        worded = by_unit.get(normal(unit), worded)
    return Guess(kind=worded or Kind.TEXT, unit=unit)


def _of_boxes(label: str, options: Sequence[str], words: FormWords) -> Kind:
    """Several boxes of which one is meant are a list; a single box, and 「すべて」, are ticks."""
    if len(options) == 1 or names(label, words.several):
        return Kind.TICKS
    return Kind.LIST if names(label, words.single) or len(options) == 2 else Kind.TICKS


def _of_cell(pair: Pair, choice: Choice | None) -> Kind | None:
    """By what is pre-printed, by the data validation, by the number format."""
    printed = plain(pair.answer.text) if not pair.inline else ""
    number_format = _QUOTED.sub("", pair.answer.number_format)
    if _DATED.search(printed) or (choice is not None and choice.kind == "date"):
        return Kind.DATE
    if "〒" in printed:
        return Kind.POSTCODE
    if "円" in printed or "円" in pair.answer.number_format or "¥" in pair.answer.number_format:
        return Kind.YEN
    if _DATE_FORMAT.search(number_format):
        return Kind.DATE
    return Kind.RATE if "%" in number_format else None


def _unit(pair: Pair, label: str, words: FormWords) -> str:
    """In the next cell, or in brackets behind the label."""
    behind = _BEHIND.search(label)
    found = pair.unit or (behind[1].strip() if behind else "")
    return found if normal(found) in {normal(unit) for unit in words.unit_kinds} else ""
