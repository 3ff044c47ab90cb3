"""What becomes of a case by each move: every one returns the changed case, or a `Refusal` that says why not."""

from collections.abc import Container
from datetime import datetime

from rules import counting, expiry
from rules.findings import catalogue
from rules.model import (
    Approval,
    Case,
    Finding,
    Outcome,
    OutcomeKind,
    Role,
    Screening,
    Severity,
    State,
    Told,
)
from rules.moves import Move, Refusal, refusal
from rules.overruling import lifted
from rules.record import replace
from rules.rounds import Calendar, cutoff_text, following, is_over, round_named, title

ATTACHED = frozenset(
    rule.code
    for rule in (
        catalogue.PLEDGE_MISSING,
        catalogue.PLEDGE_BLANK,
        catalogue.PLEDGE_UNRECORDED,
        catalogue.PLEDGE_NOT_ON_FILE,
        catalogue.PHOTO_MISSING,
        catalogue.LABEL_MISSING,
    )
)
"""Codes that `checks.attached` gives: about files beside the sheet."""


def received(
    case: Case,
    *,
    findings: tuple[Finding, ...],
    at: datetime,
    calendar: Calendar,
    pledge_at: datetime | None = None,
    given_out: Container[str] = frozenset(),
) -> Case | Refusal:
    """A new or corrected sheet, already in `case.entry`, with all findings about it; it arrived at `at`.

    `pledge_at` is the arrival of the business's pledge: later when mails are taken in out of order. `given_out`
    as in `counting.counted_round`.

    A complete sheet for an accepted case replaces its answers and keeps its `accepted_at`, since nothing that
    the business had to send was outstanding. A faulty one does not unseat an accepted sheet, and none that came
    after the cut-off replaces what the committee is to see: a person looks.
    """
    if refused := refusal(case, Move.RECEIVE):
        return refused
    findings = lifted(findings, case.overruled)
    if case.state is State.ACCEPTED and has_errors(findings):
        return Refusal(
            message=f"整理番号 {case.number} は受付済みですが、不備のあるエントリーシートが届きました。"
            "受付済みの内容はそのままにしています。差し替えるかどうかを確認してください。"
        )
    if case.round and is_over(round_named(case.round, calendar), at):
        return Refusal(
            message=f"整理番号 {case.number} の締切のあとに、新しいエントリーシートが届きました。"
            "締切までの内容で付議します。"
        )
    last = max(filter(None, (at, pledge_at, *(each.received_at for each in case.given))))
    return judged(replace(case, findings=findings), last, calendar, given_out)


def files_arrived(
    case: Case,
    *,
    attached: tuple[Finding, ...],
    at: datetime,
    calendar: Calendar,
    given_out: Container[str] = frozenset(),
) -> Case:
    """A pledge or pictures came at `at`; `attached` is `checks.attached`, judged anew.

    A case that lacked nothing else is accepted as of the last thing that came; others keep their state.
    """
    kept = tuple(finding for finding in case.findings if finding.code not in ATTACHED)
    updated = replace(case, findings=kept + lifted(attached, case.overruled))
    if case.state is not State.CORRECTION_REQUESTED:
        return updated
    return judged(updated, complete_since(case, at), calendar, given_out)


def close_round(case: Case, *, now: datetime, calendar: Calendar) -> Case | Refusal:
    """Puts an accepted case on the agenda of its round after the cut-off, however late it came."""
    if refused := refusal(case, Move.CLOSE):
        return refused
    if case.round is None or not is_over(round_named(case.round, calendar), now):
        return Refusal(message=f"整理番号 {case.number} の回は、まだ締切前です。")
    return replace(case, state=State.TABLED)


def screened(case: Case, screening: Screening | None) -> Case | Refusal:
    """選定案 for the committee, until the outcome is approved; None takes it away. It decides nothing."""
    return refusal(case, Move.SCREEN) or replace(case, screening=screening)


