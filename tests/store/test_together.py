"""Several deeds as one: all of them or none, and one way back."""

from datetime import UTC, datetime
from pathlib import Path

from rules.model import Case, OutcomeKind
from rules.moves import Refusal
from store import audit, cases
from store.desk import outcomes, undo
from tests.console.seed import sow

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
TABLED = ("R8-0051", "R8-0052")


def outcome(desk: object, number: str) -> object:
    case = cases.get(desk.store.snapshot(), number)  # type: ignore[attr-defined]
    assert isinstance(case, Case)
    return case.outcome


def test_all_are_one_deed(tmp_path: Path) -> None:
    """Two outcomes are one commit and one deed by its own name; undo takes both back."""
    desk = sow(tmp_path)
    acts = [
        lambda at, number=number: outcomes.record(at, number, OutcomeKind.SELECTED, now=NOW)
        for number in TABLED
    ]

    assert not isinstance(desk.together(acts, NOW), Refusal)

    assert all(outcome(desk, number) for number in TABLED)
    last = undo.last(desk)
    assert last is not None and (last.what, last.detail) == ("deed.together", "結果を記録 2件")
    assert not isinstance(undo.take_back(desk, now=NOW), Refusal)
    assert not any(outcome(desk, number) for number in TABLED)


def test_one_refusal_drops_all(tmp_path: Path) -> None:
    """The first is not recorded where the second is refused; the log tells of neither."""
    desk = sow(tmp_path)
    acts = [
        lambda at, number=number: outcomes.record(at, number, OutcomeKind.SELECTED, now=NOW)
        for number in ("R8-0051", "R8-0060")
    ]
    before = desk.store.token()

    assert isinstance(desk.together(acts, NOW), Refusal)

    assert desk.store.token() == before and undo.last(desk) is None
    assert not [event for event in audit.every(desk.store.log) if event.what == "outcome.recorded"]
