"""One mail taken: known again by its bytes, its place and its content; nothing of what fails is lost."""

from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.intake.taking import Coming, take
from rules.model import Handled, LetterKind, Place, Role
from rules.record import replace
from store import arrivals, audit, raw
from store.errors import StoreError
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import Counter, opened, sheet

HERE = Place(account="kikaku", folder="INBOX", uidvalidity=1, uid=7)
UNRELATED = entry(b"", pledge=False, sender="toukei@soumu.example.jp", subject="統計", text="月報です。")


def test_same_bytes_at_a_new_place_change_nothing_but_the_place(counter: Counter) -> None:
    """A mail that comes again under a new UID, or after UIDVALIDITY changed, is filed and not answered again."""
    mail = entry()
    for place in (HERE, replace(HERE, uid=8), replace(HERE, uidvalidity=2, uid=1)):
        take(counter.office, Coming(data=mail, received_at=MONDAY, place=place), now=MONDAY)

    (taken,) = counter.mails
    assert len(taken.places) == 3 and not taken.filed
    assert len(counter.cases) == len(counter.letters) == 1


def test_mail_put_back_after_filing_is_filed_again(counter: Counter) -> None:
    """A clerk who drags a handled mail back into the inbox sees it go again, without a second answer."""
    mail = entry()
    taken = take(counter.office, Coming(data=mail, received_at=MONDAY, place=HERE), now=MONDAY)
    with counter.office.store.transaction() as db:
        arrivals.put(db, replace(taken, filed=True))

    back = take(counter.office, Coming(data=mail, received_at=MONDAY, place=replace(HERE, uid=9)), now=MONDAY)

    assert not back.filed and len(counter.letters) == 1


def test_copy_that_was_relayed_another_way_is_ignored(counter: Counter) -> None:
    """The same Message-ID with the same content is one mail, whatever trace headers differ."""
    mail = entry()
    counter.take(mail)

    copy = counter.take(b"Received: from relay.example.jp\r\n" + mail)

    assert (copy.handled, copy.cases) == (Handled.IGNORED, ("R8-0001",))
    assert len(counter.cases) == len(counter.letters) == 1


@pytest.mark.parametrize("data", [b"", b"\r\n", b"\0" * 1000, b"From: \xff\xfe"])
def test_mail_without_sense_is_taken_without_harm(counter: Counter, data: bytes) -> None:
    """Bytes that are no mail get no answer; imported, they wait for a person and stay byte for byte."""
    taken = counter.take(data)

    assert taken.handled is Handled.PERSON and not counter.letters
    assert raw.get(counter.office.directory, taken.id) == data


def test_large_mail_and_many_attachments(counter: Counter) -> None:
    """A mail of 30 MB and one of 200 attachments are taken; what is beyond the limit is named to a person."""
    large = entry(extra={"X-Filler": "x"}) + b"\r\n" + b"y" * 30_000_000
    assert counter.take(large).handled is Handled.CASE

    many = entry(b"", pledge=False, sender="many@example.jp", subject="エントリーシートの写真")
    part = b"\r\nContent-Type: image/png; name=a.png\r\nContent-Disposition: attachment\r\n\r\nx\r\n"
    boundary = many.partition(b'boundary="')[2].partition(b'"')[0]
    many = many.replace(b"--" + boundary + b"--", (b"--" + boundary + part) * 200 + b"--" + boundary + b"--")
    taken = counter.take(many)

    assert taken.handled is Handled.PERSON
    assert [letter.kind for letter in counter.letters if letter.to == ("many@example.jp",)] == [
        LetterKind.RECEIPT
    ]


def test_unrelated_mail_is_left_without_a_copy(counter: Counter) -> None:
    """Only its header is kept, in a journal; the register does not grow."""
    left = take(counter.office, Coming(data=UNRELATED, received_at=MONDAY, place=HERE), now=MONDAY)

    assert left.handled is Handled.LEFT and counter.mails == []
    assert [each.subject for each in counter.office.left.every()] == ["統計"]
    assert not raw.path_of(counter.office.directory, left.id).exists()


def test_other_mail_is_filed_where_the_office_wants_it(tmp_path: Path) -> None:
    """With `other = "file"` a person's mail goes to `person`, a robot's to `done`; neither is answered."""
    counter = opened(tmp_path)
    config = replace(counter.office.config, imap=(replace(counter.office.config.imap[0], other="file"),))
    counter = replace(counter, office=replace(counter.office, config=config))

    robot = entry(
        b"", pledge=False, sender="news@example.com", subject="統計", text="月報", extra={"List-Id": "<a.b>"}
    )
    human, listed = (
        take(counter.office, Coming(data=data, received_at=MONDAY, place=replace(HERE, uid=uid)), now=MONDAY)
        for uid, data in enumerate((UNRELATED, robot))
    )

    assert (human.handled, listed.handled) == (Handled.PERSON, Handled.IGNORED)
    assert not counter.letters


def test_automatic_mail_changes_no_state(counter: Counter) -> None:
    """A robot's reply to our letter, with a sheet in it, neither changes the case nor is answered."""
    counter.bring()
    before = counter.cases

    robot = counter.bring(answers=counter.letters[0].message_id, extra={"Auto-Submitted": "auto-replied"})

    assert (robot.role, robot.handled) == (Role.AUTOMATIC, Handled.PERSON)
    assert counter.cases == before and len(counter.letters) == 1


def test_broken_letter_text_does_not_count_against_the_mail(counter: Counter) -> None:
    """While an office's template can't be filled the mail waits, however often; mended, it is served."""
    template = counter.office.directory / "letters" / "acknowledgement.txt"
    template.parent.mkdir()
    template.write_text("件名: {nonsense}\n\n{nonsense}\n")
    mail = entry()
    for _ in range(5):
        with pytest.raises(StoreError):
            counter.take(mail)
    assert not counter.cases

    template.unlink()

    assert counter.take(mail).handled is Handled.CASE
    assert len(counter.letters) == 1


def test_third_failure_sets_the_mail_aside(counter: Counter) -> None:
    """Tries are counted before the mail is looked at; what was set aside stands in the audit."""
    mail = entry()
    id = raw.put(counter.office.directory, mail)
    for _ in range(3):
        counter.office.attempts.begin(id)

    aside = counter.take(mail)

    assert (aside.handled, aside.tries) == (Handled.SET_ASIDE, 3)
    assert counter.office.attempts.count(id) == 0
    assert [event.what for event in audit.every(counter.office.store.log)] == ["mail.set_aside"]


def test_late_mail_counts_by_its_arrival(counter: Counter) -> None:
    """Taken in days after the cut-off ran, a mail of before is tabled in the old round."""
    counter.bring()
    after = MONDAY + timedelta(days=6)
    counter.do_duties(after)

    counter.take(entry(sheet("nonfood"), sender="late@example.jp"), MONDAY + timedelta(days=1), now=after)
    counter.do_duties(after)

    assert [(case.state, case.round) for case in counter.cases] == [("tabled", "2026-11")] * 2