def record_outcome(case: Case, outcome: Outcome, *, told: bool = False) -> Case | Refusal:
    """The committee's word, or a withdrawal, which is possible before acceptance too. The last one counts, until a
    letter about it has left (`told`). After 決裁 it takes the approval away: the new word needs one of its own.
    """
    withdrawn = outcome.kind is OutcomeKind.WITHDRAWN
    if refused := refusal(case, Move.WITHDRAW if withdrawn else Move.OUTCOME) or unsound(outcome):
        return refused
    if told:
        return _told(case)
    state = State.WITHDRAWN if withdrawn else State.DECIDED
    return replace(case, state=state, outcome=outcome, approval=None)


def unsound(outcome: Outcome) -> Refusal | None:
    """What this outcome lacks, or holds without a place in the letter."""
    withdrawn = outcome.kind is OutcomeKind.WITHDRAWN
    if outcome.kind is OutcomeKind.REJECTED and not outcome.reason:
        return Refusal(message="不選定には理由が必要です。理由コード(R01 など)を選んでください。")
    if outcome.conditions and outcome.kind is not OutcomeKind.SELECTED:
        return Refusal(
            message="条件を付けられるのは、選定のときだけです。事業者への連絡は、備考に入れてください。"
        )
    if outcome.remark and withdrawn:
        return Refusal(message="取下げの確認の手紙に、備考は載りません。覚え書きは、メモに残してください。")
    return None


def correct_outcome(case: Case, outcome: Outcome, *, told_at: datetime, why: str) -> Case | Refusal:
    """Another word than the one that the business was told at `told_at`: the old one stays in the history, and the
    new one needs 決裁 and a letter of its own.
    """
    if refused := refusal(case, Move.CORRECT) or unsound(outcome):
        return refused
    if outcome.kind is OutcomeKind.WITHDRAWN:
        return Refusal(message="取下げは、結果の訂正ではありません。")
    if case.outcome is None or case.round is None:
        return Refusal(message=f"整理番号 {case.number} には、知らせた結果がありません。")
    return replace(_with_told(case, told_at, why), state=State.DECIDED, outcome=outcome, approval=None)


def put_right(case: Case) -> tuple[Told, ...]:
    """What the business was told of this round before its outcome was put right, oldest first."""
    return tuple(told for told in case.told if told.why and told.round == case.round)


def clear_outcome(case: Case, *, now: datetime, calendar: Calendar, told: bool = False) -> Case | Refusal:
    """Takes an outcome back, until a letter about it has left (`told`)."""
    if refused := refusal(case, Move.CLEAR):
        return refused
    if told:
        return _told(case)
    if put_right(case):
        return Refusal(message=f"整理番号 {case.number} は訂正の途中です。「取消し」で訂正を取り消せます。")
    return replace(_standing(case, now, calendar), outcome=None, approval=None)


def release(case: Case, approval: Approval) -> Case | Refusal:
    """決裁済: the notice may go out when due."""
    return refusal(case, Move.RELEASE) or replace(case, state=State.RELEASED, approval=approval)


def unrelease(case: Case, *, told: bool = False) -> Case | Refusal:
    """Takes 決裁済 back, until the notice has left (`told`)."""
    if refused := refusal(case, Move.UNRELEASE):
        return refused
    return _told(case) if told else replace(case, state=State.DECIDED, approval=None)


def notified(case: Case, *, now: datetime, calendar: Calendar) -> Case | Refusal:
    """The mail server has accepted the result. A deferred case goes on to the next round, undecided and unproposed."""
    if refused := refusal(case, Move.NOTIFY):
        return refused
    if case.outcome is None or case.outcome.kind is not OutcomeKind.DEFERRED or case.round is None:
        return replace(case, state=State.NOTIFIED)
    before = round_named(case.round, calendar)
    sentence = f"{title(before)}では継続審査となりました。"
    kept = _with_told(case, now, "")
    moved = replace(kept, round=following(before, calendar).id, attention=(*case.attention, sentence))
    return replace(_standing(moved, now, calendar), screening=None, outcome=None, approval=None)


