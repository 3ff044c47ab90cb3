"""What time makes due: computed from the register, done once, however late and however often one looks."""

from datetime import datetime
from pathlib import Path

import pytest

from mailbot.duties import Duties
from rules.model import LetterKind, LetterState, OutcomeKind, State
from rules.record import replace
from store import cases, outbox
from store.desk import terms
from store.tomlfile import LibraryError
from tests.e2e.town import MONDAY, NOTICE, SENDER
from tests.mailbot.duties.month import (
    CUTOFF,
    DAY,
    SECOND,
    decide,
    deliver,
    of_kind,
    play,
    release,
    with_operator,
)
from tests.mailbot.intake.counter import Counter, opened, sheet


def test_cut_off_is_the_end_of_its_day(counter: Counter) -> None:
    """At 23:59:59 the round is open, a second later it is closed, once."""
    counter.bring()
    counter.do_duties(CUTOFF)
    assert counter.cases[0].state is State.ACCEPTED

    for _ in range(2):
        counter.do_duties(CUTOFF + SECOND)

    (case,) = counter.cases
    assert (case.state, case.version) == (State.TABLED, 2)


def test_deferred_product_returns_and_is_told_again(counter: Counter) -> None:
    """Once its letter was accepted it stands in the next round, and next month it gets its second result."""
    counter.bring()
    counter.do_duties(CUTOFF + SECOND)
    decide(counter, "R8-0001", OutcomeKind.DEFERRED)
    release(counter)
    play(counter, NOTICE)
    (case,) = counter.cases
    assert (case.state, case.round, case.outcome) == (State.ACCEPTED, "2026-12", None)

    january = datetime.fromisoformat("2027-01-10T09:00:00+09:00")
    play(counter, january - 15 * DAY)
    assert [each.state for each in counter.cases] == [State.TABLED]
    decide(counter, "R8-0001", OutcomeKind.SELECTED, january - 5 * DAY)
    release(counter, january - 4 * DAY, "2026-12")
    play(counter, january)

    assert [each.state for each in counter.cases] == [State.NOTIFIED]
    results = of_kind(counter, LetterKind.RESULT)
    assert [letter.round for letter in results] == ["2026-11", "2026-12"]
    assert [letter.sent_at for letter in results] == [NOTICE, january]


def test_handover_once_and_a_second_part(counter: Counter) -> None:
    """The operator gets what was selected and told; a product released later comes in a part of its own."""
    counter = with_operator(counter)
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, sender="other@example.jp")
    counter.do_duties(CUTOFF + SECOND)
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    release(counter)
    for _ in range(2):
        play(counter, NOTICE)
    assert [letter.cases for letter in of_kind(counter, LetterKind.HANDOVER)] == [("R8-0001",)]

    decide(counter, "R8-0002", OutcomeKind.SELECTED, NOTICE + DAY)
    release(counter, NOTICE + DAY)
    play(counter, NOTICE + DAY)

    assert [letter.cases for letter in of_kind(counter, LetterKind.HANDOVER)] == [("R8-0001",), ("R8-0002",)]


def test_handover_holds_what_is_negotiated_already(counter: Counter) -> None:
    """A clerk who notes talks or a first delivery before the operator's letter is made takes nothing out of it."""
    counter = with_operator(counter)
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, sender="other@example.jp")
    counter.do_duties(CUTOFF + SECOND)
    for case in counter.cases:
        decide(counter, case.number, OutcomeKind.SELECTED)
    release(counter)
    deliver(counter, NOTICE)
    assert {case.state for case in counter.cases} == {State.NOTIFIED}
    for number, how_far in (("R8-0001", State.NEGOTIATING), ("R8-0002", State.LISTED)):
        terms.tell(counter.desk(), number, how_far, now=NOTICE + SECOND)
    play(counter, NOTICE + DAY)

    (letter,) = of_kind(counter, LetterKind.HANDOVER)
    assert letter.cases == ("R8-0001", "R8-0002")


def test_handover_waits_for_results_on_their_way(counter: Counter) -> None:
    """A result that the server puts off keeps the handover back: the operator never hears first."""
    counter = with_operator(counter)
    counter.bring()
    counter.do_duties(CUTOFF + SECOND)
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    release(counter)

    counter.do_duties(NOTICE)
    assert not of_kind(counter, LetterKind.HANDOVER)


