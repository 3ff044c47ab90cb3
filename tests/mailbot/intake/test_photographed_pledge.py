"""A 誓約書 as a phone takes it: a picture whose name says nothing, so the mail around it has to tell."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.wiring import Office
from rules.model import LetterKind, Pledge, State
from store import cases
from tests import entries
from tests.mailbot.intake import desk as on
from tests.mailbot.intake.desk import arrives, has_left, last_letter, mail, picture, with_file, with_sheet

HOUR = timedelta(hours=1)
PHONE = "IMG_20261130_101112.jpg"
SHEET = entries.filled("food")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with on.office(tmp_path) as opened:
        yield opened


def said(
    text: str, *, answers: str = "", subject: str = "Re: エントリーシートの確認のお願い"
) -> EmailMessage:
    message = mail(answers=answers, subject=subject)
    message.set_content(text)
    return message


def asked(desk: Office) -> str:
    """A sheet without the pledge came, and our letter that asks for it has left; its Message-ID."""
    at = arrives(desk, with_sheet(mail(), SHEET)).received_at
    letter = last_letter(desk)
    has_left(desk, letter, at + HOUR)
    return letter.message_id


def pledge(desk: Office) -> Pledge:
    (business,) = cases.businesses(desk.store.snapshot())
    return business.pledge


@pytest.mark.parametrize(
    "text",
    ["誓約書を写真にとりました。", "誓約書です。これで大丈夫ですか。", "よろしくお願いします。", ""],
)
def test_the_only_picture_of_a_reply_is_the_pledge_that_was_asked_for(desk: Office, text: str) -> None:
    """It completes the entry and is no photo of the product."""
    arrives(desk, with_file(said(text, answers=asked(desk)), picture(), PHONE), after=2 * HOUR)

    case = on.only_case(desk)
    assert (pledge(desk), case.state, case.photos) == (Pledge.RECEIVED, State.ACCEPTED, ())
    assert last_letter(desk).kind is LetterKind.ACKNOWLEDGEMENT


def test_a_pledge_of_two_pictures(desk: Office) -> None:
    """Taken twice, as a phone's owner does who fears that the first is blurred."""
    message = with_file(said("誓約書をお送りします。", subject="Re:"), picture(), PHONE)
    asked(desk)
    arrives(desk, with_file(message, picture(800, 600), "IMG_2.jpg"), after=2 * HOUR)

    assert (pledge(desk), on.only_case(desk).state) == (Pledge.RECEIVED, State.ACCEPTED)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("商品の写真をお送りします。", PHONE),
        ("誓約書は郵送しました。写真を送ります。", PHONE),
        ("誓約書は後日送ります。", PHONE),
        ("", "商品写真.jpg"),
    ],
)
def test_another_picture_stays_a_photo(desk: Office, text: str, name: str) -> None:
    """The words or the name of the file say what it shows, so the pledge is still asked for."""
    arrives(desk, with_file(said(text, answers=asked(desk)), picture(), name), after=2 * HOUR)

    assert (pledge(desk), len(on.only_case(desk).photos)) == (Pledge.MISSING, 1)


def test_without_a_word_only_a_reply_brings_it(desk: Office) -> None:
    """A picture that comes by itself is one of the product, as most are."""
    asked(desk)
    arrives(desk, with_file(said("よろしくお願いします。", subject="追加"), picture(), PHONE), after=2 * HOUR)

    assert (pledge(desk), len(on.only_case(desk).photos)) == (Pledge.MISSING, 1)


def test_beside_a_sheet_one_picture_can_be_told_and_several_cannot(desk: Office) -> None:
    """The words bring the pledge; which of two pictures it is they don't tell."""
    text = "エントリーシートと、誓約書の写真を送ります。"
    two = with_sheet(with_file(with_file(said(text), picture(), "IMG_1.jpg"), picture(9, 900), PHONE), SHEET)
    arrives(desk, two)
    assert pledge(desk) is Pledge.MISSING
    assert "写真・画像 2枚の中に誓約書があるときは" in "".join(last_letter(desk).body.split("\n　　"))
    assert last_letter(desk).subject.startswith("【小郡市企画課】誓約書のお願い")

    arrives(desk, with_sheet(with_file(said(text), picture(), PHONE), SHEET), after=HOUR)
    assert pledge(desk) is Pledge.RECEIVED


def test_a_logo_in_a_signature_is_no_pledge(desk: Office) -> None:
    """Small and within the text."""
    logo = picture(120, 40, kind="PNG")
    message = said("誓約書の件、承知しました。", answers=asked(desk))
    arrives(desk, with_file(message, logo, "image001.png", cid="logo@x"), after=2 * HOUR)

    assert pledge(desk) is Pledge.MISSING
