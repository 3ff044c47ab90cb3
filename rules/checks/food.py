"""Food: shelf life, licence, nutrition, additives."""

from collections.abc import Iterator

from rules.checks.review import Review
from rules.findings import concerns as say
from rules.model import Finding
from rules.wording import normal

SHORT_DAYS = 14
ENDING_DAYS = 60
ALCOHOL = "酒類"


def shelf_life(review: Review) -> Iterator[Finding]:
    days = review.number("shelf_life")
    if days is not None and days < SHORT_DAYS:
        yield from review.find(say.SHORT_LIFE, "shelf_life")


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
