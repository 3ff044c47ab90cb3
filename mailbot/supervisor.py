"""What systemd is told of the daemon (sd_notify(3)): that it is ready, that it lives, and how it fares.

Without systemd there is no socket, and nothing is told.
"""

import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from rules.record import Struct
from rules.shown import clean

BEATS = 3
"""Signs of life in the time that systemd grants: two may be lost."""

LONGEST_STATUS = 200
"""Characters: `systemctl status` shows one line."""


class Supervisor(Struct, frozen=True, kw_only=True):
    address: str = ""
    """Path of a datagram socket; '@name' stands for an abstract one, '' for none."""
    beat: float | None = None
    """Seconds between two signs of life; None where nobody waits for them."""

    @classmethod
    def of(cls, environment: Mapping[str, str], process: int) -> "Supervisor":
        """As systemd set it up for this process; a watchdog that is meant for another one is none of ours."""
        address = environment.get("NOTIFY_SOCKET", "")
        granted = environment.get("WATCHDOG_USEC", "")
        meant = environment.get("WATCHDOG_PID", str(process)) == str(process)
        beat = int(granted) / 1_000_000 / BEATS if address and meant and granted.isdecimal() else None
        return cls(address=address, beat=beat or None)

    def ready(self) -> None:
        self._tell("READY=1")

    def alive(self) -> None:
        """To be said only while the work goes on: systemd starts a new daemon when it is not heard in time."""
        self._tell("WATCHDOG=1")

    def fares(self, sentence: str) -> None:
        self._tell(f"STATUS={clean(sentence)[:LONGEST_STATUS]}")

    def stopping(self) -> None:
        self._tell("STOPPING=1")

    def _tell(self, word: str) -> None:
        """A supervisor that is not there, or does not listen, hinders no work."""
        if not self.address:
            return
        name = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as there:
                there.setblocking(False)
                there.sendto(word.encode(), name)
        except OSError:
            return


class Turn:
    """One lot of letters or duties at a time. `longest`: seconds after which it counts as stuck."""

    def __init__(self, longest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._longest = longest
        self._clock = clock
        self._since: float | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        self._since = self._clock()
        try:
            yield
        finally:
            self._since = None

    @property
    def is_stuck(self) -> bool:
        return self._since is not None and self._clock() - self._since > self._longest


NOBODY = Supervisor()
"""Whoever starts the daemon by hand waits for no word."""
