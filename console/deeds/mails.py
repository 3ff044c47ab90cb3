"""What becomes of mails that wait for a person: of one, or of all that are marked."""

from collections.abc import Callable, Sequence

from console.session import Report, Session
from console.words import mails as words
from rules.model import Arrival
from rules.moves import Refusal
from rules.wording import shorten
from store.desk import Desk, mails

SUBJECT = 20
"""Characters of a stranger's subject in a sentence."""


def check(session: Session, chosen: Sequence[Arrival]) -> Report:
    return _each(session, words.DID_DONE, chosen, lambda desk, mail: _done(session, desk, mail))


def wait(session: Session, chosen: Sequence[Arrival]) -> Report:
    return _each(
        session,
        words.DID_UNDONE,
        chosen,
        lambda desk, mail: mails.undone(desk, mail.id, now=session.clock()),
    )


def assign(session: Session, chosen: Sequence[Arrival], number: str, *, done: bool) -> Report:
    """Lays them to the case; `done`: and nobody needs to look at them any more. One deed."""

    def act(desk: Desk, mail: Arrival) -> object:
        acts: list[Callable[[Desk], object]] = [
            lambda desk: mails.assign(desk, mail.id, number, now=session.clock())
        ]
        if done and not mail.done:
            acts.append(lambda desk: _done(session, desk, mail))
        return desk.together(acts, session.clock())

    return _each(session, words.DID_ASSIGN.format(number=number), chosen, act)


def named(mail: Arrival) -> str:
    return shorten(mail.subject, SUBJECT) or words.NO_SUBJECT


def _done(session: Session, desk: Desk, mail: Arrival) -> Arrival | Refusal:
    return mails.done(desk, mail.id, now=session.clock())


def _each(
    session: Session, what: str, chosen: Sequence[Arrival], act: Callable[[Desk, Arrival], object]
) -> Report:
    return session.do_each(what, chosen, act, named=lambda mail: words.NAMED.format(subject=named(mail)))
