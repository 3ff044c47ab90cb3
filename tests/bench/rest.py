"""What the program costs at rest and at worst: a start, an idle daemon, a mail of 40 MB."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from email import message_from_bytes
from email.message import Message
from email.mime.application import MIMEApplication
from pathlib import Path

import trustme

from tests import servers
from tests.bench import memory
from tests.e2e import town
from tests.e2e.test_run import configured, keep, running
from tests.e2e.town import Town
from tests.servers import USERS, Dovecot

STARTS = 7
IDLE_SECONDS = 600.0
SETTLING = 10.0
"""Seconds after which a daemon that has looked through its mailbox only waits."""
LARGE = 40_000_000
PATIENCE = 300.0
"""Seconds for that mail."""

Row = tuple[str, str]


def report(idle: float = IDLE_SECONDS, starts: int = STARTS) -> str:
    """Markdown, a line for each figure."""
    with ExitStack() as stack:
        ca = trustme.CA()
        dovecot = stack.enter_context(servers.dovecot(ca))
        postfix = stack.enter_context(servers.postfix(ca, dovecot))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        office = configured(folder / "office", dovecot, postfix, USERS[0])
        rows = _starts(office, starts)
        with running(office) as daemon:
            rows += _idle(daemon.pid, idle)
            rows += _large(daemon.pid, office, dovecot)
    return "\n".join(("| at rest | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)))


def _starts(office: Town, starts: int) -> list[Row]:
    """Whole processes, in turn, so that a slow minute falls on all."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import mailbot": [sys.executable, "-c", "import mailbot.__main__"],
        "once, mailbox empty": office.command("once"),
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(starts):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times[name].append(1000 * (time.perf_counter() - start))
    return [(f"{name}, ms", f"{statistics.median(found):.0f}") for name, found in times.items()]


def _idle(daemon: int, seconds: float) -> list[Row]:
    """In IDLE on an empty mailbox; its children at the bench apart."""
    time.sleep(min(seconds, SETTLING))
    before = memory.seconds(daemon)
    time.sleep(seconds)
    share = 100 * (memory.seconds(daemon) - before) / seconds
    return [
        (f"idle daemon, % of a core over {seconds:.0f} s", f"{share:.2f}"),
        ("idle daemon, MB", f"{memory.held(daemon):.0f}"),
        ("its children, MB", f"{sum(map(memory.held, memory.children(daemon))):.0f}"),
    ]


def _large(daemon: int, office: Town, dovecot: Dovecot) -> list[Row]:
    """An entry with a huge file beside it."""
    mail: Message = message_from_bytes(town.entry())
    mail.attach(MIMEApplication(os.urandom(LARGE * 3 // 4), "octet-stream"))
    keep(dovecot, USERS[0], mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), flags="")
    before, end = memory.peak(daemon), time.monotonic() + PATIENCE
    while not office.json("cases"):
        assert time.monotonic() < end, "the large mail was not taken in"
        time.sleep(1)
    return [("peak above that while a mail of 40 MB is taken in, MB", f"{memory.peak(daemon) - before:.0f}")]
