"""Mails that a person has to look at: their order, their rows, and one of them as text."""

from collections.abc import Iterator

from console.dates import Dates
from console.register import Register
from console.shown import clean, fit, hidden, lines
from console.views.lines import Line, Row, Tone, attached
from console.words import COMMA, HIDDEN_CHARACTERS, ROLES, mails as words
from rules.model import Arrival, Case, Handled
from rules.words import HANDLED
from store.desk.mails import WAITS

LABEL = 8
"""Cells for the label of a line of the head."""


def waiting(register: Register) -> tuple[Arrival, ...]:
    """Those that nobody has looked at, the oldest first."""
    return tuple(mail for mail in listed(register) if not mail.done)


def listed(register: Register) -> tuple[Arrival, ...]:
    """What waits, the oldest first; then what was seen to, the newest first."""
    found = [mail for mail in register.mails.values() if mail.handled in WAITS]
    return tuple(sorted(found, key=_turn))


def _turn(mail: Arrival) -> tuple[bool, float, str]:
    instant = mail.received_at.timestamp()
    return mail.done, -instant if mail.done else instant, mail.id


def asked(mail: Arrival, register: Register) -> tuple[Case, ...]:
    """The cases that this mail, from another address, asks to be about."""
    known = (register.cases.get(number) for number in mail.cases)
    return tuple(case for case in known if case is not None and mail.id in case.claims)


def row(mail: Arrival, dates: Dates) -> Row:
    taken = HANDLED[mail.handled] if mail.handled is Handled.SET_ASIDE else ROLES[mail.role]
    cells = (
        dates.column(mail.received_at),
        words.DONE if mail.done else taken,
        sender(mail),
        subject(mail),
        f"{len(mail.attachments) or ''}",
        mail.cases[0] if mail.cases else "",
    )
    tone = Tone.QUIET if mail.done else Tone.ALARM if mail.handled is Handled.SET_ASIDE else Tone.PLAIN
    return Row(mail.id, tuple(clean(cell) for cell in cells), tone)


def sender(mail: Arrival) -> str:
    return mail.sender_name or mail.sender or words.NOBODY


def subject(mail: Arrival) -> str:
    return mail.subject or words.NO_SUBJECT


def summary(register: Register) -> str:
    wait = waiting(register)
    aside = sum(mail.handled is Handled.SET_ASIDE for mail in wait)
    told = [words.WAITING.format(count=len(wait)), *([words.SET_ASIDE.format(count=aside)] if aside else [])]
    return "   ".join(told)


def page(mail: Arrival, register: Register, dates: Dates, text: str | None = None) -> Iterator[Line]:
    """The whole mail: what to know first, then its `text` (None: its first 2,000 characters)."""
    yield Line(clean(subject(mail)), Tone.STRONG)
    yield from head(mail, register, dates)
    yield Line()
    body = mail.text if text is None else text
    yield from (Line(line) for line in lines(body or words.NO_TEXT))


def head(mail: Arrival, register: Register, dates: Dates) -> Iterator[Line]:
    """Why a person has to look, who wrote, what is attached."""
    if cases := asked(mail, register):
        numbers = COMMA.join(case.number for case in cases)
        yield Line(clean(words.ASKS.format(numbers=numbers)), Tone.ALARM)
    whole = f"{mail.sender_name} <{mail.sender}>" if mail.sender_name and mail.sender else sender(mail)
    told = (
        (words.WHY, mail.reason),
        (words.FROM, f"{whole}  {dates.whole(mail.received_at)}"),
        (words.CASES, COMMA.join(mail.cases)),
        (words.ATTACHED, attached(mail.attachments)),
        (words.BESIDE, _beside(mail, register, dates)),
    )
    yield from (
        Line(clean(f"{fit(clean(label), LABEL)} {said}"), indent=LABEL + 1) for label, said in told if said
    )
    names = "".join(file.name for file in mail.attachments)
    if dropped := hidden(mail.subject + mail.sender_name + names + mail.text):
        yield Line(clean(HIDDEN_CHARACTERS.format(count=dropped)), Tone.ALARM)


def _beside(mail: Arrival, register: Register, dates: Dates) -> str:
    other = register.mails.get(mail.beside)
    return f"{dates.short(other.received_at)} {other.subject}" if other else ""
