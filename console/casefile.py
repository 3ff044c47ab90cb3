"""A case as its views show it: answers, findings, mails, letters and history, each a list of lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console import words
from console.lines import Line, Tone
from console.register import Register
from console.shown import Shown, clean, fit, hidden, joined, lines
from console.words.letters import REACHED_AT
from rules.forms import Form
from rules.model import Answer, Case, Finding, Letter, LetterState, Severity
from rules.words import OUTCOMES, STATES
from store import audit
from store.audit import Event

LABEL = 26
"""Cells for the label of an answer."""
TONES = {Severity.ERROR: Tone.ALARM, Severity.WARNING: Tone.STRONG, Severity.INFO: Tone.QUIET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Casefile:
    """All that the views of one case need."""

    case: Case
    register: Register
    form: Form | None
    log: Path
    """The audit, read only when the history is looked at."""

    def when(self, instant: datetime | None) -> str:
        return f"{instant.astimezone(self.register.calendar.zone):%Y-%m-%d %H:%M}" if instant else ""


def heading(file: Casefile) -> tuple[Line, Line]:
    """Who and what this is, in two lines."""
    case, business = file.case, file.register.businesses.get(file.case.business)
    town = f" ({business.municipality})" if business and business.municipality else ""
    pledge = f"   {words.PLEDGES[business.pledge]}" if business else ""
    form = words.FORMS.get(case.form, case.form)
    return (
        Line(clean(f"{case.number}  {case.product}"), Tone.STRONG),
        Line(
            clean(f"{file.register.business_of(case)}{town}{pledge}   {form}   {file.when(case.arrived_at)}")
        ),
    )


def answers(file: Casefile) -> Iterator[Line]:
    """Every field in printed order, what was found about it beneath; then answers unknown to the form."""
    fields = file.case.entry.fields
    known = {field.key: field.label for field in file.form.fields} if file.form else {}
    for section in file.form.sections if file.form else ():
        yield Line(clean(section.title), Tone.STRONG)
        for row in section.rows:
            for field in row.answers:
                yield from _answer(file.case, field.key, field.label, fields.get(field.key))
    for key, answer in fields.items():
        if key not in known:
            yield from _answer(file.case, key, key, answer)


def _answer(case: Case, key: str, label: str, answer: Answer | None) -> Iterator[Line]:
    text = answer.text.strip() if answer else ""
    shown = clean(text) if text else clean(words.BLANK)
    value = _value(answer)
    judged = f" = {value}" if value and text and value != text else ""
    cell = f" [{_cell(answer.cell)}]" if answer and answer.cell else ""
    about = [finding for finding in case.findings if finding.field == key]
    tone = TONES[about[0].severity] if about else (Tone.PLAIN if text else Tone.QUIET)
    yield Line(joined(fit(clean(label), LABEL), shown, clean(judged + cell), by=" "), tone, LABEL + 1)
    for finding in about:
        yield _finding(finding, indent=LABEL + 1)


def _value(answer: Answer | None) -> str:
    """The judged value, to be compared with what was written."""
    value = answer.value if answer else None
    if value is None:
        return ""
    if isinstance(value, tuple):
        return words.COMMA.join(value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _cell(cell: str) -> str:
    """'エントリーシート!C21' as 'C21': the sheet is the same for all answers."""
    return cell.rpartition("!")[2]


def _finding(finding: Finding, indent: int) -> Line:
    word = words.SEVERITIES[finding.severity]
    return Line(clean(f"{' ' * indent}{word}: {finding.message}"), TONES[finding.severity], indent + 6)


def findings(file: Casefile) -> Iterator[Line]:
    """Sentences for a person first, then the findings, the gravest first, then the outcome."""
    case = file.case
    for sentence in case.attention:
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


def outcome(file: Casefile) -> Iterator[Line]:
    case = file.case
    if case.screening:
        proposed = case.screening
        parts = [f"{words.SCREENING}: {OUTCOMES[proposed.kind]}", *proposed.reasons, file.when(proposed.at)]
        yield Line(clean("  ".join((*parts, proposed.by))), Tone.STRONG)
        if proposed.note:
            yield Line(clean(f"  {words.NOTE}: {proposed.note}"), indent=4)
    if case.outcome is None:
        yield Line(clean(words.NO_OUTCOME), Tone.QUIET)
    else:
        given = case.outcome
        parts = [f"{words.OUTCOME}: {OUTCOMES[given.kind]}", given.reason or "", file.when(given.recorded_at)]
        yield Line(clean("  ".join(part for part in (*parts, given.by) if part)), Tone.STRONG)
        if given.note:
            yield Line(clean(f"  {words.NOTE}: {given.note}"), indent=4)
    if case.approval:
        approved = case.approval
        number = f"  {approved.document_number}" if approved.document_number else ""
        yield Line(clean(f"{words.APPROVED}: {approved.approved_on}  {approved.approver}{number}"))
    if step := words.NEXT_STEPS.get(case.state):
        yield Line(clean(f"{words.NEXT_STEP}: {step}"), indent=4)


def mails(file: Casefile) -> Iterator[Line]:
    """The mails of this case, newest first, as they were taken."""
    if not file.case.mails:
        yield Line(clean(words.NO_MAILS), Tone.QUIET)
    for ref in sorted(file.case.mails, key=lambda ref: ref.received_at, reverse=True):
        yield Line(clean(f"{file.when(ref.received_at)}  {words.ROLES[ref.role]}"), Tone.STRONG)
        mail = file.register.mails.get(ref.id)
        if mail is None:
            continue
        names = words.COMMA.join(f"{each.name} ({each.size // 1024 + 1}KB)" for each in mail.attachments)
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
        yield from letter(each, file.when)
        yield Line()


def letter(letter: Letter, when: Callable[[datetime | None], str]) -> Iterator[Line]:
    """One letter word for word, with its fate."""
    state, kind = words.LETTER_STATES[letter.state], words.LETTERS[letter.kind]
    done = REACHED_AT if letter.state is LetterState.TOLD else words.SENT_AT
    time = f"{done} {when(letter.sent_at)}" if letter.sent_at else f"{words.DUE_AT} {when(letter.due_at)}"
    yield Line(clean(f"{state}  {kind}  {time}"), Tone.STRONG)
    yield _labelled(words.TO, words.COMMA.join(letter.to))
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
        detail = f"  {event.detail}" if event.detail else ""
        what = words.EVENTS.get(event.what, event.what)
        yield Line(clean(f"{file.when(event.at)}  {event.by}  {what}{detail}"), indent=18)


def _events(file: Casefile) -> list[Event]:
    """What was done to the case, to its letters and to its mails, oldest first."""
    letters = (letter.id for letter in file.register.letters_of(file.case))
    about = {file.case.number, *letters, *(mail.id for mail in file.case.mails)}
    return [event for event in audit.every(file.log) if event.subject in about]


VIEWS: tuple[tuple[str, Callable[[Casefile], Iterator[Line]]], ...] = (
    (words.VIEW_FINDINGS, findings),
    (words.VIEW_ANSWERS, answers),
    (words.VIEW_MAILS, mails),
    (words.VIEW_LETTERS, letters),
    (words.VIEW_HISTORY, history),
)
"""The views in the order of the left and right keys."""


def tabs(current: int) -> Shown:
    """'[検査]  申請内容 ...': which view is open."""
    names = (f"[{name}]" if index == current else f" {name} " for index, (name, _) in enumerate(VIEWS))
    return clean(" ".join(names))


def state(case: Case) -> Shown:
    return clean(STATES[case.state])
