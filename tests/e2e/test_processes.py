"""Several processes on one data directory, at once or one after the other died: nothing lost, nothing doubled."""

import json
import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from mailbot.wiring import Office
from rules.model import OutcomeKind
from rules.moves import Refusal
from store import cases
from store.config import load
from store.desk import Desk, outcomes, remarks
from store.errors import Stale
from tests.crash.books import Books
from tests.crash.lives import Lives
from tests.e2e import town
from tests.e2e.test_run import PATIENCE, eventually
from tests.e2e.town import MONDAY, Town

SEVERAL = 4
EDITS = 8


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


def test_the_daemon_and_three_clerks_at_once(office: Town, embedded: EmbeddedServers, python: str) -> None:
    """Notes and outcomes of one case, while mail is taken: what was done is there, what came too late was told so."""
    lives = Lives(folder=office.folder, python=python)
    embedded.deliver("kikaku", town.entry(), MONDAY)
    daemon = lives.begin("run")
    embedded.wait_for(1, PATIENCE)
    (number,) = [case["number"] for case in office.json("cases")]

    clerks = [_begun(office.folder, f"職員{clerk}", number) for clerk in range(3)]
    for product in range(4):
        embedded.deliver("kikaku", town.entry(sender=f"info{product}@example.jp", pledge=False), MONDAY)
    said = [_said(clerk) for clerk in clerks]
    embedded.wait_for(5, PATIENCE)
    assert daemon.end(0).killed

    events = [json.loads(line) for line in (office.folder / "data/audit.jsonl").read_bytes().splitlines()]
    done = Counter((event["by"], event["what"]) for event in events)
    for clerk, counts in enumerate(said):
        assert done[f"職員{clerk}", "case.note"] == counts["notes"] == EDITS
        assert done[f"職員{clerk}", "outcome.recorded"] == counts["outcomes"]
        assert counts["outcomes"] + counts["late"] == EDITS
    assert sum(counts["late"] for counts in said) > 0
    (case,) = [case for case in office.json("cases") if case["number"] == number]
    notes = Books.of(office.folder / "data").cases[number]["notes"]
    assert sorted(note["text"] for note in notes) == sorted(
        f"職員{clerk} {edit}" for clerk in range(3) for edit in range(EDITS)
    )
    assert case["outcome"]["by"] in {f"職員{clerk}" for clerk in range(3)}
    assert lives.begin("audit", "verify").end(PATIENCE).code == 0


def _begun(folder: Path, name: str, number: str) -> "tuple[int, int]":
    """A clerk who writes as fast as the register lets him, in a process of his own; his pid, and where he reports."""
    report, end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(end, json.dumps(_edits(folder, name, number)).encode())
        finally:
            os._exit(0)
    os.close(end)
    return pid, report


def _edits(folder: Path, name: str, number: str) -> dict[str, int]:
    """How many of his notes and outcomes were done, and how many outcomes came too late."""
    office = Office.of(load(folder / "config.toml"))
    desk = Desk(store=office.store, library=office.library, config=office.config, by=name, login="x")
    counts = Counter(notes=0, outcomes=0, late=0)
    for edit in range(EDITS):
        case = cases.get(office.store.snapshot(), number)
        assert case is not None
        assert not isinstance(remarks.note(desk, number, f"{name} {edit}", now=MONDAY), Refusal)
        counts["notes"] += 1
        try:
            done = outcomes.record(
                desk, number, OutcomeKind.SELECTED, seen=case.version + edit % 2, now=MONDAY
            )
            assert not isinstance(done, Refusal)
            counts["outcomes"] += 1
        except Stale:
            counts["late"] += 1
    return counts


def _said(clerk: "tuple[int, int]") -> dict[str, int]:
    pid, report = clerk
    with os.fdopen(report) as file:
        said: dict[str, int] = json.loads(file.read())
    os.waitpid(pid, 0)
    return said


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
