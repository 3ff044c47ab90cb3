"""The program killed after each hop of a mail and of a letter, and run again: nothing lost, nothing doubled."""

import signal
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mailbot.paper import enclosures
from mailbot.servers.embedded import EmbeddedServers
from mailbot.wiring import Office
from rules.record import Struct
from store.config import load
from tests import entries
from tests.crash.lives import Lives
from tests.e2e import town
from tests.e2e.test_run import PATIENCE
from tests.e2e.town import MONDAY, Town

BEFORE_SENDING = [
    "reception.looked",
    "reception.fetched",
    "raw.written",
    "raw.replaced",
    "intake.kept",
    "attempts.counted",
    "intake.understood",
    "register.json.written",
    "register.json.linked",
    "register.json.replaced",
    "register.json.synced",
    "audit.jsonl.appended",
    "intake.committed",
    "reception.filed",
    "register.json.replaced:2",
    "dispatch.built",
]
"""Where nothing has been said to the mail server: the letter leaves later, once."""

IN_DOUBT = [
    "dispatch.claimed",
    "courier.mail",
    "courier.rcpt",
    "courier.data",
    "courier.written",
    "dispatch.answered",
]
"""Where a letter was on its way: nobody knows, so it is never sent again by itself."""

AFTER_SENDING = ["dispatch.settled", "reception.copied"]


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    home = town.at_home(tmp_path / "office", embedded)
    embedded.deliver("kikaku", town.entry(), MONDAY)
    return home


class Program(Struct, frozen=True, kw_only=True):
    """Each of its lives is a process of its own, forked from this one: nobody waits for Python to start."""

    lives: Lives

    def ends(self, *command: str, now: datetime = MONDAY, fault: str = "") -> int:
        """How this command ended."""
        return self.lives.begin(f"--now={now.isoformat()}", *command, fault=fault).end(PATIENCE).code

    def is_killed_at(self, fault: str, *command: str, now: datetime = MONDAY) -> None:
        assert self.ends(*(command or ("once",)), now=now, fault=fault) == -signal.SIGKILL

    def passes(self, *minutes: int) -> None:
        """Each a pass so many minutes later."""
        for minute in minutes:
            assert self.ends("once", now=MONDAY + timedelta(minutes=minute)) == 0


@pytest.fixture
def program(office: Town, python: str) -> Program:
    enclosures.blank_pledge(Office.of(load(office.folder / "config.toml")))  # drawn here, known to all lives
    return Program(lives=Lives(folder=office.folder, python=python))


@pytest.mark.parametrize("fault", BEFORE_SENDING + AFTER_SENDING)
def test_killed_then_run_again_makes_one_case_and_one_letter(
    office: Town, program: Program, embedded: EmbeddedServers, fault: str
) -> None:
    """Killed at this point and started again, the office has one case, the sender one letter."""
    program.is_killed_at(fault)

    program.passes(1, 2)

    (case,) = office.json("cases")
    assert case["state"] == "accepted"
    (letter,) = office.json("outbox")
    assert letter["state"] == "sent"
    assert len(embedded.received) == 1
    assert program.ends("audit", "verify") == 0
    assert not list((office.folder / "data/attempts").iterdir())


@pytest.mark.parametrize("fault", IN_DOUBT)
def test_killed_while_sending_tells_a_person(
    office: Town, program: Program, embedded: EmbeddedServers, fault: str
) -> None:
    """Killed between claim and settlement, the letter is `uncertain`, staff are told once, and it is not sent again."""
    program.is_killed_at(fault)
    left = len(embedded.received)

    program.passes(1, 2)

    assert len(office.json("cases")) == 1
    answer, alert = office.json("outbox")
    assert (answer["state"], alert["kind"], alert["state"]) == ("uncertain", "alert", "sent")
    assert len(embedded.received) == left + 1
    assert program.ends("status") == 1


def test_mail_that_kills_is_set_aside(office: Town, program: Program, embedded: EmbeddedServers) -> None:
    """A mail that kills the program three times goes to a person; the mail behind it is served."""
    for _ in range(3):
        program.is_killed_at("intake.understood")
    embedded.deliver("kikaku", town.entry(sender="next@example.jp"), MONDAY)

    program.passes(0)

    set_aside, taken = office.json("mails")
    assert (set_aside["handled"], taken["handled"]) == ("set_aside", "case")
    assert len(embedded.received) == 1


@pytest.mark.parametrize("fault", ["intake.left", "left.jsonl.appended"])
def test_killed_while_leaving_a_mail_keeps_no_copy(
    office: Town, program: Program, embedded: EmbeddedServers, fault: str
) -> None:
    """A stranger's mail that was being left when we died is left once, and no copy and no try of it stays with us."""
    stranger = town.entry(b"", pledge=False, subject="月報", text="統計です。", sender="toukei@example.go.jp")
    program.passes(0)
    before = {file for file in (office.folder / "data/raw").rglob("*") if file.is_file()}
    embedded.deliver("kikaku", stranger, MONDAY)

    program.is_killed_at(fault)
    program.passes(0)

    assert not list((office.folder / "data/attempts").iterdir())
    assert [mail["handled"] for mail in office.json("mails")] == ["case", "left"]
    assert {file for file in (office.folder / "data/raw").rglob("*") if file.is_file()} == before


def test_killed_while_erasing_leaves_no_copy(
    office: Town, program: Program, embedded: EmbeddedServers
) -> None:
    """The register has forgotten a case and its mail when we died: the next time the bytes are deleted, too."""
    embedded.deliver("kikaku", town.entry(entries.filled("nonfood"), pledge=False), MONDAY)
    program.passes(0)
    assert program.ends("outcome", "R8-0002", "withdrawn", "--by", "山田") == 0
    going = office.json("mails")[1]["id"]
    over = datetime.fromisoformat("2032-04-01T09:00:00+09:00")

    program.is_killed_at("retention.erased", "purge", "--by", "山田", now=over)
    assert list((office.folder / "data/raw").rglob(going))
    assert program.ends("purge", "--by", "山田", now=over) == 0

    assert [case["number"] for case in office.json("cases")] == ["R8-0001"]
    assert not list((office.folder / "data/raw").rglob(going))
