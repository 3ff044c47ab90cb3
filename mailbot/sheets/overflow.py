"""Answers that were written into the cell of their neighbour: '〒838-0141 福岡県小郡市…', '代表取締役 見本 太郎'."""

import re
from collections.abc import Iterator
from itertools import pairwise

from rules.checks.review import Review
from rules.forms import Field, Kind
from rules.model import Answer
from rules.values import Cell, read
from rules.values.codes import phones
from rules.wording import kana, plain

_POSTCODE = re.compile(r"〒?\s*(\d{3}\s*[-‐−ー―]?\s*\d{4})(?!\d)[\s,、]*(\D.+)", re.DOTALL)
_KANA = r"[ァ-ヶー・\s]{2,}"
_KANA_BEHIND = re.compile(rf"(?P<name>.+?)\s*[\n/]\s*(?P<kana>{_KANA})", re.DOTALL)
_KANA_BEFORE = re.compile(rf"(?P<kana>{_KANA})\n(?P<name>.+)", re.DOTALL)
_MOBILE = re.compile(r"0[789]0")
_NEIGHBOURS = {
    (Kind.POSTCODE, Kind.TEXT),
    (Kind.PHONE, Kind.PHONE),
    (Kind.TEXT, Kind.KANA),
    (Kind.TEXT, Kind.TEXT),
}


def overflowed(review: Review) -> dict[str, Answer]:
    """The answers of two fields next to each other, where one cell held both and the other is empty."""
    found: dict[str, Answer] = {}
    for first, second in pairwise(review.form.fields):
        if (first.kind, second.kind) not in _NEIGHBOURS:
            continue
        cells = [review.entry.fields.get(each.key, Answer()) for each in (first, second)]
        written = [each for each in cells if each.text]
        if len(written) != 1:
            continue
        for field, said in _parted(first, second, written[0].text, cells[0].text != "", review):
            answer, problems = read(field, Cell(at=written[0].cell or "", text=said), context=review.context)
            if not problems:
                found[field.key] = answer
    return found


def _parted(
    first: Field, second: Field, written: str, in_first: bool, review: Review
) -> Iterator[tuple[Field, str]]:
    """What of a cell belongs to which of the two; nothing where it is all one answer."""
    both = (first, second)
    if first.kind is Kind.POSTCODE and (match := _POSTCODE.fullmatch(plain(written))):
        yield from zip(both, match.groups(), strict=True)
    elif not in_first:
        return
    elif first.kind is Kind.PHONE:
        yield from ((second, fax) for fax in _fax(first, written))
    elif second.kind is Kind.KANA and second.label.endswith("フリガナ"):
        yield from zip(both, _with_kana(plain(written)), strict=False)
    elif second.kind is Kind.TEXT and second.key == f"{first.key}.title":
        yield from zip(both, _with_title(plain(written), review), strict=False)


def _fax(field: Field, written: str) -> list[str]:
    """A second number, where FAX stands before it, or the label asks for both."""
    numbers = phones(written)
    if len(numbers) != 2:
        return []
    named = "FAX" in plain(written).upper() or ("FAX" in field.label and not _MOBILE.match(numbers[1]))
    return numbers[1:] if named else []


def _with_kana(written: str) -> tuple[str, ...]:
    if match := _KANA_BEHIND.fullmatch(written) or _KANA_BEFORE.fullmatch(written):
        name, reading = match["name"], match["kana"].strip()
        return (name, reading) if _is_reading(reading, name) else ()
    return ()


def _is_reading(reading: str, name: str) -> bool:
    """The name's own kana stand in the reading, in their order; a name without any is read longer than it is."""
    pieces = re.findall("[ァ-ヶー]+", kana(name))
    if not pieces:
        return len(reading) >= 2 * len(re.findall(r"\w", name))
    return re.search(".*".join(map(re.escape, pieces)), "".join(reading.split())) is not None


def _with_title(written: str, review: Review) -> tuple[str, ...]:
    titles = sorted(review.context.tables.words.titles, key=len, reverse=True)
    title = next((each for each in titles if written.startswith(each)), "")
    name = written.removeprefix(title).strip(" ・/:\n")
    return (name, title) if title and len(name) > 1 else ()
