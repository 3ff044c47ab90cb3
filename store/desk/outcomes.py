"""The committee's word on a case, or its business's own: 取下げ."""

from datetime import datetime

from rules import decide
from rules.decide import Refusal
from rules.letters.results import withdrawal_receipt
from rules.model import Case, Letter, Outcome, OutcomeKind
from rules.words import OUTCOMES
from store import cases, notices, results
from store.desk.clerk import Desk
from store.documents import Documents


def record(
    desk: Desk,
    number: str,
    kind: OutcomeKind,
    *,
    reason: str | None = None,
    note: str = "",
    now: datetime,
    seen: int | None = None,
) -> Case | Refusal:
    """The business's result letter is held with its exact text."""
    outcome = Outcome(kind=kind, reason=reason, note=note, by=desk.by, recorded_at=now)
    with desk.deed(now) as db:
        return _record(desk, db, number, outcome, seen)


def rehearse(
    desk: Desk, number: str, kind: OutcomeKind, *, reason: str | None = None, now: datetime
) -> Letter | Refusal | None:
    """The very letter that this outcome would lead to, None where there is none; nothing is changed."""
    outcome = Outcome(kind=kind, reason=reason, by=desk.by, recorded_at=now)
    db = desk.store.snapshot()
    done = _record(desk, db, number, outcome, None)
    return done if isinstance(done, Refusal) else results.about(db, done)


def clear(desk: Desk, number: str, *, now: datetime, seen: int | None = None) -> Case | Refusal:
    """Undecided again, as long as no letter about the outcome has left."""
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        if isinstance(case, Refusal):
            return case
        cleared = decide.clear_outcome(case, now=now, calendar=desk.calendar, told=results.is_told(db, case))
        if isinstance(cleared, Refusal):
            return cleared
        stored = cases.put(db, cleared)
        desk.record(db, "outcome.cleared", number, "", now)
        results.drop_receipts(db, case)
        desk.settle(db, case, now)
        return stored


def _record(desk: Desk, db: Documents, number: str, outcome: Outcome, seen: int | None) -> Case | Refusal:
    case = desk.case(db, number, seen)
    if isinstance(case, Refusal):
        return case
    if outcome.reason and desk.library.tables().reasons.find(outcome.reason) is None:
        return Refusal(message=f"理由コード {outcome.reason} はありません。")
    decided = decide.record_outcome(case, outcome)
    if isinstance(decided, Refusal):
        return decided
    stored, now = cases.put(db, decided), outcome.recorded_at
    detail = " ".join(filter(None, (OUTCOMES[outcome.kind], outcome.reason, outcome.note)))
    desk.record(db, "outcome.recorded", number, detail, now)
    desk.settle(db, stored, now)
    business = cases.business(db, stored.business)
    if outcome.kind is OutcomeKind.WITHDRAWN and business:
        receipt = withdrawal_receipt(stored, business, now=now, calendar=desk.calendar)
        notices.make(db, desk.library, desk.config, receipt, now)
    return stored
