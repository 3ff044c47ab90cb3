"""A case as its first views show it: findings, mails, letters and history, each a list of lines (`console.sides`)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console import words
from console.dates import Dates
from console.register import Register
from console.shown import Shown, clean, fit, hidden, lines
from console.views.letters import standing
from console.views.lines import Line, Tone, attached
from console.words.letters import BY_POST, REACHED_AT
from rules.model import Case, Handled, Letter, LetterState, Severity, State
from rules.record import Struct
from rules.rounds import Calendar, round_named, title
from rules.words import OUTCOMES, STATES, detail
from store import audit
from store.audit import Event

if TYPE_CHECKING:
    from rules.forms import Form

ROUND = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
LABEL = 26
"""Cells for the label of an answer."""
TONES = {Severity.ERROR: Tone.ALARM, Severity.WARNING: Tone.STRONG, Severity.INFO: Tone.QUIET}


class Casefile(Struct, frozen=True, kw_only=True):
    """All that the views of one case need."""

    case: Case
    register: Register
    form: "Form | None"
    log: Path
    """The audit, read only when the history is looked at."""
    dates: Dates
    width: int = 80
    """Cells that a view has."""
    told: Any = ""
    """What the robot was asked for this view, and said: its words, or the document that it wrote."""
    spoken: bool = False
    """It is read out line by line: nothing is cut to a width."""
    half_cells: bool = True
    """The terminal draws half blocks in one cell."""


def heading(file: Casefile) -> tuple[Line, Line]:
    """Who and what this is, in two lines."""
    case, business = file.case, file.register.businesses.get(file.case.business)
    town = f" ({business.municipality})" if business and business.municipality else ""
    told = (
        f"{file.register.business_of(case)}{town}",
        words.ARRIVED.format(at=file.dates.whole(case.arrived_at)),
        words.SHORT_PLEDGES[business.pledge] if business else "",
        words.FORMS.get(case.form, case.form),
    )
    return (
        Line(clean(f"{case.number}  {case.product}"), Tone.STRONG),
        Line(clean("  ".join(filter(None, told)))),
    )


def _cell(cell: str) -> str:
    """'エントリーシート!C21' as 'C21': the sheet is the same for all answers."""
    return cell.rpartition("!")[2]


def findings(file: Casefile) -> Iterator[Line]:
    """Sentences for a person first, then the findings, the gravest first, then the outcome."""
    case = file.case
    for sentence in (*case.attention, *_unread(file)):
        yield Line(clean(f"{words.ATTENTION}: {sentence}"), Tone.ALARM, 2)
    if not case.findings:
        yield Line(clean(words.FOUND_NOTHING))
    for finding in sorted(case.findings, key=lambda finding: list(Severity).index(finding.severity)):
        place = f"  [{_cell(finding.cell)}]" if finding.cell else ""
        word = words.SEVERITIES[finding.severity]
        yield Line(clean(f"{word}  {finding.label}{place}"), TONES[finding.severity], 6)
        yield Line(clean(f"      {finding.message}"), indent=6)
        if finding.shown:
            yield Line(clean(f"      {words.WRITTEN_AS}: {finding.shown}"), Tone.QUIET, 6)
    yield Line()
    yield from outcome(file)
    texts = "".join(answer.text for answer in case.entry.fields.values()) + case.product
    if dropped := hidden(texts):
        yield Line(clean(words.HIDDEN_CHARACTERS.format(count=dropped)), Tone.ALARM)


def _unread(file: Casefile) -> Iterator[str]:
    """Mails about this case that a person has not finished with."""
    for mail in file.register.mails_of(file.case):
        if mail.handled is Handled.PERSON and not mail.done:
            who = mail.sender_name or mail.sender
            at, subject = file.dates.short(mail.received_at), mail.subject
            yield words.UNREAD.format(at=at, who=who, subject=subject, where=words.UNREAD_IN)


def outcome(file: Casefile) -> Iterator[Line]:
    case = file.case
    if case.screening:
        proposed = case.screening
        parts = [
            f"{words.SCREENING}: {OUTCOMES[proposed.kind]}",
            *proposed.reasons,
            file.dates.short(proposed.at),
        ]
        yield Line(clean("  ".join((*parts, proposed.by))), Tone.STRONG)
        if proposed.note:
            yield Line(clean(f"  {words.NOTE}: {proposed.note}"), indent=4)
    if case.outcome is None:
        yield Line(clean(words.NO_OUTCOME), Tone.QUIET)
    else:
        given = case.outcome
        parts = [
            f"{words.OUTCOME}: {OUTCOMES[given.kind]}",
            given.reason or "",
            file.dates.short(given.recorded_at),
        ]
        yield Line(clean("  ".join(part for part in (*parts, given.by) if part)), Tone.STRONG)
        if given.note:
            yield Line(clean(f"  {words.NOTE}: {given.note}"), indent=4)
    if case.approval:
        approved = case.approval
        number = f"  {approved.document_number}" if approved.document_number else ""
        yield Line(
            clean(f"{words.APPROVED}: {file.dates.whole(approved.approved_on)}  {approved.approver}{number}")
        )
    here = {State.NEEDS_PERSON: words.NEXT_STEP_OPEN}
    if step := here.get(case.state) or words.NEXT_STEPS.get(case.state):
        yield Line(clean(f"{words.NEXT_STEP}: {step}"), indent=4)


def mails(file: Casefile) -> Iterator[Line]:
    """The mails of this case, newest first, as they were taken; of one that is not kept any more, that it came."""
    found = {mail.id: mail for mail in file.register.mails_of(file.case)}
    came = {mail.id: (mail.received_at, mail.role) for mail in found.values()}
    came |= {ref.id: (ref.received_at, ref.role) for ref in file.case.mails}
    if not came:
        yield Line(clean(words.NO_MAILS), Tone.QUIET)
    for id, (at, role) in sorted(came.items(), key=lambda each: each[1][0], reverse=True):
        mail = found.get(id)
        yield Line(clean(f"{file.dates.whole(at)}  {words.ROLES[role]}"), Tone.STRONG)
        if mail is None:
            continue
        names = attached(mail.attachments)
        sender = f"{mail.sender_name} <{mail.sender}>" if mail.sender_name else mail.sender
        for label, text in ((words.FROM, sender), (words.SUBJECT, mail.subject), (words.ATTACHMENTS, names)):
            yield _labelled(label, text)
        yield _labelled(words.WHY_TAKEN_SO, mail.reason)
        yield from (Line(clean(f"    {line}"), indent=4) for line in lines(mail.text))
        yield Line()


def letters(file: Casefile) -> Iterator[Line]:
    """The letters about this case, newest first, word for word."""
    found = sorted(file.register.letters_of(file.case), key=lambda letter: letter.made_at, reverse=True)
    if not found:
        yield Line(clean(words.NO_LETTERS), Tone.QUIET)
    for each in found:
        yield from letter(each, file.dates)
        yield Line()


def letter(letter: Letter, dates: Dates) -> Iterator[Line]:
    """One letter word for word, with its fate."""
    state, kind = standing(letter), words.LETTERS[letter.kind]
    done = REACHED_AT if letter.state is LetterState.TOLD else words.SENT_AT
    due = f"{words.DUE_AT} {dates.whole(letter.due_at)}"
    time = f"{done} {dates.whole(letter.sent_at)}" if letter.sent_at else due
    yield Line(clean(f"{state}  {kind}  {time}"), Tone.STRONG)
    yield _labelled(words.TO, words.COMMA.join(letter.to) or BY_POST)
    yield _labelled(words.SUBJECT, letter.subject)
    if letter.files:
        yield _labelled(words.ATTACHMENTS, words.COMMA.join(file.name for file in letter.files))
    if letter.reason:
        yield Line(clean(f"  {fit(clean(words.REASON), 8)} {letter.reason}"), Tone.ALARM, 11)
    yield from (Line(clean(f"    {line}"), indent=4) for line in lines(letter.body))


def _labelled(label: str, text: str) -> Line:
    return Line(clean(f"  {fit(clean(label), 8)} {text}"), indent=11)


def history(file: Casefile) -> Iterator[Line]:
    """Who did what, newest first."""
    events = _events(file)
    if not events:
        yield Line(clean(words.NO_HISTORY), Tone.QUIET)
    for event in reversed(events):
        detail = f"  {told}" if (told := _detail(event, file.register.calendar)) else ""
        what = words.EVENTS.get(event.what, event.what)
        letter = file.register.letters.get(event.subject)
        which = f" ({words.LETTERS[letter.kind]})" if letter else ""
        yield Line(clean(f"{file.dates.short(event.at)}  {_by(event)}  {what}{which}{detail}"), indent=13)


def _by(event: Event) -> str:
    if event.by == audit.ROBOT:
        return words.ROBOT
    return f"{event.by} ({event.login})" if event.login not in ("", event.by) else event.by


def _detail(event: Event, calendar: Calendar) -> str:
    """As the audit holds it, but for what only programs call so: roles of mails and rounds."""
    if ROUND.fullmatch(event.detail):
        return title(round_named(event.detail, calendar))
    return detail(event.detail)


def _events(file: Casefile) -> list[Event]:
    """What was done to the case, to its letters and to its mails, oldest first."""
    letters = (letter.id for letter in file.register.letters_of(file.case))
    mails = {ref.id for ref in file.case.mails} | {mail.id for mail in file.register.mails_of(file.case)}
    about = {file.case.number, *letters, *mails}
    return [event for event in audit.every(file.log) if event.subject in about]


def state(case: Case) -> Shown:
    return clean(STATES[case.state])
