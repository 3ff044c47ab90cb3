"""A month at the counter: outcomes, approval, and all that time makes due, under a clock that the test holds."""

from datetime import datetime, timedelta

from mailbot.dispatch import Dispatch
from mailbot.duties import Duties
from mailbot.servers.outcomes import Sent
from mailbot.servers.pace import Pace
from rules.model import Letter, LetterKind, OutcomeKind
from rules.record import replace
from store import outbox
from store.calendar import calendar
from store.config import Member
from store.desk import approval, outcomes
from tests.mailbot.intake.counter import Counter

CUTOFF = datetime.fromisoformat("2026-11-20T23:59:59+09:00")
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def with_operator(counter: Counter) -> Counter:
    config = counter.office.config
    config = replace(config, operator=replace(config.operator, name="運営", address="unei@example.jp"))
    return replace(counter, office=replace(counter.office, config=config))


def decide(counter: Counter, number: str, kind: OutcomeKind, at: datetime = CUTOFF + DAY) -> None:
    outcomes.record(counter.desk(), number, kind, now=at)


def release(counter: Counter, at: datetime = CUTOFF + 2 * DAY, round: str = "2026-11") -> None:
    approval.release(counter.desk(), round, approver="課長", approved_on=at.date(), now=at)


def of_kind(counter: Counter, kind: LetterKind) -> list[Letter]:
    return [letter for letter in counter.letters if letter.kind is kind]


def flat(letter: Letter) -> str:
    """The body without its line breaks and indents."""
    return "".join(line.strip("\u3000 ") for line in letter.body.splitlines())


def play(counter: Counter, now: datetime) -> None:
    """Duties and letters in turn, as `once` does them, with a server that takes everything."""
    while True:
        done = Duties(office=counter.office).carry_out(now)
        if not deliver(counter, now) and not done:
            return


def deliver(counter: Counter, now: datetime) -> int:
    """The letters alone that are due; how many."""
    dispatch = Dispatch(office=counter.office, clock=lambda: now, pace=Pace(0, lambda: 0.0))
    due = outbox.due(counter.office.store.snapshot(), now)
    for letter in due:
        dispatch.pretend(letter, Sent("250 OK"))
    return len(due)


def with_committee(counter: Counter, *addresses: str) -> Counter:
    members = tuple(Member(name=f"{address.partition('@')[0]}市", address=address) for address in addresses)
    config = replace(counter.office.config, committee=members)
    return replace(counter, office=replace(counter.office, config=config))


def with_rounds(counter: Counter, *, grace_days: int = 0, reminder_days: int = 5) -> Counter:
    """The same office under other `[rounds]`."""
    rounds = replace(counter.office.config.rounds, grace_days=grace_days, reminder_days=reminder_days)
    config = replace(counter.office.config, rounds=rounds)
    return replace(counter, office=replace(counter.office, config=config, calendar=calendar(rounds)))
