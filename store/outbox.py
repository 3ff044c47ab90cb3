"""Letters on their way out. Every step is a commit, so that a crash shows where a letter stood.

A step that the letter's state does not allow changes nothing and comes back as a Refusal.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from rules.model import Letter, LetterKind, LetterState
from rules.moves import Refusal
from rules.record import replace as changed
from rules.words import LETTER_STATES
from store import cases
from store.audit import Event
from store.documents import Documents
from store.shelf import Head, Shelf

LETTERS = "letters"


class LetterHead(Head):
    key: str = ""
    kind: str = ""
    state: str = ""
    to: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    round: str | None = None
    message_id: str = ""
    answers: str | None = None
    made_at: datetime | None = None
    copied: bool = False


LETTER_SHELF = Shelf(LETTERS, Letter, LetterHead, archived=("key", "message_id", "cases", "answers"))

HELD, READY, SENDING, SENT = LetterState.HELD, LetterState.READY, LetterState.SENDING, LetterState.SENT
DEFERRED, REFUSED, UNCERTAIN = LetterState.DEFERRED, LetterState.REFUSED, LetterState.UNCERTAIN
BOUNCED, TO_PRINT, PRINTED = LetterState.BOUNCED, LetterState.TO_PRINT, LetterState.PRINTED
TOLD = LetterState.TOLD

GONE = frozenset({SENT, PRINTED, TOLD})
"""States of a letter whose words have reached its reader, or left the office for them."""

TROUBLED = frozenset({REFUSED, UNCERTAIN, BOUNCED})
"""States of a letter that waits for a person: nobody knows that its reader has it."""

MAYBE_GONE = "控えから戻したため、すでに送られたかもしれません。送信済みの控えにないことを確かめてください。"

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60))
"""How long after the first, second, ... failed attempt the next one comes; the last wait repeats."""

PATIENCE = timedelta(days=3)
"""After this much trying a person is asked (RFC 5321 4.5.4.1 has 4 to 5 days; the office asks sooner)."""


def letters(db: Documents) -> Iterator[Letter]:
    """In the order in which they were made."""
    return LETTER_SHELF.every(db)


def letter(db: Documents, id: str) -> Letter | None:
    return LETTER_SHELF.get(db, id)


def by_key(db: Documents, key: str) -> Letter | None:
    return LETTER_SHELF.first(db, key=key)


def by_message_id(db: Documents, message_id: str) -> Letter | None:
    return LETTER_SHELF.first(db, message_id=message_id)


def about(db: Documents, number: str) -> list[Letter]:
    """Those about this case, in the order in which they were made."""
    return LETTER_SHELF.find(db, cases=number)


def to(db: Documents, address: str) -> list[Letter]:
    return LETTER_SHELF.find(db, to=address)


def of_kind(db: Documents, kind: LetterKind, *, round: str | None = None) -> list[Letter]:
    """All of a kind, or those of one round."""
    wanted = {} if round is None else {"round": round}
    return LETTER_SHELF.find(db, kind=kind, **wanted)


def in_state(db: Documents, *states: LetterState) -> list[Letter]:
    """In the order in which they were made."""
    return LETTER_SHELF.find(db, state=frozenset(states))


def uncopied(db: Documents) -> list[Letter]:
    """Sent, and no copy of it in the `sent` folder yet."""
    return [each for each in LETTER_SHELF.find(db, state=SENT, copied=False) if each.raw]


def answering(db: Documents, mail: str) -> Letter | None:
    """The answer to the mail with this id (sha256)."""
    return LETTER_SHELF.first(db, answers=mail)


def answers_since(db: Documents, start: datetime) -> list[Letter]:
    """The answers to mails that were made after this instant, the newest first."""
    made = takewhile(lambda each: each.made_at > start, LETTER_SHELF.newest(db))
    return [each for each in made if each.answers]


def new_id(db: Documents) -> str:
    """'L-000001', 'L-000002', ...; none is ever given twice."""
    return f"L-{cases.running_number(db, 'letter'):06}"


def add(db: Documents, new: Letter) -> Letter:
    """The letter as it stands in the outbox: the one that is there already when its key is known.

    After a restore every letter is held until a person lets sending go on: its like may have left before.
    """
    if (known := by_key(db, new.key)) is not None:
        return known
    stop = cases.pause(db)
    if stop is not None and stop.restored and new.state is READY:
        new = changed(new, state=HELD, reason=MAYBE_GONE)
    return _store(db, new)


def replace(db: Documents, new: Letter) -> Letter | Refusal:
    """New words for a letter that has not been tried yet (same id); its bytes are then built anew."""
    theirs = letter(db, new.id)
    if theirs is None or theirs.state not in (READY, HELD, TO_PRINT) or theirs.attempts:
        return _refusal(new.id, theirs, "書き直せる", READY, HELD, TO_PRINT)
    return _store(db, changed(new, raw=None, version=theirs.version))


def due(db: Documents, now: datetime) -> list[Letter]:
    """What may be tried now, longest due first."""
    waiting = (each for each in in_state(db, READY, DEFERRED) if _when(each) <= now)
    return sorted(waiting, key=lambda each: (_when(each), each.id))


def claim(db: Documents, seen: Letter, now: datetime) -> Letter | Refusal:
    """Marks the letter `sending`, with the bytes (`raw`) that `seen` names, before the first byte leaves.

    Refused while sending is stopped, before its time, and when it changed since it was seen.
    """
    stop = cases.pause(db)
    if stop is not None:
        return Refusal(message=f"{stop.by} が送信を止めています({stop.reason})。")
    theirs = letter(db, seen.id)
    if theirs is None or theirs.state not in (READY, DEFERRED):
        return _refusal(seen.id, theirs, "送れる", READY, DEFERRED)
    if theirs.version != seen.version:
        return Refusal(message=f"手紙 {seen.id} は書き直されました。新しい内容で送ります。")
    if _when(theirs) > now:
        return Refusal(message=f"手紙 {seen.id} を送る時刻はまだ来ていません。")
    return _store(
        db,
        changed(
            theirs,
            state=SENDING,
            raw=seen.raw,
            attempts=theirs.attempts + 1,
            tried_since=theirs.tried_since or now,
            tried_at=now,
            next_attempt_at=None,
        ),
    )


def sent(db: Documents, id: str, now: datetime, reply: str = "") -> Letter | Refusal:
    """The server took it."""
    return _step(db, id, "送信済にできる", (SENDING,), SENT, sent_at=now, reply=reply, reason="")


def deferred(
    db: Documents, id: str, now: datetime, reason: str, *, reply: str = "", jitter: float = 0.0
) -> Letter | Refusal:
    """It could not leave this time; `jitter` (0 to 1) stretches the next wait. `refused` after PATIENCE."""
    trying = letter(db, id)
    if trying is not None and trying.tried_since and now - trying.tried_since >= PATIENCE:
        days = PATIENCE.days
        return refused(
            db, id, f"{days}日間くり返しましたが送れませんでした。宛先を確かめてください。{reason}", reply
        )
    wait = WAITS[min(trying.attempts if trying else 1, len(WAITS)) - 1] * (1 + jitter)
    return _step(
        db, id, "再試行にできる", (SENDING,), DEFERRED, next_attempt_at=now + wait, reply=reply, reason=reason
    )


def refused(db: Documents, id: str, reason: str, reply: str = "") -> Letter | Refusal:
    """The server will never take it: a person is needed."""
    return _step(db, id, "拒否にできる", (SENDING,), REFUSED, reply=reply, reason=reason)


def uncertain(db: Documents, id: str, reason: str) -> Letter | Refusal:
    """It may have arrived or not: only a person may have it sent again."""
    return _step(db, id, "不明にできる", (SENDING,), UNCERTAIN, reason=reason)


def bounced(db: Documents, id: str, reason: str) -> Letter | Refusal:
    """It was taken and came back; that also tells what became of one of which nobody knew."""
    return _step(db, id, "不達にできる", (SENT, UNCERTAIN), BOUNCED, reason=reason)


def hold(db: Documents, id: str, reason: str) -> Letter | Refusal:
    return _step(db, id, "保留にできる", (READY, DEFERRED), HELD, reason=reason)


def release(db: Documents, id: str) -> Letter | Refusal:
    """A person lets it go; it leaves when it is due, or is printed where it has no address."""
    theirs = letter(db, id)
    to = TO_PRINT if theirs is not None and not theirs.to else READY
    return _step(db, id, "送ってよいとできる", (HELD,), to, reason="", tried_since=None, next_attempt_at=None)


def retry(db: Documents, id: str, now: datetime) -> Letter | Refusal:
    """A person has it sent once more, with the same bytes and Message-ID, at once."""
    return _step(
        db,
        id,
        "もう一度送れる",
        (REFUSED, UNCERTAIN, BOUNCED, DEFERRED),
        READY,
        due_at=now,
        reason="",
        tried_since=None,
        next_attempt_at=None,
    )


def arrived(db: Documents, id: str, now: datetime) -> Letter | Refusal:
    """A person knows that it did: `sent` with its last attempt."""
    theirs = letter(db, id)
    at = (theirs.tried_at if theirs else None) or now
    return _step(db, id, "届いたとできる", (UNCERTAIN,), SENT, sent_at=at, reason="")


def told(db: Documents, id: str, now: datetime, how: str) -> Letter | Refusal:
    """Its reader has been told otherwise, `how` says in what way; it never leaves again."""
    return _step(db, id, "連絡済にできる", (REFUSED, UNCERTAIN, BOUNCED), TOLD, sent_at=now, reason=how)


def printed(db: Documents, id: str, now: datetime) -> Letter | Refusal:
    return _step(db, id, "印刷済にできる", (TO_PRINT,), PRINTED, sent_at=now)


def copied(db: Documents, id: str) -> Letter | Refusal:
    """A copy of it lies in the `sent` folder."""
    return _step(db, id, "控えを残せる", (SENT,), SENT, copied=True)


def recover(db: Documents) -> list[Letter]:
    """At the start: what a crash left `sending` becomes `uncertain`: nobody knows whether it arrived."""
    reason = "送信の途中でプログラムが止まりました。届いたかどうかは、相手に確かめてください。"
    return [_store(db, changed(each, state=UNCERTAIN, reason=reason)) for each in in_state(db, SENDING)]


def drop(db: Documents, unwanted: Letter, now: datetime) -> None:
    """Takes out a letter that nothing needs any more, none of it has left; the audit keeps that it was there."""
    db.remove(LETTERS, unwanted.id)
    db.record(
        Event(at=now, by="mailbot", what="letter.dropped", subject=unwanted.id, detail=unwanted.subject)
    )


def _step(
    db: Documents, id: str, may: str, allowed: tuple[LetterState, ...], to: LetterState, **news: Any
) -> Letter | Refusal:
    theirs = letter(db, id)
    if theirs is None or theirs.state not in allowed:
        return _refusal(id, theirs, may, *allowed)
    return _store(db, changed(theirs, state=to, **news))


def _refusal(id: str, theirs: Letter | None, may: str, *allowed: LetterState) -> Refusal:
    if theirs is None:
        return Refusal(message=f"手紙 {id} はありません。")
    names = "".join(f"「{LETTER_STATES[state]}」" for state in allowed)
    return Refusal(message=f"{may}のは{names}の手紙です。手紙 {id} は「{LETTER_STATES[theirs.state]}」です。")


def _store(db: Documents, new: Letter) -> Letter:
    stored = changed(new, version=new.version + 1)
    LETTER_SHELF.put(db, stored.id, stored)
    return stored


def _when(waiting: Letter) -> datetime:
    return waiting.next_attempt_at or waiting.due_at
