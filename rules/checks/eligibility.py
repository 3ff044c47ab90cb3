"""The four ties to the region, of which one is enough (募集要件 1-4). The robot prepares, people judge."""

import re
from collections.abc import Iterator

from rules.checks.review import Review, settled
from rules.findings import concerns as say
from rules.findings.rule import noted
from rules.forms import Form
from rules.model import Entry, Finding
from rules.tables import Context
from rules.wording import normal


def check(entry: Entry, form: Form, context: Context) -> tuple[Finding, ...]:
    """Whether the answers bear out the ticked ties; a form without them leaves it to a person."""
    if form.field("eligibility") is None:
        return (noted(say.TIE_UNCHECKED),)
    entry = settled(entry, context.tables.words)
    return tuple(_borne_out(Review(entry=entry, form=form, context=context)))


def in_region(text: str, context: Context) -> bool:
    """The text names a municipality of the region, with or without its 市 or 町."""
    written = normal(text)
    names = [each[:-1] if len(each) > 2 else each for each in context.municipalities]
    return any(normal(each) in written for each in (*names, *context.tables.municipalities.region_words))


def _borne_out(review: Review) -> Iterator[Finding]:
    ticked = {match[0] for each in review.ticked("eligibility") if (match := re.match(r"\d+", normal(each)))}
    for number, rule, keys in (
        ("1", say.TIE_MAKER, ("maker_addr",)),
        ("2", say.TIE_ORIGIN, ("origin", "material.origin")),
    ):
        for key in keys:
            place = review.words(key)
            if number in ticked and place and not in_region(place, review.context):
                yield from review.find(rule, key)
