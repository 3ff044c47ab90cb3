"""The committee's table: what its rows say, how far it is, and what is known of one product."""

from collections.abc import Iterator

from console import words
from console.register import Register, Sheet
from console.shown import Shown, clean
from console.views import tray
from console.views.lines import Line, Row, Tone, gauge
from console.words import meeting as said
from rules.model import Case, Outcome, Severity
from rules.moves import Move, refusal
from rules.words import OUTCOMES
from store.agendafile import COMMITTEE


def row(case: Case, register: Register) -> Row:
    cells = (
        case.number,
        words.STATES[case.state],
        tray.short_name(register.business_of(case)),
        case.product,
        OUTCOMES[case.screening.kind] if case.screening else "",
        OUTCOMES[case.outcome.kind] if case.outcome else said.NOT_YET,
        (case.outcome.reason or "") if case.outcome else "",
    )
    return Row(case.number, tuple(clean(cell) for cell in cells))


def strip(sheets: tuple[Sheet, ...], chosen: str) -> Shown:
    """The rounds around the chosen one, each with the number of its undecided cases."""
    at = [sheet.round.id for sheet in sheets].index(chosen)
    names = []
    for sheet in sheets[max(at - 2, 0) : max(at - 2, 0) + 4]:
        label = tray.round_label(sheet.round.id)
        name = f"[{label}]" if sheet.round.id == chosen else f" {label} "
        names.append(f"{name} {words.UNDECIDED}{sheet.undecided}" if sheet.undecided else name)
    return clean("  ".join(names))


def counts(sheet: Sheet) -> Shown:
    """'選定 12   不選定 3   継続審査 1   未決 4'."""
    parts = [f"{OUTCOMES[kind]} {sheet.outcomes[kind]}" for kind in COMMITTEE]
    return clean("   ".join((*parts, f"{words.UNDECIDED} {sheet.undecided}")))


def progress(sheet: Sheet) -> Shown:
    """How far the committee is."""
    return gauge(len(sheet.cases) - sheet.undecided, len(sheet.cases))


def preview(case: Case, register: Register) -> Iterator[Line]:
    """Who, what the office proposes, what was decided in all its words, and what to look at."""
    business = register.businesses.get(case.business)
    town = f" ({business.municipality})" if business and business.municipality else ""
    yield Line(clean(f"{case.number} {case.product}"), Tone.STRONG)
    yield Line(clean(f"{register.business_of(case)}{town}"))
    if case.outcome:
        yield Line(clean(_decided(case.outcome)), indent=2)
    yield Line(clean(f"{said.PROPOSAL}: {_proposal(case)}"), indent=2)
    yield from (Line(clean(f"! {sentence}"), Tone.ALARM, 2) for sentence in case.attention)
    for finding in case.findings:
        if finding.severity is not Severity.INFO:
            word = words.SEVERITIES[finding.severity]
            yield Line(clean(f"{word} {finding.label} {finding.message}"), indent=5)


def _proposal(case: Case) -> str:
    screening = case.screening
    if screening is None:
        return said.NEVER_PROPOSED if refusal(case, Move.SCREEN) else said.NO_PROPOSAL
    parts = (OUTCOMES[screening.kind], *screening.reasons, screening.note, f"({screening.by})")
    return " ".join(filter(None, parts))


def _decided(outcome: Outcome) -> str:
    """'結果: 不選定 R04 (田中)  条件: ...': what was decided, what the business is told, what it is not."""
    word = " ".join(filter(None, (OUTCOMES[outcome.kind], outcome.reason, f"({outcome.by})")))
    told = ((said.CONDITIONS, outcome.conditions), (said.REMARK, outcome.remark), (said.NOTE, outcome.note))
    return "  ".join((f"{said.OUTCOME}: {word}", *(f"{label}: {text}" for label, text in told if text)))
