"""An office in this process, and mails as they come to its desk."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path

from fpdf import FPDF
from PIL import Image
from pypdfium2 import PdfDocument

from mailbot.intake.taking import Coming, take
from mailbot.paper import pledge as paper
from mailbot.wiring import Office
from rules.forms import PledgePaper
from rules.model import Arrival, Case, Letter
from rules.record import replace
from store import cases, outbox
from store.config import load
from tests.e2e import town
from tests.e2e.town import MONDAY, SENDER

WIRE = SMTP.clone(max_line_length=998)
"""Ids stay whole: folded ones are encoded, and nobody would know them again."""
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    opened = Office.of(load(town.found(folder, {}).folder / "config.toml"))
    try:
        yield opened
    finally:
        opened.bench.close()


def mail(*, answers: str = "", sender: str = SENDER, subject: str = "エントリーシートの提出") -> EmailMessage:
    """A mail to attach files to; `answers` is the Message-ID of the letter that it replies to."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, town.OFFICE, subject
    message["Date"], message["Message-ID"] = format_datetime(MONDAY), make_msgid(domain="example.jp")
    if answers:
        message["In-Reply-To"] = message["References"] = answers
    message.set_content("お世話になります。エントリーシートをお送りします。")
    return message


def with_sheet(message: EmailMessage, sheet: bytes) -> EmailMessage:
    message.add_attachment(sheet, maintype=XLSX[0], subtype=XLSX[1], filename="エントリーシート.xlsx")
    return message


def with_file(message: EmailMessage, data: bytes, name: str, *, cid: str = "") -> EmailMessage:
    """`cid`: shown within the text, as mail programs send logos."""
    message.add_attachment(
        data,
        maintype="application",
        subtype="octet-stream",
        filename=name,
        disposition="inline" if cid else "attachment",
        cid=f"<{cid}>" if cid else None,
    )
    return message


def arrives(desk: Office, message: EmailMessage, *, after: timedelta = timedelta()) -> Arrival:
    at = MONDAY + after
    return take(desk, Coming(data=message.as_bytes(policy=WIRE), received_at=at), now=at)


def only_case(desk: Office) -> Case:
    (case,) = cases.every(desk.store.snapshot())
    return case


def last_letter(desk: Office) -> Letter:
    return list(outbox.letters(desk.store.snapshot()))[-1]


def has_left(desk: Office, letter: Letter, at: datetime) -> None:
    """As the courier notes it once a server has taken the letter."""
    with desk.store.transaction() as db:
        outbox.claim(db, replace(letter, raw="0" * 64), at)
        outbox.sent(db, letter.id, at, "250 ok")


def codes(case: Case) -> list[str]:
    return [finding.code for finding in case.findings]


def picture(width: int = 640, height: int = 480, *, kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(file, kind)
    return file.getvalue()


def pdf_of(*pictures: bytes, width: float = 90) -> bytes:
    """A page for each picture, `width` millimetres of an A4 page wide."""
    document = FPDF(format="A4")
    for each in pictures:
        document.add_page()
        document.image(io.BytesIO(each), x=0, y=0, w=width)
    return bytes(document.output())


def blank_pledge(desk: Office) -> bytes:
    return pledge(desk, desk.library.pledge())


def pledge(desk: Office, words: PledgePaper) -> bytes:
    return paper.pledge(desk.config.office, words)


def merged(*documents: bytes) -> bytes:
    """One PDF of all their pages."""
    file = io.BytesIO()
    with PdfDocument.new() as whole:
        for each in documents:
            with PdfDocument(each) as document:
                whole.import_pages(document)
        whole.save(file)
    return file.getvalue()
