"""選定案 for one product or for all that are marked."""

import re
import unicodedata
from collections.abc import Sequence

from console.session import Report, Session
from console.words import meeting as said
from rules.model import Case, OutcomeKind
from rules.words import OUTCOMES
from store.desk import meeting


def codes(text: str) -> tuple[str, ...]:
    """'r01 Ｒ04' and 'R01、R04' are ('R01', 'R04'); each once."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return tuple(dict.fromkeys(filter(None, re.split(r"\W+", plain))))


def propose(
    session: Session, cases: Sequence[Case], kind: OutcomeKind | None, reasons: Sequence[str], note: str
) -> Report:
    """None takes the proposals away."""
    what = said.DID_PROPOSE.format(outcome=OUTCOMES[kind]) if kind else said.DID_UNPROPOSE
    return session.decide_each(
        what,
        cases,
        lambda desk, case: meeting.propose(
            desk, case.number, kind, reasons=reasons, note=note, now=session.clock(), seen=case.version
        ),
    )
