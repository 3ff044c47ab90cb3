"""What a mail does to cases and businesses: which one it continues, and what it must not touch."""

import base64
import io
from datetime import timedelta

from PIL import Image

from mailbot.paper import pledge as paper
from rules.model import Case, Handled, LetterKind, OutcomeKind, Pledge, Role, State
from rules.record import replace
from store import cases
from store.desk import outcomes
from tests import entries
from tests.e2e.town import MONDAY, SENDER, entry
from tests.entries import blank
from tests.mailbot.intake.counter import Counter, sheet

HOUR = timedelta(hours=1)
OTHER_FIRM = {
    "biz_name": "株式会社大川木工",
    "biz_name__kana": "オオカワモッコウ",
    "corp_no": "",
    "rep": "森 次郎",
}


def with_files(mail: bytes, *parts: bytes) -> bytes:
    """The mail with these parts behind its last one."""
    boundary = mail.partition(b'boundary="')[2].partition(b'"')[0]
    return mail.replace(
        b"--" + boundary + b"--",
        b"".join(b"--" + boundary + part for part in parts) + b"--" + boundary + b"--",
    )


def attached(data: bytes, media_type: str, name: str) -> bytes:
    """A file as a part of a mail; `name` as a parameter of Content-Disposition."""
    head = f"\r\nContent-Type: {media_type}\r\nContent-Disposition: attachment; {name}\r\n"
    body = base64.encodebytes(data).replace(b"\n", b"\r\n")
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + body


