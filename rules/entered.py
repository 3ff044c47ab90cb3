"""What clerks enter into a case by hand: answers and papers that came otherwise than by mail, and their own word."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rules.terms import State


class Source(StrEnum):
    """By which way an answer came that no sheet holds."""

    MAIL = "mail"
    PHONE = "phone"
    FAX = "fax"
    COUNTER = "counter"
    POST = "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruling:
    """An error that a clerk lets pass, on this answer of this case alone."""

    code: str
    field: str | None = None
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A clerk's note on a case, for colleagues alone: it leaves in no letter."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Something that came on paper and lies in a binder of the office."""

    what: Brought
    received_at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeCheck:
    """What a clerk saw on a pledge (CONTRACT.md section 5.7)."""

    points: tuple[str, ...]
    """Those of `rules.pledges.POINTS` that are in order."""
    note: str = ""
    """Why it counts without the rest."""
    dated: date | None = None
    """The day that the paper bears."""
    by: str
    at: datetime
