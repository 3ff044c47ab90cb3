"""Food: shelf life, licence, nutrition, additives."""

from collections.abc import Iterator

from rules.checks.review import Review
from rules.findings import concerns as say
from rules.model import Finding
from rules.wording import normal

SHORT_DAYS = 14
ENDING_DAYS = 60
ALCOHOL = "酒類"
ALCOHOL_PERCENT = 1


def shelf_life(review: Review) -> Iterator[Finding]:
    days = review.number("shelf_life")
    if days is not None and days < SHORT_DAYS:
        yield from review.find(say.SHORT_LIFE, "shelf_life")


def licence_needed(review: Review) -> Iterator[Finding]:
    """What only counts among the licensed trades since 2021-06-01, such as 漬物, is told too."""
    trade = review.context.tables.licences.needed.get(review.words("category"))
    if trade and review.value("license") in ("届出", "不要"):
        yield from review.find(say.LICENCE_NEEDED, "license", trade=trade)


def alcohol(review: Review) -> Iterator[Finding]:
    """Goods of 1 % and more are 酒類 (酒税法 第2条), whatever category was chosen."""
    category, name = review.words("category"), normal(review.words("std_name"))
    named = any(normal(word) in name for word in review.context.tables.words.alcohol)
    if category and category != ALCOHOL and (named or (review.number("alcohol.abv") or 0) >= ALCOHOL_PERCENT):
        yield from review.find(say.ALCOHOL_DOUBT, "category")


def licence(review: Review) -> Iterator[Finding]:
    if review.value("license") != "許可":
        return
    until = review.day("license_detail.until")
    if until is not None and until < review.context.on:
        yield from review.find(say.LICENCE_EXPIRED, "license_detail.until")
    elif until is not None and (until - review.context.on).days < ENDING_DAYS:
        yield from review.find(say.LICENCE_ENDING, "license_detail.until")
    trade = normal(review.words("license_detail.trade"))
    known = map(normal, review.context.tables.licences.kind)
    if trade and not any(trade in each or each in trade for each in known):
        yield from review.find(say.LICENCE_UNKNOWN, "license_detail.trade")


def nutrition(review: Review) -> Iterator[Finding]:
    """The exemption of small makers ends with a larger seller; alcohol needs none (食品表示基準 第3条)."""
    if review.value("nutrition") == "なし" and review.value("category") not in (None, ALCOHOL):
        yield from review.find(say.NUTRITION_NONE, "nutrition")


def additives(review: Review) -> Iterator[Finding]:
    written = review.words("ingredients")
    named = any(normal(word) in normal(written) for word in review.context.tables.words.additives)
    if named and not any(mark in written for mark in "/／\n"):
        yield from review.find(say.ADDITIVES_UNSPLIT, "ingredients")
