"""確認済: a clerk has read what stands beside a case."""

from datetime import datetime

from rules import attention
from rules.model import Case
from rules.moves import Refusal
from store import cases, outbox
from store.desk.clerk import Desk


def read(desk: Desk, number: str, *, now: datetime, seen: int | None = None) -> Case | Refusal:
    """The sentences go; the case and its history keep them: whoever asks later finds what was known, and by whom."""
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        if isinstance(case, Refusal):
            return case
        troubled = [each for each in outbox.about(db, number) if each.state in outbox.TROUBLED]
        done = attention.read(case, troubled, by=desk.by, at=now)
        if isinstance(done, Refusal):
            return done
        stored = cases.put(db, done)
        told = " ".join(attention.to_read(case, troubled))
        desk.record(db, "case.seen", number, told, now)
        return stored
