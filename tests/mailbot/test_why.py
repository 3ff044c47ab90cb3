"""`mailbot why` and `show`: each decision can be followed from the mail itself, and asking changes nothing."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mailbot.explanation.heads import heads
from mailbot.explanation.mail import of_mail
from mailbot.mail import silence
from mailbot.mail.parse import parse
from mailbot.wiring import Office
from rules.model import Arrival, Place
from rules.shown import clean
from store.config import load
from store.leftmail import Left
from tests.e2e import town
from tests.e2e.town import MONDAY, Mailbot, Town
from tests.mailbot.intake.counter import LOCKED, Counter, sheet
from tests.mails.expected import KNOWN, NAMES, raw
from tests.mails.frame import mixed, text, utf8_file
from tests.mails.wire import part, word

HOUR = timedelta(hours=1)


@pytest.fixture
def home(tmp_path: Path) -> Town:
    return town.found(tmp_path / "office", {})


def why(counter: Counter, mail: Arrival) -> dict[str, Any]:
    """Asked, and nothing is changed by it."""
    token = counter.office.store.token()
    found = of_mail(counter.office, counter.office.store.snapshot(), mail)
    assert counter.office.store.token() == token
    return found


@pytest.mark.parametrize("name", NAMES)
def test_heads(name: str) -> None:
    """Of each mail of the corpus the fields that decide are told, safe to draw, each with its meaning."""
    mail = parse(raw(name))

    found = heads(mail, KNOWN)

    assert found[0].name == "From"
    assert all(head.meaning.endswith("。") and head.said == clean(head.said) for head in found)
    assert bool(silence.rule_of(mail, KNOWN)) == (silence.mark(mail, KNOWN) is not None)


def test_entry(counter: Counter) -> None:
    """Sender, files, case and letter of an entry, and who did what."""
    told = why(counter, counter.bring(sheet(storage="")))

    assert told["rule"]["name"] == "" and told["rule"]["looked_at"] == list(silence.RULES)
    assert [(file["name"], file["taken_for"]) for file in told["attachments"]] == [
        ("エントリーシート.xlsx", "entry"),
        ("誓約書.pdf", "pledge"),
    ]
    (case,) = told["cases"]
    assert (case["number"], case["role"]) == ("R8-0001", "entry") and "新しく" in case["because"]
    assert any("保存温度帯" in message for message in case["findings"])
    assert told["letter"]["kind"] == "correction_request"
    assert [event["what"] for event in told["history"]] == ["mail.case"]


def test_history_calls_mails_as_people_do(mailbot: Mailbot, home: Town) -> None:
    """No code of a role stands in it, alone or before a product."""
    for name, mail in (("a", town.entry(pledge=False)), ("b", town.entry(b"", text="誓約書です。"))):
        file = home.folder / f"{name}.eml"
        file.write_bytes(mail)
        mailbot("import", f"{file}")

    told = mailbot("why", "R8-0001").out

    assert "案件は補正依頼中 エントリー: あまおうジャム 150g" in told
    assert "案件は受付済 誓約書\n" in told
    assert "+09:00 自動 案件は受付済" in told and "令和8年11月分 " in told


def test_correction(counter: Counter) -> None:
    """A reply is known by the letter that it answers; what it closed is told."""
    counter.bring(sheet(storage=""))
    (letter,) = counter.send_all(MONDAY)

    told = why(counter, counter.bring(sheet(), MONDAY + HOUR, answers=letter.message_id))

    assert told["evidence"]["reply_to"] == letter.id
    (case,) = told["cases"]
    assert "手紙" in case["because"] and case["closed"] == ["保存温度帯"]


def test_unanswered(counter: Counter) -> None:
    """Where nothing was answered, the reason stands there: a robot, a copy, an answer that joined another."""
    mail = town.entry(pledge=False)
    counter.take(mail)
    robot = counter.bring(pledge=False, extra={"Auto-Submitted": "auto-replied"})
    copy = counter.take(b"X-Relay: b\r\n" + mail)
    joined = counter.bring(b"", MONDAY + timedelta(minutes=2), subject="誓約書です")

    assert why(counter, robot)["rule"]["name"] == "自動応答"
    assert "Auto-Submitted" in why(counter, robot)["no_letter"]
    assert "同じ内容" in why(counter, copy)["no_letter"]
    assert "L-000001" in why(counter, joined)["no_letter"]


def test_unreadable(counter: Counter) -> None:
    """A file that nobody here could open is told with the reason, and so is what was put right since."""
    head = [("From", "who@example.jp"), ("To", town.OFFICE), ("Subject", word("取扱商品エントリー"))]
    content = mixed(text("送ります。"), utf8_file("エントリーシート.xlsx", LOCKED))

    told = why(counter, counter.take(part([*head, *content[0]], content[1])))

    (file,) = told["attachments"]
    assert file["taken_for"] == "encrypted" and "パスワード" in file["why"]
    assert told["then"]["handled"] == "person" and told["letter"]["kind"] == "resend_request"


def test_command(mailbot: Mailbot, home: Town) -> None:
    """For a mail by the first of its id, for a case with all its mails; no stranger's control character is shown."""
    file = home.folder / "entry.eml"
    file.write_bytes(town.entry(extra={"Reply-To": "\x1b[2J<evil@example.org>", "X-Autoreply": ""}))
    mailbot("import", str(file))
    (mail,) = json.loads(mailbot("mails", "--json").out)

    for what in (mail["id"][:8], "R8-0001"):
        told = mailbot("why", what).out
        assert "Reply-To" in told and "使いません" in told and "\x1b" not in told
        assert "L-000001 受付の返信" in told
    assert json.loads(mailbot("why", "R8-0001", "--json").out)["mails"][0]["id"] == mail["id"]
    assert mail["id"][:8] in mailbot("show", "R8-0001").out

    for unknown in ("R8-9999", "deadbeef", ""):
        assert mailbot("why", unknown).code == 2


def test_what_came_on_paper(mailbot: Mailbot, home: Town, tmp_path: Path) -> None:
    """No mail is made of it: who entered it, its case and letter are told, and nothing of senders and robots."""
    workbook = tmp_path / "シート.xlsx"
    workbook.write_bytes(sheet(contact_mail=""))
    posted = ("--received", "2026-11-13", "--no-mail", "--on-paper", "pledge", "--by", "山田")
    assert mailbot("register", str(workbook), *posted).code == 0
    (paper,) = json.loads(mailbot("why", "R8-0001", "--json").out)["mails"]

    for what in ("R8-0001", paper["id"][:8]):
        told = mailbot("why", what).out
        assert "山田 が登録しました" in told and "紙で届いたシートからできた案件です。" in told
        assert "L-000001 受付の返信" in told
        assert "差出人" not in told and "返信の可否" not in told


def test_left_mail(mailbot: Mailbot, home: Town) -> None:
    """What was left is explained by its Message-ID, as far as its header was kept."""
    office = Office.of(load(home.folder / "config.toml"))
    place = Place(account="a", folder="INBOX", uidvalidity=1, uid=1)
    office.left.append(
        Left(place=place, message_id="<m@soumu.example.jp>", received_at=MONDAY, reason="そのまま残します。")
    )

    told = mailbot("why", "<m@soumu.example.jp>").out

    assert "触れない" in told and "そのまま残します。" in told