def bounced(case: Case, sentence: str, *, result: bool) -> Case:
    """A letter about it came back; `sentence` says so. A case counted as told by that very `result` no longer does."""
    untold = result and refusal(case, Move.BOUNCE) is None
    return replace(noted(case, sentence), state=State.RELEASED if untold else case.state)


def noted(case: Case, sentence: str) -> Case:
    """With a sentence for whoever opens the case next; said once, however often."""
    return case if sentence in case.attention else replace(case, attention=(*case.attention, sentence))


def expired(case: Case, *, now: datetime, calendar: Calendar) -> Case | Refusal:
    """A clerk ends a case whose correction never came; not before both cut-offs that its letter named are over."""
    if refused := refusal(case, Move.EXPIRE):
        return refused
    until = expiry.last_chance(case, calendar)
    if until is not None and not is_over(until, now):
        return Refusal(
            message=f"整理番号 {case.number} の補正は、{cutoff_text(until)}まで待つと事業者に知らせています。"
            "それを過ぎてから期限切れにしてください。"
        )
    return replace(case, state=State.EXPIRED, attention=expiry.without(case.attention))


def reopened(case: Case, *, now: datetime, calendar: Calendar, told: bool = False) -> Case | Refusal:
    """Under way again: a withdrawal is taken back until its receipt has left (`told`), and an expired case waits for
    its correction through two cut-offs from now on.
    """
    if refused := refusal(case, Move.REOPEN):
        return refused
    if case.state is State.WITHDRAWN:
        return clear_outcome(case, now=now, calendar=calendar, told=told)
    asked = counting.asked_round(case, now, calendar).id
    return replace(case, state=State.CORRECTION_REQUESTED, correction_round=asked)


def has_errors(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def complete_since(case: Case, *more: datetime | None) -> datetime:
    """The arrival of the last thing that the business had to send, whoever noticed it when (CONTRACT.md 5.2).

    `more`: what else came, a pledge say.
    """
    sheets = (mail.received_at for mail in case.mails if mail.role in (Role.ENTRY, Role.CORRECTION))
    given = (each.received_at for each in case.given)
    return max(case.arrived_at, *sheets, *given, *filter(None, more))


def judged(case: Case, at: datetime, calendar: Calendar, given_out: Container[str]) -> Case:
    """Accepted as of `at` without errors, warnings or not; else to be corrected."""
    if has_errors(case.findings):
        asked = counting.asked_round(case, at, calendar).id
        return replace(case, state=State.CORRECTION_REQUESTED, correction_round=asked)
    if case.accepted_at and case.round:
        return replace(case, state=State.ACCEPTED)
    round = counting.counted_round(case, at, calendar, given_out)
    attention = (*case.attention, *counting.note(case, at, round, calendar))
    return replace(case, state=State.ACCEPTED, accepted_at=at, round=round.id, attention=attention)


def _standing(case: Case, now: datetime, calendar: Calendar) -> Case:
    """The case where it stands when no outcome is recorded."""
    if case.round is None:
        faulty = has_errors(case.findings)
        return replace(case, state=State.CORRECTION_REQUESTED if faulty else State.NEEDS_PERSON)
    over = is_over(round_named(case.round, calendar), now)
    return replace(case, state=State.TABLED if over else State.ACCEPTED)


def _with_told(case: Case, at: datetime, why: str) -> Case:
    if case.outcome is None or case.round is None:
        return case
    told = Told(round=case.round, outcome=case.outcome, approval=case.approval, told_at=at, why=why)
    return replace(case, told=(*case.told, told))


def _told(case: Case) -> Refusal:
    return Refusal(
        message=f"整理番号 {case.number} の通知はすでに送られています。事業者に直接ご連絡ください。"
    )
