"""When the office is finished with a case, so that it may leave the desk for the archive."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo

from rules.model import Arrival, Case, Handled, Letter, LetterState, OutcomeKind, State
from rules.rounds import fiscal_year

BOOKS_CLOSE = (6, 1)
"""Month and day on which a fiscal year is over for good: 出納閉鎖 was the day before (地方自治法第235条の5)."""

QUIET = timedelta(days=60)
"""So long nothing came and nothing left: who answers late finds the matter still on the desk."""

ENDS = frozenset(
    {
        State.NOTIFIED,
        State.LISTED,
        State.NOT_AGREED,
        State.WITHDRAWN,
        State.EXPIRED,
        State.DUPLICATE,
        State.OUT_OF_SCOPE,
    }
)
STAYS = frozenset(
    {LetterState.HELD, LetterState.READY, LetterState.SENDING, LetterState.DEFERRED, LetterState.TO_PRINT}
)
"""A letter that may still leave."""


def last_closed_year(now: datetime, zone: tzinfo) -> int:
    """The latest fiscal year whose books are closed: 2026 (to March 2027) from 1 June 2027 on."""
    today = now.astimezone(zone).date()
    return today.year - (1 if today >= date(today.year, *BOOKS_CLOSE) else 2)


def closed_until(now: datetime, zone: tzinfo) -> datetime:
    """The end of that year, the first instant of the next one."""
    return datetime(last_closed_year(now, zone) + 1, 4, 1, tzinfo=zone)


def is_finished(case: Case, letters: Iterable[Letter], now: datetime, zone: tzinfo) -> bool:
    """`letters`: all that speak about it.

    A selected product is talked about with the operator; without a word about that it stays one year longer.
    """
    year = fiscal_year(case.arrived_at, zone)
    talks = case.state is State.NOTIFIED and case.outcome and case.outcome.kind is OutcomeKind.SELECTED
    last = max(case.arrived_at, *(mail.received_at for mail in case.mails), *_recorded(case))
    return (
        case.state in ENDS
        and year + (1 if talks else 0) <= last_closed_year(now, zone)
        and now - last >= QUIET
        and all(has_come_to_rest(letter, now) for letter in letters)
    )


def has_come_to_rest(letter: Letter, now: datetime) -> bool:
    """It has left, or a person was told that it did not, and that is long ago."""
    return letter.state not in STAYS and now - (letter.sent_at or letter.made_at) >= QUIET


def is_settled(mail: Arrival, now: datetime) -> bool:
    """Nobody has to look at it any more."""
    waits = mail.handled in (Handled.PERSON, Handled.SET_ASIDE) and not mail.done
    return mail.filed and not waits and now - mail.received_at >= QUIET


def _recorded(case: Case) -> tuple[datetime, ...]:
    return () if case.outcome is None else (case.outcome.recorded_at,)
