"""日誌: when a daily duty was last done, where nothing else in the register shows it."""

from datetime import datetime

from rules.record import Struct
from store import codec
from store.documents import Documents

DIARY = "diary"


class Page(Struct, frozen=True, kw_only=True):
    """The last time that a duty was done."""

    at: datetime
    seen: str = ""
    """How far it had come: what counts as new the next time is behind this."""


def last(db: Documents, duty: str) -> Page | None:
    document = db.get(DIARY, duty)
    return None if document is None else codec.from_document(Page, document)


def remove(db: Documents, duty: str) -> None:
    """As if it had never been done."""
    db.remove(DIARY, duty)


def write(db: Documents, duty: str, page: Page) -> None:
    db.put(DIARY, duty, codec.to_document(page))