def test_automatic_release_waits_for_the_notice_time_alone(tmp_path: Path) -> None:
    """With `release = "automatic"` a result can be changed until the 10th and then leaves without 決裁."""
    counter = opened(tmp_path, release="automatic")
    counter.bring()
    counter.do_duties(CUTOFF + SECOND)
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    decide(counter, "R8-0001", OutcomeKind.DEFERRED)
    play(counter, NOTICE - SECOND)
    assert counter.cases[0].state is State.DECIDED

    play(counter, NOTICE)

    (result,) = of_kind(counter, LetterKind.RESULT)
    assert (result.state, result.to, result.sent_at) == (LetterState.SENT, (SENDER,), NOTICE)
    assert counter.cases[0].round == "2026-12"
    assert not of_kind(counter, LetterKind.ALERT)


def test_automatic_release_spares_what_a_clerk_held(tmp_path: Path) -> None:
    """A letter that a clerk held stays, whatever the configuration releases."""
    counter = opened(tmp_path, release="automatic")
    counter.bring()
    decide(counter, "R8-0001", OutcomeKind.SELECTED, MONDAY)
    (result,) = of_kind(counter, LetterKind.RESULT)
    with counter.office.store.transaction() as db:
        outbox.release(db, result.id)
        outbox.hold(db, result.id, "山田 が保留にしました。")

    play(counter, NOTICE)

    assert of_kind(counter, LetterKind.RESULT)[0].state is LetterState.HELD


def test_uncertain_and_refused_letters_are_told_once(counter: Counter) -> None:
    """Each trouble of a letter is one alert; the same trouble after a retry is a new one."""
    counter.bring()
    (letter,) = counter.letters
    for _ in range(2):
        with counter.office.store.transaction() as db:
            seen = outbox.letter(db, letter.id)
            assert seen is not None
            outbox.claim(db, seen, MONDAY)
            outbox.refused(db, letter.id, "550 no such user")
        for _ in range(2):
            counter.do_duties(MONDAY)
        with counter.office.store.transaction() as db:
            outbox.retry(db, letter.id, MONDAY)

    assert len(of_kind(counter, LetterKind.ALERT)) == 2


def test_what_several_cases_wait_for_is_told_once(counter: Counter) -> None:
    """Fifty unanswered corrections are one line of the things to come."""
    counter.bring(sheet(storage=""))
    counter.bring(sheet(name="梅干し 200g", jan="なし", storage=""))

    coming = Duties(office=counter.office).coming(counter.office.store.snapshot(), MONDAY)

    assert [each.duty for each in coming].count("expiry") == 1
    assert len(coming) == len(set(coming))


def test_what_is_to_come(counter: Counter) -> None:
    """Cut-off, warnings and notice of a round with open cases, and none of them for a round that is told."""
    counter.bring()
    coming = Duties(office=counter.office).coming(counter.office.store.snapshot(), MONDAY)
    assert [(each.duty, f"{each.due_at:%m-%dT%H:%M:%S}") for each in coming] == [
        ("digest", "11-17T08:30:00"),
        ("close", "11-20T23:59:59"),
        ("warning", "12-03T08:30:00"),
        ("warning", "12-07T08:30:00"),
        ("warning", "12-09T08:30:00"),
        ("notice", "12-10T09:00:00"),
    ]

    decide(counter, "R8-0001", OutcomeKind.WITHDRAWN, MONDAY)
    coming = Duties(office=counter.office).coming(counter.office.store.snapshot(), MONDAY)
    assert [each.duty for each in coming] == ["digest"]


def test_broken_text_stops_no_other_duty(counter: Counter) -> None:
    """A handover that can't be written is told to the caller; staff still hear of what is not released."""
    counter = with_operator(counter)
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, pledge=False)
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    release(counter)
    template = counter.office.directory / "letters" / "handover.txt"
    template.parent.mkdir()
    template.write_text("件名: {nonsense}\n\nx\n")
    counter.do_duties(CUTOFF + SECOND)
    counter.send_all(NOTICE)
    with counter.office.store.transaction() as db:
        told = cases.get(db, "R8-0001")
        assert told is not None
        cases.put(db, replace(told, state=State.NOTIFIED))

    with pytest.raises(LibraryError, match="handover"):
        counter.do_duties(NOTICE)

    assert [letter.key.split(":")[1] for letter in of_kind(counter, LetterKind.ALERT)] == ["unreleased"]
    assert not of_kind(counter, LetterKind.HANDOVER)
