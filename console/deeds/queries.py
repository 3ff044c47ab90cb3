"""A clerk's own letter: seen word for word first, then ten minutes in the outbox before it leaves."""

from console.session import Report, Session
from console.words import queries as words
from rules.model import Case, Letter, LetterState
from rules.moves import Refusal
from store.desk import queries
from store.desk.queries import Wish
from store.errors import StoreError

DID = {LetterState.TO_PRINT: words.DID_PAPER, LetterState.HELD: words.DID_HELD}


def templates(session: Session) -> tuple[str, ...]:
    return queries.templates(session.desk)


def rehearse(session: Session, case: Case, wish: Wish) -> Letter | Refusal:
    """The very letter, or why there can be none."""
    try:
        return queries.rehearse(session.desk, case.number, wish, now=session.clock())
    except StoreError as error:
        return Refusal(message=str(error))


def write(session: Session, case: Case, wish: Wish) -> Report:
    made = rehearse(session, case, wish)
    if isinstance(made, Refusal):
        return Report(made.message, ok=False)
    said = DID.get(made.state, words.DID).format(
        number=case.number, subject=made.subject, at=session.dates.time(made.due_at)
    )
    return session.do(
        said,
        lambda: queries.write(session.desk, case.number, wish, now=session.clock(), seen=case.version),
        seen=(case,),
    )
