"""One sheet, one product, one size (募集要件): amounts and sizes side by side in one answer."""

import re
from collections.abc import Iterator
from enum import StrEnum

from rules.checks.review import Review
from rules.findings import catalogue as say
from rules.model import Finding
from rules.tables import Tables
from rules.values.amounts import Quantity, compact, quantities
from rules.wording import normal

_ASIDE = re.compile(r"\([^()]*\)")
_BREAKS = re.compile(r"\s*\n\s*|\s+(?:or|OR)\s+")
"""What parts alternatives, but is lost with the white space."""
_ALTERNATIVES = re.compile(r"[/、,・|;]|または|又は|もしくは")
_LETTERS = r"(?:\d?xs|\d?xl|ss|s|m|ll|l|\d[sl])"
_LETTER_SIZES = re.compile(
    rf"(?<![a-z0-9]){_LETTERS}(?:サイズ)?(?:[/、,・~&|-]{_LETTERS}(?:サイズ)?)+(?![a-z0-9])"
)
_WORD_SIZES = re.compile(r"(?<![大中小])[大中小](?:サイズ)?[/、,・|][大中小](?:サイズ)?(?![一-龠])")
_RANGE = re.compile(r"\d~\d")
_BARE = re.compile(r"(?<!\d)\d{2,}")


class Sizes(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    UNCLEAR = "unclear"


def sizes(text: str, tables: Tables) -> Sizes:
    """Whether a name or amount stands for one product: a set and 「150g×3本」 do, 「100g/200g」 does not."""
    squeezed = compact(_BREAKS.sub("、", text.strip()))
    words = tables.words
    if any(normal(word) in squeezed for word in words.several):
        return Sizes.SEVERAL
    if _LETTER_SIZES.search(squeezed) or _WORD_SIZES.search(squeezed):
        return Sizes.SEVERAL
    whole = _ASIDE.sub("", squeezed)
    if any(normal(word) in squeezed for word in words.sets):
        return Sizes.ONE
    parts = [quantities(part, tables.units) for part in _ALTERNATIVES.split(whole)]
    if _alternatives(parts):
        return Sizes.SEVERAL
    return Sizes.UNCLEAR if _doubtful(whole, parts) else Sizes.ONE


def one_product(review: Review) -> Iterator[Finding]:
    for key in ("name", "net", "variation"):
        found = sizes(review.entry.text(key), review.context.tables)
        if found is Sizes.SEVERAL:
            yield from review.find(say.SEVERAL_SIZES, key)
        elif found is Sizes.UNCLEAR:
            yield from review.find(say.SIZES_UNCLEAR, key)


def _alternatives(parts: list[tuple[Quantity, ...]]) -> bool:
    """Two parts name different amounts of one dimension."""
    seen: dict[str, float] = {}
    for part in parts:
        for quantity in part[:1]:
            if seen.setdefault(quantity.dimension, quantity.size) != quantity.size:
                return True
    return False


def _doubtful(whole: str, parts: list[tuple[Quantity, ...]]) -> bool:
    """The same amount twice, two in one breath without a ×, a range, or a bare number before an amount."""
    firsts = [part[0].dimension for part in parts if part]
    if len(firsts) != len(set(firsts)) or (firsts and _RANGE.search(whole)):
        return True
    pieces = _ALTERNATIVES.split(whole)
    if firsts and any(_BARE.fullmatch(piece) for piece in pieces[:-1]):
        return True
    for piece, part in zip(pieces, parts, strict=True):
        dimensions = [quantity.dimension for quantity in part]
        if len(dimensions) != len(set(dimensions)) and not re.search("[x×*]", piece):
            return True
    return False
