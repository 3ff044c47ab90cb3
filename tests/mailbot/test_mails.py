"""`mailbot mails` and `reprocess`: what waits for a person is read, seen to, laid to a case, taken again."""

import json
import signal
from hashlib import sha256
from pathlib import Path

import pytest

from mailbot.intake.taking import Coming, take
from mailbot.wiring import Office
from store import cases, outbox, raw
from store.config import load
from tests.e2e import town
from tests.e2e.town import MONDAY, Mailbot, Town
from tests.entries import filled
from tests.mailbot.intake.counter import LOCKED
from tests.mails.frame import mixed, text, utf8_file
from tests.mails.wire import part, word

QUESTION = town.entry(
    b"", pledge=False, sender="who@example.jp", subject="アンテナショップの商品", text="いつまでですか"
)


@pytest.fixture
def home(tmp_path: Path) -> Town:
    return town.found(tmp_path / "office", {})


def came(mailbot: Mailbot, home: Town, *mails: bytes) -> list[str]:
    """Their ids, as `mails` lists them."""
    for number, mail in enumerate(mails):
        file = home.folder / f"{number}.eml"
        file.write_bytes(mail)
        assert mailbot("import", str(file)).code == 0
    return [each["id"] for each in json.loads(mailbot("mails", "--json").out)]


def test_seen_to(mailbot: Mailbot, home: Town) -> None:
    """Listed with the first characters of its id, which name it; done, it waits no longer; undone, it does again."""
    (id,) = came(mailbot, home, QUESTION)
    listed = mailbot("mails", "--person").out
    assert id[:8] in listed and id not in listed

    assert mailbot("mails", "done", id[:8], "--by", "山田").code == 0
    assert json.loads(mailbot("mails", "--person", "--json").out) == []
    assert "職員へ(済)" in mailbot("mails").out
    assert mailbot("mails", "undone", id[:8], "--by", "山田").code == 0
    assert len(json.loads(mailbot("mails", "--person", "--json").out)) == 1

    assert mailbot("mails", "done").code == mailbot("mails", "done", "00000000").code == 2


def test_laid_to_a_case(mailbot: Mailbot, home: Town) -> None:
    """`assign` puts it among the mails of the case; `undo` takes it out again."""
    _, id = came(mailbot, home, town.entry(), QUESTION)

    assert mailbot("mails", "assign", id[:8], "R8-0001", "--by", "山田").code == 0
    case = json.loads(mailbot("show", "R8-0001", "--json").out)
    assert [mail["id"] for mail in case["mails"]][-1] == id

    assert mailbot("undo", "--by", "山田").code == 0
    assert len(json.loads(mailbot("show", "R8-0001", "--json").out)["mails"]) == 1
    assert mailbot("mails", "assign", id[:8]).code == 2


def test_read_and_saved(mailbot: Mailbot, home: Town, tmp_path: Path) -> None:
    """The whole text, with nothing in it that moves a terminal; files under names of ours, none overwritten."""
    long = "あ" * 3000 + "\x1b[2J最後の行\u202e"
    head = [("From", "who@example.jp"), ("To", town.OFFICE), ("Subject", word("取扱商品エントリー"))]
    content = mixed(text(long), utf8_file("../../見積.xls", LOCKED))
    (id,) = came(mailbot, home, part([*head, *content[0]], content[1]))
    folder = tmp_path / "saved"

    shown = mailbot("mails", "read", id[:8], "--save", str(folder))

    assert shown.code == 0 and "最後の行" in shown.out and "見積.xls" in shown.out
    assert "\x1b" not in shown.out and "\u202e" not in shown.out
    (file,) = folder.iterdir()
    assert (file.name, file.read_bytes()) == (f"{id[:8]}-01.bin", LOCKED)
    assert mailbot("mails", "read", id[:8], "--save", str(folder)).code == 2
    document = json.loads(mailbot("mails", "read", id[:8], "--json").out)
    assert document["text"].count("あ") == 3000


def test_what_came_on_paper_is_read_and_saved(mailbot: Mailbot, home: Town, tmp_path: Path) -> None:
    """Its record, and the files that a clerk handed in with it; `show` names it like a mail."""
    workbook, folder = tmp_path / "シート.xlsx", tmp_path / "saved"
    workbook.write_bytes(filled("food"))
    posted = ("--received", "2026-11-13", "--no-mail", "--by", "山田")
    assert mailbot("register", str(workbook), *posted).code == 0
    (mail,) = json.loads(mailbot("show", "R8-0001", "--json").out)["mails"]

    shown = mailbot("mails", "read", mail["id"][:8], "--save", str(folder))

    assert "郵送・窓口" in shown.out and "シート.xlsx" in shown.out
    (file,) = folder.iterdir()
    assert file.read_bytes() == workbook.read_bytes()


def test_taken_again(mailbot: Mailbot, home: Town) -> None:
    """`reprocess` tells what became of it; a mail without kept bytes ends with 65 and the way out."""
    (id,) = came(mailbot, home, QUESTION)

    taken = json.loads(mailbot("reprocess", id[:8], "--by", "山田", "--json").out)
    assert (taken["id"], taken["handled"]) == (id, "person")
    assert "職員へ" in mailbot("reprocess", id[:8], "--by", "山田").out

    raw.remove(Office.of(load(home.folder / "config.toml")).directory, id)
    for command in (("reprocess", id, "--by", "山田"), ("mails", "read", id)):
        ended = mailbot(*command)
        assert ended.code == 65 and "import" in ended.err


@pytest.mark.parametrize("fault", ["intake.understood", "register.json.written", "register.json.replaced"])
def test_killed_while_taken_again(home: Town, fault: str) -> None:
    """Killed at any step and asked for once more: one case, one letter."""
    office, mail = Office.of(load(home.folder / "config.toml")), town.entry()
    for _ in range(3):
        office.attempts.begin(sha256(mail).hexdigest())
    aside = take(office, Coming(data=mail, received_at=MONDAY), now=MONDAY)
    command = ("reprocess", aside.id, "--by", "山田")

    assert home.mailbot(*command, now=MONDAY, MAILBOT_FAULT=f"{fault}:1").code == -signal.SIGKILL
    home.ok(*command, now=MONDAY)

    db = office.store.snapshot()
    assert len(list(cases.every(db))) == len(list(outbox.letters(db))) == 1
