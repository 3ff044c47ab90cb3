"""`doctor --sample`: what a gateway took out of a test mail, with and without the originals beside it."""

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot import gateway
from mailbot.gateway import Sent
from mailbot.mail.parse import parse
from tests.e2e import town
from tests.e2e.town import Mailbot, Town
from tests.mailbot.intake.desk import WIRE, picture


@pytest.fixture
def home(tmp_path: Path) -> Town:
    return town.found(tmp_path / "office", {})


def book(*parts: str, relation: str = "") -> bytes:
    """A workbook with these parts beside its cells; `relation`: what the workbook says it leads to."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        if relation:
            archive.writestr(
                "xl/_rels/workbook.xml.rels",
                f'<Relationships><Relationship Id="r1" Type="x/y" Target="{relation}"/></Relationships>',
            )
        for part in parts:
            archive.writestr(part, "x")
    return whole.getvalue()


def mail(files: dict[str, bytes], *, page: bool = True, text: str = "試しです。") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", town.OFFICE, "試し"
    message["Authentication-Results"] = "mx.city.example; dmarc=pass"
    message.set_content(text)
    if page:
        message.add_alternative(f"<p>{text}</p>", subtype="html")
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes(policy=WIRE)


def told(arrived: bytes, sent: dict[str, bytes] | None = None) -> dict[tuple[str, str], bool]:
    """(file, what) -> whether it does harm."""
    found = gateway.remarks(parse(arrived), arrived, Sent.of(sent or {}))
    assert [remark.harmful for remark in found] == sorted((remark.harmful for remark in found), reverse=True)
    return {(remark.problem.file, remark.problem.key): remark.harmful for remark in found}


FULL = book("xl/vbaProject.bin", "xl/media/image1.png", "xl/ctrlProps/ctrlProp1.xml", "xl/comments1.xml")


def test_what_arrives_as_it_was_is_no_news() -> None:
    """The mail itself is the measure: its own files, and those of the mail as it was saved when sent."""
    whole = mail({"シート.xlsm": FULL, "写真.jpg": picture()})

    assert told(whole) == {}
    assert told(whole, {"sent.eml": whole}) == {}
    assert told(whole, {"シート.xlsm": FULL}) == {}


@pytest.mark.parametrize(
    ("arrives", "lost"),
    [
        (lambda: mail({"シート.xlsx": book("xl/media/image1.png", "xl/ctrlProps/c.xml", "xl/comments1.xml")}),
         {("シート.xlsx", "macros"): False}),
        (lambda: mail({"シート.xlsm": book("xl/vbaProject.bin", "xl/ctrlProps/c.xml", "xl/comments1.xml")}),
         {("シート.xlsm", "pictures"): True}),
        (lambda: mail({"シート.xlsm": book()}),
         {("シート.xlsm", key): key in ("pictures", "controls")
          for key in ("macros", "pictures", "controls", "comments")}),
        (lambda: mail({"シート.pdf": b"%PDF-1.4\n%%EOF"}), {("シート.xlsm", "kind"): True}),
        (lambda: mail({}), {("シート.xlsm", "missing"): True}),
        (lambda: mail({"シート.xlsm": FULL}, page=False), {("本文", "html"): False}),
    ],
)  # fmt: skip
def test_what_was_taken_out_is_found(arrives: Callable[[], bytes], lost: dict[tuple[str, str], bool]) -> None:
    """Macros, pictures, parts, the file itself, HTML: each by its name, and whether the robot misses it."""
    found = told(arrives(), {"sent.eml": mail({"シート.xlsm": FULL})})

    assert {key: harm for key, harm in found.items() if key in lost} == lost
    assert any(found.values()) == any(lost.values())


def test_a_mail_gives_away_what_is_missing() -> None:
    """Without the original: parts that are named and gone, a name of the wrong kind, a notice in the text."""
    stripped = mail(
        {
            "シート.xlsx": book(relation="media/image1.png"),
            "様式.xlsm": book(),
        },
        text="添付ファイルは無害化されています。",
    )

    assert told(stripped) == {
        ("シート.xlsx", "pictures"): True,
        ("様式.xlsm", "macros"): False,
        ("本文", "text"): False,
    }


def test_command_tells_it_in_sentences(tmp_path: Path, home: Town, mailbot: Mailbot) -> None:
    """Exit 1 where the robot would miss something; the server's id for `authserv_id` is named; nothing is stored."""
    arrived, sent = tmp_path / "arrived.eml", tmp_path / "シート.xlsm"
    arrived.write_bytes(mail({"シート.xlsm": book("xl/vbaProject.bin")}))
    sent.write_bytes(FULL)

    ended = mailbot("doctor", "--sample", str(arrived), "--sent", str(sent))

    assert ended.code == 1 and "画像が取り除かれています" in ended.out and "mx.city.example" in ended.out
    assert mailbot("doctor", "--sample", str(arrived)).code == 0
    assert not (home.folder / "data").exists()
    assert mailbot("doctor", "--sample", str(tmp_path / "no.eml")).code == 65
