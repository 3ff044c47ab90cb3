"""Paper notices enter the print queue some open days before the notice day, so that they are there on it.

They bear the notice day. What a clerk held stays held.
"""

from collections.abc import Iterator
from datetime import datetime

from mailbot import logbook
from mailbot.duties.due import Act, Coming, Due, Look
from rules.model import Letter, LetterKind, State
from rules.rounds import before_notice, round_named
from store import cases, notices, outbox
from store.documents import Documents

DAYS = 3
"""Open days that printing and the post take."""


def due(look: Look) -> Iterator[Due]:
    for letter, instant in _on_paper(look):
        if look.now >= instant and _is_approved(look, letter):
            yield Due(duty="print", subject=letter.id, due_at=instant, carry_out=_queueing(letter))


def coming(look: Look) -> Iterator[Coming]:
    for _, instant in _on_paper(look):
        yield Coming(duty="print", due_at=instant)


def _on_paper(look: Look) -> Iterator[tuple[Letter, datetime]]:
    for letter in look.letters:
        if (
            letter.kind is LetterKind.RESULT
            and not letter.to
            and notices.is_by_itself(letter)
            and letter.round
        ):
            round = round_named(letter.round, look.office.calendar)
            yield letter, before_notice(round, DAYS, look.office.calendar)


def _is_approved(look: Look, letter: Letter) -> bool:
    told = (cases.get(look.db, number) for number in letter.cases)
    return all(case is not None and case.state is State.RELEASED for case in told)


def _queueing(letter: Letter) -> Act:
    def act(db: Documents, now: datetime) -> None:
        outbox.release(db, letter.id)
        logbook.record(db, now, "letter.to_print", letter.id, letter.subject)

    return act
