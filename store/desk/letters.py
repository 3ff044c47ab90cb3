"""What a clerk may do with one letter of the outbox."""

from datetime import datetime

from rules import undelivered
from rules.model import Letter, State
from rules.moves import Refusal
from rules.record import replace
from store import agents, cases, notices, outbox, requests, results
from store.desk.clerk import Desk
from store.documents import Documents
from store.errors import Stale


def hold(desk: Desk, id: str, *, now: datetime) -> Letter | Refusal:
    with desk.deed(now) as db:
        done = outbox.hold(db, id, f"{desk.by} が保留にしました。")
        return _recorded(desk, db, done, "letter.held", now)


def release(desk: Desk, id: str, *, now: datetime, seen: int | None = None) -> Letter | Refusal:
    """Lets a held letter go when it is due. A result needs 決裁 first: no key goes round it."""
    with desk.deed(now) as db:
        letter = outbox.letter(db, id)
        if letter and seen is not None and seen != letter.version:
            raise Stale(replace(letter, version=seen), letter)
        done = _unapproved(db, letter) or _unaddressed(db, letter) or outbox.release(db, id)
        return _recorded(desk, db, done, "letter.released", now)


def retry(desk: Desk, id: str, *, now: datetime) -> Letter | Refusal:
    """Once more, at once: the person answers for a second copy."""
    with desk.deed(now) as db:
        return _recorded(desk, db, outbox.retry(db, id, now), "letter.retried", now)


def arrived(desk: Desk, id: str, *, now: datetime) -> Letter | Refusal:
    """An `uncertain` letter is there after all, its reader says: what it tells is told."""
    with desk.deed(now) as db:
        done = outbox.arrived(db, id, now)
        return _reached(desk, db, done, "letter.arrived", now)


def told(desk: Desk, id: str, *, note: str, now: datetime) -> Letter | Refusal:
    """What a letter in trouble says was said by phone or on paper; `note` says how, to whom and when.

    Its cases are told as by the letter, and no longer say that it came back.
    """
    if not note.strip():
        return Refusal(message="どのように伝えたか(電話、書面など)を入れてください。")
    with desk.deed(now) as db:
        done = outbox.told(db, id, now, f"{note.strip()}({desk.by})")
        return _reached(desk, db, done, "letter.told", now, note.strip())


def printed(desk: Desk, id: str, *, now: datetime) -> Letter | Refusal:
    """It was handed over on paper; a result only after 決裁, too, and in the words that were approved."""
    with desk.deed(now) as db:
        if letter := outbox.letter(db, id):
            results.recheck(db, desk.library, desk.config, letter, now)
            requests.recheck(db, letter, now, desk.calendar)
        done = _unapproved(db, outbox.letter(db, id)) or outbox.printed(db, id, now)
        return _reached(desk, db, done, "letter.printed", now)


def _reached(
    desk: Desk, db: Documents, done: Letter | Refusal, what: str, now: datetime, note: str = ""
) -> Letter | Refusal:
    """Its reader has what it says: its cases are told, and say no more that it came back."""
    if isinstance(done, Letter):
        for case in results.told(db, done, now, desk.calendar):
            desk.record(db, f"case.{case.state}", case.number, done.id, now)
        for case in filter(None, (cases.get(db, number) for number in done.cases)):
            if (settled := undelivered.settled(case, done)) != case:
                cases.put(db, settled)
    return _recorded(desk, db, done, what, now, note)


def _recorded(
    desk: Desk, db: Documents, done: Letter | Refusal, what: str, now: datetime, note: str = ""
) -> Letter | Refusal:
    if isinstance(done, Letter):
        desk.record(db, what, done.id, " ".join(filter(None, (done.subject, note))), now)
    return done


def _unapproved(db: Documents, letter: Letter | None) -> Refusal | None:
    """Why a result must not reach anybody yet: a case that it tells about has not been through 決裁."""
    if letter is None or not results.tells(letter):
        return None
    told = [cases.get(db, number) for number in letter.cases]
    if all(case is not None and case.state is State.RELEASED for case in told):
        return None
    return Refusal(message="選定結果の通知は、その回を決裁済にすると出せます。")


def _unaddressed(db: Documents, letter: Letter | None) -> Refusal | None:
    """Why a result must not go where it would: to an agent, and no clerk has chosen that."""
    if letter is None or not letter.to or not results.tells(letter):
        return None
    business = cases.business(db, letter.business or "")
    return Refusal(message=notices.UNADDRESSED) if business and agents.awaits_address(db, business) else None
