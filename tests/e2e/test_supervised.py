"""The daemon as systemd runs it: it says when it is ready, that it lives and how it fares, and logs as JSON."""

import json
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mailbot.servers.embedded import EmbeddedServers
from tests.e2e import town
from tests.e2e.test_daemon import LONG_AGO, at_home, log_of
from tests.e2e.test_run import PATIENCE, eventually
from tests.e2e.town import Town


@contextmanager
def supervised(home: Town, granted: float) -> Iterator[tuple[list[str], "socket.socket"]]:
    """`run` with a notify socket and so many seconds of watchdog; ended by SIGTERM."""
    path = home.folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there:
        there.bind(str(path))
        there.settimeout(PATIENCE)
        watchdog = {"NOTIFY_SOCKET": str(path), "WATCHDOG_USEC": str(int(granted * 1e6))}
        process = home.start("run", **watchdog)
        heard: list[str] = []
        try:
            yield heard, there
        finally:
            process.send_signal(signal.SIGTERM)
            while "STOPPING=1" not in heard:
                heard.append(there.recv(4096).decode())
            assert process.wait(PATIENCE) == 0, log_of(home)


def test_systemd_hears_of_the_daemon(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """READY once it works, signs of life, one line of status, and STOPPING before the end."""
    home = at_home(tmp_path, embedded)
    with supervised(home, granted=3) as (heard, there):
        while sum(word == "WATCHDOG=1" for word in heard) < 2 or not any("STATUS" in word for word in heard):
            heard.append(there.recv(4096).decode())

    assert heard.count("READY=1") == 1 and heard[-1] == "STOPPING=1"
    assert set(heard) - {"READY=1", "WATCHDOG=1", "STOPPING=1"} <= {
        word for word in heard if "STATUS=" in word
    }


def test_a_hung_daemon_is_started_anew(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """Silent for as long as the unit grants, it is killed as systemd does it; the next one takes what came, once."""
    home, granted = at_home(tmp_path, embedded), 2
    path = home.folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there:
        there.bind(str(path))
        there.settimeout(PATIENCE)
        process = home.start("run", NOTIFY_SOCKET=str(path), WATCHDOG_USEC=str(granted * 1_000_000))
        while there.recv(4096) != b"WATCHDOG=1":
            pass
        process.send_signal(signal.SIGSTOP)
        embedded.deliver("kikaku", town.entry(), LONG_AGO)
        there.settimeout(granted)
        with suppress(TimeoutError):
            while there.recv(4096):
                pass
        process.kill()
        assert process.wait(PATIENCE) == -signal.SIGKILL
    path.unlink()

    with supervised(home, granted=30):
        embedded.wait_for(1, PATIENCE)

    assert len(home.json("cases")) == 1 and len(town.received(embedded)) == 1


def test_log_and_metrics_for_machines(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """Each line is JSON; mail and letter name their case; the figures lie where the exporter looks."""
    home = at_home(tmp_path, embedded)
    config = home.folder / "config.toml"
    text = config.read_text().replace('format = "lines"', 'format = "json"')
    config.write_text(text.replace('metrics_file = ""', 'metrics_file = "mailbot.prom"'))
    embedded.deliver("kikaku", town.entry(), LONG_AGO)
    with supervised(home, granted=0):
        embedded.wait_for(1, PATIENCE)
        eventually(lambda: "送信済" in log_of(home))
        eventually((home.folder / "mailbot.prom").exists)

    told = [json.loads(line) for line in log_of(home).splitlines()]
    (case,) = home.json("cases")
    about = [each for each in told if each["cases"] == [case["number"]]]
    assert any("受信 案件" in each["text"] and f"{case['number']}(受付済)" in each["text"] for each in about)
    assert any("送信済" in each["text"] for each in about)
    assert "mailbot_ok " in (home.folder / "mailbot.prom").read_text()
    assert (home.folder / "mailbot.prom").stat().st_mode & 0o777 == 0o644
