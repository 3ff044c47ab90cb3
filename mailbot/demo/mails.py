"""The made-up mails of the demo, as mail programs write them."""

import base64
import io
import tomllib
from collections.abc import Mapping
from datetime import datetime
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from pathlib import Path

import msgspec

from mailbot.marking import Given, filled
from mailbot.paper import blanks, pledge as paper
from mailbot.wiring import Office
from rules.eras import era_date
from rules.forms import Kind
from rules.record import Struct, replace

XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"

TORN_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(512)
"""An Excel 97 file of which only the beginning came."""


class Sheet(Struct, frozen=True, forbid_unknown_fields=True):
    form: str
    answers: Mapping[str, str]


class Mail(Struct, frozen=True, forbid_unknown_fields=True):
    """One mail of mails.toml. What stands there in ASCII is written as it stands."""

    note: str
    at: datetime
    sender: str
    name: str
    subject: str
    text: str = ""
    text_base64: str = ""
    charset: str = "utf-8"
    wave: int = 1
    reply: bool = False
    """Answers the letter that its sender got in the first wave."""
    pledge: bool = False
    pictures: int = 0
    torn_excel: bool = False
    headers: Mapping[str, str] = {}
    sheet: tuple[Sheet, ...] = ()


def every() -> tuple[Mail, ...]:
    raw = tomllib.loads((Path(__file__).parent / "mails.toml").read_text("utf-8"))
    return msgspec.convert(raw["mail"], tuple[Mail, ...])


def written(mail: Mail, office: Office, *, answering: str = "") -> bytes:
    """The mail as its server holds it; `answering` is the Message-ID of the letter that it replies to."""
    message = MIMEMultipart()
    message["Return-Path"] = f"<{mail.sender}>"
    message["From"] = f"{_header(mail.name)} <{mail.sender}>"
    message["To"] = office.config.office.address
    message["Subject"] = _header(mail.subject)
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = f"<{mail.at:%Y%m%d%H%M%S}@{mail.sender.partition('@')[2]}>"
    for name, value in mail.headers.items():
        message[name] = value
    if answering:
        message["In-Reply-To"] = message["References"] = answering
    for part in _parts(mail, office):
        message.attach(part)
    return message.as_bytes().replace(b"\n", b"\r\n")


def _parts(mail: Mail, office: Office) -> list[MIMEText | MIMEApplication | MIMEImage]:
    parts: list[MIMEText | MIMEApplication | MIMEImage] = [_text(mail)]
    for number, sheet in enumerate(mail.sheet, 1):
        name = f"エントリーシート{number if len(mail.sheet) > 1 else ''}.xlsx"
        parts.append(_named(MIMEApplication(_workbook(sheet, mail.at, office), XLSX), name))
    if mail.pledge:
        parts.append(_named(MIMEApplication(_signed_pledge(mail, office), "pdf"), "誓約書.pdf"))
    for number in range(1, mail.pictures + 1):
        parts.append(_named(MIMEImage(_picture(number), "jpeg"), f"写真{number}.jpg"))
    if mail.torn_excel:
        parts.append(_named(MIMEApplication(TORN_EXCEL, "vnd.ms-excel"), "エントリーシート.xls"))
    return parts


def _text(mail: Mail) -> MIMEText:
    if not mail.text_base64:
        return MIMEText(mail.text, "plain", mail.charset)
    part = MIMEText("", "plain", "us-ascii")
    part.replace_header("Content-Type", f"text/plain; charset={mail.charset}")
    part.set_payload(base64.b64decode(mail.text_base64).decode("ascii"))
    return part


def _named(part: MIMEApplication | MIMEImage, name: str) -> MIMEApplication | MIMEImage:
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part


def _header(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode()


def _workbook(sheet: Sheet, at: datetime, office: Office) -> bytes:
    """Our own blank, filled like its 記入例 and then with the answers of this sheet."""
    form = office.library.form(sheet.form)
    examples = {field.key: field.example for field in form.fields if field.example}
    answers = {**examples, "entry_date": f"{at:%Y/%m/%d}", **sheet.answers}
    given: dict[str, Given] = {}
    for field in form.fields:
        text = answers.get(field.key, "")
        if text:
            given[field.key] = tuple(text.split(blanks.BETWEEN)) if field.kind is Kind.TICKS else text
    blank = blanks.workbook(form, office.config.office, office.library.tables(), at.date())
    return filled(blank, form, given)


def _signed_pledge(mail: Mail, office: Office) -> bytes:
    """The office's paper with a date on it: the empty one would not count."""
    signed = replace(office.library.pledge(), date=era_date(mail.at.date()))
    return paper.pledge(office.config.office, signed)


def _picture(number: int) -> bytes:
    from PIL import Image

    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), (60 * number % 256, 120, 90)).save(drawn, "JPEG")
    return drawn.getvalue()
