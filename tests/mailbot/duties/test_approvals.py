"""Before the notice day staff are warned, at its hour told; a letter about the delay lies ready while needed."""

from datetime import datetime, timedelta

import pytest

from rules.model import Case, Letter, LetterKind, LetterState, OutcomeKind
from rules.record import replace
from store import cases
from store.desk import businesses, outcomes
from store.desk.outcomes import Word
from tests.e2e.town import MONDAY, NOTICE, SENDER
from tests.mailbot.duties.month import (
    CUTOFF,
    DAY,
    SECOND,
    decide,
    flat,
    of_kind,
    play,
    release,
)
from tests.mailbot.intake.counter import STAFF, Counter, sheet

WARNED = [datetime.fromisoformat(f"2026-12-{day}T08:30:00+09:00") for day in ("03", "07", "09")]
OTHER = "other@example.jp"


def alerts(counter: Counter, kind: str) -> list[Letter]:
    return [each for each in of_kind(counter, LetterKind.ALERT) if each.key.startswith(f"alert:{kind}:")]


def test_warned_five_three_and_one_open_days_before(counter: Counter) -> None:
    """Each once, with what has no outcome and what has no approval."""
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, pledge=False)
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    counter.do_duties(WARNED[0] - SECOND)
    assert not alerts(counter, "warning")

    for now in WARNED:
        counter.do_duties(now)
        counter.do_duties(now + timedelta(hours=1))

    told = alerts(counter, "warning")
    assert [letter.made_at for letter in told] == WARNED
    assert "結果の記録のないもの1件と決裁のないもの1件" in flat(told[0])


def test_missed_warnings_are_one(counter: Counter) -> None:
    """A machine that was off gives the last warning alone; after the notice time none."""
    counter.bring()
    counter.do_duties(WARNED[1] + DAY)
    assert [letter.key.split(":")[3] for letter in alerts(counter, "warning")] == ["3"]

    counter.do_duties(NOTICE)
    assert len(alerts(counter, "warning")) == 1


def test_nobody_is_warned_of_what_is_approved(counter: Counter) -> None:
    """Released cases are no reason to write, nor withdrawn ones."""
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, pledge=False)
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    decide(counter, "R8-0002", OutcomeKind.WITHDRAWN)
    release(counter)
    for now in WARNED:
        counter.do_duties(now)

    assert not alerts(counter, "warning")


def test_unreleased_business_is_told_to_staff(counter: Counter) -> None:
    """At the notice time staff hear once which products have no approved result, and of which business."""
    counter.bring()
    counter.do_duties(NOTICE - SECOND)
    assert not alerts(counter, "unreleased")

    for _ in range(2):
        counter.do_duties(NOTICE)

    (alert,) = alerts(counter, "unreleased")
    assert alert.to == (STAFF,)
    assert "R8-0001" in alert.body and "株式会社小郡食品" in alert.body


def test_letter_about_the_delay_lies_ready(counter: Counter) -> None:
    """One for each business whose result is late, held, with its late products alone; once, however late."""
    counter.bring()
    counter.bring(sheet("nonfood", biz_name="別の店", corp_no=""), MONDAY, sender=OTHER)
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    for now in (NOTICE, NOTICE + DAY):
        counter.do_duties(now)

    delays = of_kind(counter, LetterKind.QUERY)
    assert [(each.to, each.cases, each.state) for each in delays] == [
        ((SENDER,), ("R8-0001",), LetterState.HELD),
        ((OTHER,), ("R8-0002",), LetterState.HELD),
    ]
    assert "お知らせが遅れます" in delays[0].body


def test_delay_is_excused_once_to_a_business_of_two_records(counter: Counter) -> None:
    """Merged by a clerk: one letter names the late products of both."""
    counter.bring()
    counter.bring(sheet("nonfood", biz_name="別の店", corp_no=""), MONDAY, sender=OTHER)
    businesses.merge(counter.desk(), "J-0001", "J-0002", now=MONDAY)
    for now in (NOTICE, NOTICE + DAY):
        counter.do_duties(now)

    (delay,) = of_kind(counter, LetterKind.QUERY)
    assert delay.cases == ("R8-0001", "R8-0002")


def test_delay_is_not_excused_after_the_result(counter: Counter) -> None:
    """Once the result is approved, the held letter about its delay is dropped; one that a clerk sent stays."""
    counter.bring()
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    counter.do_duties(NOTICE)
    assert of_kind(counter, LetterKind.QUERY)

    release(counter, NOTICE + SECOND)
    play(counter, NOTICE + DAY)

    assert not of_kind(counter, LetterKind.QUERY)
    assert [letter.state for letter in of_kind(counter, LetterKind.RESULT)] == [LetterState.SENT]


def test_a_result_that_is_put_right_is_not_late(counter: Counter) -> None:
    """The business was told on its day: nobody is told of a delay while the correction waits for its 決裁."""
    counter.bring()
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    release(counter)
    play(counter, NOTICE)
    word = Word(number="R8-0001", kind=OutcomeKind.DEFERRED)
    assert isinstance(
        outcomes.correct(counter.desk(), word, why="転記を誤りました。", now=NOTICE + DAY), Case
    )

    play(counter, NOTICE + 2 * DAY)

    assert not alerts(counter, "unreleased")
    assert [each.key.partition(":")[0] for each in of_kind(counter, LetterKind.QUERY)] == ["query_correction"]


@pytest.mark.parametrize("released_at", [CUTOFF + 2 * DAY, WARNED[1] + SECOND])
def test_paper_notice_is_printed_before_its_day(counter: Counter, released_at: datetime) -> None:
    """Three open days before, or as soon as it is approved; it bears the notice day."""
    counter.bring()
    with counter.office.store.transaction() as db:
        cases.put(db, replace(counter.cases[0], notice_to=""))
        cases.put_business(db, replace(counter.businesses[0], notice_to=""))
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    counter.do_duties(WARNED[1] - SECOND)
    release(counter, released_at)
    counter.do_duties(WARNED[1] - SECOND)
    assert [letter.state for letter in of_kind(counter, LetterKind.RESULT)] == [LetterState.HELD]

    counter.do_duties(max(WARNED[1], released_at))

    (letter,) = of_kind(counter, LetterKind.RESULT)
    assert (letter.state, letter.to) == (LetterState.TO_PRINT, ())
    assert "令和8年12月10日" in letter.body


def test_unapproved_paper_notice_is_not_printed(counter: Counter) -> None:
    """Without 決裁 nothing gets into the print queue, whatever the day."""
    counter.bring()
    with counter.office.store.transaction() as db:
        cases.put(db, replace(counter.cases[0], notice_to=""))
        cases.put_business(db, replace(counter.businesses[0], notice_to=""))
    decide(counter, "R8-0001", OutcomeKind.SELECTED)
    counter.do_duties(NOTICE)

    assert [letter.state for letter in of_kind(counter, LetterKind.RESULT)] == [LetterState.HELD]
