"""廃棄: a clerk erases what the office need not keep any more. The only deed that can't be taken back."""

from datetime import date, datetime, timedelta
from typing import Any

from rules.moves import Refusal
from store import audit, deeds, raw, retention
from store.desk.clerk import Desk
from store.documents import WAIT_SECONDS, Documents
from store.errors import StoreBusy
from store.faults import fault
from store.retention import Kept, Key, Papers, Term

ERASED = "erased"
"""The table of what is to be deleted after the commit which forgot it: a crash between is made up for."""

TRIES = 5
"""Reckonings that other people's commits may overtake."""


def listed(desk: Desk, *, until: date | None = None, now: datetime) -> tuple[Kept, ...]:
    """What could go by then (None: by now), also a day to come; nothing is changed."""
    return _over(desk, desk.store.snapshot(), _term(desk, until or _yesterday(desk, now)))


def erase(desk: Desk, *, until: date | None = None, now: datetime) -> tuple[Kept, ...] | Refusal:
    """Erases every case that had to be kept until this day at most (None: until yesterday), with its letters and mails.

    The audit keeps what was done to it, and that it was erased. Raises StoreBusy where others don't stop writing.
    """
    term = _term(desk, until or _yesterday(desk, now))
    if term.until > _yesterday(desk, now):
        return Refusal(message=f"{term.until} はまだ終わっていません。保存期間の終わったものだけを消せます。")
    _delete(desk)
    for _ in range(TRIES):
        token, db = desk.store.token(), desk.store.snapshot()
        going = _over(desk, db, term)  # this takes a while, and nobody has to wait for it
        papers = retention.papers(db, [each.case.number for each in going], term)
        if _forget(desk, token, going, papers, now):
            fault("retention.erased")
            _delete(desk)
            return going
    raise StoreBusy(desk.store.file, WAIT_SECONDS)


def _forget(
    desk: Desk, token: tuple[int, int], going: tuple[Kept, ...], papers: Papers, now: datetime
) -> bool:
    """Takes all of it out of the register; False where somebody has changed the register since the reckoning."""
    with desk.store.transaction() as db:
        if desk.store.token() != token:
            return False
        for table, key in papers.documents:
            db.remove(table, key)
        if papers.documents:
            db.put(ERASED, "all", {"documents": sorted(papers.documents), "raw": sorted(papers.raw)})
        for each in going:
            desk.record(db, "case.erased", each.case.number, f"保存期間 {each.until} まで", now)
        _forget_deeds(desk, db, papers.documents)
    return True


def _over(desk: Desk, db: Documents, term: Term) -> tuple[Kept, ...]:
    return retention.over(db, audit.every(desk.store.log), term)


def _forget_deeds(desk: Desk, db: Documents, documents: frozenset[Key]) -> None:
    """An undo would bring them back, and its file holds what stood there; so may one that can't be read."""
    for deed in deeds.every(db):
        touched = deeds.touched(desk.store.directory, deed.id)
        if touched is None or not documents.isdisjoint((each.table, each.key) for each in touched):
            deeds.forget(db, deed.id)


def _delete(desk: Desk) -> None:
    """What the register has forgotten, out of the archive and off the disk."""
    pending: dict[str, Any] | None = desk.store.snapshot().get(ERASED, "all")
    if pending is None:
        return
    desk.store.archive.remove((table, key) for table, key in pending["documents"])
    for sha in pending["raw"]:
        raw.remove(desk.store.directory, sha)
    with desk.store.transaction() as db:
        deeds.sweep(db, desk.store.directory)
        db.remove(ERASED, "all")


def _term(desk: Desk, until: date) -> Term:
    return Term(years=desk.config.retention.years, until=until, zone=desk.calendar.zone)


def _yesterday(desk: Desk, now: datetime) -> date:
    return now.astimezone(desk.calendar.zone).date() - timedelta(days=1)
