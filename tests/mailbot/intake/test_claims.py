"""A mail from an address that a case does not have: it changes nothing, tells nothing, and waits for a clerk's word."""

from datetime import timedelta
from typing import Any

import pytest

from mailbot.intake import voices
from mailbot.intake.same import same
from mailbot.mail.parse import parse
from rules.claims import MOST, OTHER_ADDRESS
from rules.lookalikes import NEAR, SAME_NAME
from rules.model import Arrival, Case, Handled, Letter, LetterKind, Pledge, Role, State
from rules.moves import Refusal
from rules.record import replace
from store import arrivals, cases, codec, deeds
from store.desk import businesses, undo
from tests.e2e.town import MONDAY, SENDER, entry
from tests.mailbot.intake.counter import Counter, sheet
from tests.mailbot.intake.test_casework import attached, with_files

HOUR = timedelta(hours=1)
COLLEAGUE = "colleague@ogori-foods.example.jp"
STRANGER = "evil@example.org"


def untouched(case: Case) -> Case:
    """What a mail that only asks leaves as it is: all but the sign that somebody asks."""
    return replace(case, claims=(), attention=(), version=0)


def bring(counter: Counter, hours: int, sheet_: bytes | None, sender: str, **mail: Any) -> Arrival:
    return counter.bring(sheet_, MONDAY + hours * HOUR, sender=sender, pledge=False, **mail)


def to(counter: Counter, address: str) -> list[Letter]:
    return [letter for letter in counter.letters if letter.to == (address,)]


def said(counter: Counter) -> dict[str, str]:
    db = counter.office.store.snapshot()
    found = {each.id: deeds.digest(codec.to_document(each)) for each in cases.businesses(db)}
    found |= {each.number: deeds.digest(codec.to_document(each)) for each in cases.every(db)}
    found |= {each.id: deeds.digest(codec.to_document(each)) for each in arrivals.every(db)}
    return found | {each.key: each.body for each in counter.letters}


def agreed(
    counter: Counter, mail: Arrival, business: str | None = None, hours: int = 5
) -> tuple[Arrival, ...]:
    done = same(counter.office, counter.desk(), mail.id, business, now=MONDAY + hours * HOUR)
    assert not isinstance(done, Refusal), done
    return done


@pytest.mark.parametrize("with_token", [True, False])
def test_the_same_product_from_another_address(counter: Counter, with_token: bool) -> None:
    """R-29: no second case, nothing changed, nothing told; the sender hears that it came, the clerk sees both."""
    counter.bring(sheet(storage=""))
    before = counter.cases[0]
    token = counter.letters[0].message_id if with_token else ""

    mail = bring(counter, 1, sheet(price=700), STRANGER, answers=token)

    (case,) = counter.cases
    assert untouched(case) == untouched(before) and len(counter.businesses) == 1
    assert case.claims == (mail.id,) and STRANGER in case.attention[-1]
    assert (mail.handled, mail.cases) == (Handled.PERSON, (case.number,))
    (letter,) = to(counter, STRANGER)
    assert letter.kind is LetterKind.RECEIPT
    assert not any(told in letter.subject + letter.body for told in (case.number, case.product, "小郡食品"))
    assert counter.businesses[0].addresses == (SENDER,)


def test_the_same_sheet_from_two_people_of_one_firm(counter: Counter) -> None:
    """One case; the second mail is told to the clerk as a duplicate."""
    counter.bring()

    bring(counter, 1, sheet(), COLLEAGUE)

    (case,) = counter.cases
    assert "重複" in case.attention[-1]


def test_one_sheet_twice_in_one_mail_is_one_case(counter: Counter) -> None:
    """A copy beside its original makes no second case."""
    counter.take(
        with_files(entry(sheet()), attached(sheet(), "application/octet-stream", "filename=copy.xlsx"))
    )

    assert len(counter.cases) == 1


