"""The course of one case: its round, its terms after a selection, its end, its note, a result put right."""

from datetime import date

from console.session import Report, Session
from console.words import casework as words
from rules.model import Case, Letter, OutcomeKind, State
from rules.moves import Refusal
from rules.rounds import round_named, title
from rules.words import OUTCOMES, STATES
from store.desk import expiry, judgement, outcomes, remarks, terms
from store.desk.outcomes import Word
from store.errors import StoreError


def move(session: Session, case: Case, round: str, reason: str) -> Report:
    said = words.DID_MOVE.format(number=case.number, round=title(round_named(round, session.calendar)))
    return session.do(
        said,
        lambda: judgement.move(
            session.desk, case.number, round, reason=reason, now=session.clock(), seen=case.version
        ),
        seen=(case,),
    )


def agree(session: Session, case: Case, state: State, on: date, note: str) -> Report:
    said = words.DID_TERMS.format(number=case.number, state=STATES[state])
    return session.do(
        said,
        lambda: terms.tell(
            session.desk, case.number, state, on=on, note=note, now=session.clock(), seen=case.version
        ),
        seen=(case,),
    )


def withdraw(session: Session, case: Case, note: str) -> Report:
    return session.do(
        words.DID_WITHDRAW.format(number=case.number),
        lambda: outcomes.record(
            session.desk,
            case.number,
            OutcomeKind.WITHDRAWN,
            note=note,
            now=session.clock(),
            seen=case.version,
        ),
        seen=(case,),
    )


def expire(session: Session, case: Case, reason: str) -> Report:
    return session.do(
        words.DID_EXPIRE.format(number=case.number),
        lambda: expiry.expire(
            session.desk, case.number, reason=reason, now=session.clock(), seen=case.version
        ),
        seen=(case,),
    )


def reopen(session: Session, case: Case, reason: str) -> Report:
    return session.do(
        words.DID_REOPEN.format(number=case.number),
        lambda: expiry.reopen(
            session.desk, case.number, reason=reason, now=session.clock(), seen=case.version
        ),
        seen=(case,),
    )


def note(session: Session, case: Case, text: str) -> Report:
    return session.do(
        words.DID_NOTE.format(number=case.number),
        lambda: remarks.note(session.desk, case.number, text, now=session.clock()),
    )


def rehearse_correction(session: Session, word: Word, why: str) -> Letter | Refusal | None:
    """The letter that would put the result right."""
    try:
        return outcomes.rehearse_correction(session.desk, word, why=why, now=session.clock())
    except StoreError as error:
        return Refusal(message=str(error))


def correct(session: Session, case: Case, word: Word, why: str) -> Report:
    said = words.DID_CORRECT.format(number=case.number, outcome=OUTCOMES[word.kind])
    return session.do(
        said, lambda: outcomes.correct(session.desk, word, why=why, now=session.clock()), seen=(case,)
    )
