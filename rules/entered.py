"""What clerks enter into a case by hand: answers and papers that came otherwise than by mail, and their own word."""

from datetime import date, datetime
from enum import StrEnum

from rules.record import Struct
from rules.terms import State


class Source(StrEnum):
    """By which way an answer came that no sheet holds."""

    MAIL = "mail"
    PHONE = "phone"
    FAX = "fax"
    COUNTER = "counter"
    POST = "post"


class Given(Struct, frozen=True, kw_only=True):
    """An answer given otherwise than on the sheet. It counts until a corrected sheet answers the field anew."""

    field: str
    label: str
    text: str
    sheet: str = ""
    """What the sheet says itself, as its sender wrote it."""
    cell: str | None = None
    """Where it says so."""
    source: Source
    received_at: datetime
    by: str


class Overruling(Struct, frozen=True, kw_only=True):
    """An error that a clerk lets pass, on this answer of this case alone."""

    code: str
    field: str | None = None
    reason: str
    by: str
    at: datetime


class Remark(Struct, frozen=True, kw_only=True):
    """A clerk's note on a case, for colleagues alone: it leaves in no letter."""

    text: str
    by: str
    at: datetime


class Seen(Struct, frozen=True, kw_only=True):
    """確認済: sentences that stood beside a case until a clerk had read them."""

    sentences: tuple[str, ...]
    by: str
    at: datetime


class Terms(Struct, frozen=True, kw_only=True):
    """How far operator and business came after a selection."""

    state: State
    on: date
    note: str = ""
    """For the staff alone."""
    by: str
    recorded_at: datetime


class Brought(StrEnum):
    """What came on paper."""

    SHEET = "sheet"
    PLEDGE = "pledge"
    PHOTO = "photo"


class Paper(Struct, frozen=True, kw_only=True):
    """Something that came on paper and lies in a binder of the office."""

    what: Brought
    received_at: datetime
    by: str


class PledgeCheck(Struct, frozen=True, kw_only=True):
    """What a clerk saw on a pledge (CONTRACT.md section 5.7)."""

    points: tuple[str, ...]
    """Those of `rules.pledges.POINTS` that are in order."""
    note: str = ""
    """Why it counts without the rest."""
    dated: date | None = None
    """The day that the paper bears."""
    by: str
    at: datetime
