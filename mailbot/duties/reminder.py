"""期限の案内 to those who owe a correction, some days before the cut-off: once a round for a business and address.

After the cut-off it has no use any more, so a machine that was off all that time sends none.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from mailbot.duties.due import Act, Coming, Due, Look
from mailbot.paper import enclosures
from mailbot.wiring import Office
from rules import expiry
from rules.letters import reminders
from rules.model import Case, LetterKind, Round, State
from rules.record import replace
from rules.rounds import following, reminder_at, round_of
from store import cases, notices, outbox
from store.documents import Documents


def due(look: Look) -> Iterator[Due]:
    round = round_of(look.now, look.office.calendar)
    instant = _instant(look, round)
    if instant is not None and look.now >= instant:
        for (business, to), asked in _asked(look, round, instant).items():
            yield Due(
                duty="reminder",
                subject=f"{round.id} {business} {to}",
                due_at=instant,
                carry_out=_reminding(look.office, round, asked),
            )


def coming(look: Look) -> Iterator[Coming]:
    """Of the round that is open, and of the next: who is asked now may be reminded then."""
    this = round_of(look.now, look.office.calendar)
    for round in (this, following(this, look.office.calendar)):
        instant = _instant(look, round)
        if instant is not None and _asked(look, round, instant):
            yield Coming(duty="reminder", due_at=instant)


def _instant(look: Look, round: Round) -> datetime | None:
    """None where the office reminds nobody."""
    days = look.office.config.rounds.reminder_days
    return reminder_at(round, days, look.office.calendar) if days else None


def _asked(look: Look, round: Round, before: datetime) -> dict[tuple[str, str], list[Case]]:
    """By business and address: what was asked for `before` this instant, and not yet reminded of in this round.

    What has expired is a clerk's matter: nobody is reminded of it.
    """
    told = {
        (cases.root(look.db, letter.business), letter.to)
        for letter in look.letters
        if letter.kind is LetterKind.REMINDER and letter.round == round.id and letter.business
    }
    found: dict[tuple[str, str], list[Case]] = {}
    for case in look.waiting(State.CORRECTION_REQUESTED):
        business, to = cases.root(look.db, case.business), _address(case)
        if (
            _asked_at(look, case) < before
            and (business, (to,) if to else ()) not in told
            and not expiry.is_overdue(case, round.cutoff_at, look.office.calendar)
        ):
            found.setdefault((business, to), []).append(replace(case, notice_to=to))
    return {each: asked for each, asked in found.items() if not _is_written(look, round, asked[0])}


def _is_written(look: Look, round: Round, first: Case) -> bool:
    """The business was reminded, and a clerk chose another address for it since."""
    return outbox.by_key(look.db, reminders.key(look.business(first), first, round)) is not None


def _address(case: Case) -> str:
    """Where the correction was asked for: a case is told of only to addresses that it has. Empty: on paper."""
    known = case.notice_to in case.addresses or not case.addresses
    return case.notice_to if known else case.addresses[-1]


def _asked_at(look: Look, case: Case) -> datetime:
    """When it was last asked for, or last came: what was taken in late was asked for later than it came."""
    requests = (
        letter.made_at
        for letter in outbox.about(look.db, case.number)
        if letter.kind is LetterKind.CORRECTION_REQUEST
    )
    return max((case.arrived_at, *(mail.received_at for mail in case.mails), *requests))


def _reminding(office: Office, round: Round, asked: Sequence[Case]) -> Act:
    def act(db: Documents, now: datetime) -> None:
        business = cases.business(db, asked[0].business)
        if business is not None:
            notice = reminders.reminder(
                business,
                asked,
                round,
                now=now,
                calendar=office.calendar,
                files=(enclosures.pledge(office),),
            )
            notices.make(db, office.library, office.config, notice, now)

    return act
