"""What leaves as paper: the copy in a mail, the print queue with its addresses, and what waits for 決裁."""

import asyncio
import json
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from mailbot import listing
from mailbot.paper import post
from mailbot.servers.embedded import EmbeddedServers
from rules.model import Letter, LetterKind, LetterState, OutcomeKind, State
from rules.record import replace
from store import cases, outbox, raw
from store.desk import approval, letters as deeds, outcomes
from store.documents import Store
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY, NOTICE, Mailbot, Town
from tests.mailbot.intake.counter import Counter
from tests.mailbot.test_dispatch import dispatch, over

DECIDED, EVE = MONDAY + timedelta(days=10), NOTICE - timedelta(days=1)


def decided(counter: Counter, *, by_post: bool = False) -> Letter:
    """One selected product; its letter waits for 決裁."""
    counter.bring()
    counter.do_duties(DECIDED)
    if by_post:
        without_mail(counter)
    outcomes.record(counter.desk(), "R8-0001", OutcomeKind.SELECTED, now=DECIDED)
    return result(counter)


def without_mail(counter: Counter) -> None:
    with counter.office.store.transaction() as db:
        (business,), (case,) = counter.businesses, counter.cases
        cases.put_business(db, replace(business, addresses=(), notice_to=""))
        cases.put(db, replace(case, addresses=(), notice_to=""))


def approve(counter: Counter) -> None:
    desk, on = counter.desk(), date(2026, 12, 4)
    done = approval.release(
        desk,
        "2026-11",
        approver="企画課長",
        approved_on=on,
        document_number="8企第123号",
        now=EVE,
    )
    assert isinstance(done, approval.Released)


def result(counter: Counter) -> Letter:
    (letter,) = (each for each in counter.letters if each.kind is LetterKind.RESULT)
    return letter


def test_a_result_takes_its_pdf_along(counter: Counter, embedded: EmbeddedServers) -> None:
    """The mail has the text in its body and the same text as a PDF; other letters have none."""
    counter = over(counter, embedded.smtp_port)
    decided(counter)
    approve(counter)

    asyncio.run(dispatch(counter, NOTICE).send_due())

    letter = result(counter)
    (name,) = listing.letter(letter, counter.office.calendar.zone)["attachments"]
    by_kind = {mail["X-Mailbot-Kind"]: mail for mail in map(parsed, embedded.received)}
    (attached,) = by_kind["result"].iter_attachments()
    assert attached.get_filename() == name == "アンテナショップ取扱商品の選定結果について(通知).pdf"
    assert attached.get_content() == post.posted(counter.office, counter.office.store.snapshot(), letter)
    assert "8企第123号" in letter.body and "令和8年12月10日" in letter.body
    assert list(by_kind["acknowledgement"].iter_attachments()) == []


def parsed(mail: object) -> EmailMessage:
    message = message_from_bytes(mail.data, policy=policy.default)  # type: ignore[attr-defined]
    assert isinstance(message, EmailMessage)
    return message


def test_the_sheet_tells_where_letters_go(counter: Counter) -> None:
    """Postal code and address of a business are those of its sheet."""
    counter.bring()

    (business,) = counter.businesses
    assert (business.postal, business.address) == ("838-0141", "福岡県小郡市小郡100番地1")


def test_the_queue_holds_what_may_be_printed(counter: Counter) -> None:
    """A result on paper waits for 決裁 like any other, and bears number and date of the notice day."""
    decided(counter, by_post=True)
    counter.do_duties(EVE)
    assert post.queue(counter.office.store.snapshot()) == []

    approve(counter)
    counter.do_duties(EVE)

    (letter,) = post.queue(counter.office.store.snapshot())
    assert letter == result(counter)
    assert "8企第123号" in letter.body and "令和8年12月10日" in letter.body


def test_a_printed_result_is_told(counter: Counter) -> None:
    """Once it is in the post its product counts as told, and the operator hears of it on the notice day."""
    decided(counter, by_post=True)
    approve(counter)
    counter.do_duties(EVE)

    done = deeds.printed(counter.desk(), result(counter).id, now=EVE)

    assert isinstance(done, Letter)
    assert [case.state for case in counter.cases] == [State.NOTIFIED]


