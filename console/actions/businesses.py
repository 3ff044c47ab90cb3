"""What can be done with a business of the registry."""

from collections.abc import Callable

from console import words as common
from console.actions.action import Action, Shelf, Sight, WhyNot
from console.places import Place
from console.words import businesses as words
from rules.model import Business

HERE = (Place.BUSINESSES,)


def _one(why_not: Callable[[Business], str | None] = lambda business: None) -> WhyNot:
    def alone(sight: Sight) -> str | None:
        if len(sight.businesses) > 1:
            return common.ONE_ONLY
        return why_not(sight.businesses[0]) if sight.businesses else words.NO_BUSINESS

    return alone


def one_or_two(sight: Sight) -> str | None:
    if not sight.businesses:
        return words.NO_BUSINESS
    return words.TWO_AT_MOST if len(sight.businesses) > 2 else None


def with_cases(sight: Sight) -> str | None:
    if not sight.businesses:
        return words.NO_BUSINESS
    return None if sight.cases else words.NO_CASES


any_one = _one()
joined = _one(lambda business: None if business.absorbed else words.NOT_JOINED)
unreached = _one(lambda business: None if business.undeliverable else words.ALL_REACHED)

BUSINESSES = (
    Action("business_cases", words.OPEN, "enter", HERE, with_cases),
    Action("business_pledge", words.PLEDGE_DEED, "e", HERE, any_one, Shelf.DEEDS),
    Action("business_edit", words.EDIT, "i", HERE, any_one, Shelf.DEEDS),
    Action("business_notice", words.NOTICE, "n", HERE, any_one, Shelf.DEEDS),
    Action("business_merge", words.MERGE, "m", HERE, one_or_two, Shelf.DEEDS),
    Action("business_split", words.SPLIT, "S", HERE, joined, Shelf.DEEDS),
    Action("business_reach", words.REACH, "r", HERE, unreached, Shelf.DEEDS),
    Action("registry_import", words.IMPORT, "I", HERE, shelf=Shelf.MORE),
)
