"""What systemd hears of the daemon, over a real datagram socket."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.supervisor import NOBODY, Supervisor, Turn

PROCESS = 42


@pytest.fixture(params=["path", "abstract"])
def listening(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, socket.socket]]:
    """The address as systemd gives it, and the socket behind it."""
    path = str(tmp_path / "notify")
    address = path if request.param == "path" else f"@{path}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there:
        there.bind(path if request.param == "path" else f"\0{path}")
        there.settimeout(5)
        yield address, there


def test_words_arrive(listening: tuple[str, socket.socket]) -> None:
    """Each word is a datagram of its own, as sd_notify(3) has them."""
    address, there = listening
    supervisor = Supervisor.of({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "180000000"}, PROCESS)

    supervisor.ready()
    supervisor.alive()
    supervisor.fares("受付中\nSTOPPING=1\x1b[2J")
    supervisor.stopping()

    heard = [there.recv(4096).decode() for _ in range(4)]
    assert heard == ["READY=1", "WATCHDOG=1", "STATUS=受付中 / STOPPING=1[2J", "STOPPING=1"]
    assert supervisor.beat == 60.0, "a third of what is granted"


@pytest.mark.parametrize(
    ("environment", "beat"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "3000000"}, None),
        ({"NOTIFY_SOCKET": "/x"}, None),
        ({"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": str(PROCESS)}, 1.0),
        ({"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "1"}, None),
        ({"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "soon"}, None),
        ({"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "0"}, None),
    ],
)
def test_watchdog_is_for_this_process(environment: dict[str, str], beat: float | None) -> None:
    """Signs of life are given only where systemd waits for them, and for those of this very process."""
    assert Supervisor.of(environment, PROCESS).beat == beat


def test_a_turn_that_never_ends_is_stuck() -> None:
    """No sign of life is given then, so systemd starts anew; between two turns nothing is stuck, however long."""
    instants = iter((0.0, 9.0, 11.0))
    turn = Turn(10, lambda: next(instants))
    with turn.taken():
        told = [turn.is_stuck, turn.is_stuck]
    told.append(turn.is_stuck)

    assert told == [False, True, False]


def test_nobody_there_hinders_nothing(tmp_path: Path) -> None:
    """Without systemd, with a socket that is gone, and with a full one, work goes on."""
    NOBODY.ready()
    Supervisor(address=str(tmp_path / "gone")).alive()
    path = str(tmp_path / "full")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there:
        there.bind(path)
        for _ in range(2000):
            Supervisor(address=path).alive()