def photo(shade: int = 0) -> bytes:
    """A picture as a phone sends it; all have one name."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), (shade, 120, 90)).save(drawn, "PNG")
    return attached(drawn.getvalue(), "image/png", "filename=image.png")


def one(counter: Counter) -> Case:
    (case,) = counter.cases
    return case


def test_a_copied_sheet_with_the_jan_left_in_it_is_a_product_of_its_own(counter: Counter) -> None:
    """Whoever makes the second sheet of the first one and forgets the JAN loses no product; a clerk is told."""
    counter.bring(sheet())
    counter.bring(sheet(name="柿酢 200ml", net="200ml"), MONDAY + HOUR, pledge=False)

    first, second = counter.cases
    assert (first.product, second.product) == ("あまおうジャム 150g", "柿酢 200ml")
    assert any("整理番号 R8-0001(あまおうジャム 150g)と同じ" in each for each in second.attention)
    assert not any("JAN" in each for each in first.attention)


def test_a_product_that_comes_again_after_its_result_is_no_twin(counter: Counter) -> None:
    """再エントリー: the case before is told and done, so nobody has to look into it."""
    counter.bring(sheet())
    with counter.office.store.transaction() as db:
        cases.put(db, replace(one(counter), state=State.NOTIFIED))
    counter.bring(sheet(), MONDAY + HOUR, pledge=False)

    _, again = counter.cases
    assert not any("R8-0001" in each for each in again.attention)


def test_a_product_that_comes_back_under_another_name_is_pointed_out(counter: Counter) -> None:
    """The same JAN and much of the name: taken as the corrected sheet, and put before a clerk."""
    counter.bring(sheet())
    counter.bring(sheet(name="いちごジャム 150g"), MONDAY + HOUR, pledge=False)

    assert any(
        "「あまおうジャム 150g」から「いちごジャム 150g」に" in each for each in one(counter).attention
    )


def test_corrected_sheet_without_reference_continues_the_case(counter: Counter) -> None:
    """The same product from the same address is the corrected sheet, also in a mail of its own."""
    counter.bring(sheet(storage=""))
    assert one(counter).state is State.CORRECTION_REQUESTED

    mended = counter.bring(sheet(), MONDAY + HOUR, pledge=False)

    assert mended.role is Role.CORRECTION
    assert (one(counter).state, one(counter).accepted_at) == (State.ACCEPTED, MONDAY + HOUR)


def test_one_corrected_sheet_of_two(counter: Counter) -> None:
    """A reply to a letter about two products that mends one leaves the other where it stands."""
    counter.bring(sheet(storage=""))
    counter.bring(sheet("nonfood", caution=""), MONDAY, sender=SENDER, pledge=False)
    letter = counter.letters[-1]

    counter.bring(sheet(), MONDAY + HOUR, pledge=False, answers=letter.message_id)

    assert sorted(case.state for case in counter.cases) == ["accepted", "correction_requested"]


def test_sheet_of_a_firm_that_forgot_its_name(counter: Counter) -> None:
    """The mended sheet brings the name: same case, same business, which now is called so."""
    counter.bring(sheet(biz_name="", corp_no=""))

    counter.bring(sheet(), MONDAY + HOUR, pledge=False, answers=counter.letters[0].message_id)

    (business,) = counter.businesses
    assert (business.name, business.corporate_number) == ("株式会社小郡食品", "7123456789012")
    assert one(counter).state is State.ACCEPTED


def test_reply_that_mends_the_name_of_the_firm(counter: Counter) -> None:
    """A firm whose name was mistyped is the same firm when its reply to our letter says it right."""
    counter.bring(
        sheet(biz_name="株式会社小群食品", corp_no="", storage="", rep="髙田 一朗", tel="0942-00-9999")
    )

    counter.bring(sheet(corp_no=""), MONDAY + HOUR, pledge=False, answers=counter.letters[0].message_id)

    assert [business.name for business in counter.businesses] == ["株式会社小郡食品"]
    assert len(one(counter).mails) == 2


def test_agent_sends_for_two_businesses(counter: Counter) -> None:
    """Two firms in one mail are two businesses and two cases, told in one answer; the shared pledge is doubtful."""
    mail = with_files(
        entry(sheet(), sender="agent@example.jp"),
        attached(sheet("nonfood", **OTHER_FIRM), "application/octet-stream", "filename=sheet2.xlsx"),
    )

    taken = counter.take(mail)

    assert taken.cases == ("R8-0001", "R8-0002")
    assert len(counter.businesses) == 2 and len(counter.letters) == 1
    assert all(any("どの事業者" in told for told in case.attention) for case in counter.cases)


def test_agents_next_firm_is_not_the_last_one(counter: Counter) -> None:
    """The same address with the sheet of another firm makes another business, though the product is called alike."""
    counter.bring(sheet(jan="なし"), sender="agent@example.jp")

    counter.bring(sheet(jan="なし", **OTHER_FIRM), MONDAY + HOUR, sender="agent@example.jp")

    assert len(counter.businesses) == len(counter.cases) == 2


def test_agents_reply_with_another_firms_sheet(counter: Counter) -> None:
    """A reply to our letter about one firm that brings the sheet of another never renames the first."""
    counter.bring(sheet(storage="", jan="なし"), sender="agent@example.jp")
    other = OTHER_FIRM | {
        "tel": "0944-00-1111",
        "address": "福岡県大川市1番地",
        "jan": "なし",
        "name": "ぶどうジャム 150g",
    }

    counter.bring(
        sheet(**other), MONDAY + HOUR, sender="agent@example.jp", answers=counter.letters[0].message_id
    )

    assert [each.name for each in counter.businesses] == ["株式会社小郡食品", "株式会社大川木工"]
    assert len(counter.cases) == 2


def test_correction_after_acceptance(counter: Counter) -> None:
    """A complete sheet replaces the answers and keeps the day; a faulty one changes nothing, a person looks."""
    counter.bring()
    counter.bring(sheet(price=700), MONDAY + HOUR, pledge=False)
    assert (one(counter).entry.value("price"), one(counter).accepted_at) == (700, MONDAY)

    faulty = counter.bring(sheet(price=800, storage=""), MONDAY + 2 * HOUR, pledge=False)

    assert faulty.handled is Handled.PERSON
    assert (one(counter).state, one(counter).entry.value("price")) == (State.ACCEPTED, 700)
    assert any("不備のある" in told for told in one(counter).attention)


def test_correction_after_tabling(counter: Counter) -> None:
    """What is on the agenda stays; the mail goes to a person, its sender gets one receipt a day."""
    counter.bring()
    after = MONDAY + timedelta(days=5)
    counter.do_duties(after)

    for hours, price in ((1, 700), (2, 800)):
        late = counter.bring(sheet(price=price), after + hours * HOUR, pledge=False)
        assert late.handled is Handled.PERSON

    assert (one(counter).state, one(counter).entry.value("price")) == (State.TABLED, 650)
    assert [letter.kind for letter in counter.letters] == [LetterKind.ACKNOWLEDGEMENT, LetterKind.RECEIPT]


def test_pledge_alone_from_an_unknown_address(counter: Counter) -> None:
    """It counts for nobody: a person looks, and the sender hears that it came."""
    counter.bring(pledge=False)

    taken = counter.bring(
        b"", MONDAY + HOUR, sender="somebody@example.jp", subject="アンテナショップの誓約書です"
    )

    assert taken.handled is Handled.PERSON
    assert one(counter).state is State.CORRECTION_REQUESTED
    assert [(letter.kind, letter.to) for letter in counter.letters][1:] == [
        (LetterKind.RECEIPT, ("somebody@example.jp",))
    ]


def test_pledge_with_a_second_sheet_completes_the_first(counter: Counter) -> None:
    """A product that waited for the pledge is accepted with it, and the answer names both."""
    counter.bring(pledge=False)
    counter.send_all(MONDAY + HOUR)

    taken = counter.bring(sheet("nonfood"), MONDAY + 2 * HOUR)

    assert [case.state for case in counter.cases] == [State.ACCEPTED] * 2
    assert set(taken.cases) == set(counter.letters[-1].cases) == {"R8-0001", "R8-0002"}
    assert counter.businesses[0].pledge is Pledge.RECEIVED


def test_pledge_says_nothing_to_one_address_of_another(counter: Counter) -> None:
    """A colleague's pledge completes the firm's case too, but no answer names a case to an address it lacks."""
    counter.bring(pledge=False)
    counter.bring(sheet("nonfood"), MONDAY + HOUR, sender="colleague@example.jp", pledge=False)

    counter.bring(b"", MONDAY + 2 * HOUR, subject="誓約書です")

    mine, theirs = counter.cases
    assert (mine.state, theirs.state) == (State.ACCEPTED, State.ACCEPTED)
    told = [letter for letter in counter.letters if theirs.number in letter.cases]
    assert {letter.to for letter in told} == {("colleague@example.jp",)}
    assert any("別のアドレス" in each for each in theirs.attention)


def test_second_pledge_lies_beside_the_first(counter: Counter) -> None:
    """Nothing of the first is lost or overruled, and a person is told."""
    counter.bring()
    (first,) = counter.businesses
    another = paper.pledge(entries.OFFICE, replace(entries.LIBRARY.pledge(), date="令和8年11月18日"))

    part = attached(another, "application/pdf", "filename*=utf-8''%E8%AA%93%E7%B4%84%E6%9B%B8.pdf")
    counter.take(with_files(entry(b"", pledge=False), part), MONDAY + HOUR)

    (business,) = counter.businesses
    assert business.pledge_received_at == first.pledge_received_at
    assert business.pledge_files[:1] == first.pledge_files and len(business.pledge_files) == 2
    assert any("もう一度" in told for told in one(counter).attention)


def test_photos_alone(counter: Counter) -> None:
    """Pictures of a known sender count for each of its products, with a word to a person; a stranger's for none."""
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, pledge=False)

    known = counter.take(with_files(entry(b"", pledge=False, subject="商品の写真"), photo()), MONDAY + HOUR)

    assert known.role is Role.PHOTOS and known.cases == ("R8-0001", "R8-0002")
    assert [len(case.photos) for case in counter.cases] == [1, 1]
    assert all(any("どの商品" in told for told in case.attention) for case in counter.cases)

    mail = entry(b"", pledge=False, subject="アンテナショップの商品写真", sender="who@example.jp")
    assert counter.take(with_files(mail, photo(9)), MONDAY + HOUR).cases == ()


