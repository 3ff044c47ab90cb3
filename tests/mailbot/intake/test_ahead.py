"""An entry by two mails in the wrong order: what came ahead of its sheet counts once the sheet is there."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from fpdf import FPDF

from mailbot.wiring import Office
from rules.model import Handled, LetterKind, Pledge, Role, State
from rules.record import replace
from store import arrivals, cases
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY, SENDER
from tests.mailbot.intake import desk as on
from tests.mailbot.intake.desk import arrives, last_letter, mail, picture, with_file, with_sheet

HOUR = timedelta(hours=1)
SHEET = entries.filled("food")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with on.office(tmp_path) as opened:
        yield opened


def said(text: str, subject: str = "エントリーの件", sender: str = SENDER) -> EmailMessage:
    message = mail(subject=subject, sender=sender)
    message.set_content(text)
    return message


def with_pledge(message: EmailMessage) -> EmailMessage:
    return with_file(message, town.signed_pledge(), "誓約書.pdf")


def pledge(desk: Office) -> Pledge:
    (business,) = cases.businesses(desk.store.snapshot())
    return business.pledge


def test_a_pledge_that_came_first_is_not_asked_for_again(desk: Office) -> None:
    """Accepted as of the sheet; the first mail is settled, and what it brought stands in the answer."""
    first = arrives(desk, with_pledge(said("誓約書を先に送ります。エントリーシートは後から送ります。")))
    assert (first.handled, first.cases) == (Handled.PERSON, ())

    arrives(desk, with_sheet(said("エントリーシートです。"), SHEET), after=HOUR)

    case = on.only_case(desk)
    assert (pledge(desk), case.state, case.accepted_at) == (Pledge.RECEIVED, State.ACCEPTED, MONDAY + HOUR)
    assert last_letter(desk).kind is LetterKind.ACKNOWLEDGEMENT
    assert "エントリーシート 1枚、誓約書 1件" in last_letter(desk).body
    settled = arrivals.arrival(desk.store.snapshot(), first.id)
    assert settled and (settled.handled, settled.cases) == (Handled.CASE, (case.number,))
    assert first.id in [each.id for each in case.mails] and not settled.reason.endswith(first.reason)


def test_photos_that_came_first_show_the_product(desk: Office) -> None:
    """They count for the sheets of this mail alone."""
    arrives(desk, with_pledge(with_sheet(said("送ります。"), entries.filled("nonfood"))))
    arrives(desk, with_file(said("写真です。", sender="b@example.jp"), picture(), "商品写真.jpg"), after=HOUR)

    sheet = entries.filled("food", contact_mail="b@example.jp")
    arrives(desk, with_sheet(said("シートです。", sender="b@example.jp"), sheet), after=2 * HOUR)

    first, second = cases.every(desk.store.snapshot())
    assert (len(first.photos), len(second.photos)) == (0, 1)


def test_a_pledge_beside_a_print_of_the_sheet_is_kept(desk: Office) -> None:
    """The print is asked for as a file; the pledge that came with it need not come again."""
    printed = FPDF(format="A4")
    printed.add_page()
    file = with_file(said("PDFで送ります。"), bytes(printed.output()), "エントリーシート.pdf")
    first = arrives(desk, with_pledge(file))
    assert (first.role, last_letter(desk).kind) == (Role.UNREADABLE, LetterKind.RESEND_REQUEST)
    assert "(誓約書 1件)は、お預かりしています。" in last_letter(desk).body.replace("\n", "")

    arrives(desk, with_sheet(said("Excelで送り直します。"), SHEET), after=HOUR)

    assert (pledge(desk), on.only_case(desk).state) == (Pledge.RECEIVED, State.ACCEPTED)


def test_a_question_beside_it_stays_a_clerks(desk: Office) -> None:
    """The files are taken, the question waits for its answer."""
    first = arrives(desk, with_pledge(said("エントリーの誓約書です。送料はどちらの負担でしょうか。")))
    arrives(desk, with_sheet(said("シートです。"), SHEET), after=HOUR)

    settled = arrivals.arrival(desk.store.snapshot(), first.id)
    assert settled and (settled.handled, settled.cases) == (Handled.PERSON, ("R8-0001",))


@pytest.mark.parametrize("why", ["another sender", "too long ago", "seen to by a clerk"])
def test_what_does_not_belong_to_it_stays_with_a_clerk(desk: Office, why: str) -> None:
    """A stranger's pledge, one of long ago, one that a clerk has dealt with."""
    sender = "who@example.jp" if why == "another sender" else SENDER
    first = arrives(desk, with_pledge(said("誓約書です。", sender=sender)))
    if why == "seen to by a clerk":
        with desk.store.transaction() as db:
            arrivals.put(db, replace(first, done=True))
    after = timedelta(days=40) if why == "too long ago" else HOUR

    arrives(desk, with_sheet(said("シートです。"), SHEET), after=after)

    assert (pledge(desk), on.only_case(desk).state) == (Pledge.MISSING, State.CORRECTION_REQUESTED)


def test_whose_pledge_it_is_a_clerk_says_for_an_agent(desk: Office) -> None:
    """The sender of two firms' sheets: one of them may have sent the pledge, or neither."""
    arrives(desk, with_pledge(said("誓約書です。")))
    other = {"biz_name": "株式会社大川木工", "corp_no": "", "rep": "森 次郎", "tel": "0944-00-1234"}
    message = with_sheet(said("2社の分です。"), SHEET)
    filled = entries.filled("nonfood", {**entries.ANSWERS["nonfood"], **other})
    arrives(desk, with_sheet(message, filled), after=HOUR)

    found = list(cases.businesses(desk.store.snapshot()))
    assert [each.pledge for each in found] == [Pledge.MISSING] * 2


def test_a_photographed_sheet_shows_no_product(desk: Office) -> None:
    """It stays with the clerk who was to look at it."""
    paper = said("紙に書きました。写真で送ります。", subject="エントリーシート")
    first = arrives(desk, with_file(paper, picture(), "IMG_1.jpg"))
    arrives(desk, with_pledge(with_sheet(said("Excelで送り直します。"), SHEET)), after=HOUR)

    assert on.only_case(desk).photos == ()
    assert arrivals.arrival(desk.store.snapshot(), first.id) == first
