"""The daemon and the children that open files for it: hostile mail harms nothing, and nobody is left behind."""

import os
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY, Town
from tests.mailbot.sheets.test_hostile import old_excel_that_aborts, zip_bomb

PATIENCE = 60
"""Seconds to wait for an event on a busy machine."""


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    return town.at_home(tmp_path / "office", embedded)


def test_hostile_mail_is_answered_and_no_child_is_left(office: Town, embedded: EmbeddedServers) -> None:
    """`run` answers what kills its children, serves the mail behind it, and takes its children along at the end."""
    mails = [
        town.entry(old_excel_that_aborts(), sender="a@example.jp", pledge=False),
        town.entry(zip_bomb(), sender="b@example.jp", pledge=False),
        town.entry(entries.filled("nonfood"), sender="c@example.jp"),
    ]
    for mail in mails:
        embedded.deliver("kikaku", mail, MONDAY)

    daemon = office.start("run")
    try:
        waited_for(embedded, daemon, letters=len(mails))
        children = children_of(daemon.pid)
    finally:
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(PATIENCE)

    answers = {answer["To"]: answer["X-Mailbot-Kind"] for answer in town.received(embedded)}
    assert answers == {
        "a@example.jp": "resend_request",
        "b@example.jp": "resend_request",
        "c@example.jp": "acknowledgement",
    }
    assert daemon.returncode == 0
    assert children
    assert not any(Path("/proc", str(pid)).exists() for pid in children)


def waited_for(embedded: EmbeddedServers, daemon: "subprocess.Popen[bytes]", *, letters: int) -> None:
    """Until so many letters have come; fails where the daemon ends before."""
    tick = threading.Event()
    for _ in range(PATIENCE * 10):
        if len(embedded.received) >= letters:
            return
        assert daemon.poll() is None
        tick.wait(0.1)
    pytest.fail(f"only {len(embedded.received)} letters came")


def children_of(pid: int) -> list[int]:
    listed = Path("/proc", str(pid), "task").glob("*/children")
    return [int(child) for task in listed for child in os.fsdecode(task.read_bytes()).split()]
