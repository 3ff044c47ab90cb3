"""Cases, businesses and rounds in the register, and whether all sending is stopped.

A write carries the version that its author read; the store answers with the next one, or raises Stale.
"""

from collections.abc import Iterator
from datetime import datetime

from rules import lookalikes, numbers
from rules.businesses import own, together
from rules.matching import name_of
from rules.model import Business, Case, RoundRecord, State
from rules.record import Struct, replace
from store import codec
from store.documents import Documents
from store.errors import Stale
from store.shelf import Head, Shelf

CASES, BUSINESSES, ROUNDS, SWITCHES, COUNTERS = "cases", "businesses", "rounds", "switches", "counters"


class CaseHead(Head):
    business: str = ""
    round: str | None = None
    state: str = ""
    addresses: tuple[str, ...] = ()


class FileHead(Struct, frozen=True):
    sha256: str


class BusinessHead(Head):
    name: str = ""
    corporate_number: str = ""
    addresses: tuple[str, ...] = ()
    notice_to: str = ""
    pledge_files: tuple[FileHead, ...] = ()
    looks: tuple[str, ...] = ()
    """Of name and addresses; not in the document, but made of it."""

    def __post_init__(self) -> None:
        self.name = name_of(self.name)
        seen = {each for one in self.addresses for each in lookalikes.looks(one)}
        self.looks = (lookalikes.look_of(self.name), *seen)


CASE_SHELF = Shelf(CASES, Case, CaseHead, archived=())
BUSINESS_SHELF = Shelf(BUSINESSES, Business, BusinessHead)
ROUND_SHELF = Shelf(ROUNDS, RoundRecord, Head)


class Pause(Struct, frozen=True, kw_only=True):
    """Nothing is sent while this stands."""

    by: str
    reason: str
    at: datetime
    restored: bool = False
    """It began with a restore: whatever is made meanwhile may have left already, and waits for a person."""


def get(db: Documents, number: str) -> Case | None:
    return CASE_SHELF.get(db, number)


def every(db: Documents) -> Iterator[Case]:
    """In the order of their arrival in the register."""
    return CASE_SHELF.every(db)


def of_address(db: Documents, address: str) -> list[Case]:
    """Those that this address (lower case) may speak for."""
    return CASE_SHELF.find(db, addresses=address)


def of_business(db: Documents, id: str, round: str | None = None) -> list[Case]:
    """All of the business, or its cases of one round, whichever of its records they came under."""
    wanted = {} if round is None else {"round": round}
    return CASE_SHELF.find(db, business=frozenset(joined(db, id)), **wanted)


def numbers_of(db: Documents, business: str) -> frozenset[str]:
    """The numbers of all cases that the business ever had, under whichever of its records."""
    live = (case.number for case in of_business(db, business))
    archived = (number for id in joined(db, business) for number in db.archive.numbers_of(id))
    return frozenset((*live, *archived))


def of_year(db: Documents, year: str) -> Iterator[Case]:
    """All of a fiscal year ('R8'), by number, whether they are still in the register or not."""
    live = {number for number in db.rows(CASES) if numbers.year_of(number) == year}
    found = live.union(summary.number for summary in db.archive.summaries(year))
    return (case for number in sorted(found, key=numbers.turn) if (case := get(db, number)) is not None)


def of_round(db: Documents, id: str, *states: State) -> list[Case]:
    """Those of a round, in these states where any are named."""
    wanted = {"state": frozenset(states)} if states else {}
    return CASE_SHELF.find(db, round=id, **wanted)


def in_state(db: Documents, *states: State) -> list[Case]:
    return CASE_SHELF.find(db, state=frozenset(states))


def round_ids(db: Documents) -> list[str]:
    """Every round that a case stands in, oldest first."""
    return sorted(CASE_SHELF.borne(db, "round"))


def put(db: Documents, case: Case) -> Case:
    """The case as stored, with its new version. Raises Stale."""
    theirs = get(db, case.number)
    _agree(case, theirs)
    stored = replace(case, version=case.version + 1)
    CASE_SHELF.put(db, case.number, stored)
    return stored


def new_number(db: Documents, year: str) -> str:
    """The next 整理番号 of a fiscal year: 'R8' gives R8-0001, R8-0002, ...; none is ever given twice."""
    return numbers.made(year, running_number(db, year))


def business(db: Documents, id: str) -> Business | None:
    """The business as the office sees it: all records that are one with this one, under the first of them."""
    ids = joined(db, id)
    found = [each for each in (record(db, each) for each in ids) if each]
    return together(found[0], found[1:]) if len(found) > 1 else next(iter(found), None)