@pytest.fixture
def home(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    return town.at_home(tmp_path / "office", embedded)


@pytest.fixture
def arrived(home: Town, mailbot: Mailbot) -> None:
    """One entry lies in the register."""
    file = home.folder / "entry.eml"
    file.write_bytes(town.entry())
    assert mailbot("import", str(file)).code == 0


def test_an_approval_tells_what_stays_held(mailbot: Mailbot, home: Town) -> None:
    """Two cases and one letter that leaves: the other one, for the printer, is named with its reason."""
    workbook, by = home.folder / "sheet.xlsx", ("--by", "山田")
    workbook.write_bytes(entries.filled("food", contact_mail=""))
    posted = ("--received", "2026-11-13", "--no-mail", "--on-paper", "pledge", *by)
    assert mailbot("register", str(workbook), *posted).code == 0
    assert mailbot("outcome", "R8-0001", "selected", *by).code == 0

    done = mailbot("release", "2026-11", "--approver", "課長", "--approved", "2026-11-16", *by)

    assert "1件、通知0通" in done.out
    assert "は、まだ保留です。" in done.out and "印刷待ち" in done.out


@pytest.mark.usefixtures("arrived")
def test_printing_from_the_command_line(mailbot: Mailbot, home: Town) -> None:
    """One letter as a file, all that wait as files of their own, named by letter and business."""
    assert mailbot("outbox", "pdf", "L-000001", "-o", str(home.folder / "one.pdf")).code == 0
    assert (home.folder / "one.pdf").read_bytes().startswith(b"%PDF")
    assert (
        "印刷を待っている手紙はありません" in mailbot("outbox", "print", "-o", str(home.folder / "out")).out
    )
    with Store(home.folder / "data").transaction() as db:
        (letter,) = outbox.letters(db)
        outbox.add(db, replace(letter, id="L-000009", key="k", state=LetterState.TO_PRINT, to=()))

    assert mailbot("outbox", "print", "-o", str(home.folder / "out")).code == 0

    (printed,) = (home.folder / "out").iterdir()
    assert printed.name == "L-000009 株式会社小郡食品.pdf"
    by_hand = mailbot("outbox", "print", "L-000001", "L-000009", "-o", str(home.folder / "both"))
    assert by_hand.code == 0 and len(list((home.folder / "both").iterdir())) == 2
    assert mailbot("outbox", "print", "L-9", "-o", str(home.folder / "none")).code == 2
    assert not (home.folder / "none").exists()
    assert mailbot("outbox", "hold", "L-000001", "L-000009").code == 2
    assert mailbot("outbox", "print").code == mailbot("outbox", "pdf", "L-9", "-o", "x").code == 2


@pytest.mark.usefixtures("arrived")
def test_enclosures_of_one_name_are_all_there(mailbot: Mailbot, home: Town) -> None:
    """A sender called both of his workbooks alike: each is printed with the letter, none in place of the other."""
    data, out = home.folder / "data", home.folder / "out"
    files = tuple(raw.keep(data, "シート.xlsx", "text/plain", content) for content in (b"one", b"two"))
    with Store(data).transaction() as db:
        (letter,) = outbox.letters(db)
        outbox.add(
            db, replace(letter, id="L-000009", key="k", state=LetterState.TO_PRINT, to=(), files=files)
        )

    assert mailbot("outbox", "print", "-o", str(out)).code == 0

    assert [file.read_bytes() for file in sorted(out.glob("*.xlsx"))] == [b"one", b"two"]


@pytest.mark.usefixtures("arrived")
def test_texts_are_tried_before_they_leave(mailbot: Mailbot, home: Town) -> None:
    """Each text is listed, and read with samples, with the longest data, or with those of a case; as PDF, too."""
    listed = mailbot("letters", "list").out
    assert "query_delay" in listed and "付属の文面" in listed
    texts = {each["name"]: each for each in json.loads(mailbot("letters", "list", "--json").out)}
    assert texts["result"]["kind"] == "result" and "あまおうジャム" in texts["result"]["body"]
    assert not any(each["own"] or each["problem"] for each in texts.values())
    assert "あまおうジャム" in mailbot("letters", "preview", "result").out
    assert "(20)" in mailbot("letters", "preview", "result", "--extreme").out
    assert "返信" not in mailbot("letters", "preview", "reminder", "--paper").out
    assert "R8-0001" in mailbot("letters", "preview", "acknowledgement", "--case", "R8-0001").out
    assert "R8-0001" in mailbot("letters", "preview", "query_question", "--case", "R8-0001").out
    for wrong in (("nonsense",), ("result", "--case", "R8-0001"), ("result", "--case", "R8-9"), ("query",)):
        assert mailbot("letters", "preview", *wrong).code == 2

    assert mailbot("letters", "preview", "result", "-o", str(home.folder / "result.pdf")).code == 0
    assert (home.folder / "result.pdf").read_bytes().startswith(b"%PDF")

    assert mailbot("letters", "preview", "result", "--paper", "-o", str(home.folder / "post.pdf")).code == 0
    page = PdfDocument((home.folder / "post.pdf").read_bytes())[0].get_textpage().get_text_range()
    assert page.startswith("〒838-0198")
