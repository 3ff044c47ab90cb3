"""The committee's word on one case or on all that are marked."""

from collections.abc import Sequence

from console import words
from console.session import Report, Session
from rules.model import Case, Letter, OutcomeKind
from rules.moves import Refusal
from rules.record import Struct
from rules.words import OUTCOMES
from store.desk import outcomes
from store.errors import StoreError


class Choice(Struct, frozen=True, kw_only=True):
    """What a clerk adds to an outcome. `note` is for colleagues; the rest is told to the business."""

    reason: str | None = None
    note: str = ""
    conditions: str = ""
    remark: str = ""


def rehearse(session: Session, case: Case, kind: OutcomeKind, choice: Choice) -> Letter | Refusal | None:
    """The letter that this outcome would lead to, or why there can be none."""
    try:
        return outcomes.rehearse(
            session.desk,
            case.number,
            kind,
            reason=choice.reason,
            conditions=choice.conditions,
            remark=choice.remark,
            now=session.clock(),
        )
    except StoreError as error:
        return Refusal(message=str(error))


def record(session: Session, cases: Sequence[Case], kind: OutcomeKind, choice: Choice) -> Report:
    what = words.DID_OUTCOME.format(outcome=OUTCOMES[kind])
    return session.decide_each(
        what,
        cases,
        lambda desk, case: outcomes.record(
            desk,
            case.number,
            kind,
            reason=choice.reason,
            conditions=choice.conditions,
            remark=choice.remark,
            note=choice.note,
            now=session.clock(),
            seen=case.version,
        ),
    )


def clear(session: Session, cases: Sequence[Case]) -> Report:
    return session.decide_each(
        words.DID_CLEAR,
        cases,
        lambda desk, case: outcomes.clear(desk, case.number, now=session.clock(), seen=case.version),
    )
