"""What comes beside a sheet: photos that count and logos that do not, pledges and what they are not."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.wiring import Office
from rules.model import Case, Handled, Pledge, Severity
from store import cases, outbox
from tests import entries
from tests.e2e import town
from tests.mailbot.intake import desk as on
from tests.mailbot.intake.desk import arrives, mail, only_case, pdf_of, picture, with_file, with_sheet

LATER = timedelta(minutes=5)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with on.office(tmp_path) as opened:
        yield opened


def entry() -> EmailMessage:
    return with_sheet(mail(), entries.filled("food"))


def of(desk: Office, message: EmailMessage) -> Case:
    arrives(desk, message)
    return only_case(desk)


def pledge_of(desk: Office) -> Pledge:
    (business,) = cases.businesses(desk.store.snapshot())
    return business.pledge


def test_a_logo_is_no_photo(desk: Office) -> None:
    """A small picture within the text counts nowhere and is asked about nowhere; a large one is a photo."""
    logo = with_file(entry(), picture(180, 60, kind="PNG"), "image001.png", cid="logo@x")
    case = of(desk, with_file(logo, picture(), "image002.jpg", cid="photo@x"))

    assert [file.name for file in case.photos] == ["image002.jpg"]
    assert case.pictures == 1
    assert "photo_too_small" not in on.codes(case)
    assert not case.attention


def test_photos_in_a_pdf_count_each(desk: Office) -> None:
    """Two pages with a photo each are the product and its label; nobody need look whether they came."""
    signed = with_file(entry(), town.signed_pledge(), "誓約書.pdf")
    case = of(desk, with_file(signed, pdf_of(picture(), picture(700, 500)), "商品写真.pdf"))

    assert (len(case.photos), case.pictures) == (1, 2)
    assert {"photo_missing", "label_missing"}.isdisjoint(on.codes(case))
    assert pledge_of(desk) is Pledge.RECEIVED


def test_pdfs_of_one_name_count_each_for_itself(desk: Office) -> None:
    """Two files that a scanner called alike hold two pictures and one: three in all."""
    two = with_file(entry(), pdf_of(picture(), picture(700, 500)), "scan_写真.pdf")
    case = of(desk, with_file(two, pdf_of(picture(800, 600)), "scan_写真.pdf"))

    assert (len(case.photos), case.pictures) == (2, 3)


def test_small_and_broken_pictures_are_findings(desk: Office) -> None:
    """Warnings that name the file, whether they come with the sheet or after it; the broken one counts nowhere."""
    first = with_file(entry(), picture(150, 900), "細い.jpg")
    arrives(desk, with_file(first, picture()[:40], "壊れた.jpg"))
    arrives(desk, with_file(mail(subject="写真です"), picture(100, 100), "小さい.jpg"), after=LATER)

    case = only_case(desk)
    told = [each for each in case.findings if each.code in ("photo_too_small", "photo_unreadable")]
    assert all(each.severity is Severity.WARNING for each in told)
    assert [each.label for each in told] == ["細い.jpg", "壊れた.jpg", "小さい.jpg"]
    assert case.pictures == 2


def test_the_blank_is_no_pledge(desk: Office) -> None:
    """Sent back as it was given out, it is still asked for; clerk and sender read why, and nobody need open it."""
    case = of(desk, with_file(entry(), on.blank_pledge(desk), "誓約書.pdf"))

    assert pledge_of(desk) is Pledge.MISSING
    assert "pledge_missing" in on.codes(case)
    assert any("誓約書.pdf" in sentence and "記入されないまま" in sentence for sentence in case.attention)
    body = on.last_letter(desk).body
    assert "記入のない様式のままでした" in body.replace("\n　　", "")
    assert "職員が開いて確認する" not in body


def test_words_of_a_pledge_are_shown_to_the_clerk(desk: Office) -> None:
    """Name and date of its text are hints, never a confirmation: that takes a person."""
    words = entries.LIBRARY.pledge()
    given = {name: getattr(words, name) for name in words.__struct_fields__}
    given |= {
        "date": "令和8年11月16日",
        "signature": [
            f"{label} 株式会社小郡食品" if label.startswith("商号") else label for label in words.signature
        ],
    }
    signed = on.pledge(desk, type(words)(**given))
    case = of(desk, with_file(entry(), signed, "scan.pdf"))

    assert pledge_of(desk) is Pledge.RECEIVED
    (hint,) = case.attention
    assert "株式会社小郡食品 令和8年11月16日" in hint
    assert "確かめて" in hint


def test_a_pledge_at_the_end_of_a_bundle(desk: Office) -> None:
    """One PDF of sheet print, licence and pledge is a pledge by the words of its last page."""
    of(
        desk,
        with_file(entry(), on.merged(pdf_of(picture(), width=210), town.signed_pledge()), "書類一式.pdf"),
    )

    assert pledge_of(desk) is Pledge.RECEIVED


def test_a_pledge_that_follows_shows_its_words_too(desk: Office) -> None:
    """The hint stands at the case that waited for it."""
    arrives(desk, entry())
    arrives(desk, with_file(mail(subject="誓約書です"), town.signed_pledge(), "誓約書.pdf"), after=LATER)

    assert any("令和8年11月16日" in sentence for sentence in only_case(desk).attention)


def test_another_contact_and_an_unknown_number_are_looked_at(desk: Office) -> None:
    """The sheet names another address than the sender's, and an earlier case that nobody knows."""
    sheet = entries.filled("food", entry_kind="再エントリー", prev_no="R8-0999")
    case = of(desk, with_sheet(mail(), sheet))

    assert {"contact_differs", "prev_unknown"} <= set(on.codes(case))


def test_an_earlier_case_of_the_business_is_known(desk: Office) -> None:
    """A number that the business was given raises nothing; its own address neither."""
    arrives(desk, entry())
    sheet = entries.filled("nonfood", entry_kind="再エントリー", prev_no="R8-0001", contact_mail=town.SENDER)
    arrives(desk, with_sheet(mail(), sheet), after=LATER)

    found = cases.get(desk.store.snapshot(), "R8-0002")
    assert found is not None
    assert {"contact_differs", "prev_unknown"}.isdisjoint(on.codes(found))


def test_a_question_beside_photos_reaches_a_person(desk: Office) -> None:
    """The photos are taken, and the sender hears that a clerk answers: no mail that asks is put away as settled."""
    arrives(desk, entry())
    asking = mail(subject="写真です")
    asking.set_content("写真を送ります。送料はどちらの負担でしょうか。")

    arrival = arrives(desk, with_file(asking, picture(), "商品写真.jpg"), after=LATER)

    case = only_case(desk)
    assert (arrival.handled, arrival.cases, case.pictures) == (Handled.PERSON, (case.number,), 1)
    assert any("質問もあります" in each for each in case.attention)
    (letter,) = outbox.letters(desk.store.snapshot())
    assert "ご質問には、職員がお返事します" in letter.body
