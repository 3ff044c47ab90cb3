"""Letters in trouble, settled by a clerk's word: it arrived after all, or its reader was told otherwise."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from rules import undelivered
from rules.model import Case, Letter, LetterKind, LetterState, OutcomeKind, State
from rules.moves import Refusal
from rules.record import replace
from store import audit, cases, outbox, results
from store.desk import Desk, approval, letters, outcomes, undo
from store.documents import Documents
from tests.console.seed import NOW, TOKYO, sow

NOTICE = datetime(2026, 12, 10, 9, 0, tzinfo=TOKYO)
LATER = NOTICE + timedelta(days=1)
SOUP = "R8-0054"
HOW = "12/11 に社長へ電話"


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    return sow(tmp_path / "data")


def uncertain(db: Documents, letter: Letter) -> None:
    outbox.uncertain(db, letter.id, "送信の途中で接続が切れました。")


def refused(db: Documents, letter: Letter) -> None:
    outbox.refused(db, letter.id, "宛先のアドレスがないと、相手のサーバーが答えました。")


def result(
    clerk: Desk, kind: OutcomeKind = OutcomeKind.SELECTED, number: str = SOUP, ends: object = uncertain
) -> Letter:
    """An approved result that met a server on the notice day; `ends` says how."""
    outcomes.record(clerk, number, kind, now=NOW)
    approval.release(clerk, "2026-11", approver="課長", approved_on=date(2026, 11, 24), now=NOW)
    with clerk.store.transaction() as db:
        ready = results.about(db, case(clerk, number))
        assert ready is not None
        outbox.claim(db, ready, NOTICE)
        assert callable(ends)
        ends(db, ready)
    return stored(clerk, ready.id)


def stored(clerk: Desk, id: str) -> Letter:
    letter = outbox.letter(clerk.store.snapshot(), id)
    assert letter is not None
    return letter


def case(clerk: Desk, number: str = SOUP) -> Case:
    found = cases.get(clerk.store.snapshot(), number)
    assert found is not None
    return found


def test_a_letter_that_arrived_has_told(clerk: Desk) -> None:
    """What nobody knew is `sent` with its attempt, its product notified, the clerk's word in the audit."""
    letter = result(clerk)

    done = letters.arrived(clerk, letter.id, now=LATER)

    assert isinstance(done, Letter)
    assert (done.state, done.sent_at) == (LetterState.SENT, NOTICE)
    assert case(clerk).state is State.NOTIFIED
    assert [event.what for event in audit.every(clerk.store.log)][-2:] == ["case.notified", "letter.arrived"]


def test_a_deferred_product_goes_on(clerk: Desk) -> None:
    """A deferral whose letter arrived stands in the next round, as if the server had said so."""
    letter = result(clerk, OutcomeKind.DEFERRED)

    letters.arrived(clerk, letter.id, now=LATER)

    assert (case(clerk).round, case(clerk).outcome) == ("2026-12", None)


@pytest.mark.parametrize("kind", [OutcomeKind.SELECTED, OutcomeKind.DEFERRED])
def test_undo_brings_the_doubt_back(clerk: Desk, kind: OutcomeKind) -> None:
    """Taken back, letter and case stand as before."""
    letter = result(clerk, kind)
    before = case(clerk)
    letters.arrived(clerk, letter.id, now=LATER)

    undo.take_back(clerk, now=LATER)

    assert replace(stored(clerk, letter.id), version=0) == replace(letter, version=0)
    assert replace(case(clerk), version=0) == replace(before, version=0)


@pytest.mark.parametrize("ends", [uncertain, refused])
def test_told_otherwise(clerk: Desk, ends: object) -> None:
    """Its reader heard by phone: settled with how and by whom, the product notified, never sent again."""
    letter = result(clerk, ends=ends)

    done = letters.told(clerk, letter.id, note=f" {HOW} ", now=LATER)

    assert isinstance(done, Letter)
    assert (done.state, done.sent_at, done.reason) == (LetterState.TOLD, LATER, f"{HOW}(田中)")
    assert case(clerk).state is State.NOTIFIED
    assert audit.every(clerk.store.log)[-1].detail.endswith(HOW)
    for again in (letters.retry, letters.arrived, letters.hold):
        assert isinstance(again(clerk, letter.id, now=LATER), Refusal)


def test_told_wants_to_know_how(clerk: Desk) -> None:
    """Without a word on how, nothing is settled."""
    letter = result(clerk)

    assert isinstance(letters.told(clerk, letter.id, note="  ", now=LATER), Refusal)
    assert stored(clerk, letter.id) == letter


def test_case_stops_telling_of_a_letter_that_came_back(clerk: Desk) -> None:
    """The sentence that a bounce left on its case goes with the trouble; others stay, and undo brings it back."""
    with clerk.store.transaction() as db:
        sent = next(each for each in outbox.about(db, SOUP) if each.kind is LetterKind.ACKNOWLEDGEMENT)
        came_back = undelivered.sentence(sent)
        outbox.bounced(db, sent.id, "相手に届かず戻りました。")
        cases.put(db, replace(case(clerk), attention=("表示を確かめてください。", came_back)))

    letters.told(clerk, sent.id, note=HOW, now=NOW)

    assert case(clerk).attention == ("表示を確かめてください。",)
    undo.take_back(clerk, now=NOW)
    assert came_back in case(clerk).attention


def test_an_old_letter_tells_no_newer_outcome(clerk: Desk) -> None:
    """A letter of the last round, settled late, leaves alone what the product's new round has approved."""
    old = result(clerk, OutcomeKind.DEFERRED)
    letters.arrived(clerk, old.id, now=LATER)
    with clerk.store.transaction() as db:
        outbox.bounced(db, old.id, "相手に届かず戻りました。")
        cases.put(db, replace(case(clerk), state=State.RELEASED))

    letters.told(clerk, old.id, note=HOW, now=LATER)

    assert case(clerk).state is State.RELEASED
