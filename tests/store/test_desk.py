"""What a clerk may do, on a real store with the office's own letters."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from rules.model import Letter, LetterState, State
from rules.moves import Refusal
from rules.record import replace
from store import audit, cases, outbox
from store.desk import Desk, approval, letters, outcomes, remarks, sending
from store.desk.approval import Released
from store.errors import Stale
from tests.console.seed import NOW, desk, sow
from tests.store.tabled import (
    JAM,
    LARGE_JAM,
    NOTICE,
    REJECTED,
    SELECTED,
    SOUP,
    letter_about,
    result_letters,
    state_of,
)


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    return sow(tmp_path / "data")


def release(clerk: Desk, now: datetime = NOW, document_number: str = "") -> Released | Refusal:
    return approval.release(
        clerk,
        "2026-11",
        approver="企画課長",
        approved_on=date(2026, 11, 24),
        document_number=document_number,
        now=now,
    )


def send(clerk: Desk, letter: Letter) -> None:
    """The courier's three steps, as the server accepts the letter."""
    with clerk.store.transaction() as db:
        assert isinstance(outbox.claim(db, letter, letter.due_at), Letter)
        assert isinstance(outbox.sent(db, letter.id, letter.due_at), Letter)


def test_release_frees_the_letters(clerk: Desk) -> None:
    """決裁済 makes each decided business's letter ready at the notice instant, with the document number."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    outcomes.record(clerk, SOUP, REJECTED, reason="R01", now=NOW)

    done = release(clerk, document_number="8小企第123号")

    assert done == Released(cases=(SOUP, JAM), letters=2, due_at=NOTICE)
    assert {letter.state for letter in result_letters(clerk)} == {LetterState.READY}
    assert all("8小企第123号" in letter.body for letter in result_letters(clerk))
    assert state_of(clerk, LARGE_JAM) is State.TABLED


def test_late_release_is_due_at_once(clerk: Desk) -> None:
    """Released after the notice instant, the letters are due now."""
    late = NOTICE + timedelta(days=1)
    outcomes.record(clerk, JAM, SELECTED, now=NOW)

    release(clerk, now=late)

    assert [letter.due_at for letter in result_letters(clerk)] == [late]


def test_release_without_outcomes_is_refused(clerk: Desk) -> None:
    """A round in which nothing was decided can't be released."""
    assert isinstance(release(clerk), Refusal)


def test_unrelease_holds_the_letters_again(clerk: Desk) -> None:
    """決裁 taken back before the letters left: decided cases, held letters without the document number."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    release(clerk, document_number="8小企第123号")

    done = approval.take_back(clerk, "2026-11", now=NOW)

    assert isinstance(done, tuple) and [case.number for case in done] == [JAM]
    letter = letter_about(clerk, JAM)
    assert letter is not None and letter.state is LetterState.HELD
    assert "8小企第123号" not in letter.body


def test_what_has_left_is_not_taken_back(clerk: Desk) -> None:
    """Once a letter has gone to the server, 決裁 stands."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    release(clerk)
    send(clerk, result_letters(clerk)[0])

    assert isinstance(approval.take_back(clerk, "2026-11", now=NOTICE), Refusal)
    assert isinstance(outcomes.clear(clerk, JAM, now=NOTICE), Refusal)
    assert state_of(clerk, JAM) is State.RELEASED


def test_decided_after_release_waits_in_its_own_letter(clerk: Desk) -> None:
    """A product decided later never stops the approved one; a second release joins them in one letter."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    release(clerk)
    outcomes.record(clerk, LARGE_JAM, SELECTED, now=NOW)

    by_cases = {letter.cases: letter.state for letter in result_letters(clerk)}
    assert by_cases == {(JAM,): LetterState.READY, (LARGE_JAM,): LetterState.HELD}

    release(clerk)

    by_cases = {letter.cases: letter.state for letter in result_letters(clerk)}
    assert by_cases == {(JAM, LARGE_JAM): LetterState.READY}


def test_letter_held_by_a_clerk_stays_held(clerk: Desk) -> None:
    """No release of the round goes over a colleague who held this letter."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    release(clerk)
    letter = result_letters(clerk)[0]
    letters.hold(clerk, letter.id, now=NOW)
    outcomes.record(clerk, LARGE_JAM, SELECTED, now=NOW)

    release(clerk)

    held = letter_about(clerk, JAM)
    assert held is not None and held.state is LetterState.HELD and "田中" in held.reason


