"""The program killed after each hop of a mail and of a letter, and run again: nothing lost, nothing doubled."""

import signal
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY, Town

BEFORE_SENDING = [
    "raw.written",
    "raw.replaced",
    "intake.kept",
    "intake.understood",
    "register.json.written",
    "register.json.replaced",
    "audit.jsonl.appended",
    "intake.committed",
    "reception.filed",
    "register.json.replaced:2",
    "dispatch.built",
]
"""Where nothing has been said to the mail server: the letter leaves later, once."""

IN_DOUBT = ["dispatch.claimed", "dispatch.answered"]
"""Where a letter was on its way: nobody knows, so it is never sent again by itself."""

AFTER_SENDING = ["dispatch.settled", "reception.copied"]


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    home = town.at_home(tmp_path / "office", embedded)
    embedded.deliver("kikaku", town.entry(), MONDAY)
    return home


@pytest.mark.parametrize("fault", BEFORE_SENDING + AFTER_SENDING)
def test_killed_then_run_again_makes_one_case_and_one_letter(
    office: Town, embedded: EmbeddedServers, fault: str
) -> None:
    """Killed at this point and started again, the office has one case, the sender one letter."""
    _kill_at(office, fault)

    for minute in (1, 2):
        office.ok("once", now=MONDAY + timedelta(minutes=minute))

    (case,) = office.json("cases")
    assert case["state"] == "accepted"
    (letter,) = office.json("outbox")
    assert letter["state"] == "sent"
    assert len(embedded.received) == 1
    assert office.mailbot("audit", "verify").code == 0


@pytest.mark.parametrize("fault", IN_DOUBT)
def test_killed_while_sending_tells_a_person(office: Town, embedded: EmbeddedServers, fault: str) -> None:
    """Killed between claim and settlement, the letter is `uncertain`, staff are told once, and it is not sent again."""
    _kill_at(office, fault)
    left = len(embedded.received)

    for minute in (1, 2):
        office.ok("once", now=MONDAY + timedelta(minutes=minute))

    assert len(office.json("cases")) == 1
    answer, alert = office.json("outbox")
    assert (answer["state"], alert["kind"], alert["state"]) == ("uncertain", "alert", "sent")
    assert len(embedded.received) == left + 1
    assert office.mailbot("status").code == 1


def test_mail_that_kills_is_set_aside(office: Town, embedded: EmbeddedServers) -> None:
    """A mail that kills the program three times goes to a person; the mail behind it is served."""
    for _ in range(3):
        _kill_at(office, "intake.understood")
    embedded.deliver("kikaku", town.entry(sender="next@example.jp"), MONDAY)

    office.ok("once", now=MONDAY)

    set_aside, taken = office.json("mails")
    assert (set_aside["handled"], taken["handled"]) == ("set_aside", "case")
    assert len(embedded.received) == 1


def _kill_at(office: Town, fault: str) -> None:
    assert office.mailbot("once", now=MONDAY, MAILBOT_FAULT=fault).code == -signal.SIGKILL


def test_killed_while_leaving_a_mail_keeps_no_copy(office: Town, embedded: EmbeddedServers) -> None:
    """A stranger's mail that was being left when we died is left again, and no copy of it stays with us."""
    stranger = town.entry(b"", pledge=False, subject="月報", text="統計です。", sender="toukei@example.go.jp")
    office.ok("once", now=MONDAY)
    before = {file for file in (office.folder / "data/raw").rglob("*") if file.is_file()}
    embedded.deliver("kikaku", stranger, MONDAY)

    _kill_at(office, "intake.left")
    office.ok("once", now=MONDAY)

    assert [mail["handled"] for mail in office.json("mails")] == ["case", "left"]
    assert {file for file in (office.folder / "data/raw").rglob("*") if file.is_file()} == before


def test_killed_while_erasing_leaves_no_copy(office: Town, embedded: EmbeddedServers) -> None:
    """The register has forgotten a case and its mail when we died: the next time the bytes are deleted, too."""
    embedded.deliver("kikaku", town.entry(entries.filled("nonfood"), pledge=False), MONDAY)
    office.ok("once", now=MONDAY)
    office.ok("outcome", "R8-0002", "withdrawn", "--by", "山田", now=MONDAY)
    going = office.json("mails")[1]["id"]
    over = datetime.fromisoformat("2032-04-01T09:00:00+09:00")

    killed = office.mailbot("purge", "--by", "山田", now=over, MAILBOT_FAULT="retention.erased")
    assert killed.code == -signal.SIGKILL and list((office.folder / "data/raw").rglob(going))
    office.ok("purge", "--by", "山田", now=over)

    assert [case["number"] for case in office.json("cases")] == ["R8-0001"]
    assert not list((office.folder / "data/raw").rglob(going))
