"""日報: on which mornings staff must, and on which they may hear what came."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tests.year.almanac import DAY, at, is_shut
from tests.year.story import Story


def wrong(story: Story, made: Iterable[datetime]) -> list[str]:
    """Digests on a day on which the office is shut, two on one day, before it opens, or none although mail came."""
    had = sorted(made)
    days = [each.date() for each in had]
    found = [f"twice on {day}" for day in sorted(set(days)) if days.count(day) > 1]
    found += [
        f"at {each}" for each in had if is_shut(each.date()) or each != story.up(at(each.date(), 8, 30))
    ]
    return found + [f"none on {opened:%Y-%m-%d}" for opened in _needed(story) if opened.date() not in days]


def _needed(story: Story) -> Iterator[datetime]:
    """Mornings before which a sheet arrived, new or mended, that no morning has told."""
    mailed = [product for product in story.products if product.shop.address]
    came = [each for product in mailed for each in (product.arrived, product.mended) if each]
    told, day = story.begin, story.begin.date()
    while at(day, 23) < story.end:
        opened = at(day, 8, 30)
        if not is_shut(day) and story.up(opened).date() == day:
            if any(told < each <= opened for each in came):
                yield opened
            told = opened
        day += DAY
