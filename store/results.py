"""The result letters of a business and round, kept in step with its outcomes until they leave."""

from collections.abc import Iterator
from datetime import datetime

from rules.letters import results
from rules.model import Business, Case, Letter, LetterKind, LetterState, Notice, State
from rules.rounds import round_named
from store import cases, notices, outbox
from store.calendar import calendar
from store.config import Config
from store.documents import Documents
from store.library import Library

NOTICES = frozenset({LetterKind.RESULT, LetterKind.WITHDRAWAL_RECEIPT})
"""The letters that tell a business what became of a product."""


def is_open(letter: Letter) -> bool:
    """Nothing of it has left, so its words may still change."""
    waiting = letter.state in (LetterState.HELD, LetterState.READY) and not letter.attempts
    return waiting or letter.state is LetterState.TO_PRINT


def about(db: Documents, case: Case) -> Letter | None:
    """The letter, not yet left, that will tell this case's outcome."""
    return next((letter for letter in _notices(db, case) if is_open(letter)), None)


def is_told(db: Documents, case: Case) -> bool:
    """A letter about the outcome has left, or may have."""
    return any(not is_open(letter) for letter in _notices(db, case))


def settle(
    db: Documents, library: Library, config: Config, business: Business, round: str, now: datetime
) -> int:
    """Makes, rewrites or removes letters so that each untold outcome stands in one. How many may now leave.

    Approved cases share one letter that may leave when due; what is decided after it waits in one of its own.
    """
    letters = list(_of(db, business.id, round))
    open_ = [letter for letter in letters if is_open(letter)]
    numbers = {_part(letter) for letter in letters}
    parts = [_part(letter) for letter in open_] + [max(numbers, default=0) + n for n in (1, 2)]
    untold = [case for case in _decided(db, business.id, round) if not is_told(db, case)]
    approved = [case for case in untold if case.state is State.RELEASED]
    waiting = [case for case in untold if case.state is State.DECIDED]
    groups = [group for group in (approved, waiting) if group]
    for letter in open_[len(groups) :]:
        db.remove(outbox.LETTERS, letter.id)
    office = calendar(config.rounds)
    reasons = library.tables().reasons
    made = []
    for group, part in zip(groups, parts, strict=False):
        notice = results.result(
            business,
            group,
            round_named(round, office),
            now=now,
            calendar=office,
            reasons=reasons,
            part=part,
            held=group is waiting,
        )
        made.append(_write(db, library, config, notice, now))
    return sum(letter.state is LetterState.READY for letter in made)


def drop_receipts(db: Documents, case: Case) -> None:
    """Removes what would confirm a withdrawal that was taken back."""
    for letter in _notices(db, case):
        if letter.kind is LetterKind.WITHDRAWAL_RECEIPT and is_open(letter):
            db.remove(outbox.LETTERS, letter.id)


def _write(db: Documents, library: Library, config: Config, notice: Notice, now: datetime) -> Letter:
    """Under its key: new words for the letter that is there, else a new one."""
    there = outbox.by_key(db, notice.key)
    if there and there.state is LetterState.TO_PRINT:
        db.remove(outbox.LETTERS, there.id)
    elif there:
        remade = notices.remake(db, library, config, there, notice, now)
        if isinstance(remade, Letter):
            return _standing(db, remade, *notices.standing(config, notice))
    return notices.make(db, library, config, notice, now)


def _standing(db: Documents, letter: Letter, state: LetterState, reason: str) -> Letter:
    """Held until approval and again without it. What a clerk held, or observing holds, stays held."""
    moved: object = letter
    if (
        state is LetterState.READY
        and letter.state is LetterState.HELD
        and letter.reason == notices.UNAPPROVED
    ):
        moved = outbox.release(db, letter.id)
    elif state is LetterState.HELD and letter.state is LetterState.READY:
        moved = outbox.hold(db, letter.id, reason)
    return moved if isinstance(moved, Letter) else letter


def _of(db: Documents, business: str, round: str) -> Iterator[Letter]:
    results = outbox.of_kind(db, LetterKind.RESULT, round=round)
    return (letter for letter in results if letter.business == business)


def _notices(db: Documents, case: Case) -> Iterator[Letter]:
    return (
        letter
        for letter in outbox.about(db, case.number)
        if letter.kind in NOTICES and letter.round in (None, case.round)
    )


def _decided(db: Documents, business: str, round: str) -> list[Case]:
    found = cases.of_business(db, business, round)
    return sorted(
        (case for case in found if case.outcome and case.state in (State.DECIDED, State.RELEASED)),
        key=lambda case: case.number,
    )


def _part(letter: Letter) -> int:
    """The last part of 'result:2026-11:J-0034:2'."""
    return int(letter.key.rpartition(":")[2])
