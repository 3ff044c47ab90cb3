"""What a sheet says about the business: dates, numbers and places that must fit each other."""

import re
from collections.abc import Iterator

from rules.checks.review import Review
from rules.findings import catalogue, concerns as say
from rules.model import Finding
from rules.values import codes
from rules.wording import normal

OLD_DAYS = 180

_TOWN = re.compile(r".{1,6}市|(?:東京都|北海道|.{2,3}[府県]).{1,6}[区町村]|.{1,4}郡.{1,6}[町村]")
"""An address that names its municipality; without prefecture or 郡 a 町 may be a part of a town."""


def dated(review: Review) -> Iterator[Finding]:
    day = review.day("entry_date")
    if day is None:
        return
    if day > review.context.on:
        yield from review.find(say.FUTURE_DATE, "entry_date")
    elif (review.context.on - day).days > OLD_DAYS:
        yield from review.find(say.OLD_DATE, "entry_date")


def numbered(review: Review) -> Iterator[Finding]:
    """The invoice number of a company is T and its 法人番号; a sole trader's is free."""
    invoice, corporate = review.words("invoice_no"), review.words("corp_no")
    if review.value("biz_type") != "法人" or not invoice.startswith("T"):
        return
    if corporate and invoice[1:] != corporate:
        yield from review.find(say.INVOICE_MISMATCH, "invoice_no")
    elif not codes.corporate_valid(invoice[1:]):
        yield from review.find(catalogue.CHECK_DIGIT, "invoice_no")


def placed(review: Review) -> Iterator[Finding]:
    """A business elsewhere in the region is accepted and flagged for forwarding; one outside is looked at."""
    place, address = review.words("muni"), normal(review.words("address"))
    region = review.context.municipalities
    if not place:
        return
    named = [each for each in region if normal(each) in address]
    contrary = bool(named) if place not in region else bool(named or _TOWN.search(address))
    if address and place not in named and contrary:
        yield from review.find(say.MUNI_MISMATCH, "muni")
    if place not in region:
        yield from review.find(say.OUTSIDE_REGION, "muni")
    elif place != review.context.home:
        yield from review.find(say.OTHER_MUNICIPALITY, "muni")


def own_words(review: Review) -> Iterator[Finding]:
    """The names are the sender's own, not those of the 記入例."""
    for key in ("biz_name", "name"):
        field = review.form.field(key)
        if field and field.example and normal(review.words(key)) == normal(field.example):
            yield from review.find(catalogue.EXAMPLE_LEFT, key)
