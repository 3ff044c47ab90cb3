"""Letters that ask for a correction, looked at once more before they leave: what they ask for may be open no longer."""

from datetime import datetime

from rules.model import Case, Letter, LetterKind, State
from rules.rounds import Calendar, is_over, round_named
from store import cases, outbox
from store.documents import Documents

ANSWERED = "この手紙でお願いする補正は、もう済んでいます。送る必要はありません。"

ENDED = frozenset({State.WITHDRAWN, State.EXPIRED, State.DUPLICATE, State.OUT_OF_SCOPE})


def recheck(db: Documents, letter: Letter, now: datetime, calendar: Calendar) -> None:
    """A reminder is removed when it no longer names what is open, or its cut-off is over: the duty makes a new one.

    A request is removed when all its products have ended, and held for a clerk when they ask for nothing any more;
    it may tell of other products, too.
    """
    if letter.kind not in (LetterKind.REMINDER, LetterKind.CORRECTION_REQUEST) or not letter.cases:
        return
    found = [case for number in letter.cases if (case := cases.get(db, number))]
    if letter.kind is LetterKind.REMINDER:
        late = letter.round is not None and is_over(round_named(letter.round, calendar), now)
        if late or not all(map(_is_asked, found)):
            outbox.drop(db, letter, now)
    elif all(case.state in ENDED for case in found):
        outbox.drop(db, letter, now)
    elif not any(map(_is_asked, found)):
        outbox.hold(db, letter.id, ANSWERED)


def _is_asked(case: Case) -> bool:
    return case.state is State.CORRECTION_REQUESTED
