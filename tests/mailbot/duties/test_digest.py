"""日報: one mail on an open morning that has something to tell, as things stood when the office opened."""

from datetime import datetime, timedelta

from rules.model import Letter, LetterKind
from store import audit, outbox
from tests.e2e.town import MONDAY, entry
from tests.mailbot.duties.month import DAY, flat, of_kind
from tests.mailbot.intake.counter import LOCKED, STAFF, Counter, sheet

TUESDAY = datetime.fromisoformat("2026-11-17T08:30:00+09:00")
SATURDAY = datetime.fromisoformat("2026-11-21T08:30:00+09:00")
AFTER_HOLIDAY = datetime.fromisoformat("2026-11-24T08:30:00+09:00")


def digests(counter: Counter) -> list[Letter]:
    return of_kind(counter, LetterKind.DIGEST)


def test_new_entries_and_corrections_are_told_once(counter: Counter) -> None:
    """What came since the last one, and not again on the next morning."""
    counter.bring(sheet(storage=""))
    counter.do_duties(TUESDAY)
    counter.bring(sheet(), TUESDAY + timedelta(hours=1))
    counter.do_duties(TUESDAY + DAY)
    counter.do_duties(TUESDAY + 2 * DAY)

    first, second = digests(counter)
    assert first.to == (STAFF,) and "新しい応募(1件)" in first.body and "届いた補正" not in first.body
    assert "届いた補正(1件)" in second.body and "新しい応募" not in second.body


def test_a_pledge_that_comes_alone_is_told(counter: Counter) -> None:
    """A pledge or photos for a known case, once; with the entry itself they are part of it."""
    counter.bring(pledge=False)
    counter.do_duties(TUESDAY)
    counter.bring(b"", TUESDAY + timedelta(hours=1), subject="誓約書です")
    counter.do_duties(TUESDAY + DAY)
    counter.do_duties(TUESDAY + 2 * DAY)

    first, second = digests(counter)
    assert "新しい応募(1件)" in first.body and "あとから届いた" not in first.body
    assert "あとから届いた誓約書・写真(1件)" in second.body and "R8-0001" in second.body


def test_morning_is_the_same_at_noon(counter: Counter) -> None:
    """Made late in the day it tells how things stood at half past eight; the rest is for tomorrow."""
    counter.do_duties(MONDAY)
    counter.bring(sheet(), MONDAY + timedelta(minutes=30))
    counter.do_duties(MONDAY + timedelta(hours=3))
    assert not digests(counter)

    counter.do_duties(TUESDAY + timedelta(hours=4))
    assert "新しい応募(1件)" in digests(counter)[0].body


def test_mail_taken_in_late_is_not_forgotten(counter: Counter) -> None:
    """It arrived before the last digest, was taken in after it, and stands in the next one."""
    counter.bring(sheet(), MONDAY)
    counter.do_duties(TUESDAY)
    counter.take(_other(), MONDAY, now=TUESDAY + timedelta(hours=2))
    counter.do_duties(TUESDAY + DAY)

    assert "R8-0002" in digests(counter)[1].body and "R8-0001" not in digests(counter)[1].body


def test_no_mail_on_closed_days_nor_without_news(counter: Counter) -> None:
    """Saturday, Sunday and 勤労感謝の日 pass in silence; Tuesday tells what came meanwhile, Wednesday nothing."""
    counter.do_duties(TUESDAY)
    counter.bring(sheet(), SATURDAY)
    for days in range(5):
        counter.do_duties(SATURDAY + days * DAY)

    (digest,) = digests(counter)
    assert digest.made_at == AFTER_HOLIDAY


def test_days_off_are_told_in_one(counter: Counter) -> None:
    """A machine that was off for a week tells all of it on its first morning, once a day."""
    counter.bring(sheet(), MONDAY)
    for hours in range(3):
        counter.do_duties(AFTER_HOLIDAY + timedelta(hours=hours))

    assert len(digests(counter)) == 1 and "新しい応募(1件)" in digests(counter)[0].body


def test_what_waits_is_told_every_morning(counter: Counter) -> None:
    """A mail for a person and a letter that did not arrive, with the head of the audit."""
    counter.bring(LOCKED, MONDAY, pledge=False)
    letter = counter.letters[0]
    with counter.office.store.transaction() as db:
        outbox.claim(db, letter, MONDAY + timedelta(minutes=10))
        outbox.refused(db, letter.id, "550 そのような人はいません。")
    head = audit.head(counter.office.store.log)
    for days in range(2):
        counter.do_duties(TUESDAY + days * DAY)

    first, second = digests(counter)
    for each in (first, second):
        assert "職員の確認を待っているメール(1件)" in each.body
        assert "550 そのような人はいません。" in flat(each)
    assert head in first.body


def test_clock_set_back_tells_no_morning_twice(counter: Counter) -> None:
    """Two days ahead and back again: each morning has one digest at most."""
    counter.bring(sheet(storage=""))
    counter.bring(LOCKED, MONDAY, pledge=False)
    for days in (0, 2, 0, 1, 2):
        counter.do_duties(TUESDAY + days * DAY)

    keys = [letter.key for letter in digests(counter)]
    assert len(keys) == len(set(keys)) == 3


def _other() -> bytes:
    return entry(sheet("nonfood"), pledge=False)
