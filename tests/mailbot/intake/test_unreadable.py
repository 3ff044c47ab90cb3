"""A sheet that can't be read: its sender is asked for it again, in words of its own, and nothing is made of it."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import make_msgid
from pathlib import Path

import pytest
from fpdf import FPDF

from mailbot.intake.taking import Coming, take
from mailbot.wiring import Office
from rules.letters.resend import REASONS
from rules.model import Arrival, Handled, Letter, LetterKind, Role, State
from store import cases, outbox
from store.config import load
from tests import entries
from tests.conftest import Convert
from tests.e2e import town
from tests.e2e.town import MONDAY
from tests.mailbot.sheets.packages import png
from tests.mailbot.sheets.test_hostile import old_excel_that_aborts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
APPLY = "エントリーシートをお送りします。"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = Office.of(load(town.found(tmp_path, {}).folder / "config.toml"))
    with opened.bench:
        yield opened


def mail(*files: tuple[str, bytes], text: str = APPLY, sender: str = town.SENDER) -> bytes:
    message = MIMEMultipart()
    message["From"], message["To"], message["Subject"] = sender, town.OFFICE, "エントリーシートの提出について"
    message["Message-ID"] = make_msgid(domain="ogori-foods.example.jp")
    message.attach(MIMEText(text, "plain", "utf-8"))
    for name, data in files:
        part = MIMEApplication(data)
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
        message.attach(part)
    return message.as_bytes()


def taken(office: Office, data: bytes, minute: int = 0) -> tuple[Arrival, list[Letter]]:
    now = MONDAY + timedelta(minutes=minute)
    arrival = take(office, Coming(data=data, received_at=now), now=now)
    letters = [each for each in outbox.letters(office.store.snapshot()) if each.answers == arrival.id]
    return arrival, letters


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def locked(data: bytes) -> bytes:
    """A zip whose entries say that they are encrypted."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 4)
    return bytes(changed)


def nested(data: bytes, depth: int) -> bytes:
    """Deeper than archives are opened."""
    for _ in range(depth):
        data = zipped(**{"エントリーシート.zip": data})
    return data


