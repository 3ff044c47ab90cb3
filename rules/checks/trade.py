"""Price, tax, insurance and what the product says of itself."""

from collections.abc import Iterator

from rules.checks.food import ALCOHOL
from rules.checks.review import Review
from rules.findings import concerns as say
from rules.forms import Goods
from rules.model import Finding
from rules.values.amounts import percent
from rules.wording import normal

LOWEST_RATE, HIGHEST_RATE = 30, 100


def tax_rate(review: Review) -> Iterator[Finding]:
    """Food takes the reduced rate, alcohol and all other goods the standard one (消費税法 別表第1)."""
    chosen, category = review.words("tax_rate"), review.words("category")
    goods = review.form.goods
    if not chosen or not category or goods is Goods.UNKNOWN:
        return
    rates = review.context.tables.tax_rates.on(review.context.on)
    food = goods is Goods.FOOD and category != ALCOHOL
    expected, name = (rates.reduced, "軽減税率") if food else (rates.standard, "標準税率")
    if chosen != expected:
        yield from review.find(say.TAX_RATE_DOUBT, "tax_rate", expected=f"{name}({expected})")
    elif food and _mixed_set(review):
        yield from review.find(say.MIXED_SET, "tax_rate")


def wholesale(review: Review) -> Iterator[Finding]:
    price, asked = review.number("price"), review.value("wholesale")
    share = percent(asked) if isinstance(asked, str) else None
    if isinstance(asked, int) and price:
        if asked > price:
            yield from review.find(say.WHOLESALE_HIGH, "wholesale")
            return
        share = 100 * asked / price
    if share is not None and not LOWEST_RATE <= share <= HIGHEST_RATE:
        yield from review.find(say.WHOLESALE_ODD, "wholesale")


def claims(review: Review) -> Iterator[Finding]:
    """Words that need proof (景品表示法) or an approval (薬機法), in the name or the description."""
    words = review.context.tables.words
    for key in ("name", "pr"):
        text = normal(review.words(key))
        for rule, listed in ((say.CLAIM_PROOF, words.claims), (say.CLAIM_HEALTH, words.health)):
            used = [word for word in listed if normal(word) in text]
            if used:
                yield from review.find(rule, key, word="、".join(used))


def insurance(review: Review) -> Iterator[Finding]:
    if review.value("pl") == "未加入":
        yield from review.find(say.PL_NONE, "pl")
    until = review.day("pl.until")
    if until is not None and until < review.context.on:
        yield from review.find(say.PL_EXPIRED, "pl.until")


def _mixed_set(review: Review) -> bool:
    name, words = normal(review.words("name")), review.context.tables.words
    return any(normal(each) in name for each in words.sets) and any(
        normal(each) in name for each in words.mixed
    )
