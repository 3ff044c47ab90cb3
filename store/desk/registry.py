"""The registry of earlier years comes into the register, on a clerk's word."""

from collections.abc import Iterable
from datetime import datetime

from rules import businesses, matching
from rules.model import Business, Pledge
from rules.record import Struct, replace
from rules.registry import Record
from store import cases
from store.desk import pledges
from store.desk.clerk import Desk
from store.documents import Documents

NEW, FILLED, KNOWN = "新規", "追記", "変わりなし"


class Line(Struct, frozen=True, kw_only=True):
    """What became of one row."""

    record: Record
    business: str
    done: str


def take(desk: Desk, records: Iterable[Record], *, now: datetime, preview: bool = False) -> tuple[Line, ...]:
    """All of them in one deed, or with `preview` only what it would come to. A second time changes nothing.

    What the register knows already stays: a sheet of this year is newer than the registry. From now on, a business
    that says 提出済み must be in it.
    """
    if preview:
        return _take(desk, desk.store.snapshot(), records, now)
    with desk.deed(now) as db:
        lines = _take(desk, db, records, now)
        taken = sum(line.done != KNOWN for line in lines)
        if taken or not cases.has_registry(db):
            cases.set_registry(db, desk.by, now)
            desk.record(db, "registry.imported", "businesses", f"{taken}件", now)
        return lines


def _take(desk: Desk, db: Documents, records: Iterable[Record], now: datetime) -> tuple[Line, ...]:
    return tuple(_one(desk, db, record, now) for record in records)


def _one(desk: Desk, db: Documents, record: Record, now: datetime) -> Line:
    likely = cases.businesses_called(db, record.name, record.number)
    found = matching.owner(record.applicant, likely)
    before = cases.business(db, found.id) if found else None
    after = _filled(desk, before or Business(id=cases.new_business_id(db), name=record.name), record)
    if after == before:
        return Line(record=record, business=after.id, done=KNOWN)
    stored = cases.put_business(db, after)
    if before and before.pledge is not stored.pledge:
        pledges.close_gaps(desk, db, stored.id, now)
    return Line(record=record, business=stored.id, done=FILLED if before else NEW)


def _filled(desk: Desk, business: Business, record: Record) -> Business:
    """With what it did not know of itself. The address is the business's on the word of who imports."""
    filled = replace(
        business,
        representative=business.representative or record.representative,
        corporate_number=business.corporate_number or record.number,
        municipality=business.municipality or record.municipality,
        phone=business.phone or record.phone,
        notice_to=business.notice_to or record.mail,
    )
    if record.mail and not businesses.contact(filled, record.mail).vouched_by:
        filled = businesses.vouched(filled, record.mail, desk.by)
        filled = businesses.named(filled, record.mail, record.contact)
    unlooked = filled.pledge in (Pledge.MISSING, Pledge.RECEIVED)
    undated = filled.pledge is Pledge.ON_FILE and filled.pledge_received_at is None and record.pledged_on
    if record.pledged and (unlooked or undated):
        filled = pledges.on_file(desk, filled, record.pledged_on)
    return filled
