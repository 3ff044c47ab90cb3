"""Several processes on one data directory, at once or one after the other died: nothing lost, nothing doubled."""

import os
import signal
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests.crash.lives import Lives
from tests.e2e import town
from tests.e2e.test_run import PATIENCE, eventually
from tests.e2e.town import MONDAY, Town

SEVERAL = 4


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    return town.at_home(tmp_path / "office", embedded)


def test_the_same_mail_handed_in_by_several(office: Town, embedded: EmbeddedServers, python: str) -> None:
    """A mail that is imported several times at once, while a pass takes it from the mailbox: one case, one answer."""
    lives = Lives(folder=office.folder, python=python)
    data = town.entry()
    file = office.folder / "entry.eml"
    file.write_bytes(data)
    embedded.deliver("kikaku", data, MONDAY)
    now = f"--now={MONDAY.isoformat()}"

    begun = [lives.begin(now, "once"), *(lives.begin(now, "import", str(file)) for _ in range(SEVERAL))]

    assert {life.end(PATIENCE).code for life in begun} == {0}
    assert lives.begin(now, "once").end(PATIENCE).code == 0
    assert len(office.json("cases")) == len(office.json("mails")) == len(office.json("outbox")) == 1
    assert len(embedded.received) == 1
    assert (office.folder / "data/audit.jsonl").read_text("utf-8").count('"mail.case"') == 1
    assert not list((office.folder / "data/attempts").iterdir())


def test_the_same_mail_of_a_stranger_keeps_its_bytes(
    office: Town, embedded: EmbeddedServers, python: str
) -> None:
    """What a pass leaves and a clerk imports at the same time: the record of the import has its bytes."""
    lives = Lives(folder=office.folder, python=python)
    data = town.entry(b"", pledge=False, subject="月報", text="統計です。", sender="toukei@example.go.jp")
    file = office.folder / "report.eml"
    file.write_bytes(data)
    embedded.deliver("kikaku", data, MONDAY)
    now = f"--now={MONDAY.isoformat()}"

    begun = [lives.begin(now, "import", str(file)), lives.begin(now, "once")]

    assert {life.end(PATIENCE).code for life in begun} == {0}
    (kept,) = [mail for mail in office.json("mails") if mail["handled"] == "person"]
    assert list((office.folder / "data/raw").rglob(kept["id"]))


def test_a_child_that_outlives_the_daemon_keeps_nothing_of_it(
    office: Town, embedded: EmbeddedServers
) -> None:
    """The daemon dies while a child of its bench still lives: the next one has the locks at once."""
    embedded.deliver("kikaku", town.entry(), MONDAY)
    daemon = office.start("run")
    children = Path(f"/proc/{daemon.pid}/task/{daemon.pid}/children")
    eventually(lambda: any(_is_child(pid) for pid in children.read_text().split()))
    child = next(int(pid) for pid in children.read_text().split() if _is_child(pid))
    os.kill(child, signal.SIGSTOP)
    daemon.kill()
    daemon.wait(PATIENCE)

    assert Path(f"/proc/{child}").exists()
    try:
        assert office.mailbot("once", now=MONDAY).code == 0
    finally:
        os.killpg(child, signal.SIGKILL)
    assert len(office.json("cases")) == 1


def _is_child(pid: str) -> bool:
    """Whether it is a child of the bench by now, and no more the fork of the daemon that it was for a moment."""
    return b"mailbot.sheets.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
