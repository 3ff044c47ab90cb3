"""Mails that were taken, and by what each is known again: place, bytes, Message-ID with content."""

from collections.abc import Iterator
from datetime import datetime

from rules.model import Arrival, Place
from store import codec
from store.documents import Documents

ARRIVALS = "arrivals"


def arrival(db: Documents, id: str) -> Arrival | None:
    """By the sha256 of its raw bytes."""
    document = db.get(ARRIVALS, id)
    return None if document is None else codec.from_document(Arrival, document)


def every(db: Documents) -> Iterator[Arrival]:
    return (codec.from_document(Arrival, document) for _, document in db.all(ARRIVALS))


def unfiled(db: Documents) -> Iterator[Arrival]:
    """Those that the mailbox may not show yet where `handled` says."""
    found = (document for _, document in db.all(ARRIVALS) if not document["filed"])
    return (codec.from_document(Arrival, document) for document in found)


SHORTEST = 8
"""Characters of an id that a clerk must give at least."""


def named(db: Documents, start: str) -> list[Arrival]:
    """The mails whose id begins so; none for fewer than SHORTEST characters."""
    if len(start) < SHORTEST:
        return []
    return [codec.from_document(Arrival, each) for id, each in db.all(ARRIVALS) if id.startswith(start)]


def put(db: Documents, taken: Arrival) -> Arrival:
    db.put(ARRIVALS, taken.id, codec.to_document(taken))
    return taken


def places(db: Documents) -> dict[Place, str]:
    """Every place that is known, with the id of the mail that lies there: made once for a whole pass."""
    return {
        codec.from_document(Place, place): id
        for id, document in db.all(ARRIVALS)
        for place in document["places"]
    }


def marks(db: Documents) -> set[str | datetime]:
    """Message-ID and arrival of every mail: what is left of it in another folder, where its place is another."""
    found: set[str | datetime] = set()
    for _, document in db.all(ARRIVALS):
        found.update((document["message_id"], datetime.fromisoformat(document["received_at"])))
    return found - {""}


def by_fingerprint(db: Documents, fingerprint: str) -> Arrival | None:
    """The same content that came before; an empty fingerprint matches nothing."""
    return _first(db, "fingerprint", fingerprint) if fingerprint else None


def by_message_id(db: Documents, message_id: str) -> Arrival | None:
    """The first mail with this Message-ID (others may follow); an empty one matches nothing."""
    return _first(db, "message_id", message_id) if message_id else None


def _first(db: Documents, key: str, wanted: object) -> Arrival | None:
    for _, document in db.all(ARRIVALS):
        if document[key] == wanted:
            return codec.from_document(Arrival, document)
    return None
