"""Where results wait for no 決裁 (`letters.release`), they are free when the notice time comes."""

from collections.abc import Iterator
from datetime import datetime

from mailbot import logbook
from mailbot.duties.due import Act, Due, Look
from mailbot.wiring import Office
from rules import decide
from rules.model import Approval, Round, State
from rules.moves import Refusal
from store import cases, results
from store.documents import Documents

UNAPPROVED = "決裁を待たない設定(letters.release = automatic)"


def due(look: Look) -> Iterator[Due]:
    if look.office.config.letters.release == "automatic":
        for round in look.rounds:
            if look.now >= round.notice_at and look.cases(round, State.DECIDED):
                yield Due(
                    duty="release",
                    subject=round.id,
                    due_at=round.notice_at,
                    carry_out=_releasing(look.office, round),
                )


def _releasing(office: Office, round: Round) -> Act:
    def act(db: Documents, now: datetime) -> None:
        on = now.astimezone(office.calendar.zone).date()
        approval = Approval(approver=UNAPPROVED, approved_on=on, by=logbook.ROBOT, recorded_at=now)
        freed = [case for case in cases.of_round(db, round.id) if case.state is State.DECIDED]
        for case in freed:
            released = decide.release(case, approval)
            if not isinstance(released, Refusal):
                cases.put(db, released)
                logbook.record(db, now, "case.released", case.number, UNAPPROVED)
        results.settle_all(db, office.library, office.config, freed, now)

    return act
