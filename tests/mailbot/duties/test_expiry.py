"""A correction that never came asks a clerk; the robot ends no case, and a clerk not before the letter's own time."""

from datetime import datetime

from rules.model import Case, State
from rules.moves import Refusal
from store.desk import expiry, undo
from tests.e2e.town import MONDAY
from tests.mailbot.duties.month import CUTOFF, DAY, SECOND
from tests.mailbot.intake.counter import Counter, sheet

LAST_CHANCE = datetime.fromisoformat("2026-12-20T23:59:59+09:00")


def test_overdue_case_asks(counter: Counter) -> None:
    """After the second cut-off that the letter named, one sentence more, once; its state is a clerk's matter."""
    counter.bring(sheet(storage=""))
    counter.do_duties(LAST_CHANCE)
    before = counter.cases[0]
    for _ in range(2):
        counter.do_duties(LAST_CHANCE + SECOND)

    (case,) = counter.cases
    assert case.state is State.CORRECTION_REQUESTED
    (asked,) = set(case.attention) - set(before.attention)
    assert asked.startswith("令和8年11月分にお願いした補正が、次の回の締切(令和8年12月20日(日))を過ぎても")
    assert case.version == before.version + 1


def test_answer_takes_the_sentence_away(counter: Counter) -> None:
    """A faulty answer begins a new term: nobody is asked about the old one any more."""
    counter.bring(sheet(storage=""))
    counter.do_duties(LAST_CHANCE + SECOND)
    counter.bring(sheet(storage="", price=""), LAST_CHANCE + DAY)
    counter.do_duties(LAST_CHANCE + DAY)

    (case,) = counter.cases
    assert case.correction_round == "2027-01"
    assert not any("期限切れ" in sentence for sentence in case.attention)


def test_clerk_ends_it_and_takes_it_back(counter: Counter) -> None:
    """Not before its time; then it is expired and asks no more, and undo brings it back."""
    counter.bring(sheet(storage=""))
    desk = counter.desk()
    early = expiry.expire(desk, "R8-0001", now=CUTOFF + DAY)
    assert isinstance(early, Refusal) and "令和8年12月20日(日)まで待つ" in early.message

    counter.do_duties(LAST_CHANCE + SECOND)
    done = expiry.expire(desk, "R8-0001", reason="電話で確認", now=LAST_CHANCE + DAY)
    assert isinstance(done, Case) and done.state is State.EXPIRED
    assert not any("期限切れ" in sentence for sentence in done.attention)
    assert not isinstance(undo.take_back(desk, now=LAST_CHANCE + DAY), Refusal)
    assert counter.cases[0].state is State.CORRECTION_REQUESTED


def test_accepted_case_does_not_expire(counter: Counter) -> None:
    """Only what waits for a correction can."""
    counter.bring()
    assert isinstance(expiry.expire(counter.desk(), "R8-0001", now=MONDAY), Refusal)
