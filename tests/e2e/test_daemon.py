"""The daemon through a day's troubles: servers that go and come back, a clerk beside it, an orderly end."""

import asyncio
import signal
import subprocess
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from mailbot.servers.embedded import HOST, EmbeddedServers
from mailbot.wiring import Office
from rules.model import LetterState, OutcomeKind
from store import cases, health, outbox
from store.config import load
from store.desk import Desk, approval, outcomes
from tests.e2e import town
from tests.e2e.test_run import PATIENCE, eventually
from tests.e2e.town import Town
from tests.mailbot.servers.test_courier_faults import answer, greet
from tests.servers import scripted

LONG_AGO = datetime.fromisoformat("2020-01-06T09:00:00+09:00")
"""The round of this instant has had its notice day, whenever the test runs."""


@contextmanager
def relay(port: int, up: threading.Event) -> Iterator[int]:
    """A port that leads to `port` while `up` is set, and hangs up at once while it is not."""

    async def lead(reader: StreamReader, writer: StreamWriter) -> None:
        if up.is_set():
            there, back = await asyncio.open_connection(HOST, port)
            await asyncio.gather(_pipe(reader, back), _pipe(there, writer))

    with scripted(lead) as ours:
        yield ours


async def _pipe(reader: StreamReader, writer: StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    writer.close()


@contextmanager
def running(home: Town) -> Iterator["subprocess.Popen[bytes]"]:
    process = home.start("run")
    try:
        eventually(lambda: (home.folder / "data/health.json").exists())
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0, log_of(home)


def at_home(folder: Path, servers: EmbeddedServers, **ports: int) -> Town:
    """An office whose mail of long ago counts; `imap` and `smtp`: other ports than the servers' own."""
    home = town.at_home(folder, servers, **{"2026-11-01T00:00:00": "2019-12-01T00:00:00"})
    config = home.folder / "config.toml"
    text = config.read_text()
    for name, port in ports.items():
        text = text.replace(f"port = {getattr(servers, f'{name}_port')}\n", f"port = {port}\n")
    config.write_text(text)
    return home


def log_of(home: Town) -> str:
    return (home.folder / "run.log").read_text()


def office_of(home: Town) -> Office:
    return Office.of(load(home.folder / "config.toml"))


def test_smtp_goes_and_comes_back(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """While the server takes no letter `status` says so, intake goes on; when it is back the answer leaves, once."""
    up = threading.Event()
    with relay(embedded.smtp_port, up) as port:
        home = at_home(tmp_path, embedded, smtp=port)
        embedded.deliver("kikaku", town.entry(), LONG_AGO)
        with running(home):
            eventually(lambda: bool(health.read(home.folder / "data").sending_failure))
            assert len(home.json("cases")) == 1
            up.set()
            embedded.wait_for(1, PATIENCE)
            eventually(lambda: not health.read(home.folder / "data").sending_failure)

    assert len(embedded.received) == 1
    told = [line for line in log_of(home).splitlines() if " 送信: " in line]
    assert len(told) == 2, "told once when it began and once when it was over"


def test_imap_goes_and_comes_back(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """A mailbox out of reach is told in the health, and looked at again by itself."""
    up = threading.Event()
    embedded.deliver("kikaku", town.entry(), LONG_AGO)
    with relay(embedded.imap_port, up) as port:
        home = at_home(tmp_path, embedded, imap=port)
        with running(home):
            eventually(lambda: health.read(home.folder / "data").failures > 0)
            up.set()
            embedded.wait_for(1, PATIENCE)
            eventually(lambda: health.read(home.folder / "data").failures == 0)


def test_clerks_act_leaves_by_itself(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """What a clerk releases in another process is sent by the running daemon without a signal to it."""
    home = at_home(tmp_path, embedded)
    embedded.deliver("kikaku", town.entry(), LONG_AGO)
    with running(home):
        embedded.wait_for(1, PATIENCE)
        office = office_of(home)
        desk = Desk(store=office.store, library=office.library, config=office.config, by="山田", login="y")
        now = datetime.fromisoformat("2020-02-11T09:00:00+09:00")
        (case,) = cases.every(office.store.snapshot())
        outcomes.record(desk, case.number, OutcomeKind.SELECTED, now=now)
        approval.release(desk, "2020-01", approver="課長", approved_on=date(2020, 2, 4), now=now)

        eventually(lambda: "result" in kinds(embedded))


def test_stop_waits_for_the_letter_on_its_way(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """SIGTERM between the text and the server's word: the word is waited for, and the letter is `sent`."""
    said, end = threading.Event(), threading.Event()

    async def slow(reader: StreamReader, writer: StreamWriter) -> None:
        await greet(reader, writer, DATA="")
        writer.write(b"354 go on\r\n")
        while await reader.readline() != b".\r\n":
            pass
        said.set()
        await asyncio.to_thread(end.wait, PATIENCE)
        writer.write(b"250 taken\r\n")
        await answer(reader, writer)

    with scripted(slow) as port:
        home = at_home(tmp_path, embedded, smtp=port)
        embedded.deliver("kikaku", town.entry(), LONG_AGO)
        with running(home) as process:
            assert said.wait(PATIENCE)
            process.send_signal(signal.SIGTERM)
            eventually(lambda: "止まります" in log_of(home))
            end.set()

    (letter,) = outbox.letters(office_of(home).store.snapshot())
    assert letter.state is LetterState.SENT


def test_log_is_lines_without_secrets(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """Each line has a time, a level and no control character; the password stands in none."""
    home = at_home(tmp_path, embedded)
    embedded.deliver("kikaku", town.entry(subject="\x1b[31mエントリーシート"), LONG_AGO)
    with running(home):
        embedded.wait_for(1, PATIENCE)

    lines = log_of(home).splitlines()
    assert len(lines) >= 3
    for line in lines:
        instant, level, _ = line.split(" ", 2)
        assert datetime.fromisoformat(instant).tzinfo is not None and level in ("INFO", "WARNING")
        assert line.isprintable() and "secret" not in line


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_in_order(tmp_path: Path, embedded: EmbeddedServers, number: signal.Signals) -> None:
    """Either signal ends an idle daemon with 0, and its data directory is free."""
    home = at_home(tmp_path, embedded)
    with running(home) as process:
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
    home.ok("once")


def kinds(embedded: EmbeddedServers) -> list[str]:
    return [str(each["X-Mailbot-Kind"]) for each in town.received(embedded)]