def test_result_does_not_leave_without_approval(clerk: Desk) -> None:
    """Letting a single result letter go is refused until its round is released."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    letter = result_letters(clerk)[0]

    refused = letters.release(clerk, letter.id, now=NOW)

    assert isinstance(refused, Refusal) and "決裁済" in refused.message
    assert result_letters(clerk)[0].state is LetterState.HELD


def test_printed_result_needs_approval_too(clerk: Desk) -> None:
    """A business without an address gets its result on paper, and not before 決裁 either."""
    with clerk.store.transaction() as db:
        jam, owner = cases.get(db, JAM), cases.business(db, "J-0001")
        assert jam is not None and owner is not None
        cases.put(db, replace(jam, notice_to=""))
        cases.put_business(db, replace(owner, notice_to=""))
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    letter = result_letters(clerk)[0]
    assert (letter.state, letter.to) == (LetterState.HELD, ())

    assert isinstance(letters.printed(clerk, letter.id, now=NOW), Refusal)
    release(clerk)
    letter = result_letters(clerk)[0]
    assert isinstance(letters.printed(clerk, letter.id, now=NOW), Refusal)
    queued = letters.release(clerk, letter.id, now=NOW)
    assert isinstance(queued, Letter) and queued.state is LetterState.TO_PRINT
    done = letters.printed(clerk, letter.id, now=NOW)

    assert isinstance(done, Letter) and done.state is LetterState.PRINTED
    assert isinstance(outcomes.clear(clerk, JAM, now=NOW), Refusal)


def test_stopping_and_going_on(clerk: Desk) -> None:
    """The emergency stop names who stopped and why; going on clears it; both are in the audit."""
    sending.pause(clerk, "点検", now=NOW)
    stop = cases.pause(clerk.store.snapshot())
    assert stop is not None and (stop.by, stop.reason) == ("田中", "点検")

    sending.resume(clerk, now=NOW)

    assert cases.pause(clerk.store.snapshot()) is None
    assert [event.what for event in audit.every(clerk.store.log)][-2:] == [
        "sending.paused",
        "sending.resumed",
    ]


def test_observing_holds_what_was_released(tmp_path: Path) -> None:
    """With letters.mode = observe a release leaves the letters held; a clerk may let single ones go."""
    clerk = sow(tmp_path / "data", observe=True)
    outcomes.record(clerk, JAM, SELECTED, now=NOW)

    done = release(clerk)

    assert isinstance(done, Released) and done.letters == 0
    letter = result_letters(clerk)[0]
    assert letter.state is LetterState.HELD
    assert isinstance(letters.release(clerk, letter.id, now=NOW), Letter)


def test_stale_screen_overwrites_nothing(clerk: Desk) -> None:
    """Who acts on an outdated version learns it, and what the colleague recorded stands."""
    case = cases.get(clerk.store.snapshot(), JAM)
    assert case is not None
    outcomes.record(desk(clerk.store.directory, by="佐藤"), JAM, SELECTED, now=NOW)

    with pytest.raises(Stale):
        outcomes.record(clerk, JAM, REJECTED, reason="R01", now=NOW, seen=case.version)

    theirs = cases.get(clerk.store.snapshot(), JAM)
    assert theirs is not None and theirs.outcome is not None
    assert (theirs.outcome.kind, theirs.outcome.by) == (SELECTED, "佐藤")


def test_every_act_is_in_the_audit(clerk: Desk) -> None:
    """Name and login stand beside each act, in order, in a log that verifies."""
    outcomes.record(clerk, JAM, SELECTED, now=NOW)
    remarks.note(clerk, JAM, "電話で確認", now=NOW)
    release(clerk)
    approval.take_back(clerk, "2026-11", now=NOW)
    outcomes.clear(clerk, JAM, now=NOW)

    mine = [event for event in audit.every(clerk.store.log) if event.by == "田中"]
    assert {event.login for event in mine} == {"tanaka"}
    assert [event.what for event in mine if event.subject == JAM] == [
        "outcome.recorded",
        "case.note",
        "case.released",
        "case.unreleased",
        "outcome.cleared",
    ]
    assert [event.what for event in mine if event.subject == "2026-11"] == [
        "round.released",
        "round.unreleased",
    ]
    assert audit.verify(clerk.store.log) == ()


TABLED = (JAM, LARGE_JAM, SOUP)
ACTS = st.one_of(
    st.tuples(st.just("record"), st.sampled_from(TABLED)),
    st.tuples(st.just("clear"), st.sampled_from(TABLED)),
    st.just(("release", "")),
    st.just(("unrelease", "")),
)


@settings(max_examples=25)
@given(acts=st.lists(ACTS, max_size=7))
def test_each_outcome_stands_in_one_letter(
    acts: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After any acts: each outcome stands in exactly one letter, ready if and only if it is approved."""
    clerk = sow(tmp_path_factory.mktemp("acts"))
    for act, number in acts:
        match act:
            case "record":
                outcomes.record(clerk, number, SELECTED, now=NOW)
            case "clear":
                outcomes.clear(clerk, number, now=NOW)
            case "release":
                release(clerk)
            case _:
                approval.take_back(clerk, "2026-11", now=NOW)

    standing = {number: letter.state for letter in result_letters(clerk) for number in letter.cases}
    told = [number for letter in result_letters(clerk) for number in letter.cases]
    expected = {State.DECIDED: LetterState.HELD, State.RELEASED: LetterState.READY}
    states = {number: state_of(clerk, number) for number in TABLED}
    assert sorted(told) == sorted(number for number, state in states.items() if state in expected)
    assert standing == {number: expected[state] for number, state in states.items() if state in expected}
