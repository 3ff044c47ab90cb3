"""The tray on the clerk's desk: which case lies on top, and what its row says."""

import re
from collections import Counter
from datetime import datetime, tzinfo

from console import words
from console.dates import Dates
from console.register import IN_TROUBLE, OPEN_STATES, Register
from console.shown import Shown, clean
from console.views.lines import Line, Row, Tone
from rules.model import Case, Handled, Severity, State

RANKS = {
    State.NEEDS_PERSON: 0,
    State.TABLED: 2,
    State.DECIDED: 3,
    State.ACCEPTED: 5,
    State.CORRECTION_REQUESTED: 6,
    State.RELEASED: 7,
}
"""Who has to act: the clerk, the committee, the clerk again; then the calendar and the business."""
LAST = 8

LEGAL_FORM = re.compile(r"^(株式|有限|合同|合資|合名)会社|(株式|有限|合同|合資|合名)会社$")


def needs_person(case: Case, register: Register) -> bool:
    """The robot could not go on, a letter did not arrive, or there is something to read before acting."""
    return (
        case.state is State.NEEDS_PERSON
        or register.in_trouble(case)
        or (case.state in OPEN_STATES and bool(case.attention))
    )


def rank(case: Case, register: Register) -> tuple[int, datetime, str]:
    """What needs a person first, then by who acts next; the oldest arrival first."""
    if case.state is State.NEEDS_PERSON or register.in_trouble(case):
        first = 0
    else:
        first = 1 if needs_person(case, register) else RANKS.get(case.state, LAST)
    return first, case.arrived_at, case.number


def found(case: Case, register: Register) -> Shown:
    """The column of checks: '不備2 警告1'."""
    counts = Counter(finding.severity for finding in case.findings)
    parts = [
        f"{words.SEVERITIES[severity]}{counts[severity]}"
        for severity in (Severity.ERROR, Severity.WARNING)
        if counts[severity]
    ]
    if register.in_trouble(case):
        return clean(words.SENDING_FAILED)
    if not parts and case.attention:
        parts.append(f"{words.TO_READ}{len(case.attention)}")
    return clean(" ".join(parts) or words.NO_FINDINGS)


def age(case: Case, now: datetime, zone: tzinfo) -> str:
    days = (now.astimezone(zone).date() - case.arrived_at.astimezone(zone).date()).days
    return words.DAYS_AGO.format(days=days) if days > 0 else words.TODAY


def round_label(id: str | None) -> str:
    """'2026-11' as a column shows it: '11月回'."""
    return words.ROUND_SHORT.format(month=int(id[5:])) if id else ""


def short_name(business: str) -> str:
    """As a narrow column shows it: without the legal form in front or behind."""
    return LEGAL_FORM.sub("", business).strip() or business


def row(case: Case, register: Register, now: datetime) -> Row:
    zone = register.calendar.zone
    cells = (
        case.number,
        words.STATES[case.state],
        Dates.on(now, zone).column(case.arrived_at),
        age(case, now, zone),
        short_name(register.business_of(case)),
        case.product,
        round_label(case.round),
        found(case, register),
    )
    tone = Tone.ALARM if case.state is State.NEEDS_PERSON or register.in_trouble(case) else Tone.PLAIN
    return Row(case.number, tuple(clean(cell) for cell in cells), tone)


def summary(register: Register) -> Shown:
    """Row 4 of the screen: what needs me, and how long until the cut-off."""
    counts = Counter(case.state for case in register.cases.values())
    todo = sum(needs_person(case, register) for case in register.cases.values())
    shown = (State.NEEDS_PERSON, State.CORRECTION_REQUESTED, State.ACCEPTED, State.TABLED, State.DECIDED)
    parts = [f"{words.TO_DO} {todo}", *(f"{words.STATES[state]} {counts[state]}" for state in shown)]
    return clean("  ".join(parts))


def beside_the_cases(register: Register, folder: str) -> Shown:
    """Mail that is no case and waits for a person in its folder; then the key that filters."""
    waiting = sum(mail.handled is Handled.PERSON and not mail.done for mail in register.mails.values())
    told = words.MAILS_TO_READ.format(folder=folder, count=waiting)
    return clean(f"{told}   {words.FILTER_OFFER}" if waiting else words.FILTER_OFFER)


def deadline(register: Register, now: datetime) -> Shown:
    """'締切 12/20 あと28日': the cut-off of the round that now runs."""
    cutoff, today = register.current_round(now).cutoff_at, Dates.on(now, register.calendar.zone)
    days = (cutoff.astimezone(today.zone).date() - today.today).days
    left = words.DAYS_LEFT.format(days=days) if days else words.TODAY
    return clean(f"{words.CUTOFF} {today.day(cutoff)} {left}")


def preview(case: Case, register: Register) -> tuple[Line, ...]:
    """The case under the cursor in a few lines: who, what was found, what to do."""
    business = register.businesses.get(case.business)
    town = f" ({business.municipality})" if business and business.municipality else ""
    who = clean(f"{register.business_of(case)}{town}")
    notes = [Line(clean(f"! {sentence}"), Tone.ALARM, 2) for sentence in case.attention]
    notes += [
        Line(clean(f"! {words.SENDING_FAILED}: {letter.subject} {letter.reason}"), Tone.ALARM, 2)
        for letter in register.letters_of(case)
        if letter.state in IN_TROUBLE
    ]
    notes += [
        Line(clean(f"{words.SEVERITIES[finding.severity]} {finding.label} {finding.message}"), indent=5)
        for finding in case.findings
        if finding.severity is not Severity.INFO
    ]
    failed = register.in_trouble(case)
    step = words.NEXT_STEP_FAILED if failed else words.NEXT_STEPS.get(case.state)
    todo = [Line(clean(f"{words.NEXT_STEP}: {step}"), indent=2)] if step else []
    return (Line(clean(f"{case.number} {case.product}"), Tone.STRONG), Line(who), *todo, *notes)
