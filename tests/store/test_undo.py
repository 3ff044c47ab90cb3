"""Every deed of a clerk can be taken back until a letter has left or somebody came after."""

import errno
import itertools
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from rules.model import Case, Letter, LetterKind, LetterState, OutcomeKind, State
from rules.moves import Refusal
from store import audit, cases, codec, deeds, outbox
from store.deeds import Deed
from store.desk import Desk, approval, letters, outcomes, undo
from store.errors import StoreError
from tests.console.seed import NOW, desk, sow
from tests.disk import Disk

JAM, SOUP = "R8-0055", "R8-0054"


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    return sow(tmp_path / "data")


def said(clerk: Desk) -> dict[str, str]:
    """What cases and letters say, whatever their versions and letter numbers."""
    db = clerk.store.snapshot()
    documents = [codec.to_document(case) for case in cases.every(db)]
    found = {document["number"]: deeds.digest(document) for document in documents}
    return found | {letter.key: letter.body for letter in outbox.letters(db)}


def approve(clerk: Desk) -> None:
    done = approval.release(clerk, "2026-11", approver="課長", approved_on=date(2026, 11, 24), now=NOW)
    assert not isinstance(done, Refusal)


def test_undo_goes_back_step_by_step(clerk: Desk) -> None:
    """Outcomes, an approval and an outcome cleared are taken back in turn, down to the first state of all."""
    states = [said(clerk)]
    for act in (
        lambda: outcomes.record(clerk, JAM, OutcomeKind.SELECTED, now=NOW),
        lambda: outcomes.record(clerk, SOUP, OutcomeKind.REJECTED, reason="R01", now=NOW),
        lambda: outcomes.clear(clerk, JAM, now=NOW),
        lambda: approve(clerk),
    ):
        assert not isinstance(act(), Refusal)
        states.append(said(clerk))

    for state in reversed(states[:-1]):
        assert isinstance(undo.take_back(clerk, now=NOW), Deed)
        assert said(clerk) == state
    assert isinstance(undo.take_back(clerk, now=NOW), Refusal)


def test_undo_is_recorded_and_moves_the_version_on(clerk: Desk) -> None:
    """The audit names what was taken back and by whom; whoever saw the case in between can't overwrite it."""
    seen = outcomes.record(clerk, SOUP, OutcomeKind.SELECTED, now=NOW)
    undo.take_back(clerk, now=NOW)

    event = audit.every(clerk.store.log)[-1]
    assert (event.what, event.subject, event.by) == ("deed.undone", SOUP, "田中")
    case = cases.get(clerk.store.snapshot(), SOUP)
    assert isinstance(seen, Case) and case is not None and case.version > seen.version


def test_a_letter_that_goes_with_its_outcome_is_in_the_audit(clerk: Desk) -> None:
    """Held, let go again, then without an outcome to tell: no event speaks of a letter that vanished unsaid."""
    outcomes.record(clerk, JAM, OutcomeKind.SELECTED, now=NOW)
    outcomes.record(clerk, SOUP, OutcomeKind.REJECTED, reason="R01", now=NOW)
    approve(clerk)
    (result,) = (each for each in outbox.about(clerk.store.snapshot(), JAM) if each.kind is LetterKind.RESULT)
    letters.hold(clerk, result.id, now=NOW)
    for _ in range(4):
        assert isinstance(undo.take_back(clerk, now=NOW), Deed)

    assert outbox.letter(clerk.store.snapshot(), result.id) is None
    told = [event.what for event in audit.every(clerk.store.log) if event.subject == result.id]
    assert told == ["letter.held", "deed.undone", "letter.dropped"]


def test_a_clerk_takes_back_only_what_is_theirs(clerk: Desk) -> None:
    """Without an id the last deed of this clerk is meant, whoever came between."""
    outcomes.record(clerk, SOUP, OutcomeKind.SELECTED, now=NOW)
    colleague = desk(clerk.store.directory, by="佐藤")
    outcomes.record(colleague, JAM, OutcomeKind.SELECTED, now=NOW)

    done = undo.take_back(clerk, now=NOW)

    assert isinstance(done, Deed) and done.subject == SOUP
    jam = cases.get(clerk.store.snapshot(), JAM)
    assert jam is not None and jam.state is State.DECIDED


