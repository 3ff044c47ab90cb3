"""締切: the accepted cases of the round are on its agenda from then on; so are those taken in later."""

from collections.abc import Iterator
from datetime import datetime

from mailbot import logbook
from mailbot.duties.due import Act, Coming, Due, Look
from mailbot.wiring import Office
from rules import decide
from rules.model import Round, State
from rules.moves import Refusal
from rules.record import replace
from rules.rounds import is_over
from store import cases
from store.documents import Documents

UNDER_WAY = (State.ACCEPTED, State.TABLED, State.DECIDED, State.RELEASED)


def due(look: Look) -> Iterator[Due]:
    for round in look.rounds:
        closed = cases.round_record(look.db, round.id).closed_at is not None
        if is_over(round, look.now) and (not closed or look.cases(round, State.ACCEPTED)):
            yield Due(
                duty="close",
                subject=round.id,
                due_at=round.cutoff_at,
                carry_out=_closing(look.office, round),
            )


def coming(look: Look) -> Iterator[Coming]:
    """The cut-off and the notice instant of every round with cases still on their way."""
    for round in look.rounds:
        if look.cases(round, *UNDER_WAY):
            yield Coming(duty="close", due_at=round.cutoff_at)
            yield Coming(duty="notice", due_at=round.notice_at)


def _closing(office: Office, round: Round) -> Act:
    def act(db: Documents, now: datetime) -> None:
        for case in cases.of_round(db, round.id):
            tabled = decide.close_round(case, now=now, calendar=office.calendar)
            if not isinstance(tabled, Refusal):
                cases.put(db, tabled)
                logbook.record(db, now, "case.tabled", case.number, round.id)
        record = cases.round_record(db, round.id)
        if record.closed_at is None:
            cases.put_round(db, replace(record, closed_at=now))
            logbook.record(db, now, "round.closed", round.id, "")

    return act