def businesses(db: Documents) -> Iterator[Business]:
    """Every record, merged ones too, as it stands by itself."""
    return BUSINESS_SHELF.every(db)


def businesses_called(db: Documents, name: str, corporate_number: str) -> list[Business]:
    """The records with this 法人番号 (digits), then those with this name, however it is written."""
    numbered = BUSINESS_SHELF.find(db, corporate_number=corporate_number)
    return [*numbered, *BUSINESS_SHELF.find(db, name=name_of(name))]


def businesses_at(db: Documents, address: str) -> list[Business]:
    """The records that mail from this address (lower case) may be about."""
    return BUSINESS_SHELF.find(db, addresses=address)


def businesses_like(db: Documents, name: str, address: str) -> list[Business]:
    """The records whose name, or whose addresses or domains, look like these to the eye, each once."""
    seen = frozenset((lookalikes.look(name), *lookalikes.looks(address)))
    return BUSINESS_SHELF.find(db, looks=seen)


def businesses_holding(db: Documents, sha256: str) -> list[Business]:
    """The records that a pledge with these bytes lies with."""
    return BUSINESS_SHELF.find(db, pledge_files=FileHead(sha256))


def put_business(db: Documents, changed: Business) -> Business:
    """The business as stored, with its new version; what belongs to merged records stays in them. Raises Stale."""
    mine, seen = record(db, changed.id), business(db, changed.id)
    put_record(db, changed if mine is None or seen is None else own(mine, seen, changed))
    return business(db, changed.id) or changed


def record(db: Documents, id: str) -> Business | None:
    """One record by itself, whatever was merged."""
    return BUSINESS_SHELF.get(db, id)


def put_record(db: Documents, changed: Business) -> Business:
    """The record as stored, with its new version. Raises Stale."""
    _agree(changed, record(db, changed.id))
    stored = replace(changed, version=changed.version + 1)
    BUSINESS_SHELF.put(db, stored.id, stored)
    return stored


def root(db: Documents, id: str) -> str:
    """The id under which the office sees this business: that of the record into which the others were merged."""
    found = record(db, id)
    while found and found.merged_into:
        found = record(db, found.merged_into)
    return found.id if found else id


def joined(db: Documents, id: str) -> tuple[str, ...]:
    """The ids of all records that are one business with this one, its root first."""
    ids = [root(db, id)]
    for each in ids:  # grows as it goes: records merged into merged ones
        known = record(db, each)
        ids.extend(known.absorbed if known else ())
    return tuple(ids)


def new_business_id(db: Documents) -> str:
    """'J-0001', 'J-0002', ...; none is ever given twice."""
    return f"J-{running_number(db, 'business'):04}"


def round_record(db: Documents, id: str) -> RoundRecord:
    """What has been done for this round; an empty record where nothing has."""
    return ROUND_SHELF.get(db, id) or RoundRecord(id=id)


def round_records(db: Documents) -> Iterator[RoundRecord]:
    return ROUND_SHELF.every(db)


def put_round(db: Documents, record: RoundRecord) -> RoundRecord:
    """The record as stored, with its new version. Raises Stale."""
    _agree(record, round_record(db, record.id))
    stored = replace(record, version=record.version + 1)
    ROUND_SHELF.put(db, record.id, stored)
    return stored


def pause(db: Documents) -> Pause | None:
    document = db.get(SWITCHES, "pause")
    return None if document is None else codec.from_document(Pause, document)


def set_pause(db: Documents, wanted: Pause | None) -> None:
    if wanted is None:
        db.remove(SWITCHES, "pause")
    else:
        db.put(SWITCHES, "pause", codec.to_document(wanted))


def has_registry(db: Documents) -> bool:
    """The registry of earlier years was imported: who is not in it has given no pledge."""
    return db.get(SWITCHES, "registry") is not None


def set_registry(db: Documents, by: str, at: datetime) -> None:
    if not has_registry(db):
        db.put(SWITCHES, "registry", {"by": by, "at": at.isoformat()})


def running_number(db: Documents, name: str) -> int:
    """The next number of a running count: 1, 2, 3, ..., whatever is removed meanwhile."""
    last: int = (db.get(COUNTERS, name) or {"last": 0})["last"]
    db.put(COUNTERS, name, {"last": last + 1})
    return last + 1


def _agree(mine: Case | Business | RoundRecord, theirs: Case | Business | RoundRecord | None) -> None:
    if mine.version != (0 if theirs is None else theirs.version):
        raise Stale(mine, theirs)
