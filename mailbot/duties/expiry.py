"""A correction never came: the case asks a clerk whether it has expired. The robot ends none by itself."""

from collections.abc import Iterator
from datetime import datetime

from mailbot import logbook
from mailbot.duties.due import Act, Coming, Due, Look
from rules import expiry
from rules.model import Case, State
from rules.record import replace
from store import cases
from store.documents import Documents


def due(look: Look) -> Iterator[Due]:
    for case in look.waiting(State.CORRECTION_REQUESTED):
        attention = expiry.attention(case, look.now, look.office.calendar)
        if attention != case.attention:
            yield Due(
                duty="expiry",
                subject=case.number,
                cases=(case.number,),
                due_at=look.now,
                carry_out=_asking(replace(case, attention=attention)),
            )


def coming(look: Look) -> Iterator[Coming]:
    for case in look.waiting(State.CORRECTION_REQUESTED):
        until = expiry.last_chance(case, look.office.calendar)
        if until is not None:
            yield Coming(duty="expiry", due_at=until.cutoff_at)


def _asking(case: Case) -> Act:
    def act(db: Documents, now: datetime) -> None:
        cases.put(db, case)
        logbook.record(db, now, "case.overdue", case.number, case.correction_round or "")

    return act
