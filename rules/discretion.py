"""What a clerk may decide about one case: let an error pass, enter an answer, choose another round, tell the terms.

The states that each move starts from stand in `rules.moves.TABLE`.
"""

from collections.abc import Container, Iterable
from datetime import datetime

from rules.decide import complete_since, has_errors, judged, noted
from rules.entered import Overruling, Terms
from rules.model import Case, Finding, OutcomeKind, Severity, State
from rules.moves import TERMS, Move, Refusal, refusal
from rules.overruling import lifted
from rules.record import replace
from rules.rounds import Calendar, is_over, round_named, title

MOVED = "{before}から{after}に移しました(理由: {reason})。"


def accepted_despite(
    case: Case,
    overruled: Iterable[Overruling],
    *,
    calendar: Calendar,
    pledge_at: datetime | None = None,
    given_out: Container[str] = frozenset(),
) -> Case | Refusal:
    """Accepted as of the last thing that came, where nothing but the overruled errors kept it back."""
    if refused := refusal(case, Move.ACCEPT):
        return refused
    new = tuple(overruled)
    passed = replace(
        case, overruled=(*case.overruled, *new), findings=lifted(case.findings, (*case.overruled, *new))
    )
    if has_errors(passed.findings):
        return passed
    return judged(passed, complete_since(case, pledge_at), calendar, given_out)


def errors(case: Case, code: str, field: str | None) -> tuple[Finding, ...]:
    """The errors of this code, on this field where one is named."""
    return tuple(
        each
        for each in case.findings
        if each.severity is Severity.ERROR and each.code == code and field in (None, each.field)
    )


def answered(
    case: Case,
    findings: tuple[Finding, ...],
    *,
    at: datetime,
    calendar: Calendar,
    pledge_at: datetime | None = None,
    given_out: Container[str] = frozenset(),
) -> Case | Refusal:
    """An answer, already in `case.entry`, came at `at`; `findings` are all about the case as it stands now."""
    if refused := refusal(case, Move.ANSWER):
        return refused
    found = lifted(findings, case.overruled)
    if case.state is State.ACCEPTED and has_errors(found):
        wrong = next(each.message for each in found if each.severity is Severity.ERROR)
        return Refusal(message=f"整理番号 {case.number} は受付済みで、この答えでは不備になります。{wrong}")
    if case.round and is_over(round_named(case.round, calendar), at):
        return Refusal(message=f"整理番号 {case.number} は締切を過ぎています。締切までの内容で付議します。")
    return judged(replace(case, findings=found), complete_since(case, pledge_at, at), calendar, given_out)


def moved(
    case: Case, round: str, reason: str, *, now: datetime, calendar: Calendar, told: bool = False
) -> Case | Refusal:
    """Into another round, with the reason; not once a letter about its outcome has left (`told`)."""
    if refused := refusal(case, Move.MOVE):
        return refused
    if case.round is None or case.accepted_at is None:
        return Refusal(message=f"整理番号 {case.number} は、まだどの回にも入っていません。")
    if told:
        return Refusal(message=f"整理番号 {case.number} の結果は、この回で知らせています。回は移せません。")
    if round == case.round:
        return Refusal(message=f"整理番号 {case.number} は、もう {round} の回に入っています。")
    target = round_named(round, calendar)
    before = title(round_named(case.round, calendar))
    sentence = MOVED.format(before=before, after=title(target), reason=reason)
    state = State.TABLED if is_over(target, now) else State.ACCEPTED
    return noted(replace(case, round=round, state=state), sentence)


def agreed(case: Case, terms: Terms) -> Case | Refusal:
    """Operator and business come to terms, or don't; only about what was selected."""
    if refused := refusal(case, TERMS[terms.state]):
        return refused
    if case.outcome is None or case.outcome.kind is not OutcomeKind.SELECTED:
        return Refusal(message=f"整理番号 {case.number} は選定されていません。条件の協議はありません。")
    return replace(case, state=terms.state, terms=(*case.terms, terms))
