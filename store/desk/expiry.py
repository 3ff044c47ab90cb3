"""期限切れ: a correction that was asked for never came, and a clerk ends the case. No letter follows."""

from datetime import datetime

from rules import decide
from rules.decide import Refusal
from rules.model import Case
from store import cases
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
