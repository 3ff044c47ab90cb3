"""確認済 as a deed: what was read stands in the history, a colleague is not overwritten, u brings it back."""

from pathlib import Path

import pytest

from rules import undelivered
from rules.entered import Seen
from rules.model import Case, LetterKind
from rules.moves import Refusal
from rules.record import replace
from store import audit, cases, outbox
from store.desk import Desk, attention, letters, remarks, undo
from store.errors import Stale
from tests.console.seed import NOW, sow

CARDCASE, LACQUER, JAM = "R8-0058", "R8-0060", "R8-0055"


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    return sow(tmp_path / "data")


def stored(clerk: Desk, number: str = CARDCASE) -> Case:
    case = cases.get(clerk.store.snapshot(), number)
    assert case is not None
    return case


def test_what_was_read_stands_in_the_history(clerk: Desk) -> None:
    """The case stays as it is but for the sentence, which case and audit keep under the clerk's name."""
    before = stored(clerk)

    done = attention.read(clerk, CARDCASE, now=NOW, seen=before.version)

    read = Seen(sentences=before.attention, by="田中", at=NOW)
    assert done == replace(before, attention=(), seen=(read,), version=before.version + 1) == stored(clerk)
    event = audit.every(clerk.store.log)[-1]
    assert (event.what, event.subject, event.by) == ("case.seen", CARDCASE, "田中")
    assert event.detail == "".join(before.attention)


def test_undo_brings_it_back(clerk: Desk) -> None:
    """A deed like others."""
    before = stored(clerk).attention
    attention.read(clerk, CARDCASE, now=NOW)

    assert not isinstance(undo.take_back(clerk, now=NOW), Refusal)

    assert before and stored(clerk).attention == before and not stored(clerk).seen


def test_who_saw_another_version_reads_again(clerk: Desk) -> None:
    """Meanwhile something may have come that nobody has read."""
    seen = stored(clerk).version
    remarks.note(replace(clerk, by="鈴木"), CARDCASE, "電話した", now=NOW)

    with pytest.raises(Stale):
        attention.read(clerk, CARDCASE, now=NOW, seen=seen)

    assert stored(clerk).attention


def test_nothing_to_read_is_no_deed(clerk: Desk) -> None:
    """A refusal leaves no event and nothing to take back; a case that is not there neither."""
    before = clerk.store.token()

    assert isinstance(attention.read(clerk, JAM, now=NOW), Refusal)
    assert isinstance(attention.read(clerk, "R8-9999", now=NOW), Refusal)

    assert clerk.store.token() == before and undo.last(clerk) is None


def test_several_are_one_deed(clerk: Desk) -> None:
    """One way back for all."""
    with clerk.store.transaction() as db:
        cases.put(db, replace(stored(clerk, JAM), attention=("写真が暗いため、確かめてください。",)))
    acts = [lambda desk, number=number: attention.read(desk, number, now=NOW) for number in (CARDCASE, JAM)]

    assert not isinstance(clerk.together(acts, NOW), Refusal)

    assert stored(clerk).attention == stored(clerk, JAM).attention == ()
    undo.take_back(clerk, now=NOW)
    assert stored(clerk).attention and stored(clerk, JAM).attention


def test_why_the_robot_could_not_go_on_is_not_read_away(clerk: Desk) -> None:
    """Until a person has gone on it is what the case waits for."""
    refused = attention.read(clerk, LACQUER, now=NOW)

    assert isinstance(refused, Refusal) and "「不備でも受付」" in refused.message
    assert stored(clerk, LACQUER).attention


def test_a_letter_that_came_back_is_not_read_away(clerk: Desk) -> None:
    """Its sentence stays until the letter was seen to, in whatever way."""
    with clerk.store.transaction() as db:
        sent = next(each for each in outbox.about(db, CARDCASE) if each.kind is LetterKind.ACKNOWLEDGEMENT)
        outbox.bounced(db, sent.id, "相手に届かず戻りました。")
        case = cases.get(db, CARDCASE)
        assert case is not None
        came_back = undelivered.sentence(sent)
        cases.put(db, replace(case, attention=(*case.attention, came_back)))

    attention.read(clerk, CARDCASE, now=NOW)
    assert stored(clerk).attention == (came_back,)
    assert isinstance(attention.read(clerk, CARDCASE, now=NOW), Refusal)

    letters.told(clerk, sent.id, note="電話", now=NOW)
    assert stored(clerk).attention == ()
