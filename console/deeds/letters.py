"""What becomes of letters of the outbox: of one, or of all that are marked."""

from collections.abc import Callable, Sequence

from console import words
from console.session import Report, Session
from console.words import letters as said
from rules.model import Letter
from store.desk import Desk, letters


def release(session: Session, chosen: Sequence[Letter]) -> Report:
    return _each(
        session,
        words.DID_LETTER_RELEASE,
        chosen,
        lambda desk, letter: letters.release(desk, letter.id, now=session.clock(), seen=letter.version),
    )


def hold(session: Session, chosen: Sequence[Letter]) -> Report:
    return _each(
        session,
        words.DID_LETTER_HOLD,
        chosen,
        lambda desk, letter: letters.hold(desk, letter.id, now=session.clock()),
    )


def retry(session: Session, chosen: Sequence[Letter]) -> Report:
    return _each(
        session,
        words.DID_LETTER_RETRY,
        chosen,
        lambda desk, letter: letters.retry(desk, letter.id, now=session.clock()),
    )


def arrived(session: Session, chosen: Sequence[Letter]) -> Report:
    return _each(
        session,
        said.DID_ARRIVED,
        chosen,
        lambda desk, letter: letters.arrived(desk, letter.id, now=session.clock()),
    )


def told(session: Session, chosen: Sequence[Letter], note: str) -> Report:
    return _each(
        session,
        said.DID_TOLD,
        chosen,
        lambda desk, letter: letters.told(desk, letter.id, note=note, now=session.clock()),
    )


def printed(session: Session, chosen: Sequence[Letter]) -> Report:
    return _each(
        session,
        words.DID_LETTER_PRINTED,
        chosen,
        lambda desk, letter: letters.printed(desk, letter.id, now=session.clock()),
    )


def _each(
    session: Session, what: str, chosen: Sequence[Letter], act: Callable[[Desk, Letter], object]
) -> Report:
    return session.do_each(what, chosen, act, named=named)


def named(letter: Letter) -> str:
    """'結果の通知 R8-0055': as the list shows it."""
    return f"{words.LETTERS[letter.kind]} {letter.cases[0] if letter.cases else words.COMMA.join(letter.to)}"
