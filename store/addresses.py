"""Addresses of businesses that our mail does not reach."""

from datetime import datetime

from rules.model import Business
from rules.record import replace
from store import cases
from store.documents import Documents


def lost(db: Documents, address: str, since: datetime) -> None:
    """A letter to it came back. The first time counts, until it is `reached`."""
    for business in _with(db, address):
        if address not in business.undeliverable:
            marked = {**business.undeliverable, address: since}
            cases.put_business(db, replace(business, undeliverable=marked))


def reached(db: Documents, address: str) -> list[Business]:
    """It wrote to us, or a clerk knows better: the businesses whose mark is gone."""
    return [
        cases.put_business(db, replace(business, undeliverable=_without(business, address)))
        for business in _with(db, address)
        if address in business.undeliverable
    ]


def _with(db: Documents, address: str) -> list[Business]:
    told = cases.BUSINESS_SHELF.find(db, notice_to=address)
    return list({each.id: each for each in (*cases.businesses_at(db, address), *told)}.values())


def _without(business: Business, address: str) -> dict[str, datetime]:
    return {each: since for each, since in business.undeliverable.items() if each != address}
