"""The letters that tell outcomes, kept in step with them until they leave. What was approved is what is sent."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from rules import decide, numbers
from rules.model import Business, Case, Letter, LetterKind, State
from rules.rounds import Calendar, round_named
from store import cases, notices, outbox
from store.calendar import calendar
from store.config import Config
from store.documents import Documents
from store.library import Library
from store.matters import Matter, correction, correction_key, is_open, tells as tells

NOTICES = frozenset({LetterKind.RESULT, LetterKind.WITHDRAWAL_RECEIPT})
"""The letters that tell a business what became of a product."""

UNTOLD = (State.DECIDED, State.RELEASED)


def is_derived(letter: Letter) -> bool:
    """`settle` makes it from the outcomes at any time."""
    return tells(letter) and is_open(letter)


def about(db: Documents, case: Case) -> Letter | None:
    """The letter, not yet left, that will tell this case's outcome."""
    return next((letter for letter in _telling(db, case) if is_open(letter)), None)


def is_told(db: Documents, case: Case) -> bool:
    """A letter about the outcome has left, or may have."""
    return any(not is_open(letter) for letter in _telling(db, case))


def told_at(db: Documents, case: Case) -> datetime | None:
    """When the letter about the outcome left; None where none has."""
    return max((letter.sent_at for letter in _telling(db, case) if letter.sent_at), default=None)


def settle(
    db: Documents,
    library: Library,
    config: Config,
    business: Business,
    round: str,
    now: datetime,
    *,
    why: str = notices.UNAPPROVED,
) -> int:
    """Makes, rewrites or removes letters so that each untold outcome stands in one. How many may now leave.

    Approved cases share one letter, whose words are kept with the approval; where these can't be had any more, since
    an outcome, a text or the office's data changed, its cases are `decided` again. What is not approved waits in
    a letter of its own. `why` a letter that was approved is held now.

    Raises LibraryError where the office's text can't be filled.
    """
    outcomes = (case for case in cases.of_business(db, business.id, round) if case.outcome)
    untold = [case for case in outcomes if case.state in UNTOLD and not is_told(db, case)]
    office = calendar(config.rounds)
    matter = Matter(
        db=db,
        library=library,
        config=config,
        business=business,
        round=round_named(round, office),
        calendar=office,
        now=now,
        why=why,
    )
    return matter.settle(sorted(untold, key=lambda case: numbers.turn(case.number)))


def settle_all(
    db: Documents, library: Library, config: Config, changed: Iterable[Case], now: datetime
) -> int:
    """The letters of every business and round in which these cases stand; how many of them may now leave."""
    matters = dict.fromkeys((cases.root(db, case.business), case.round) for case in changed if case.round)
    owned = ((cases.business(db, id), round) for id, round in matters)
    return sum(settle(db, library, config, business, round, now) for business, round in owned if business)


def recheck(db: Documents, library: Library, config: Config, letter: Letter, now: datetime) -> None:
    """Before it leaves: a letter that tells outcomes is held where these, or its words, are no longer the approved.

    Raises LibraryError as `settle` does.
    """
    if not tells(letter) or letter.business is None or letter.round is None:
        return
    business = cases.business(db, letter.business)
    if is_open(letter) and business is not None:
        settle(db, library, config, business, letter.round, now, why=notices.OUTCOME_CHANGED)
    elif not _is_approved(db, letter):
        outbox.hold(db, letter.id, notices.OUTCOME_CHANGED)


def told(db: Documents, letter: Letter, now: datetime, calendar: Calendar) -> list[Case]:
    """The cases that a result has told once a server or the post has it; a deferred one goes on to the next round.

    One whose outcome is told by another letter meanwhile, in a later round say, stays as it is.
    """
    found = (cases.get(db, number) for number in letter.cases) if tells(letter) else ()
    telling = [case for case in found if case and any(each.id == letter.id for each in _telling(db, case))]
    moved = (decide.notified(case, now=now, calendar=calendar) for case in telling)
    return [cases.put(db, case) for case in moved if isinstance(case, Case)]


def drop_receipts(db: Documents, case: Case, now: datetime) -> None:
    """Removes what would confirm a withdrawal that was taken back."""
    for letter in _telling(db, case):
        if letter.kind is LetterKind.WITHDRAWAL_RECEIPT and is_open(letter):
            outbox.drop(db, letter, now)


def _telling(db: Documents, case: Case) -> Iterator[Letter]:
    """Letters about the outcome as it stands: one that was put right is told by its correction alone."""
    key = correction_key(case) if correction(case) else ""
    return (
        letter
        for letter in outbox.about(db, case.number)
        if (letter.key == key if key else letter.kind in NOTICES and letter.round in (None, case.round))
    )


def _is_approved(db: Documents, letter: Letter) -> bool:
    told = [cases.get(db, number) for number in letter.cases]
    words = notices.digest(letter)
    return all(
        case is not None
        and case.state is State.RELEASED
        and case.approval is not None
        and case.approval.words in ("", words)
        for case in told
    )
