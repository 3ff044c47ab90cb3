"""期限の案内: to those who owe a correction, some days before the cut-off, at most once a round."""

from datetime import datetime

import pytest

from rules.model import LetterKind, LetterState
from rules.record import replace
from store import cases
from store.desk import businesses
from tests.e2e.town import MONDAY, SENDER, entry
from tests.mailbot.duties.month import CUTOFF, DAY, SECOND, of_kind, with_rounds
from tests.mailbot.intake.counter import Counter, sheet
from tests.mailbot.intake.test_businesses import BRANCH

ASKED = datetime.fromisoformat("2026-11-12T10:00:00+09:00")
REMINDED = datetime.fromisoformat("2026-11-15T09:00:00+09:00")
DECEMBER = datetime.fromisoformat("2026-12-15T09:00:00+09:00")
JANUARY = datetime.fromisoformat("2027-01-15T09:00:00+09:00")


def test_reminder_names_what_is_open(counter: Counter) -> None:
    """Five days before the cut-off at nine, once: to the business, about its faulty products alone."""
    counter.bring(sheet(storage=""), ASKED)
    counter.bring(sheet("nonfood"), ASKED, pledge=False)
    counter.do_duties(REMINDED - SECOND)
    assert not of_kind(counter, LetterKind.REMINDER)

    for _ in range(2):
        counter.do_duties(REMINDED)

    (reminder,) = of_kind(counter, LetterKind.REMINDER)
    assert (reminder.to, reminder.cases, reminder.round) == ((SENDER,), ("R8-0001",), "2026-11")
    assert "保存温度帯" in reminder.body


def test_who_was_just_asked_is_not_reminded(counter: Counter) -> None:
    """A correction asked for after the reminding day needs no second letter."""
    counter.bring(sheet(storage=""), MONDAY)
    counter.do_duties(CUTOFF)

    assert not of_kind(counter, LetterKind.REMINDER)


def test_what_was_taken_in_late_is_not_reminded_at_once(counter: Counter) -> None:
    """It came before the reminding day and was asked for after it: the request is word enough for this round."""
    counter.take(entry(sheet(storage="")), ASKED, now=MONDAY)
    counter.do_duties(CUTOFF)
    assert not of_kind(counter, LetterKind.REMINDER)

    counter.do_duties(DECEMBER)
    assert len(of_kind(counter, LetterKind.REMINDER)) == 1


def test_late_machine_still_reminds_before_the_cutoff(counter: Counter) -> None:
    """Off on the reminding day it reminds when it is on again; after the cut-off the letter has no use any more."""
    counter.bring(sheet(storage=""), ASKED)
    counter.do_duties(CUTOFF + SECOND)
    assert not of_kind(counter, LetterKind.REMINDER)

    counter.do_duties(CUTOFF)
    assert len(of_kind(counter, LetterKind.REMINDER)) == 1


def test_once_in_each_round_until_it_expires(counter: Counter) -> None:
    """The next round is the last chance that the first letter named: after it nobody is reminded."""
    counter.bring(sheet(storage=""), ASKED)
    for now in (REMINDED, DECEMBER, JANUARY):
        counter.do_duties(now)

    assert [letter.round for letter in of_kind(counter, LetterKind.REMINDER)] == ["2026-11", "2026-12"]


def test_no_reminders_where_the_office_wants_none(counter: Counter) -> None:
    """`reminder_days = 0`."""
    counter = with_rounds(counter, reminder_days=0)
    counter.bring(sheet(storage=""), ASKED)
    counter.do_duties(CUTOFF)

    assert not of_kind(counter, LetterKind.REMINDER)


def test_paper_case_is_reminded_on_paper(counter: Counter) -> None:
    """Without an address the reminder waits to be printed."""
    counter.bring(sheet(storage=""), ASKED)
    with counter.office.store.transaction() as db:
        cases.put(db, replace(counter.cases[0], notice_to="", addresses=()))
    counter.do_duties(REMINDED)

    assert [letter.state for letter in of_kind(counter, LetterKind.REMINDER)] == [LetterState.TO_PRINT]


@pytest.mark.parametrize("merged_at", [ASKED, REMINDED + SECOND], ids=["before", "after"])
def test_a_business_of_two_records(counter: Counter, merged_at: datetime) -> None:
    """What was merged by a clerk is reminded as one business, once, and then nothing is due any more."""
    counter.bring(sheet(storage=""), ASKED)
    counter.bring(sheet(**BRANCH, storage=""), ASKED, sender="shop@ogori-foods.example.jp")
    if merged_at > REMINDED:
        counter.do_duties(REMINDED)
    businesses.merge(counter.desk(), "J-0001", "J-0002", now=merged_at)
    counter.do_duties(REMINDED + DAY)

    told = [(letter.to, letter.cases) for letter in of_kind(counter, LetterKind.REMINDER)]
    assert told == [((SENDER,), ("R8-0001",)), (("shop@ogori-foods.example.jp",), ("R8-0002",))]


def test_an_address_that_was_chosen_since(counter: Counter) -> None:
    """The business was reminded in this round: whom a clerk has its notices go to meanwhile makes no second letter."""
    counter.bring(sheet(storage=""), ASKED)
    with counter.office.store.transaction() as db:
        cases.put(db, replace(counter.cases[0], addresses=(SENDER, "shop@ogori-foods.example.jp")))
    counter.do_duties(REMINDED)
    businesses.choose_notice(counter.desk(), "J-0001", "shop@ogori-foods.example.jp", now=REMINDED + SECOND)
    counter.do_duties(REMINDED + DAY)

    assert [letter.to for letter in of_kind(counter, LetterKind.REMINDER)] == [(SENDER,)]


def test_all_of_a_business_of_two_records_stand_in_one_letter(counter: Counter) -> None:
    """Both records were written for from one address."""
    counter.bring(sheet(storage=""), ASKED)
    counter.bring(sheet(**BRANCH, storage=""), ASKED)
    businesses.merge(counter.desk(), "J-0001", "J-0002", now=ASKED)
    counter.do_duties(REMINDED)

    (reminder,) = of_kind(counter, LetterKind.REMINDER)
    assert reminder.cases == ("R8-0001", "R8-0002")


def test_one_letter_for_each_address(counter: Counter) -> None:
    """An agent and the owner hear each of their own products alone; all of one address stand in one letter."""
    counter.bring(sheet(storage=""), ASKED)
    counter.bring(sheet("nonfood", material=""), ASKED, pledge=False)
    counter.bring(sheet(name="柿の葉茶", jan="なし", storage=""), ASKED, sender="agent@example.jp")
    counter.do_duties(REMINDED)
    counter.do_duties(CUTOFF)

    told = {letter.to: letter.cases for letter in of_kind(counter, LetterKind.REMINDER)}
    assert told == {(SENDER,): ("R8-0001", "R8-0002"), ("agent@example.jp",): ("R8-0003",)}
    assert len(of_kind(counter, LetterKind.REMINDER)) == 2