def test_words_or_files_in_reply_to_somebody_elses_letter(counter: Counter) -> None:
    """Our Message-ID in other hands: a person has the case beside the mail, which stays as it is."""
    counter.bring(pledge=False)
    before, token = counter.cases[0], counter.letters[0].message_id

    words = bring(counter, 1, b"", STRANGER, text="賞味期限は90日です。", answers=token)
    files = counter.bring(b"", MONDAY + HOUR, sender=STRANGER, subject="誓約書です", answers=token)
    leave = bring(counter, 2, b"", STRANGER, text="申込みを取り下げます。", answers=token)

    (case,) = counter.cases
    assert untouched(case) == untouched(before) and case.claims == (words.id, files.id, leave.id)
    assert leave.role is Role.WITHDRAWAL
    assert {mail.cases for mail in (words, files, leave)} == {(case.number,)}
    assert {letter.kind for letter in to(counter, STRANGER)} == {LetterKind.RECEIPT}
    assert counter.businesses[0].pledge is Pledge.MISSING


def test_the_clerk_says_it_is_the_same_business(counter: Counter) -> None:
    """The waiting mail is taken as of its arrival and answered; later mails of that address need no word any more."""
    counter.bring(sheet(storage=""))
    waiting = bring(counter, 1, sheet(), COLLEAGUE)

    (taken,) = agreed(counter, waiting)

    (case,) = counter.cases
    assert (case.state, case.accepted_at) == (State.ACCEPTED, MONDAY + HOUR)
    assert case.addresses == (SENDER, COLLEAGUE) and not case.claims
    assert not any(COLLEAGUE in told for told in case.attention)
    assert (taken.handled, taken.cases) == (Handled.CASE, (case.number,))
    assert [each.kind for each in to(counter, COLLEAGUE)] == [LetterKind.RECEIPT, LetterKind.ACKNOWLEDGEMENT]
    assert counter.businesses[0].contacts[-1].vouched_by == "山田"

    later = bring(counter, 6, sheet(price=700), COLLEAGUE)
    assert later.handled is Handled.CASE and counter.cases[0].entry.value("price") == 700


def test_a_join_undone_leaves_the_register_as_it_was(counter: Counter) -> None:
    """R-30: business, case, mail and letters stand as before the clerk's word, but for versions."""
    counter.bring(sheet(storage=""))
    waiting = bring(counter, 1, sheet(), COLLEAGUE)
    before = said(counter)

    agreed(counter, waiting)
    assert said(counter) != before
    assert not isinstance(undo.take_back(counter.desk(), now=MONDAY + 6 * HOUR), Refusal)

    assert said(counter) == before


def test_all_that_waited_of_one_address_is_taken_in_order(counter: Counter) -> None:
    """The newest sheet counts, whichever mail the clerk pointed at, and a newer one of the owner's is not replaced."""
    counter.bring(sheet(storage=""))
    first = bring(counter, 1, sheet(price=700), COLLEAGUE)
    bring(counter, 2, sheet(price=800), COLLEAGUE)

    assert len(agreed(counter, first)) == 2
    assert counter.cases[0].entry.value("price") == 800

    late = bring(counter, 6, sheet(price=900), "third@ogori-foods.example.jp")
    bring(counter, 7, sheet(price=950), SENDER)
    (taken,) = agreed(counter, late, hours=8)
    assert taken.handled is Handled.PERSON and counter.cases[0].entry.value("price") == 950


def test_the_clerk_says_it_is_another(counter: Counter) -> None:
    """The case shows nothing of the mail any more, and nothing of it is taken."""
    counter.bring()
    before = counter.cases[0]
    mail = bring(counter, 1, sheet(price=700), STRANGER)

    done = businesses.refuse(counter.desk(), mail.id, now=MONDAY + 5 * HOUR)

    assert isinstance(done, Arrival) and done.done
    assert replace(counter.cases[0], version=0) == replace(before, version=0)
    assert isinstance(businesses.refuse(counter.desk(), mail.id, now=MONDAY), Refusal)


