"""The ticked allergens against each other and against the list of ingredients (食品表示基準 別表第14)."""

import re
from collections.abc import Iterator

from rules.checks.review import Review
from rules.findings import concerns as say
from rules.model import Finding
from rules.wording import normal

_PARTS = re.compile(r"[、,，・/()\[\]:;。]")
_ORIGIN = re.compile(r"由来$")
_DECLARED = re.compile(r"\((?:一部に)?([^()]*?)を含む\)")


def ticks(review: Review) -> Iterator[Finding]:
    ticked = review.ticked("allergen")
    none = review.context.tables.allergens.none
    if none in ticked and len(ticked) > 1:
        yield from review.find(say.ALLERGEN_BOTH, "allergen")


def lint(review: Review) -> Iterator[Finding]:
    """Ingredients that are made of an allergen without a tick, as far as the list of that day has it."""
    ticked = review.ticked("allergen")
    if not ticked:
        return
    listed = review.context.tables.options("allergens", review.context.on)
    implied: dict[str, str] = {}
    for allergen, word in _implied(review):
        if allergen in listed and allergen not in ticked:
            implied.setdefault(allergen, word)
    if implied:
        words = {
            "ingredient": "、".join(dict.fromkeys(implied.values())),
            "allergen": "、".join(implied),
        }
        yield from review.find(say.ALLERGEN_LINT, "allergen", **words)


def _implied(review: Review) -> Iterator[tuple[str, str]]:
    table = review.context.tables.allergens
    ingredients = normal(review.words("ingredients"))
    for word, allergens in table.contains.items():
        if normal(word) in ingredients:
            yield from ((allergen, word) for allergen in allergens)
    declared = {name for each in _DECLARED.findall(ingredients) for name in re.split("[・、,]", each)}
    plain = {_ORIGIN.sub("", name) for name in _PARTS.split(ingredients)}
    for allergen in review.context.tables.options("allergens", review.context.on):
        called = set(map(normal, (allergen, *table.synonyms.get(allergen, ()))))
        if allergen != table.none and declared & called:
            yield allergen, f"{allergen}を含む"
        elif allergen != table.none and plain & called:
            yield allergen, allergen
