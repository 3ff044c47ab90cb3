"""Cases, businesses and rounds in the register, and whether all sending is stopped.

A write carries the version that its author read; the store answers with the next one, or raises Stale.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rules.model import Business, Case, RoundRecord, State
from store import codec
from store.documents import Documents
from store.errors import Stale

CASES, BUSINESSES, ROUNDS, SWITCHES, COUNTERS = "cases", "businesses", "rounds", "switches", "counters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Nothing is sent while this stands."""

    by: str
    reason: str
    at: datetime


def get(db: Documents, number: str) -> Case | None:
    document = db.get(CASES, number)
    return None if document is None else codec.from_document(Case, document)


def every(db: Documents) -> Iterator[Case]:
    """In the order of their arrival in the register."""
    return (codec.from_document(Case, document) for _, document in db.all(CASES))


def of_address(db: Documents, address: str) -> list[Case]:
    """Those that this address (lower case) may speak for."""
    return _those(db, lambda document: address in document["addresses"])


def of_business(db: Documents, id: str) -> list[Case]:
    return _those(db, lambda document: document["business"] == id)


def of_round(db: Documents, id: str) -> list[Case]:
    return _those(db, lambda document: document["round"] == id)


def in_state(db: Documents, *states: State) -> list[Case]:
    return _those(db, lambda document: document["state"] in states)


def round_ids(db: Documents) -> list[str]:
    """Every round that a case stands in, oldest first."""
    return sorted({document["round"] for _, document in db.all(CASES) if document["round"]})


def put(db: Documents, case: Case) -> Case:
    """The case as stored, with its new version. Raises Stale."""
    theirs = get(db, case.number)
    _agree(case, theirs)
    stored = replace(case, version=case.version + 1)
    db.put(CASES, case.number, codec.to_document(stored))
    return stored


def new_number(db: Documents, fiscal_era: str) -> str:
    """The next 整理番号 of a fiscal year: 'R8' gives R8-0001, R8-0002, ...; none is ever given twice."""
    return f"{fiscal_era}-{running_number(db, fiscal_era):04}"


def business(db: Documents, id: str) -> Business | None:
    document = db.get(BUSINESSES, id)
    return None if document is None else codec.from_document(Business, document)


def businesses(db: Documents) -> Iterator[Business]:
    return (codec.from_document(Business, document) for _, document in db.all(BUSINESSES))


def put_business(db: Documents, changed: Business) -> Business:
    """The business as stored, with its new version. Raises Stale."""
    _agree(changed, business(db, changed.id))
    stored = replace(changed, version=changed.version + 1)
    db.put(BUSINESSES, stored.id, codec.to_document(stored))
    return stored


def new_business_id(db: Documents) -> str:
    """'J-0001', 'J-0002', ...; none is ever given twice."""
    return f"J-{running_number(db, 'business'):04}"


def round_record(db: Documents, id: str) -> RoundRecord:
    """What has been done for this round; an empty record where nothing has."""
    document = db.get(ROUNDS, id)
    return RoundRecord(id=id) if document is None else codec.from_document(RoundRecord, document)


def round_records(db: Documents) -> Iterator[RoundRecord]:
    return (codec.from_document(RoundRecord, document) for _, document in db.all(ROUNDS))


def put_round(db: Documents, record: RoundRecord) -> RoundRecord:
    """The record as stored, with its new version. Raises Stale."""
    _agree(record, round_record(db, record.id))
    stored = replace(record, version=record.version + 1)
    db.put(ROUNDS, record.id, codec.to_document(stored))
    return stored


def pause(db: Documents) -> Pause | None:
    document = db.get(SWITCHES, "pause")
    return None if document is None else codec.from_document(Pause, document)


def set_pause(db: Documents, wanted: Pause | None) -> None:
    if wanted is None:
        db.remove(SWITCHES, "pause")
    else:
        db.put(SWITCHES, "pause", codec.to_document(wanted))


def running_number(db: Documents, name: str) -> int:
    """The next number of a running count: 1, 2, 3, ..., whatever is removed meanwhile."""
    last: int = (db.get(COUNTERS, name) or {"last": 0})["last"]
    db.put(COUNTERS, name, {"last": last + 1})
    return last + 1


def _those(db: Documents, are: Callable[[dict[str, Any]], bool]) -> list[Case]:
    """Judged as documents: reading a thousand cases costs more than a commit."""
    return [codec.from_document(Case, document) for _, document in db.all(CASES) if are(document)]


def _agree(mine: Case | Business | RoundRecord, theirs: Case | Business | RoundRecord | None) -> None:
    if mine.version != (0 if theirs is None else theirs.version):
        raise Stale(mine, theirs)
