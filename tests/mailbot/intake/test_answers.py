"""The one answer to a mail: which, when, how often, and what stops it."""

from datetime import timedelta
from pathlib import Path

from rules.model import Handled, LetterKind, LetterState
from store import outbox
from tests.e2e.town import MONDAY, SENDER, entry
from tests.mailbot.intake.counter import STAFF, Counter, opened, sheet

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def asking(number: int = 0, sender: str = SENDER) -> bytes:
    """A mail that means to apply and holds no sheet."""
    return entry(
        b"",
        pledge=False,
        sender=sender,
        subject=f"アンテナショップ {number}",
        text="商品を申し込みたいです。",
    )


def test_answer_waits_for_what_may_follow(counter: Counter) -> None:
    """With the pledge alone missing the answer waits `settle_minutes`; photos in between do not hurry it."""
    counter.bring(pledge=False)
    (letter,) = counter.letters
    assert letter.due_at == MONDAY + 10 * MINUTE

    assert not outbox.due(counter.office.store.snapshot(), MONDAY + 9 * MINUTE)
    assert counter.send_all(MONDAY + 10 * MINUTE) == [letter]


def test_answer_that_lacks_more_leaves_at_once(counter: Counter) -> None:
    """What no second mail of itself would bring is asked for without delay."""
    counter.bring(sheet(storage=""), pledge=False)

    assert [letter.due_at for letter in counter.letters] == [MONDAY]


def test_second_product_joins_no_foreign_answer(counter: Counter) -> None:
    """An answer that waits for one product is not rewritten by a mail about another."""
    counter.bring(pledge=False)
    counter.bring(sheet("nonfood"), MONDAY + MINUTE, pledge=False, sender="other@example.jp")

    assert [letter.cases for letter in counter.letters] == [("R8-0001",), ("R8-0002",)]


def test_pledge_in_time_turns_the_answer(counter: Counter) -> None:
    """The waiting request becomes the acknowledgement: same letter, same thread, due at once."""
    counter.bring(pledge=False)
    (before,) = counter.letters

    counter.bring(b"", MONDAY + 2 * MINUTE, subject="誓約書です")

    (after,) = counter.letters
    assert (after.id, after.message_id, after.in_reply_to) == (
        before.id,
        before.message_id,
        before.in_reply_to,
    )
    assert (after.kind, after.due_at) == (LetterKind.ACKNOWLEDGEMENT, MONDAY + 2 * MINUTE)


def test_guidance_once_in_thirty_days(counter: Counter) -> None:
    """Who asks again within 30 days gets no second guidance; a person sees that mail."""
    counter.take(asking(1))
    again = counter.take(asking(2), MONDAY + 29 * DAY)
    assert again.handled is Handled.PERSON

    counter.take(asking(3), MONDAY + 31 * DAY)

    assert [letter.kind for letter in counter.letters] == [LetterKind.GUIDANCE] * 2
    assert all(len(letter.files) == 3 for letter in counter.letters)


def test_receipt_once_a_day(counter: Counter) -> None:
    """A sender whose files a person must look at hears so once a day on the office's clock."""
    for number, at in enumerate((MONDAY, MONDAY + 14 * 60 * MINUTE, MONDAY + DAY)):
        mail = entry(b"", subject="アンテナショップ取扱商品の誓約書", text=f"{number}通目です。")
        assert counter.take(mail, at).handled is Handled.PERSON

    assert [letter.made_at for letter in counter.letters] == [MONDAY, MONDAY + DAY]
    assert {letter.kind for letter in counter.letters} == {LetterKind.RECEIPT}


def test_brake_for_one_sender(tmp_path: Path) -> None:
    """Beyond the day's answers to one address they are held, and staff hear of it once."""
    counter = opened(tmp_path, replies_per_sender_per_day=2)
    for number in range(4):
        counter.bring(sheet(jan="なし", name=f"あまおうジャム{number} 150g"), MONDAY + number * MINUTE)

    answers = [letter for letter in counter.letters if letter.answers]
    assert [letter.state for letter in answers] == ["ready", "ready", "held", "held"]
    assert [letter.to for letter in counter.letters if letter.kind is LetterKind.ALERT] == [(STAFF,)]
    assert len(counter.cases) == 4


def test_brake_for_one_case(tmp_path: Path) -> None:
    """Beyond the day's answers about one case they are held, and staff hear of it once; the case goes on."""
    counter = opened(tmp_path, replies_per_case_per_day=2)
    for number in range(4):
        counter.bring(sheet(price=f"{number}00", storage=""), MONDAY + number * MINUTE)
        counter.send_all(MONDAY + number * MINUTE)

    answers = [letter for letter in counter.letters if letter.answers]
    assert [letter.state for letter in answers] == ["sent", "sent", "held"]
    assert "R8-0001" in answers[-1].reason
    assert sum(letter.kind is LetterKind.ALERT for letter in counter.letters) == 1
    assert len(counter.cases) == 1 and len(counter.cases[0].mails) == 4


def test_brake_for_all_senders(tmp_path: Path) -> None:
    """Beyond the hour's answers to everybody they are held, told once an hour; the next hour goes on."""
    counter = opened(tmp_path, replies_per_hour=1)
    for number, minutes in enumerate((0, 1, 2, 90)):
        counter.take(asking(sender=f"a{number}@example.jp"), MONDAY + minutes * MINUTE)

    answers = [letter for letter in counter.letters if letter.answers]
    assert [letter.state for letter in answers] == ["ready", "held", "held", "ready"]
    assert sum(letter.kind is LetterKind.ALERT for letter in counter.letters) == 1


def test_observing_then_live(tmp_path: Path) -> None:
    """What was held while observing stays held; the first mail after it is answered."""
    observing = opened(tmp_path, mode="observe")
    observing.bring()
    live = opened(tmp_path)

    live.bring(sheet("nonfood"), MONDAY + DAY, pledge=False)

    assert [letter.state for letter in live.letters] == [LetterState.HELD, LetterState.READY]


def test_forged_sender_gets_no_answer(counter: Counter) -> None:
    """Two addresses in From are a doubt: a person looks, nothing is sent."""
    mail = entry().replace(b"From: " + SENDER.encode(), b"From: a@example.jp, b@example.jp")

    assert counter.take(mail).handled is Handled.PERSON
    assert not counter.letters and not counter.cases
