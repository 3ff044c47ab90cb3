"""A program on a terminal of its own (a pty): what it draws, byte by byte, and when."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from rules.record import Struct, field

PATIENCE = 60.0
"""Seconds for anything that is waited for; a slow machine is no failure."""


class Terminal(Struct):
    """The far end of the program's terminal."""

    pid: int
    descriptor: int
    started: float
    drawn: bytearray = field(default_factory=bytearray)
    """Everything that the program has written."""

    @staticmethod
    def clock() -> float:
        """Seconds, on the same clock as `started`."""
        return time.monotonic()

    def type(self, keys: bytes) -> None:
        os.write(self.descriptor, keys)

    def until(self, text: bytes | str, since: int = 0) -> float:
        """Reads until this was drawn behind the first `since` bytes; how long it took, in seconds from now."""
        wanted, begun = text.encode() if isinstance(text, str) else text, time.monotonic()
        while self.drawn.find(wanted, since) < 0:
            if time.monotonic() - begun > PATIENCE or not self.read(PATIENCE):
                raise AssertionError(f"{wanted!r} was not drawn: {bytes(self.drawn[-300:])!r}")
        return time.monotonic() - begun

    def read(self, seconds: float) -> bool:
        """What comes within this time; False when nothing did, or the program has ended."""
        ready, _, _ = select.select([self.descriptor], [], [], seconds)
        try:
            data = os.read(self.descriptor, 65_536) if ready else b""
        except OSError:
            data = b""
        self.drawn += data
        return bool(data)

    def end(self) -> int:
        """Reads until the program has ended; its exit code."""
        while self.read(PATIENCE):
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@contextmanager
def terminal(
    command: Sequence[str], environment: Mapping[str, str], columns: int = 80, rows: int = 24
) -> Iterator[Terminal]:
    """The program, started now; killed at the end if it still runs."""
    started = time.monotonic()
    pid, descriptor = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.execvpe(command[0], list(command), {**environment, "TERM": "xterm-256color"})  # noqa: S606
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    opened = Terminal(pid, descriptor, started)
    try:
        yield opened
    finally:
        try:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        os.close(descriptor)
