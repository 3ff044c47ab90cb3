"""期限切れ: a correction that was asked for never came, and a clerk ends the case; and the way back. No letter."""

from datetime import datetime

from rules import decide
from rules.model import Case
from rules.moves import Refusal
from store import cases, notices, results
from store.desk.clerk import Desk


def expire(
    desk: Desk, number: str, *, reason: str = "", now: datetime, seen: int | None = None
) -> Case | Refusal:
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        ended = case if isinstance(case, Refusal) else decide.expired(case, now=now, calendar=desk.calendar)
        if isinstance(ended, Refusal):
            return ended
        stored = cases.put(db, ended)
        desk.record(db, "case.expired", number, reason, now)
        return stored


def reopen(desk: Desk, number: str, *, reason: str, now: datetime, seen: int | None = None) -> Case | Refusal:
    """Expired or withdrawn by mistake, or the correction came after all: under way again, with the reason."""
    if not reason.strip():
        return Refusal(message="再開する理由を入れてください。")
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        if isinstance(case, Refusal):
            return case
        told = results.is_told(db, case)
        opened = decide.reopened(case, now=now, calendar=desk.calendar, told=told)
        if isinstance(opened, Refusal):
            return opened
        stored = cases.put(db, opened)
        desk.record(db, "case.reopened", number, reason.strip(), now)
        results.drop_receipts(db, case, now)
        desk.settle(db, case, now, why=notices.OUTCOME_CHANGED)
        return stored
