"""Entries on paper: the same numbers, checks, rounds and answers as those by mail, with the day that a clerk enters."""

import json
from datetime import datetime, timedelta

from mailbot.intake import post
from mailbot.intake.post import Delivery, Opened
from mailbot.mail.attachment import attachment
from mailbot.paper import enclosures
from mailbot.sheets.workbook import Unreadable
from rules import given
from rules.entered import Brought, Source
from rules.model import Case, Channel, Letter, LetterKind, LetterState, Pledge, Role, Severity, State
from rules.moves import Refusal
from store import raw
from store.desk import answers, undo
from tests import entries
from tests.e2e.town import MONDAY, signed_pledge
from tests.mailbot.intake.counter import Counter, sheet
from tests.mailbot.sheets.test_photos import picture

POSTED = MONDAY.replace(hour=0) - timedelta(days=3)
"""The 13th, at the beginning of its day."""
PLEDGE = attachment("誓約書.pdf", signed_pledge(), count=0)
NUMBER = "R8-0001"


def sheet_file(**gaps: str) -> Delivery:
    return Delivery(received_at=POSTED, sheet=attachment("sheet.xlsx", sheet(**gaps), count=0))


def opened(counter: Counter, delivery: Delivery) -> Opened:
    done = post.opened(counter.office, delivery)
    assert isinstance(done, Opened), done
    return done


def register(counter: Counter, delivery: Delivery, *, by_mail: bool = True, now: datetime = MONDAY) -> Case:
    done = post.register(counter.office, counter.desk(), opened(counter, delivery), by_mail=by_mail, now=now)
    assert not isinstance(done, Refusal), done
    (case,) = done
    return case


def receive(counter: Counter, what: Brought, delivery: Delivery, now: datetime = MONDAY) -> Case:
    done = post.receive(counter.office, counter.desk(), NUMBER, what, opened(counter, delivery), now=now)
    assert isinstance(done, Case), done
    return done


def only_letter(counter: Counter) -> Letter:
    (letter,) = counter.letters
    return letter


def test_posted_entry(counter: Counter) -> None:
    """Accepted as of the day on which it came, acknowledged to the address on the sheet; no mail is listed."""
    delivery = Delivery(received_at=POSTED, sheet=sheet_file().sheet, pledge=PLEDGE)

    case = register(counter, delivery)

    assert (case.number, case.channel, case.state) == (NUMBER, Channel.POST, State.ACCEPTED)
    assert (case.arrived_at, case.accepted_at, case.round) == (POSTED, POSTED, "2026-11")
    letter = only_letter(counter)
    assert (letter.kind, letter.state) == (LetterKind.ACKNOWLEDGEMENT, LetterState.READY)
    assert letter.to == case.addresses == ("info@example.jp",)


def test_posted_entry_without_mail(counter: Counter) -> None:
    """No address is known to the case, and its letters wait to be printed."""
    case = register(counter, sheet_file(), by_mail=False)

    assert (case.notice_to, case.addresses, case.state) == ("", (), State.CORRECTION_REQUESTED)
    letter = only_letter(counter)
    assert (letter.kind, letter.state, letter.to) == (
        LetterKind.CORRECTION_REQUEST,
        LetterState.TO_PRINT,
        (),
    )


def test_posted_and_mailed_are_one_business(counter: Counter) -> None:
    """A product on paper beside one by mail: the next number, the same business, no second pledge asked for."""
    counter.bring(sheet())

    case = register(counter, sheet_file(name="梅干し 200g", jan="なし"))

    assert case.number == "R8-0002" and case.state is State.ACCEPTED
    assert len(counter.businesses) == 1


def test_the_same_product_on_paper_is_a_case_of_its_own(counter: Counter) -> None:
    """`register` never rewrites a case: a clerk who means a correction says `receive`. She is told of the other one."""
    counter.bring(sheet())

    case = register(counter, sheet_file())

    assert case.number == "R8-0002"
    assert any("同じ商品の案件(整理番号 R8-0001)" in each for each in case.attention)


def test_registered_is_undone(counter: Counter) -> None:
    """Case, business, letter and record go again; the number is not given a second time."""
    register(counter, sheet_file(), by_mail=False)

    undo.take_back(counter.desk(), now=MONDAY)

    assert (counter.cases, counter.businesses, counter.letters, counter.mails) == ([], [], [], [])
    assert register(counter, sheet_file(), by_mail=False).number == "R8-0002"


def test_not_a_sheet(counter: Counter) -> None:
    """What can't be read says why, and nothing is stored."""
    photo = Delivery(received_at=POSTED, sheet=attachment("a.jpg", picture("JPEG"), count=0))

    assert isinstance(post.opened(counter.office, photo), Unreadable)


