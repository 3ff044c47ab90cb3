"""確認済: what stands beside the chosen cases has been read."""

from collections.abc import Sequence

from console.session import Report, Session
from console.words.attention import DID_SEEN
from rules.model import Case
from store.desk import attention


def read(session: Session, cases: Sequence[Case]) -> Report:
    return session.decide_each(
        DID_SEEN,
        cases,
        lambda desk, case: attention.read(desk, case.number, now=session.clock(), seen=case.version),
    )
