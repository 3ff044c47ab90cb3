"""The clock of the machine is set while the daemon lives: it goes on at once, and does nothing twice."""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from apscheduler.schedulers import base

from mailbot.daemon import Daemon
from mailbot.servers.embedded import EmbeddedServers
from rules.model import OutcomeKind
from store import cases
from store.desk import Desk, approval, outcomes
from tests.e2e import town
from tests.e2e.test_daemon import LONG_AGO, at_home, office_of
from tests.e2e.test_run import PATIENCE, eventually


class Clock:
    """The machine's clock, which somebody sets."""

    def __init__(self) -> None:
        self.shift = timedelta()

    def __call__(self, zone: tzinfo = UTC) -> datetime:
        return datetime.now(zone) + self.shift  # noqa: TID251  # what is set is the machine's own


@pytest.mark.parametrize("step", [timedelta(hours=-9), timedelta(days=40)], ids=["back", "forward"])
def test_a_clock_that_is_set(
    tmp_path: Path, embedded: EmbeddedServers, monkeypatch: pytest.MonkeyPatch, step: timedelta
) -> None:
    """Nine hours back, as by a time server on a machine that was wrong, or forward over the next 20th and 10th.

    What a clerk lets go then leaves within seconds; each letter once.
    """
    home = at_home(tmp_path, embedded)
    embedded.deliver("kikaku", town.entry(), LONG_AGO)
    clock = Clock()
    monkeypatch.setattr(base, "datetime", type("Shifted", (datetime,), {"now": staticmethod(clock)}))
    daemon = Daemon(office_of(home), clock)

    def meanwhile() -> None:
        embedded.wait_for(1, PATIENCE)
        clock.shift = step
        office = office_of(home)
        desk = Desk(store=office.store, library=office.library, config=office.config, by="山田", login="y")
        (case,) = cases.every(office.store.snapshot())
        now = datetime.fromisoformat("2020-02-11T09:00:00+09:00")
        outcomes.record(desk, case.number, OutcomeKind.SELECTED, now=now)
        approval.release(desk, "2020-01", approver="課長", approved_on=date(2020, 2, 4), now=now)
        eventually(lambda: "result" in town.kinds(embedded))

    _alive(daemon, meanwhile)

    kinds = [kind for kind in town.kinds(embedded) if kind in ("acknowledgement", "result")]
    assert kinds == ["acknowledgement", "result"]


def _alive(daemon: Daemon, meanwhile: Callable[[], None]) -> None:
    """Lets the daemon live in this thread, which alone hears signals, until that is done in another one."""
    begun = threading.Event()

    def act() -> None:
        try:
            begun.wait(PATIENCE)
            meanwhile()
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with ThreadPoolExecutor(1) as other:
            done = other.submit(act)
            begun.set()
            daemon.run()
            done.result()
    finally:
        signal.signal(signal.SIGTERM, before)
