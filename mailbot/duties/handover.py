"""引き継ぎ to the operator, once every result of the round that could leave has left; what follows in a part 2."""

from collections.abc import Iterator
from datetime import datetime

from mailbot.duties.due import Act, Due, Look
from mailbot.wiring import Office
from rules.letters import results
from rules.model import Business, Case, Letter, LetterKind, LetterState, OutcomeKind, Round, State
from store import notices, outbox
from store.documents import Documents

TOLD = (State.NOTIFIED, State.NEGOTIATING, State.LISTED)
ON_THE_WAY = frozenset({LetterState.READY, LetterState.SENDING, LetterState.DEFERRED})


def due(look: Look) -> Iterator[Due]:
    if look.office.config.operator.address:
        for round in look.rounds:
            if look.now >= round.notice_at and not _is_telling(look, round) and _selected(look, round):
                yield Due(
                    duty="handover",
                    subject=round.id,
                    due_at=round.notice_at,
                    carry_out=_handing_over(look.office, round),
                )


def _handing_over(office: Office, round: Round) -> Act:
    def act(db: Documents, now: datetime) -> None:
        look = Look(office=office, db=db, now=now)
        notice = results.handover(
            _selected(look, round),
            round,
            to=office.config.operator.address,
            operator=office.config.operator.name,
            now=now,
            calendar=office.calendar,
            part=len(_earlier(look, round)) + 1,
            forms=office.library.forms(),
        )
        notices.make(db, office.library, office.config, notice, now)

    return act


def _selected(look: Look, round: Round) -> list[tuple[Case, Business]]:
    """Selected, told to the business, and not yet handed over; a clerk may have noted talks that began by phone."""
    done = {number for letter in _earlier(look, round) for number in letter.cases}
    return [
        (case, look.business(case))
        for case in look.cases(round, *TOLD)
        if case.outcome is not None and case.outcome.kind is OutcomeKind.SELECTED and case.number not in done
    ]


def _is_telling(look: Look, round: Round) -> bool:
    """Results of the round are on their way: the operator never hears first."""
    results = outbox.of_kind(look.db, LetterKind.RESULT, round=round.id)
    return any(letter.state in ON_THE_WAY for letter in results)


def _earlier(look: Look, round: Round) -> list[Letter]:
    return outbox.of_kind(look.db, LetterKind.HANDOVER, round=round.id)
