"""Three tabled products of the seed's round, and the letters about their results."""

from datetime import datetime

from rules.model import Letter, LetterKind, OutcomeKind, State
from store import cases, outbox, results
from store.desk import Desk
from tests.console.seed import TOKYO

NOTICE = datetime(2026, 12, 10, 9, 0, tzinfo=TOKYO)
JAM, LARGE_JAM, SOUP = "R8-0055", "R8-0056", "R8-0054"
SELECTED, REJECTED, WITHDRAWN = OutcomeKind.SELECTED, OutcomeKind.REJECTED, OutcomeKind.WITHDRAWN


def letter_about(clerk: Desk, number: str) -> Letter | None:
    db = clerk.store.snapshot()
    case = cases.get(db, number)
    assert case is not None
    return results.about(db, case)


def result_letters(clerk: Desk) -> list[Letter]:
    return [each for each in outbox.letters(clerk.store.snapshot()) if each.kind is LetterKind.RESULT]


def state_of(clerk: Desk, number: str) -> State:
    case = cases.get(clerk.store.snapshot(), number)
    assert case is not None
    return case.state
