"""今日: what needs a person now, what is coming, and what happened since the last working morning."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from console.dates import Dates
from console.places import Place
from console.register import IN_TROUBLE, Register
from console.shown import Shown, clean
from console.views import header, mailroom, registry, tray
from console.views.lines import Line, Row, Tone
from console.words import COMMA, EVENTS, LETTER_STATES, LETTERS, ROBOT, today as words
from rules.model import Case, Handled, Letter, LetterState, State
from rules.record import Struct
from rules.words import DUTIES
from store import audit
from store.audit import Event
from store.health import Health
from store.notices import UNAPPROVED

MOST_NAMES = 4
"""Numbers that a line of the news names."""
MOST_COMING = 6


class Todo(Struct, frozen=True, kw_only=True):
    """One thing that waits for a person, and where it is done."""

    place: Place
    key: str
    """Of the row there: a case number, a mail or letter id; '' leads to the place alone."""
    kind: str
    at: datetime
    number: str = ""
    who: str = ""
    what: str
    urgent: bool = False

    @property
    def id(self) -> str:
        return f"{self.place}:{self.kind}:{self.key}"

    def row(self, dates: Dates) -> Row:
        cells = (self.kind, dates.day(self.at), self.number, self.who, self.what)
        return Row(self.id, tuple(clean(cell) for cell in cells), Tone.ALARM if self.urgent else Tone.PLAIN)


def todo(register: Register, now: datetime, *, approval: bool) -> tuple[Todo, ...]:
    """What did not arrive, then cases and mails, the oldest first; then what the month asks for.

    `approval`: results wait for 決裁.
    """
    first = sorted((*_letters(register), *_cases(register), *_mails(register)), key=_turn)
    return (
        *first,
        *_pledges(register),
        *_queues(register),
        *_rounds(register, now, approval=approval),
    )


def _turn(each: Todo) -> tuple[bool, datetime, str]:
    return not each.urgent, each.at, each.id


def _letters(register: Register) -> Iterator[Todo]:
    for letter in register.letters.values():
        if letter.state in IN_TROUBLE:
            state, kind = LETTER_STATES[letter.state], LETTERS[letter.kind]
            yield Todo(
                place=Place.OUTBOX,
                key=letter.id,
                kind=words.LETTER,
                at=letter.due_at,
                number=letter.cases[0] if letter.cases else "",
                who=_reader(letter, register),
                what=words.TROUBLED.format(subject=kind, state=state, reason=letter.reason),
                urgent=True,
            )


def _reader(letter: Letter, register: Register) -> str:
    business = register.businesses.get(letter.business or "")
    return tray.short_name(business.name) if business else COMMA.join(letter.to)


def _cases(register: Register) -> Iterator[Todo]:
    for case in register.cases.values():
        if not register.in_trouble(case) and tray.needs_person(case, register):
            yield Todo(
                place=Place.CASE,
                key=case.number,
                kind=words.CASE,
                at=case.arrived_at,
                number=case.number,
                who=tray.short_name(register.business_of(case)),
                what=_reason(case),
                urgent=case.state is State.NEEDS_PERSON,
            )


def _reason(case: Case) -> str:
    """The first sentence, and how many more there are."""
    first, *more = case.attention or (words.TO_LOOK,)
    return f"{first} ({words.MORE}{len(more)})" if more else first


def _mails(register: Register) -> Iterator[Todo]:
    """Those that ask to be about a case stand there as its own sentence already."""
    for mail in mailroom.waiting(register):
        if not mailroom.asked(mail, register):
            yield Todo(
                place=Place.MAILS,
                key=mail.id,
                kind=words.MAIL,
                at=mail.received_at,
                number=mail.cases[0] if mail.cases else "",
                who=mailroom.sender(mail),
                what=f"{mailroom.subject(mail)}: {mail.reason}",
                urgent=mail.handled is Handled.SET_ASIDE,
            )


def _pledges(register: Register) -> Iterator[Todo]:
    """One row for all whose pledge came and was not looked at; it leads to the one that waits longest."""
    if waits := registry.waiting(register):
        came = {business.id: business.pledge_received_at for business in waits if business.pledge_received_at}
        first = min(came, key=lambda id: (came[id], id), default=waits[0].id)
        cases = registry.cases_of(register)[first]
        what = words.PLEDGES.format(count=len(waits))
        at = came.get(first, cases[-1].arrived_at)
        yield Todo(place=Place.BUSINESSES, key=first, kind=words.PLEDGE, at=at, what=what)


def _queues(register: Register) -> Iterator[Todo]:
    """Letters that a clerk lets go or prints: one row for each kind of them."""
    held = [
        letter
        for letter in register.letters.values()
        if letter.state is LetterState.HELD and letter.reason != UNAPPROVED
    ]
    printing = [letter for letter in register.letters.values() if letter.state is LetterState.TO_PRINT]
    for letters, sentence in ((held, words.HELD), (printing, words.TO_PRINT)):
        if letters:
            first = min(letters, key=lambda letter: (letter.due_at, letter.id))
            what = sentence.format(count=len(letters))
            yield Todo(place=Place.OUTBOX, key=first.id, kind=words.LETTER, at=first.due_at, what=what)


def _rounds(register: Register, now: datetime, *, approval: bool) -> Iterator[Todo]:
    """Of rounds that are closed: what is not decided, and what waits for 決裁."""
    for sheet in register.sheets():
        unapproved = len(sheet.in_state(State.DECIDED)) if approval else 0
        asked = (
            ("undecided", sheet.undecided, words.UNDECIDED),
            ("unapproved", unapproved, words.UNAPPROVED),
        )
        for name, count, sentence in asked if sheet.closed else ():
            if count:
                notice = Dates.on(now, register.calendar.zone).day(sheet.round.notice_at)
                yield Todo(
                    place=Place.ROUNDS,
                    key=f"{sheet.round.id} {name}",
                    kind=words.ROUND,
                    at=sheet.round.cutoff_at,
                    who=tray.round_label(sheet.round.id),
                    what=sentence.format(count=count, day=notice),
                    urgent=sheet.round.notice_at <= now,
                )


def health_line(health: Health, now: datetime, poll_seconds: int, *, alive: bool) -> tuple[Shown, Tone]:
    """Whether the daemon lives, receives and sends; what hinders it, in its own words."""
    state = words.ALIVE if alive else words.DIED if health.running else words.STOPPED
    looked, sound = header.mail_in(health, now, poll_seconds, alive=alive)
    told = [f"{words.DAEMON} {state}", words.LOOKED.format(said=looked)]
    if not alive:
        told.append(words.TO_STATUS)
    failed = sum(len(each.tally.failed) for each in health.mailboxes.values() if each.tally)
    if failed:
        told.append(words.LEFT_OVER.format(count=failed))
    if health.last_failure:
        told.append(words.NO_RECEIVING.format(why=health.last_failure))
    if health.sending_failure:
        told.append(words.NO_SENDING.format(why=health.sending_failure))
    good = sound and not failed and not health.sending_failure
    return clean("   ".join(told)), Tone.PLAIN if good else Tone.ALARM


def coming(next_: Iterable[Any], dates: Dates) -> Iterator[Line]:
    """The next duties, as `mailbot status --json` tells them: each kind once, when it comes first."""
    shown = list({each["duty"]: each for each in reversed(list(next_))}.values())[:MOST_COMING]
    shown.sort(key=lambda each: datetime.fromisoformat(each["due_at"]))
    if not shown:
        yield Line(clean(words.NOTHING_COMES), Tone.QUIET)
    for each in shown:
        at = datetime.fromisoformat(each["due_at"])
        days = (at.astimezone(dates.zone).date() - dates.today).days
        left = {0: words.TODAY, 1: words.TOMORROW}.get(days, words.IN_DAYS.format(days=days))
        duty = DUTIES.get(each["duty"], each["duty"])
        yield Line(clean(words.COMING_LINE.format(when=dates.near(at), duty=duty, left=left)), indent=2)


def news(events: Sequence[Event], register: Register, dates: Dates) -> Iterator[Line]:
    """What was done, by whom and how often, the latest first; the cases by their numbers."""
    if not events:
        yield Line(clean(words.NO_NEWS), Tone.QUIET)
    together: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        together.setdefault((event.by, event.what), []).append(event)
    for same in sorted(together.values(), key=lambda same: same[-1].at, reverse=True):
        yield Line(clean(_told(same, register, dates)), indent=2)


def _told(same: Sequence[Event], register: Register, dates: Dates) -> str:
    last = same[-1]
    known = {event.subject: None for event in reversed(same) if event.subject in register.cases}
    names = list(known)[:MOST_NAMES]
    if len(known) > MOST_NAMES:
        names.append(f"{words.MORE}{len(known) - MOST_NAMES}")
    by = ROBOT if last.by == audit.ROBOT else last.by
    what = EVENTS.get(last.what, last.what)
    times = words.TIMES.format(count=len(same)) if len(same) > 1 else ""
    return "  ".join(filter(None, (dates.short(last.at), by, what, times, " ".join(names))))
