"""A clerk's remark on a case, for colleagues alone."""

from datetime import datetime

from rules.entered import Remark
from rules.model import Case
from rules.moves import Refusal
from rules.record import replace
from store import cases
from store.desk.clerk import Desk


def note(desk: Desk, number: str, text: str, *, now: datetime) -> Case | Refusal:
    """It stands in the case and its history and leaves in no letter. Beside whatever others wrote meanwhile."""
    if not text.strip():
        return Refusal(message="メモが空です。")
    with desk.deed(now) as db:
        case = desk.case(db, number)
        if isinstance(case, Refusal):
            return case
        remark = Remark(text=text.strip(), by=desk.by, at=now)
        stored = cases.put(db, replace(case, notes=(*case.notes, remark)))
        desk.record(db, "case.note", number, remark.text, now)
        return stored