def test_a_new_product_from_a_new_address_of_a_known_firm(counter: Counter) -> None:
    """A colleague's entry is taken and answered, and the pledge of the firm counts; what others entered is not told.

    The address is not the firm's by that: it hears of its own case alone, and no result goes there.
    """
    counter.bring()
    first = counter.cases[0]

    mail = bring(counter, 1, sheet("nonfood"), COLLEAGUE)

    mine, theirs = counter.cases
    assert mine == first and mail.handled is Handled.CASE
    assert (theirs.state, theirs.business) == (State.ACCEPTED, first.business)
    assert (theirs.addresses, theirs.notice_to) == ((COLLEAGUE,), SENDER)
    assert theirs.attention[-1] == OTHER_ADDRESS.format(sender=COLLEAGUE)
    (letter,) = to(counter, COLLEAGUE)
    assert letter.cases == (theirs.number,) and first.number not in letter.subject + letter.body
    assert counter.businesses[0].addresses == (SENDER,)

    assert bring(counter, 2, sheet(price=700), COLLEAGUE).handled is Handled.PERSON
    assert bring(counter, 3, sheet("nonfood", price=900), SENDER).handled is Handled.PERSON

    agreed(counter, mail)
    (firm,) = counter.businesses
    assert len(firm.addresses) == 2 and first.number in {case.number for case in counter.cases}
    assert not any(COLLEAGUE in told for case in counter.cases for told in case.attention)


def test_an_address_that_looks_like_the_firms_own(counter: Counter) -> None:
    """The clerk who is to say whether it is the same firm reads beside it what the eye does not see."""
    counter.bring()
    before = counter.cases[0]
    forger = "info@ogori-f00ds.example.jp"
    told = NEAR.format(sender=forger, name=counter.businesses[0].name, known=SENDER)

    mail = bring(counter, 1, sheet(price=700), forger)
    assert counter.cases[0].attention[-1] == told and untouched(counter.cases[0]) == untouched(before)

    businesses.refuse(counter.desk(), mail.id, now=MONDAY + 5 * HOUR)
    assert counter.cases[0].attention == before.attention


def test_a_known_name_from_elsewhere(counter: Counter) -> None:
    """Whoever applies under the name of a firm, with another phone, is another firm; the clerk hears of it."""
    counter.bring()
    other = sheet("nonfood", corp_no="", invoice_no="", biz_type="個人", rep="佐藤 一郎", tel="092-000-0000")
    bring(counter, 1, other, STRANGER)

    first, second = counter.cases
    assert second.business != first.business
    assert SAME_NAME.format(sender=STRANGER, name=counter.businesses[0].name) in second.attention
    assert not any("見分けにくい" in told for told in first.attention)


def test_a_flood_marks_a_case_only_so_often(counter: Counter) -> None:
    """Each mail waits for a person; the case shows the first of them."""
    counter.bring()
    for number in range(MOST + 2):
        mail = bring(counter, 1, sheet(price=700 + number), f"x{number}@example.org")
        assert mail.handled is Handled.PERSON
    told = [each for each in counter.cases[0].attention if "example.org" in each]
    assert len(counter.cases[0].claims) == len(told) == MOST


def test_ten_thousand_numbers_attach_nothing(counter: Counter) -> None:
    """R-28: a stranger who writes every number of a year, and ids like ours, reaches no case."""
    counter.bring(sheet(storage=""))
    before, (letter,) = counter.cases[0], counter.letters
    head, _, domain = letter.message_id.rpartition("@")
    db, mail = counter.office.store.snapshot(), parse(entry(b"", sender=STRANGER, pledge=False))
    assert voices.asked(db, replace(mail, in_reply_to=letter.message_id)) == (before,)

    for number in range(10_000):
        guess = f"{head[:-32]}{number:032x}@{domain}" if number else "<>"
        subject = f"Re: 【小郡市企画課】補正のお願い (整理番号 R8-{number:04})"
        guessed = replace(mail, subject=subject, in_reply_to=guess, references=(guess, subject, ""))
        assert voices.asked(db, guessed) == (), number

    for number in range(1, 4):
        subject = f"Re: アンテナショップの件 (整理番号 R8-{number:04})"
        taken = bring(counter, number, b"", STRANGER, subject=subject)
        assert taken.cases == () and before.number not in taken.reason
    assert counter.cases == [before]
    assert not any(told in each.body for each in to(counter, STRANGER) for told in ("R8-", before.product))