def test_a_file_that_is_no_pledge_counts_for_none(counter: Counter) -> None:
    """Whatever a clerk calls it: only a readable paper is a pledge, the blank is none, and the file is named."""
    blank = enclosures.blank_pledge(counter.office)

    for name, data in (("a.pdf", b"nothing"), ("b.pdf", blank), ("c.xlsx", sheet())):
        refused = post.opened(
            counter.office, Delivery(received_at=POSTED, pledge=attachment(name, data, count=0))
        )
        assert isinstance(refused, Unreadable)
        assert refused.message.startswith(f"{name}: ")
    for name, data in (("scan.jpg", picture("JPEG")), ("scan0001.pdf", signed_pledge())):
        opened(counter, Delivery(received_at=POSTED, pledge=attachment(name, data, count=0)))


def test_day_that_has_not_come(counter: Counter) -> None:
    """A typing mistake in the date is refused."""
    post_ = opened(counter, sheet_file())
    early = POSTED - timedelta(days=1)

    assert isinstance(post.register(counter.office, counter.desk(), post_, by_mail=True, now=early), Refusal)


def typed(counter: Counter, **gaps: str) -> Delivery:
    """The answers of the standard sheet as a clerk types them."""
    texts = {
        key: "、".join(value) if isinstance(value, tuple) else str(value)
        for key, value in {**entries.ANSWERS["food"], **gaps}.items()
    }
    form = counter.office.library.form("food")
    entry = given.entry_of(form, texts, counter.office.context(POSTED))
    return Delivery(received_at=POSTED, typed=entry, pledge=PLEDGE)


def test_who_writes_on_paper_needs_no_mail_address(counter: Counter) -> None:
    """The empty line is a warning, also when an answer has all checks made anew; in a mail it is an error."""
    faulty = register(counter, typed(counter, contact_mail="", storage=""))
    assert {each.field for each in faulty.findings if each.severity is Severity.ERROR} == {"storage"}

    case = answers.give(counter.desk(), NUMBER, "storage", "常温", source=Source.PHONE, now=MONDAY)
    assert isinstance(case, Case) and case.state is State.ACCEPTED
    assert [each.severity for each in case.findings if each.field == "contact_mail"] == [Severity.WARNING]

    counter.bring(sheet("nonfood", contact_mail=""))
    assert counter.cases[1].state is State.CORRECTION_REQUESTED


def test_typed_answers_are_read_as_a_sheet_is(counter: Counter) -> None:
    """The same values and findings as of the workbook with these answers."""
    filed = register(counter, Delivery(received_at=POSTED, sheet=sheet_file().sheet, pledge=PLEDGE))
    by_hand = register(counter, typed(counter))

    said = {key: answer.value for key, answer in filed.entry.fields.items() if answer.value is not None}
    printed = ("form_id", "form_id.revision")
    assert {key: answer.value for key, answer in by_hand.entry.fields.items()} == {
        key: value for key, value in said.items() if key not in printed
    }
    assert [each.code for each in by_hand.findings] == [each.code for each in filed.findings]


def test_papers_in_the_same_envelope(counter: Counter) -> None:
    """A pledge and a photo that stay paper count with the sheet: one deed, one letter, nothing asked for."""
    papers = frozenset({Brought.PLEDGE, Brought.PHOTO})
    case = register(counter, Delivery(received_at=POSTED, sheet=sheet_file().sheet, papers=papers))

    assert (case.state, case.pictures) == (State.ACCEPTED, 1)
    assert [(each.what, each.by) for each in case.papers] == [
        (Brought.PHOTO, "山田"),
        (Brought.PLEDGE, "山田"),
    ]
    assert counter.businesses[0].pledge is Pledge.RECEIVED
    assert only_letter(counter).kind is LetterKind.ACKNOWLEDGEMENT

    undo.take_back(counter.desk(), now=MONDAY)
    assert (counter.cases, counter.businesses, counter.letters) == ([], [], [])


def test_typed_answers_have_gaps_like_any(counter: Counter) -> None:
    """What the paper leaves open is asked for."""
    case = register(counter, typed(counter, storage=""))

    assert case.state is State.CORRECTION_REQUESTED
    assert "保存温度帯" in only_letter(counter).body


