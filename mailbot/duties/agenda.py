"""付議資料 to the committee and the operator, when nothing more can count for the round. Held until a clerk has looked.

A product that is tabled meanwhile joins the letters that wait; once a clerk has let one of them go, the agenda is out
(`store.agendas`) and nothing changes any more.

The workbook goes out in the profile without contact data and wholesale prices: other municipalities judge products, a
mail can't be called back, and the operator gets the contacts of what was selected with the handover. A clerk who
wants to show more exports the full one.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from mailbot import logbook
from mailbot.duties.due import Act, Coming, Due, Look
from mailbot.wiring import Office
from rules.letters import agendas as words
from rules.model import Case, File, LetterKind, Round, State
from rules.rounds import Calendar, grace_until, is_over_with_grace, open_day_before
from store import agendas, notices, outbox
from store.config import Config, Member
from store.documents import Documents

REPLY_DAYS = 5
"""Open days before the notice day by which the committee's answer is wished: the first warning of `warning`."""


def due(look: Look) -> Iterator[Due]:
    given_out = agendas.given_out(look.db)
    for round in look.rounds:
        tabled = look.cases(round, State.TABLED, State.DECIDED)
        if (
            is_over_with_grace(round, look.now, look.office.calendar)
            and round.id not in given_out
            and any(case.state is State.TABLED for case in tabled)
        ):
            yield from _letters(look, round, tabled)


def coming(look: Look) -> Iterator[Coming]:
    if members(look.office.config):
        for round in look.rounds:
            if look.cases(round, State.ACCEPTED, State.TABLED):
                yield Coming(duty="agenda", due_at=grace_until(round, look.office.calendar))


def members(config: Config) -> tuple[Member, ...]:
    """Who gets the agenda by mail, each address once."""
    operator = config.operator
    takes_part = operator.agenda and operator.address
    guest = Member(name=operator.name or notices.OPERATOR, address=operator.address) if takes_part else None
    all_ = (*config.committee, *((guest,) if guest else ()))
    return tuple({member.address.lower(): member for member in all_}.values())


def _letters(look: Look, round: Round, tabled: Sequence[Case]) -> Iterator[Due]:
    """Those that are not made, and those that show another list."""
    numbers = tuple(case.number for case in tabled)
    for member in members(look.office.config):
        made = outbox.by_key(look.db, f"{LetterKind.AGENDA}:{round.id}:{member.address}")
        if made is None or made.cases != numbers:
            yield Due(
                duty="agenda",
                subject=f"{round.id} {member.address} {' '.join(numbers)}",
                due_at=grace_until(round, look.office.calendar),
                carry_out=_sending(look.office, round, tabled, member, ()),
            )


def _sending(
    office: Office, round: Round, tabled: Sequence[Case], member: Member, files: tuple[File, ...]
) -> Act:
    def act(db: Documents, now: datetime) -> None:
        look = Look(office=office, db=db, now=now)
        notice = words.agenda(
            [(case, look.business(case)) for case in tabled],
            round,
            to=member.address,
            name=member.name,
            files=files,
            now=now,
            calendar=office.calendar,
            reply_by=_reply_by(round, now, office.calendar),
        )
        made = outbox.by_key(db, notice.key)
        if made is None:
            notices.make(db, office.library, office.config, notice, now)
        else:
            notices.remake(db, office.library, office.config, made, notice, now)
            logbook.record(db, now, "letter.remade", made.id, " ".join(notice.cases))

    return act


def _reply_by(round: Round, now: datetime, calendar: Calendar) -> date | None:
    """None where that day has come: a letter never asks for the past."""
    day = open_day_before(round.notice_at.date(), REPLY_DAYS, calendar)
    return day if day > now.astimezone(calendar.zone).date() else None
