"""What time makes due: computed from the register, done once, however late and however often one looks."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from mailbot.duties import Duties
from rules.model import Letter, LetterKind, LetterState, OutcomeKind, State
from store import cases, outbox
from store.desk import approval, outcomes
from store.tomlfile import LibraryError
from tests.e2e.town import MONDAY, NOTICE, SENDER
from tests.mailbot.intake.counter import STAFF, Counter, opened, sheet

CUTOFF = datetime.fromisoformat("2026-11-20T23:59:59+09:00")
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def with_operator(counter: Counter) -> Counter:
    config = counter.office.config
    config = structs.replace(
        config, operator=structs.replace(config.operator, name="運営", address="unei@example.jp")
    )
    return replace(counter, office=replace(counter.office, config=config))


def decide(counter: Counter, number: str, kind: OutcomeKind, at: datetime = CUTOFF + DAY) -> None:
    outcomes.record(counter.desk(), number, kind, now=at)


def release(counter: Counter, at: datetime = CUTOFF + 2 * DAY, round: str = "2026-11") -> None:
    approval.release(counter.desk(), round, approver="課長", approved_on=at.date(), now=at)


def of_kind(counter: Counter, kind: LetterKind) -> list[Letter]:
    return [letter for letter in counter.letters if letter.kind is kind]


def play(counter: Counter, now: datetime) -> None:
    """Duties and letters in turn, as `once` does them, with a server that takes everything."""
    from mailbot.dispatch import Dispatch
    from mailbot.servers.courier import Sent
    from mailbot.servers.pace import Pace

    dispatch = Dispatch(office=counter.office, clock=lambda: now, pace=Pace(0, lambda: 0.0))
    while True:
        done = Duties(office=counter.office).carry_out(now)
        due = outbox.due(counter.office.store.snapshot(), now)
        for letter in due:
            dispatch.pretend(letter, Sent("250 OK"))
        if not done and not due:
            return


def test_cut_off_is_the_end_of_its_day(counter: Counter) -> None:
    """At 23:59:59 the round is open, a second later it is closed, once."""
    counter.bring()
    counter.do_duties(CUTOFF)
    assert counter.cases[0].state is State.ACCEPTED

    for _ in range(2):
        counter.do_duties(CUTOFF + SECOND)

    (case,) = counter.cases
    assert (case.state, case.version) == (State.TABLED, 2)


def test_duties_do_not_depend_on_how_often_one_looks(tmp_path: Path) -> None:
    """Looking each day from the cut-off to the day after the notice leaves the same as looking once at the end."""
    often, late = opened(tmp_path / "a"), opened(tmp_path / "b")
    for counter in (often, late):
        counter.bring()
        counter.bring(sheet("nonfood"), MONDAY, pledge=False)
        decide(counter, "R8-0001", OutcomeKind.SELECTED)
        release(counter)
    for day in range(21):
        play(often, CUTOFF + SECOND + day * DAY)
    play(late, CUTOFF + SECOND + 20 * DAY)

    def told(counter: Counter) -> list[tuple[str, str, tuple[str, ...]]]:
        return [(letter.kind, letter.state, letter.cases) for letter in counter.letters]

    assert sorted(told(often)) == sorted(told(late))
    assert [case.state for case in often.cases] == [case.state for case in late.cases]


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


def test_handover_waits_for_results_on_their_way(counter: Counter) -> None:
    """A result that the server puts off keeps the handover back: the operator never hears first."""
    counter = with_operator(counter)
    counter.bring()
    counter.do_duties(CUTOFF + SECOND)
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    release(counter)

    counter.do_duties(NOTICE)
    assert not of_kind(counter, LetterKind.HANDOVER)


def test_unreleased_business_is_told_to_staff(counter: Counter) -> None:
    """At the notice time staff hear once which products have no approved result, and of which business."""
    counter.bring()
    counter.do_duties(NOTICE - SECOND)
    assert not of_kind(counter, LetterKind.ALERT)

    for _ in range(2):
        counter.do_duties(NOTICE)

    (alert,) = of_kind(counter, LetterKind.ALERT)
    assert alert.to == (STAFF,)
    assert "R8-0001" in alert.body and "株式会社小郡食品" in alert.body


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


def test_what_is_to_come(counter: Counter) -> None:
    """Cut-off and notice of a round with open cases, and nothing for a round that is told."""
    counter.bring()
    coming = Duties(office=counter.office).coming(counter.office.store.snapshot(), MONDAY)
    assert [(each.duty, each.due_at) for each in coming] == [("close", CUTOFF), ("notice", NOTICE)]

    decide(counter, "R8-0001", OutcomeKind.WITHDRAWN, MONDAY)
    assert Duties(office=counter.office).coming(counter.office.store.snapshot(), MONDAY) == []


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

    assert len(of_kind(counter, LetterKind.ALERT)) == 1
    assert not of_kind(counter, LetterKind.HANDOVER)