def test_pledge_on_paper_completes_all_that_lacked_it(counter: Counter) -> None:
    """As of the day on which it came; each case's own address hears of it, and the business has it."""
    counter.bring(sheet(), pledge=False)
    counter.bring(sheet(name="梅干し 200g", jan="なし"), pledge=False)
    counter.send_all(MONDAY + timedelta(hours=1))
    tuesday = MONDAY + timedelta(days=1)

    case = receive(counter, Brought.PLEDGE, paper(Brought.PLEDGE, tuesday), now=tuesday)

    assert [each.state for each in counter.cases] == [State.ACCEPTED] * 2
    assert case.accepted_at == tuesday and [each.what for each in case.papers] == [Brought.PLEDGE]
    (business,) = counter.businesses
    assert (business.pledge, business.pledge_received_at) == (Pledge.RECEIVED, tuesday)
    told = [letter.cases for letter in counter.letters if letter.kind is LetterKind.ACKNOWLEDGEMENT]
    assert told == [("R8-0001",), ("R8-0002",)]


def paper(what: Brought, at: datetime = MONDAY) -> Delivery:
    return Delivery(received_at=at, papers=frozenset({what}))


def test_paper_is_undone(counter: Counter) -> None:
    """The pledge lacks again, and nobody is told otherwise."""
    counter.bring(sheet(), pledge=False)
    before = len(counter.letters)
    receive(counter, Brought.PLEDGE, paper(Brought.PLEDGE))

    undo.take_back(counter.desk(), now=MONDAY)

    assert [each.state for each in counter.cases] == [State.CORRECTION_REQUESTED]
    assert counter.businesses[0].pledge is Pledge.MISSING and len(counter.letters) == before


def test_scanned_pledge_is_kept(counter: Counter) -> None:
    """Its file lies with the business, for the clerk who ticks it."""
    counter.bring(sheet(), pledge=False)

    receive(counter, Brought.PLEDGE, Delivery(received_at=MONDAY, pledge=PLEDGE))

    assert [file.name for file in counter.businesses[0].pledge_files] == ["誓約書.pdf"]


def test_photos_on_paper_count(counter: Counter) -> None:
    """One as a file and one in a binder: the photo and the label are no longer missing."""
    counter.bring(sheet())
    photo = attachment("photo.jpg", picture("JPEG"), count=0)

    receive(counter, Brought.PHOTO, Delivery(received_at=MONDAY, photo=photo))
    case = receive(counter, Brought.PHOTO, paper(Brought.PHOTO))

    assert case.pictures == 2
    assert not {"photo_missing", "label_missing"} & {each.code for each in case.findings}


def test_corrected_sheet_on_a_stick(counter: Counter) -> None:
    """It replaces the sheet of this case and is answered to the address of the case."""
    counter.bring(sheet(storage=""))
    counter.send_all(MONDAY)

    delivery = Delivery(received_at=MONDAY, sheet=sheet_file(name="あまおうジャム 150g 瓶").sheet)
    case = receive(counter, Brought.SHEET, delivery)

    assert (case.number, case.state, case.product) == (NUMBER, State.ACCEPTED, "あまおうジャム 150g 瓶")
    assert case.mails[-1].role is Role.CORRECTION and len(case.revisions) == 1
    assert counter.letters[-1].to == ("info@ogori-foods.example.jp",)


def test_correction_on_paper_waits_for_its_answers(counter: Counter) -> None:
    """The case says that it lies there; what a clerk then types counts from the day on which the paper came."""
    counter.bring(sheet(storage=""))
    tuesday = MONDAY + timedelta(days=1)

    case = receive(counter, Brought.SHEET, paper(Brought.SHEET), now=tuesday)
    assert case.state is State.CORRECTION_REQUESTED and "2026-11-16" in case.attention[-1]

    done = answers.give(
        counter.desk(), NUMBER, "storage", "常温", source=Source.POST, received_at=MONDAY, now=tuesday
    )
    assert isinstance(done, Case) and done.accepted_at == MONDAY


def test_paper_for_no_case(counter: Counter) -> None:
    """A wrong number is told."""
    done = post.receive(
        counter.office,
        counter.desk(),
        "R8-9999",
        Brought.PHOTO,
        opened(counter, paper(Brought.PHOTO)),
        now=MONDAY,
    )

    assert isinstance(done, Refusal)


def test_record_of_a_delivery_proves_its_files(counter: Counter) -> None:
    """What came is on record under the hash of a note that names each file by its own."""
    case = register(counter, Delivery(received_at=POSTED, sheet=sheet_file().sheet, pledge=PLEDGE))

    (record,) = counter.mails
    assert record.channel is Channel.POST and record.id == case.mails[0].id and record.done
    note = json.loads(raw.get(counter.office.directory, record.id))
    assert [each["sha256"] for each in note["files"]] == [file.sha256 for file in record.attachments]
