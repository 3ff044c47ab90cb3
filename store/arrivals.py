"""Mails that were taken, and by what each is known again: place, bytes, Message-ID with content."""

from collections.abc import Iterator
from datetime import datetime

from rules.model import Arrival, Place
from store.documents import Documents
from store.shelf import Head, Shelf

ARRIVALS = "arrivals"


class ArrivalHead(Head):
    places: tuple[Place, ...] = ()
    fingerprint: str = ""
    message_id: str = ""
    sender: str = ""
    received_at: datetime | None = None
    filed: bool = False


ARRIVAL_SHELF = Shelf(ARRIVALS, Arrival, ArrivalHead, archived=("places", "fingerprint"))


def arrival(db: Documents, id: str) -> Arrival | None:
    """By the sha256 of its raw bytes."""
    return ARRIVAL_SHELF.get(db, id)


def every(db: Documents) -> Iterator[Arrival]:
    return ARRIVAL_SHELF.every(db)


SHORTEST = 8
"""Characters of an id that a clerk must give at least."""


def named(db: Documents, start: str) -> list[Arrival]:
    """The mails whose id begins so; none for fewer than SHORTEST characters."""
    if len(start) < SHORTEST:
        return []
    found = (ARRIVAL_SHELF.get(db, id) for id in db.rows(ARRIVALS) if id.startswith(start))
    return [each for each in found if each is not None]


def put(db: Documents, taken: Arrival) -> Arrival:
    ARRIVAL_SHELF.put(db, taken.id, taken)
    return taken


def places(db: Documents) -> set[Place]:
    """Every place that is known: for one place, ask `at`."""
    return ARRIVAL_SHELF.borne(db, "places")


def at(db: Documents, place: Place) -> Arrival | None:
    """The mail that lies, or lay, at this place."""
    return ARRIVAL_SHELF.first(db, places=place)


def unfiled(db: Documents) -> list[Arrival]:
    """Those that the mailbox does not show yet where they belong."""
    return ARRIVAL_SHELF.find(db, filed=False)


def from_sender(db: Documents, sender: str) -> list[Arrival]:
    return ARRIVAL_SHELF.find(db, sender=sender)


def marks(db: Documents) -> set[str | datetime]:
    """Message-ID and arrival of every mail: what is left of it in another folder, where its place is another."""
    return ARRIVAL_SHELF.borne(db, "message_id") | ARRIVAL_SHELF.borne(db, "received_at")


def by_fingerprint(db: Documents, fingerprint: str) -> Arrival | None:
    """The same content that came before; an empty fingerprint matches nothing."""
    return ARRIVAL_SHELF.first(db, fingerprint=fingerprint)
