"""The committee's word on one case or on all that are marked."""

from collections.abc import Callable, Sequence

from console import words
from console.session import Report, Session
from rules.decide import Refusal
from rules.model import Case, Letter, OutcomeKind
from rules.words import OUTCOMES
from store.desk import Desk, outcomes
from store.errors import StoreError


def rehearse(session: Session, case: Case, kind: OutcomeKind, reason: str | None) -> Letter | Refusal | None:
    """The letter that this outcome would lead to, or why there can be none."""
    try:
        return outcomes.rehearse(session.desk, case.number, kind, reason=reason, now=session.clock())
    except StoreError as error:
        return Refusal(message=str(error))


def record(
    session: Session, cases: Sequence[Case], kind: OutcomeKind, reason: str | None, note: str
) -> Report:
    def one(case: Case) -> Callable[[Desk], Case | Refusal]:
        return lambda desk: outcomes.record(
            desk, case.number, kind, reason=reason, note=note, now=session.clock(), seen=case.version
        )

    what = words.DID_OUTCOME.format(outcome=OUTCOMES[kind])
    return session.do_each(what, [(case.number, one(case)) for case in cases], seen=cases)


def clear(session: Session, cases: Sequence[Case]) -> Report:
    def one(case: Case) -> Callable[[Desk], Case | Refusal]:
        return lambda desk: outcomes.clear(desk, case.number, now=session.clock(), seen=case.version)

    return session.do_each(words.DID_CLEAR, [(case.number, one(case)) for case in cases], seen=cases)
