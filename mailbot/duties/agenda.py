"""付議資料 to the committee and the operator, when nothing more can count for the round. Held until a clerk has looked.

A product that is tabled meanwhile, or one of which something is known now that was not, changes the letters that wait;
once a clerk has let one of them go, the agenda is out (`store.agendas`) and nothing changes any more.

The workbook goes out in the profile without contact data and wholesale prices: other municipalities judge products, a
mail can't be called back, and the operator gets the contacts of what was selected with the handover. A clerk who
wants to show more exports the full one.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from mailbot import logbook
from mailbot.duties.due import Act, Coming, Due, Look
from mailbot.wiring import Office
from rules.agenda.items import SHOWN
from rules.letters import agendas as words
from rules.model import Case, File, Letter, LetterKind, LetterState, Notice, Round, State
from rules.rounds import Calendar, grace_until, is_over_with_grace, open_day_before, round_named
from store import agendas, codec, diary, notices, outbox
from store.config import Config, Member
from store.diary import Page
from store.documents import Documents

REPLY_DAYS = 5
"""Open days before the notice day by which the committee's answer is wished: the first warning of `warning`."""


def due(look: Look) -> Iterator[Due]:
    given_out = agendas.given_out(look.db)
    yield from _needless(look)
    for round in look.rounds if members(look.office.config) else ():
        if (
            round.id not in given_out
            and is_over_with_grace(round, look.now, look.office.calendar)
            and look.cases(round, State.TABLED)
        ):
            yield from _changed(look, round)


def coming(look: Look) -> Iterator[Coming]:
    if members(look.office.config):
        for round in look.rounds:
            if look.cases(round, State.ACCEPTED, State.TABLED):
                yield Coming(duty="agenda", due_at=grace_until(round, look.office.calendar))


def members(config: Config) -> tuple[Member, ...]:
    """Who gets the agenda by mail, each address once; not a blank of `config.toml` that nobody filled in."""
    operator = config.operator
    takes_part = operator.agenda and operator.address
    guest = Member(name=operator.name or notices.OPERATOR, address=operator.address) if takes_part else None
    all_ = (*config.committee, *((guest,) if guest else ()))
    return tuple({member.address.lower(): member for member in all_ if "@" in member.address}.values())


def _changed(look: Look, round: Round) -> Iterator[Due]:
    """Not made yet, or of another list than this one."""
    listed = look.cases(round, *SHOWN)
    shown = _shown(listed, members(look.office.config))
    made = diary.last(look.db, _page(round))
    if made is None or made.seen != shown:

        def sending(files: tuple[File, ...] = ()) -> Act:
            return _sending(look.office, round, listed, shown, files)

        def prepared() -> Act:
            from mailbot.agenda import Profile, file_of  # a workbook is made once a month

            return sending((file_of(look.office, look.db, round, Profile.PUBLIC, look.now),))

        yield Due(
            duty="agenda",
            subject=f"{round.id} {shown[:8]}",
            due_at=grace_until(round, look.office.calendar),
            carry_out=sending(),
            prepare=prepared,
        )


def _needless(look: Look) -> Iterator[Due]:
    """Everything on the list is decided, and nobody has sent it: the committee met with a copy that a clerk gave it."""
    waiting: dict[str, list[Letter]] = {}
    for letter in outbox.of_kind(look.db, LetterKind.AGENDA):
        if letter.state is LetterState.HELD and letter.round:
            waiting.setdefault(letter.round, []).append(letter)
    for id, letters in waiting.items():
        round = round_named(id, look.office.calendar)
        if not look.cases(round, State.ACCEPTED, State.TABLED):
            yield Due(duty="agenda", subject=id, due_at=look.now, carry_out=_dropping(round, letters))


def _dropping(round: Round, letters: Sequence[Letter]) -> Act:
    """A product that is undecided again has them made anew."""

    def act(db: Documents, now: datetime) -> None:
        for letter in letters:
            outbox.drop(db, letter, now)
        diary.remove(db, _page(round))

    return act


def _shown(listed: Sequence[Case], to: Sequence[Member]) -> str:
    """A hash of who gets the agenda and of all that stands in it, but for what became of it since."""
    content = [
        [case.number, case.business, case.pictures]
        + [codec.to_document(each) for each in (case.entry, *case.findings, case.screening) if each]
        for case in listed
    ]
    return hashlib.sha256(msgspec.json.encode([content, [member.address for member in to]])).hexdigest()


def _page(round: Round) -> str:
    return f"agenda {round.id}"


def _sending(
    office: Office, round: Round, listed: Sequence[Case], shown: str, files: tuple[File, ...]
) -> Act:
    def act(db: Documents, now: datetime) -> None:
        look = Look(office=office, db=db, now=now)
        for member in members(office.config):
            notice = words.agenda(
                [(case, look.business(case)) for case in listed],
                round,
                to=member.address,
                name=member.name,
                files=files,
                now=now,
                calendar=office.calendar,
                reply_by=_reply_by(round, now, office.calendar),
            )
            _put(look, notice)
        diary.write(db, _page(round), Page(at=now, seen=shown))

    return act


def _put(look: Look, notice: Notice) -> None:
    """A new letter, or new words and workbook for the one that waits."""
    office, waiting = look.office, outbox.by_key(look.db, notice.key)
    if waiting is None:
        notices.make(look.db, office.library, office.config, notice, look.now)
    else:
        notices.remake(look.db, office.library, office.config, waiting, notice, look.now)
        logbook.record(look.db, look.now, "letter.remade", waiting.id, " ".join(notice.cases))


def _reply_by(round: Round, now: datetime, calendar: Calendar) -> date | None:
    """None where that day has come: a letter never asks for the past."""
    day = open_day_before(round.notice_at.date(), REPLY_DAYS, calendar)
    return day if day > now.astimezone(calendar.zone).date() else None
