"""An outcome that a clerk records: the letter that it makes, alters and takes away."""

from pathlib import Path

import pytest

from rules.model import Case, Letter, LetterKind, LetterState, State
from rules.moves import Refusal
from store import outbox
from store.desk import Desk, outcomes
from tests.console.seed import NOW, sow
from tests.store.tabled import (
    JAM,
    LARGE_JAM,
    NOTICE,
    REJECTED,
    SELECTED,
    SOUP,
    WITHDRAWN,
    letter_about,
    result_letters,
    state_of,
)


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    return sow(tmp_path / "data")


def test_outcome_makes_the_result_letter(clerk: Desk) -> None:
    """A recorded outcome is a decided case and a held letter in exact words, due at the notice instant."""
    done = outcomes.record(clerk, SOUP, REJECTED, reason="R04", note="内規", now=NOW)

    assert isinstance(done, Case) and done.state is State.DECIDED
    letter = letter_about(clerk, SOUP)
    assert letter is not None
    assert (letter.state, letter.due_at) == (LetterState.HELD, NOTICE)
    assert letter.to == ("kinoko@ooki.example.jp",)
    assert "不選定" in letter.body and "賞味期限" in letter.body
    assert "内規" not in letter.body


def test_one_letter_for_a_business_and_round(clerk: Desk) -> None:
    """Two products of one business stand in one letter; its id stays when an outcome changes."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    first = letter_about(clerk, JAM)
    outcomes.record(clerk, LARGE_JAM, SELECTED, now=NOW)
    outcomes.record(clerk, JAM, REJECTED, reason="R01", now=NOW)

    letters = result_letters(clerk)
    assert [letter.cases for letter in letters] == [(JAM, LARGE_JAM)]
    assert first is not None and letters[0].id == first.id
    assert letters[0].body.count("不選定") >= 1


@pytest.mark.parametrize("reason", [None, "R99"])
def test_rejection_needs_a_known_reason(clerk: Desk, reason: str | None) -> None:
    """Without a reason of the table nothing is recorded, and the sentence says what is missing."""
    before = clerk.store.token()

    done = outcomes.record(clerk, SOUP, REJECTED, reason=reason, now=NOW)

    assert isinstance(done, Refusal) and "理由" in done.message
    assert clerk.store.token() == before


def test_outcome_only_where_allowed(clerk: Desk) -> None:
    """A case under correction takes no outcome; an unknown number is told."""
    for number in ("R8-0059", "R8-9999"):
        done = outcomes.record(clerk, number, SELECTED, now=NOW)
        assert isinstance(done, Refusal) and number in done.message


def test_rehearsal_shows_the_letter_and_changes_nothing(clerk: Desk) -> None:
    """The preview is word for word the letter that recording then makes."""
    before = clerk.store.token()
    shown = outcomes.rehearse(clerk, JAM, SELECTED, now=NOW)
    assert clerk.store.token() == before
    assert letter_about(clerk, JAM) is None

    outcomes.record(clerk, JAM, SELECTED, now=NOW)

    letter = letter_about(clerk, JAM)
    assert isinstance(shown, Letter) and letter is not None
    assert (shown.subject, shown.body, shown.to) == (letter.subject, letter.body, letter.to)


def test_clear_takes_letter_and_outcome_away(clerk: Desk) -> None:
    """Undecided again: the case is tabled as before and no letter is left behind."""
    outcomes.record(clerk, SOUP, SELECTED, now=NOW)

    done = outcomes.clear(clerk, SOUP, now=NOW)

    assert isinstance(done, Case) and (done.state, done.outcome) == (State.TABLED, None)
    assert result_letters(clerk) == []


def test_withdrawal_makes_a_receipt(clerk: Desk) -> None:
    """A withdrawn product leaves the result letter and gets a receipt; taking it back removes that."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    outcomes.record(clerk, JAM, WITHDRAWN, now=NOW)

    kinds = [letter.kind for letter in outbox.letters(clerk.store.snapshot()) if JAM in letter.cases]
    assert kinds == [LetterKind.ACKNOWLEDGEMENT, LetterKind.WITHDRAWAL_RECEIPT]
    assert state_of(clerk, JAM) is State.WITHDRAWN

    outcomes.clear(clerk, JAM, now=NOW)

    kinds = [letter.kind for letter in outbox.letters(clerk.store.snapshot()) if JAM in letter.cases]
    assert kinds == [LetterKind.ACKNOWLEDGEMENT]
