"""A clerk's remark on a case, for colleagues alone."""

from datetime import datetime

from rules.decide import Refusal
from rules.model import Case
from store.desk.clerk import Desk


def note(desk: Desk, number: str, text: str, *, now: datetime) -> Case | Refusal:
    """It stands in the history of the case and leaves in no letter."""
    with desk.deed(now) as db:
        case = desk.case(db, number)
        if isinstance(case, Case):
            desk.record(db, "case.note", number, text, now)
        return case
