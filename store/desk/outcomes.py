"""The committee's word on a case, or its business's own: 取下げ."""

from collections.abc import Iterable
from datetime import datetime

from rules import decide
from rules.letters.results import withdrawal_receipt
from rules.model import Case, Letter, LetterKind, Outcome, OutcomeKind
from rules.moves import Refusal
from rules.record import Struct
from rules.rounds import is_over, round_named
from rules.words import OUTCOMES
from store import agendas, cases, notices, outbox, results
from store.desk.clerk import Desk
from store.documents import Documents
from store.errors import Stale

OPERATOR_KNOWS = "運営事業者に引き継いだあとで、結果を訂正しました。運営事業者にも知らせてください。"


class Word(Struct, frozen=True, kw_only=True):
    """What was decided about one case. `conditions` and `remark` are told to the business, `note` is not."""

    number: str
    kind: OutcomeKind
    reason: str | None = None
    conditions: str = ""
    remark: str = ""
    note: str = ""
    seen: int | None = None
    """The version of the case that was decided about; None: whichever stands."""


def record(
    desk: Desk,
    number: str,
    kind: OutcomeKind,
    *,
    reason: str | None = None,
    conditions: str = "",
    remark: str = "",
    note: str = "",
    now: datetime,
    seen: int | None = None,
) -> Case | Refusal:
    """The business's result letter is held with its exact text, also where it was approved already."""
    word = Word(
        number=number,
        kind=kind,
        reason=reason,
        conditions=conditions,
        remark=remark,
        note=note,
        seen=seen,
    )
    with desk.deed(now) as db:
        return _record(desk, db, word, now)


def record_all(
    desk: Desk, words: Iterable[Word], *, now: datetime, minutes: bool = False
) -> tuple[Case | Refusal, ...]:
    """Many at once, as one deed that is taken back as one. What is refused stops none of the others.

    `minutes`: the committee's own answers, so it had the agendas of these rounds.
    """
    with desk.deed(now) as db:
        done = [_recorded_or_told(desk, db, word, now) for word in words]
        recorded = [case for case in done if isinstance(case, Case)]
        if recorded:
            rounds = sorted({case.round for case in recorded if case.round})
            for round in rounds if minutes else ():
                if is_over(round_named(round, desk.calendar), now):
                    agendas.hand_out(db, round, now)
            subject = "、".join(rounds) or recorded[0].number
            desk.record(db, "outcomes.recorded", subject, f"{len(recorded)}件", now)
        return tuple(done)


def rehearse(
    desk: Desk,
    number: str,
    kind: OutcomeKind,
    *,
    reason: str | None = None,
    conditions: str = "",
    remark: str = "",
    now: datetime,
) -> Letter | Refusal | None:
    """The very letter that this outcome would lead to, None where there is none; nothing is changed."""
    word = Word(number=number, kind=kind, reason=reason, conditions=conditions, remark=remark)
    db = desk.store.snapshot()
    done = _record(desk, db, word, now)
    return done if isinstance(done, Refusal) else results.about(db, done)


def correct(desk: Desk, word: Word, *, why: str, now: datetime) -> Case | Refusal:
    """Puts a result right that the business was told: the letter that says so, with `why`, waits for 決裁.

    What was told stays in the history, and the letter that told it as it was sent.
    """
    with desk.deed(now) as db:
        return _correct(desk, db, word, why, now)


def rehearse_correction(desk: Desk, word: Word, *, why: str, now: datetime) -> Letter | Refusal | None:
    """The very letter that `correct` would lead to; nothing is changed."""
    db = desk.store.snapshot()
    done = _correct(desk, db, word, why, now)
    return done if isinstance(done, Refusal) else results.about(db, done)


def _correct(desk: Desk, db: Documents, word: Word, why: str, now: datetime) -> Case | Refusal:
    if not why.strip():
        return Refusal(message="訂正の理由が必要です。事業者への手紙に載ります。")
    case = desk.case(db, word.number, word.seen)
    if isinstance(case, Refusal):
        return case
    outcome = _outcome(desk, word, now)
    if isinstance(outcome, Refusal):
        return outcome
    told_at = results.told_at(db, case) or now
    corrected = decide.correct_outcome(case, outcome, told_at=told_at, why=why.strip())
    if isinstance(corrected, Refusal):
        return corrected
    if any(letter.kind is LetterKind.HANDOVER for letter in outbox.about(db, case.number)):
        corrected = decide.noted(corrected, OPERATOR_KNOWS)
    stored = cases.put(db, corrected)
    desk.record(db, "outcome.corrected", stored.number, f"{_said(outcome)} {why.strip()}", now)
    desk.settle(db, stored, now)
    return stored


def clear(desk: Desk, number: str, *, now: datetime, seen: int | None = None) -> Case | Refusal:
    """Undecided again, as long as no letter about the outcome has left."""
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        if isinstance(case, Refusal):
            return case
        cleared = decide.clear_outcome(case, now=now, calendar=desk.calendar, told=results.is_told(db, case))
        if isinstance(cleared, Refusal):
            return cleared
        stored = cases.put(db, cleared)
        desk.record(db, "outcome.cleared", number, "", now)
        results.drop_receipts(db, case, now)
        desk.settle(db, case, now, why=notices.OUTCOME_CHANGED)
        return stored


def _recorded_or_told(desk: Desk, db: Documents, word: Word, now: datetime) -> Case | Refusal:
    try:
        return _record(desk, db, word, now)
    except Stale as error:
        return Refusal(message=str(error))


def _record(desk: Desk, db: Documents, word: Word, now: datetime) -> Case | Refusal:
    case = desk.case(db, word.number, word.seen)
    if isinstance(case, Refusal):
        return case
    outcome = _outcome(desk, word, now)
    if isinstance(outcome, Refusal):
        return outcome
    decided = decide.record_outcome(case, outcome, told=results.is_told(db, case))
    if isinstance(decided, Refusal):
        return decided
    stored = cases.put(db, decided)
    desk.record(db, "outcome.recorded", stored.number, _said(outcome), now)
    desk.settle(db, stored, now, why=notices.OUTCOME_CHANGED)
    business = cases.business(db, stored.business)
    if outcome.kind is OutcomeKind.WITHDRAWN and business:
        receipt = withdrawal_receipt(stored, business, now=now, calendar=desk.calendar)
        notices.make(db, desk.library, desk.config, receipt, now)
    return stored


def _outcome(desk: Desk, word: Word, now: datetime) -> Outcome | Refusal:
    if word.reason and desk.library.tables().reasons.find(word.reason) is None:
        return Refusal(message=f"理由コード {word.reason} はありません。")
    return Outcome(
        kind=word.kind,
        reason=word.reason,
        conditions=word.conditions.strip(),
        remark=word.remark.strip(),
        note=word.note,
        by=desk.by,
        recorded_at=now,
    )


def _said(outcome: Outcome) -> str:
    """How the audit tells of it."""
    told = (OUTCOMES[outcome.kind], outcome.reason, outcome.conditions, outcome.remark, outcome.note)
    return " ".join(filter(None, told))