SHEET = entries.filled("food")
WORD = zipped(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": "<w>商品名</w>".encode()})
FILES = {
    "encrypted": ("エントリーシート.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64)),
    "encrypted zip": ("書類.zip", locked(zipped(**{"a.xlsx": SHEET}))),
    "damaged": ("エントリーシート.xlsx", SHEET[: len(SHEET) // 2]),
    "damaged xls": ("エントリーシート.xls", OLE + "Workbook".encode("utf-16-le") + bytes(64)),
    "empty": ("エントリーシート.xlsx", b" "),
    "csv": ("エントリーシート.csv", "商品名,あまおうジャム\r\n".encode("cp932")),
    "csv called xls": ("エントリーシート.xls", "商品名\tあまおうジャム\r\n".encode("cp932")),
    "html": ("エントリーシート.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
    "pdf": ("エントリーシート.pdf", b"%PDF-1.7\n%%EOF"),
    "photo": ("エントリーシート.png", png()),
    "word": ("エントリーシート.docx", WORD),
    "zip": ("エントリーシート.zip", nested(zipped(**{"エントリーシート.xlsx": SHEET}), 5)),
    "not_a_workbook": ("エントリーシート.numbers", b"\x00\x01\x02\x03" * 20),
}


@pytest.mark.parametrize("kind", FILES)
def test_each_is_asked_for_in_its_own_words(office: Office, kind: str) -> None:
    """One letter, no case; it names the file under the heading of its reason and under no other."""
    name, data = FILES[kind]
    code = kind.split(" ")[0]

    arrival, [letter] = taken(office, mail((name, data)))

    assert letter.kind is LetterKind.RESEND_REQUEST
    assert letter.to == (town.SENDER,)
    assert name in letter.body
    assert [heading for heading in HEADINGS if HEADINGS[heading] in letter.body] == [code]
    assert office.config.office.phone in letter.body
    assert (arrival.role, arrival.cases) == (Role.UNREADABLE, ())
    assert not list(cases.every(office.store.snapshot()))
    assert arrival.handled is (Handled.PERSON if code == "encrypted" else Handled.IGNORED)


HEADINGS = {
    "encrypted": "■ パスワードがかかっているファイル",
    "damaged": "■ 壊れているか、途中で切れているファイル",
    "too_large": "■ 大きすぎるファイル",
    "empty": "■ 中身が空のファイル",
    "csv": "■ 文字だけのファイル(CSVなど)",
    "html": "■ Webページの形をしたファイル",
    "pdf": "■ PDFのエントリーシート",
    "photo": "■ 写真や画像のエントリーシート",
    "word": "■ 文書ファイルのエントリーシート",
    "zip": "■ 圧縮されているファイル",
    "mail": "■ メールごと添付されているもの",
    "not_a_workbook": "■ 表として開けないファイル",
    "link": "■ ファイルの置き場所へのリンク",
}


def test_every_reason_has_its_words() -> None:
    """The letter has a heading for each reason that there is."""
    assert set(HEADINGS) == set(REASONS)


def test_a_link_is_not_followed_but_answered(office: Office) -> None:
    """Who put the file somewhere is asked to attach it, and does not hear how to apply."""
    arrival, [letter] = taken(office, mail(text=f"{APPLY} https://12.gigafile.nu/0123-abcd"))

    assert letter.kind is LetterKind.RESEND_REQUEST
    assert HEADINGS["link"] in letter.body
    assert "gigafile.nu" in letter.body
    assert "0123-abcd" not in letter.body
    assert arrival.handled is Handled.IGNORED


def test_nobody_is_told_to_use_another_program(office: Office) -> None:
    """No program is named: the words fit whatever the sender works with."""
    for minute, file in enumerate(FILES.values()):
        _, [letter] = taken(office, mail(file, sender=f"a{minute}@example.jp"), minute)
        for program in ("Excel", "LibreOffice", "Numbers", "名前を付けて保存"):
            assert program not in letter.body


def test_what_can_be_read_is_accepted_beside_it(office: Office) -> None:
    """Of two workbooks one is torn: the other is accepted, and the one letter tells both."""
    files = [("エントリーシート1.xlsx", SHEET), ("エントリーシート2.xlsx", SHEET[:9000])]

    arrival, [letter] = taken(office, mail(*files, ("誓約書.pdf", town.signed_pledge())))

    [case] = cases.every(office.store.snapshot())
    assert case.state is State.ACCEPTED
    assert arrival.handled is Handled.CASE
    assert letter.kind is LetterKind.RESEND_REQUEST
    assert case.number in letter.subject
    assert "エントリーシート2.xlsx" in letter.body
    assert "エントリーシート1.xlsx" not in letter.body
    assert "令和8年11月16日(月)付けで受け付けました" in letter.body


def test_a_gap_goes_before_what_can_not_be_read(office: Office) -> None:
    """With errors in the sheet that was read, the correction request names the torn one as well."""
    files = [("1.xlsx", entries.filled("food", storage="")), ("2.xlsx", SHEET[:9000])]

    _, [letter] = taken(office, mail(*files, ("誓約書.pdf", town.signed_pledge())))

    assert letter.kind is LetterKind.CORRECTION_REQUEST
    assert "■ 読み取れなかったもの: 2.xlsx" in letter.body
    assert "壊れているため" in letter.body


def test_a_print_is_known_by_its_words(office: Office) -> None:
    """A PDF of the form under any name is a sheet, and no pledge, although it is the only paper that came."""
    printed = FPDF()
    printed.add_page()
    printed.set_font("helvetica")
    printed.cell(text="OGORI-F-2")

    arrival, [letter] = taken(
        office, mail(("scan0001.pdf", bytes(printed.output())), sender="new@example.jp")
    )

    assert letter.kind is LetterKind.RESEND_REQUEST
    assert HEADINGS["pdf"] in letter.body
    assert "scan0001.pdf" in letter.body


def test_a_print_beside_its_sheet_is_not_asked_for(office: Office) -> None:
    """The PDF of a sheet that came as a workbook too is no second sheet."""
    files = [("エントリーシート.xlsx", SHEET), ("エントリーシート.pdf", b"%PDF-1.7\n%%EOF")]

    _, [letter] = taken(office, mail(*files, ("誓約書.pdf", town.signed_pledge())))

    assert letter.kind is LetterKind.ACKNOWLEDGEMENT


def test_who_can_not_help_himself_gets_a_person(office: Office) -> None:
    """The second time in a month the sender is asked again, and a person sees the mail."""
    first, _ = taken(office, mail(FILES["csv"]))
    second, letters = taken(office, mail(FILES["html"]), minute=30)

    assert (first.handled, second.handled) == (Handled.IGNORED, Handled.PERSON)
    assert [letter.kind for letter in letters] == [LetterKind.RESEND_REQUEST]


@pytest.mark.parametrize("of", [(FILES["damaged"],), ()], ids=["file", "link"])
def test_a_question_beside_it_reaches_a_person(office: Office, of: tuple[tuple[str, bytes], ...]) -> None:
    """The request to send it again answers no question: somebody who can answer reads the mail."""
    link = "" if of else "https://xgf.nu/abc から受け取ってください。"

    arrival, letters = taken(office, mail(*of, text=f"{APPLY}{link}\n手数料はいくらでしょうか。"))

    assert [letter.kind for letter in letters] == [LetterKind.RESEND_REQUEST]
    assert arrival.handled is Handled.PERSON
    assert "質問もあります" in arrival.reason


def test_a_robot_is_not_asked(office: Office) -> None:
    """Automatic mail with a file that can't be read gets no letter; a person looks."""
    data = b"Precedence: bulk\n" + mail(FILES["damaged"])

    _, letters = taken(office, data)

    assert letters == []


def test_the_blanks_come_along_where_the_form_is_needed(office: Office) -> None:
    """Who sent something else than the form gets it; whose file is only torn does not."""
    _, [pdf] = taken(office, mail(FILES["pdf"]))
    _, [torn] = taken(office, mail(FILES["damaged"], sender="other@example.jp"))

    assert len(pdf.files) == 3
    assert torn.files == ()


@pytest.mark.parametrize("to", ["xls", "ods"])
@pytest.mark.parametrize("form", ["food", "nonfood"])
def test_other_formats_are_accepted(
    office: Office, form: str, to: str, soffice: Convert, tmp_path: Path
) -> None:
    """A sheet saved as old Excel or OpenDocument is as good as any: accepted, acknowledged, with its values."""
    source = tmp_path / "sheet.xlsx"
    source.write_bytes(entries.filled(form))
    data = soffice(source, to, tmp_path).read_bytes()

    _, [letter] = taken(office, mail((f"エントリーシート.{to}", data), ("誓約書.pdf", town.signed_pledge())))

    [case] = cases.every(office.store.snapshot())
    assert (case.state, case.form) == (State.ACCEPTED, form)
    assert letter.kind is LetterKind.ACKNOWLEDGEMENT
    assert case.entry.value("corp_no") == "7123456789012"
    assert case.entry.value("entry_date") == date(2026, 11, 18)
    assert case.entry.value("size.height") == {"food": 8.5, "nonfood": 0.5}[form]


def test_macros_are_left_alone(office: Office) -> None:
    """A workbook with macros is read as any other."""
    file = io.BytesIO(SHEET)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", OLE)

    _, [letter] = taken(
        office, mail(("エントリーシート.xlsm", file.getvalue()), ("誓約書.pdf", town.signed_pledge()))
    )

    assert letter.kind is LetterKind.ACKNOWLEDGEMENT


def test_the_next_mail_is_served(office: Office) -> None:
    """A file that kills the process that opens it is answered, and so is the mail behind it."""
    _, [first] = taken(office, mail(("エントリーシート.xls", old_excel_that_aborts())))
    _, [second] = taken(office, mail(("エントリーシート.xlsx", SHEET), ("誓約書.pdf", town.signed_pledge())))

    assert first.kind is LetterKind.RESEND_REQUEST
    assert HEADINGS["damaged"] in first.body
    assert second.kind is LetterKind.ACKNOWLEDGEMENT
