"""The emergency stop of all letters, and its end."""

from console.session import Report, Session
from console.words import status as words
from store.desk import sending


def stop(session: Session, reason: str) -> Report:
    return session.do(words.DID_PAUSE, lambda: sending.pause(session.desk, reason, now=session.clock()))


def go_on(session: Session) -> Report:
    return session.do(words.DID_RESUME, lambda: sending.resume(session.desk, now=session.clock()))
