"""Taking a deed back: everything that it changed stands as before, unless a letter has left or somebody came after."""

from datetime import datetime
from typing import Any

from rules.model import Case
from rules.moves import Refusal
from rules.words import EVENTS
from store import audit, cases, codec, deeds, outbox, results
from store.deeds import Deed, Touched
from store.desk.clerk import Desk
from store.documents import Documents


def last(desk: Desk) -> Deed | None:
    """What `take_back` would take back."""
    return deeds.last(desk.store.snapshot(), desk.by)


def take_back(desk: Desk, id: str | None = None, *, now: datetime) -> Deed | Refusal:
    """Undoes the deed with this id, or this clerk's last one. One that can't be undone is told once and forgotten.

    Result letters are not put back but made anew from the outcomes: another deed may have rewritten them meanwhile.
    """
    with desk.store.transaction() as db:
        deed = _wanted(desk, db, id)
        if deed is None:
            return Refusal(message="取り消せる操作がありません。")
        touched = deeds.touched(desk.store.directory, deed.id)
        deeds.forget(db, deed.id)
        if touched is None:
            return Refusal(message=f"取り消しに要る控えが失われているため、取り消せません{_named(deed)}。")
        if refused := _refusal(desk, db, deed, touched):
            return refused
        before = _cases(db, touched)
        for each in touched:
            _put_back(db, each)
        results.settle_all(db, desk.library, desk.config, [*before, *_cases(db, touched)], now)
        desk.record(db, "deed.undone", deed.subject, EVENTS.get(deed.what, deed.what), now)
        return deed


def _wanted(desk: Desk, db: Documents, id: str | None) -> Deed | None:
    if id is None:
        return deeds.last(db, desk.by)
    return next((deed for deed in deeds.every(db) if deed.id == id), None)


def _refusal(desk: Desk, db: Documents, deed: Deed, touched: tuple[Touched, ...]) -> Refusal | None:
    for each in touched:
        if _has_left(db, each):
            return Refusal(message=f"すでに手紙が送られているため、取り消せません{_named(deed)}。")
        if deeds.digest(db.get(each.table, each.key)) != each.after:
            who = _who_came_after(desk, each.key)
            return Refusal(message=f"そのあとで{who}変えているため、取り消せません{_named(deed)}。")
    return None


def _named(deed: Deed) -> str:
    return f"({EVENTS.get(deed.what, deed.what)} {deed.subject})"


def _who_came_after(desk: Desk, key: str) -> str:
    events = [event for event in audit.every(desk.store.log) if event.subject == key]
    return f" {events[-1].by} が {key} を" if events else f" {key} をだれかが"


def _put_back(db: Documents, each: Touched) -> None:
    if each.before is None:
        db.remove(each.table, each.key)
    else:
        db.put(each.table, each.key, _as_next_version(dict(each.before), db.get(each.table, each.key)))


def _as_next_version(before: dict[str, Any], now: dict[str, Any] | None) -> dict[str, Any]:
    """The old content under a new version: who saw the document in between must not overwrite it."""
    if "version" in before and now is not None:
        return before | {"version": now["version"] + 1}
    return before


def _has_left(db: Documents, each: Touched) -> bool:
    """A letter went out on the strength of the deed."""
    if each.table == outbox.LETTERS:
        letter = outbox.letter(db, each.key)
        return letter is not None and letter.attempts > int((each.before or {}).get("attempts", 0))
    case = cases.get(db, each.key) if each.table == cases.CASES else None
    if case is None or each.before is None:
        return False
    before = codec.from_document(Case, each.before)
    return (case.outcome, case.approval) != (before.outcome, before.approval) and results.is_told(db, case)


def _cases(db: Documents, touched: tuple[Touched, ...]) -> list[Case]:
    """Those that the deed touched, themselves or by their business, as they stand now."""
    found = (cases.get(db, each.key) for each in touched if each.table == cases.CASES)
    owners = (each.key for each in touched if each.table == cases.BUSINESSES)
    return [*filter(None, found), *(case for id in owners for case in cases.of_business(db, id))]
