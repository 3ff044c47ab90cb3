"""What a business hears when a clerk's deed closed its last gap: the acknowledgement that a mail would have brought."""

from datetime import datetime, timedelta

from rules.letters.answers import Incoming, about_cases
from rules.model import Case, Letter, LetterKind, State
from rules.record import replace
from store import cases, notices, outbox
from store.desk.clerk import Desk
from store.documents import Documents
from store.matters import is_open

ASKING = frozenset({LetterKind.CORRECTION_REQUEST, LetterKind.REMINDER})


def acknowledge(desk: Desk, db: Documents, before: Case, after: Case, *, at: datetime, now: datetime) -> None:
    """Where the case has become accepted by what came `at`. It waits a little, so that the deed can be undone.

    A request that has not left yet and asks for nothing any more gives way to it.
    """
    if after.state is not State.ACCEPTED or before.state is State.ACCEPTED:
        return
    asking = [letter for letter in outbox.about(db, after.number) if _is_idle(db, letter)]
    for letter in asking:
        outbox.drop(db, letter, now)
    told = {number: cases.get(db, number) for letter in asking for number in letter.cases}
    told[after.number] = after
    incoming = Incoming(arrival="", sender=after.notice_to, received_at=at)
    notice = about_cases(incoming, [case for case in told.values() if case], now=now, calendar=desk.calendar)
    settle = timedelta(minutes=desk.config.letters.settle_minutes)
    kept = replace(notice, key=f"deed:{after.number}:{now.isoformat()}", answers=None, due_at=now + settle)
    last = after.mails[-1].message_id if after.mails else ""
    references = (last,) if last else ()
    notices.make(db, desk.library, desk.config, kept, now, in_reply_to=last, references=references)


def _is_idle(db: Documents, letter: Letter) -> bool:
    """It asks, has not left, and none of its cases lacks anything."""
    if letter.kind not in ASKING or not is_open(letter):
        return False
    found = [cases.get(db, number) for number in letter.cases]
    return all(case is not None and case.state is not State.CORRECTION_REQUESTED for case in found)