def test_nobody_elses_word_is_taken_back(clerk: Desk) -> None:
    """Somebody changed the case since: refused by name, told once, and the deed before it is next."""
    outcomes.record(clerk, JAM, OutcomeKind.SELECTED, now=NOW)
    outcomes.record(clerk, SOUP, OutcomeKind.SELECTED, now=NOW)
    outcomes.record(desk(clerk.store.directory, by="佐藤"), SOUP, OutcomeKind.DEFERRED, now=NOW)

    refused = undo.take_back(clerk, now=NOW)
    assert isinstance(refused, Refusal) and "佐藤" in refused.message and SOUP in refused.message
    done = undo.take_back(clerk, now=NOW)
    assert isinstance(done, Deed) and done.subject == JAM


def test_what_a_letter_has_told_stays(clerk: Desk) -> None:
    """Once the notice has left, neither approval nor outcome is taken back."""
    outcomes.record(clerk, SOUP, OutcomeKind.SELECTED, now=NOW)
    approve(clerk)
    with clerk.store.transaction() as db:
        letter = next(
            each for each in outbox.letters(db) if each.cases == (SOUP,) and each.round == "2026-11"
        )
        claimed = outbox.claim(db, letter, letter.due_at)
        assert isinstance(claimed, Letter) and claimed.state is LetterState.SENDING

    for _ in range(2):
        refused = undo.take_back(clerk, now=NOW)
        assert isinstance(refused, Refusal) and "手紙" in refused.message
    case = cases.get(clerk.store.snapshot(), SOUP)
    assert case is not None and case.state is State.RELEASED


def test_a_letter_deed_is_undone(clerk: Desk) -> None:
    """A letter held by mistake waits again as before."""
    ready = next(each for each in outbox.letters(clerk.store.snapshot()) if each.state is LetterState.READY)
    letters.hold(clerk, ready.id, now=NOW)

    undo.take_back(clerk, now=NOW)

    back = outbox.letter(clerk.store.snapshot(), ready.id)
    assert back is not None and (back.state, back.reason) == (ready.state, ready.reason)


def test_an_undo_that_the_disk_refused_can_be_done_again(
    clerk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever step of it fails, the deed can still be taken back, or it is: nothing is half forgotten."""
    before = said(clerk)
    for step in itertools.count(1):
        outcomes.record(clerk, SOUP, OutcomeKind.SELECTED, now=NOW)
        disk = Disk(fails_at=step, error=errno.ENOSPC)
        with disk.failing(monkeypatch), suppress(StoreError):
            undo.take_back(clerk, now=NOW)

        if said(clerk) != before:
            assert isinstance(undo.take_back(clerk, now=NOW), Deed)
        assert said(clerk) == before
        if step > disk.step:
            break
    assert step > 5


@pytest.mark.parametrize("left", [None, b"[{"], ids=["gone", "torn"])
def test_a_deed_whose_file_is_lost(clerk: Desk, left: bytes | None) -> None:
    """A disk lost it, or a backup was made while it went: told once, and the deed before it is next."""
    outcomes.record(clerk, JAM, OutcomeKind.SELECTED, now=NOW)
    outcomes.record(clerk, SOUP, OutcomeKind.SELECTED, now=NOW)
    lost = deeds.file_of(clerk.store.directory, list(deeds.every(clerk.store.snapshot()))[-1].id)
    lost.unlink()
    if left is not None:
        lost.write_bytes(left)

    refused = undo.take_back(clerk, now=NOW)
    assert isinstance(refused, Refusal) and SOUP in refused.message
    done = undo.take_back(clerk, now=NOW)
    assert isinstance(done, Deed) and done.subject == JAM


def test_old_deeds_are_forgotten(clerk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the last deeds are kept, each with its file; a refusal leaves none."""
    monkeypatch.setattr(deeds, "KEPT", 3)
    for _ in range(3):
        outcomes.record(clerk, SOUP, OutcomeKind.SELECTED, now=NOW)
        outcomes.clear(clerk, SOUP, now=NOW)
    assert isinstance(outcomes.record(clerk, "R8-9999", OutcomeKind.SELECTED, now=NOW), Refusal)

    kept = [deed.id for deed in deeds.every(clerk.store.snapshot())]
    assert kept == ["D-000004", "D-000005", "D-000006"]
    folder = clerk.store.directory / "deeds"
    assert sorted(file.stem for file in folder.iterdir()) == [
        "D-000003",
        *kept,
    ]  # that one until the next deed
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