def test_two_pictures_of_one_name(counter: Counter) -> None:
    """Pictures are told apart by what they show: phones call all of them image.jpg."""
    counter.take(with_files(entry(), photo(1), photo(2)))

    assert len(one(counter).photos) == 2


def test_reply_with_the_pledge_alone(counter: Counter) -> None:
    """It closes the gap of the case that our letter was about, as of its arrival."""
    counter.bring(pledge=False)
    (asked,) = counter.send_all(MONDAY + HOUR)

    counter.bring(b"", MONDAY + 2 * HOUR, subject="Re: ", text="送ります。", answers=asked.message_id)

    assert (one(counter).state, one(counter).accepted_at) == (State.ACCEPTED, MONDAY + 2 * HOUR)
    assert [letter.kind for letter in counter.letters] == [
        LetterKind.CORRECTION_REQUEST,
        LetterKind.ACKNOWLEDGEMENT,
    ]


def test_files_for_what_is_finished_go_to_a_person(counter: Counter) -> None:
    """A reply to a letter about a withdrawn product changes it no more."""
    counter.bring()
    outcomes.record(counter.desk(), "R8-0001", OutcomeKind.WITHDRAWN, now=MONDAY)
    before = one(counter)

    taken = counter.take(
        with_files(entry(b"", pledge=False, answers=counter.letters[0].message_id), photo()), MONDAY + HOUR
    )

    assert taken.handled is Handled.PERSON and one(counter) == before


def test_blank_sheet_that_comes_back(counter: Counter) -> None:
    """Our own blank, unfilled, makes no case; the sender hears how to apply."""
    taken = counter.bring(blank("food"), pledge=False)

    (letter,) = counter.letters
    assert taken.cases == () and letter.kind is LetterKind.GUIDANCE
    assert "「エントリーシート.xlsx」には、何も記入されて" in letter.body


def test_a_sheet_photographed_with_a_phone(counter: Counter) -> None:
    """Its sender hears at once that a file is wanted and until when; a person looks at the picture all the same."""
    mail = entry(b"", pledge=False, subject="エントリーシート", text="紙に書きました。写真で送ります。")
    taken = counter.take(with_files(mail, photo()))

    (letter,) = counter.letters
    assert (letter.kind, taken.handled, taken.role) == (LetterKind.GUIDANCE, Handled.PERSON, Role.PHOTOS)
    assert "お預かりしたもの: 写真・画像 1枚" in letter.body and "12月10日" in letter.body
