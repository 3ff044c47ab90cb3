"""What changes nothing by itself goes to a person with what belongs to it beside it."""

from datetime import timedelta

import pytest

from rules.model import Arrival, Handled, OutcomeKind, Role
from rules.record import replace
from store import arrivals
from store.desk import outcomes
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import LOCKED, Counter, sheet
from tests.mails.expected import raw

HOUR = timedelta(hours=1)
PPAP = "info@ogori-foods.example.jp"


def record(counter: Counter, mail: Arrival) -> Arrival:
    found = arrivals.arrival(counter.office.store.snapshot(), mail.id)
    assert found is not None
    return found


def password(counter: Counter, after: timedelta, sender: str = PPAP, **extra: str) -> Arrival:
    mail = entry(
        b"", pledge=False, sender=sender, subject="パスワードのお知らせ", text="Ogori2026", extra=extra
    )
    return counter.take(mail, MONDAY + after)


@pytest.mark.parametrize("extra", [{}, {"Auto-Submitted": "auto-generated"}])
def test_password_and_its_file(counter: Counter, extra: dict[str, str]) -> None:
    """The mail with the password and the one whose file it opens name each other; neither is opened by itself."""
    locked = counter.take(raw("025-encrypted-xlsx"), MONDAY)

    told = password(counter, HOUR, **extra)

    assert (told.role, told.handled, told.beside) == (Role.PASSWORD, Handled.PERSON, locked.id)
    assert "お知らせ" not in told.reason and locked.id[:8] in told.reason
    assert record(counter, locked).beside == told.id
    assert not counter.cases


def test_password_of_somebody_else(counter: Counter) -> None:
    """Another sender's, one of days ago, or one for a mail that is done with stands alone."""
    locked = counter.take(raw("025-encrypted-xlsx"), MONDAY)
    for told in (password(counter, HOUR, "x@example.org"), password(counter, timedelta(days=2))):
        assert told.beside == ""
    with counter.office.store.transaction() as db:
        arrivals.put(db, replace(record(counter, locked), done=True))

    assert password(counter, 2 * HOUR).beside == ""


def test_password_of_nobody(counter: Counter) -> None:
    """Two mails whose senders nobody can tell are not of one sender."""
    counter.bring(LOCKED, pledge=False, sender="a@example.jp, b@example.jp")

    told = counter.bring(
        b"",
        MONDAY + HOUR,
        pledge=False,
        sender="c@example.org, d@example.org",
        subject="商品エントリーシートのパスワード",
        extra={"Auto-Submitted": "auto-generated"},
    )

    assert (told.role, told.beside) == (Role.PASSWORD, "")


def test_withdrawal_of_a_known_business(counter: Counter) -> None:
    """It goes to a person with the cases of that address that are under way, the deed named; none of them changes."""
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY + HOUR)
    counter.bring(sheet(), MONDAY + HOUR, sender="other@example.jp")
    outcomes.record(counter.desk(), "R8-0002", OutcomeKind.WITHDRAWN, now=MONDAY)
    before = counter.cases

    told = counter.bring(
        b"", MONDAY + 2 * HOUR, pledge=False, subject="取下げのお願い", text="申込みを取り下げます。"
    )

    assert (told.role, told.handled, told.cases) == (Role.WITHDRAWAL, Handled.PERSON, ("R8-0001",))
    assert "outcome R8-0001 withdrawn" in told.reason
    assert counter.cases == before


def test_withdrawal_by_reply(counter: Counter) -> None:
    """A reply names its case by our letter; where several are meant, the person chooses."""
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY + HOUR)
    first, _ = counter.send_all(MONDAY + HOUR)

    def withdraw(answers: str) -> Arrival:
        return counter.bring(b"", MONDAY + 2 * HOUR, pledge=False, text="辞退いたします。", answers=answers)

    assert withdraw(first.message_id).cases == ("R8-0001",)
    both = withdraw("")
    assert both.cases == ("R8-0001", "R8-0002") and "outcome 整理番号 withdrawn" in both.reason
