"""Lives of the program: forked from an interpreter that has everything imported, ended by whoever began them."""

import gc
import logging
import mmap
import os
import select
import signal
import sys
import time
from pathlib import Path

from mailbot.__main__ import main
from rules.record import Struct
from store import faults

NAME = 64
"""Bytes for the name of a place."""

PAUSE = 0.001
"""Seconds between two looks at how far a life is."""

STREAMS = 3
"""Numbers of files that a process of its own has from its start."""


class Ended(Struct, frozen=True, kw_only=True):
    code: int
    """What the program returned, or the number of the signal that ended it, negative."""
    place: str
    """The last named place that it passed; '' before the first."""

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


class Life:
    """One process of the program."""

    def __init__(self, pid: int, trail: mmap.mmap) -> None:
        self._pid = pid
        self._trail = trail
        self._end = os.pidfd_open(pid)

    def ends_within(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._end], [], [], seconds)
        return bool(ready)

    def passes_within(self, seconds: float) -> bool:
        """Whether it came to its first named place."""
        end = time.monotonic() + seconds
        while self._trail[0] == 0 and time.monotonic() < end:
            if self.ends_within(PAUSE):
                return False
        return self._trail[0] != 0

    def end(self, seconds: float) -> Ended:
        """How it ends by itself within this time, or is killed then."""
        if not self.ends_within(seconds):
            os.kill(self._pid, signal.SIGKILL)
        return self.ended()

    def ended(self) -> Ended:
        _, status = os.waitpid(self._pid, 0)
        os.close(self._end)
        place = self._trail[:NAME].rstrip(b"\0").decode()
        self._trail.close()
        return Ended(code=os.waitstatus_to_exitcode(status), place=place)


class Lives(Struct, frozen=True, kw_only=True):
    """Begins lives. `python`: what the program starts its children with (`doorman`)."""

    folder: Path
    """Its `config.toml` is that of every life; its `lives.log` has what they say."""
    python: str

    def begin(self, *arguments: str, fault: str = "") -> Life:
        """`fault`: the place, or 'place:n', at which it kills itself."""
        trail = mmap.mmap(-1, NAME)
        pid = os.fork()
        if pid == 0:
            self._live(arguments, fault, trail)
        return Life(pid, trail)

    def _live(self, arguments: tuple[str, ...], fault: str, trail: mmap.mmap) -> None:
        code = 70
        try:
            cut_loose(self.folder / "lives.log")
            sys.executable = self.python
            os.environ["MAILBOT_FAULT"] = fault
            faults.witness = lambda name: _note(trail, name)
            code = main([f"--config={self.folder / 'config.toml'}", *arguments])
            sys.stderr.flush()
        finally:
            os._exit(code)


def cut_loose(log: Path) -> None:
    """As a process of its own that was just started, which speaks to `log`: no file, signal, stream of the parent's.

    The parent's objects are still here and may write: pytest logs whatever is logged. So what was theirs leads to
    nowhere from now on. Were its numbers closed, files of this life would get them, and those words.
    """
    nowhere = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    spoken = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    for number, file in enumerate((nowhere, spoken, spoken)):
        os.dup2(file, number)
    for number in [int(file.name) for file in Path("/proc/self/fd").iterdir()]:
        if number >= STREAMS and number != nowhere:
            os.dup2(nowhere, number, inheritable=False)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
    logging.getLogger().handlers.clear()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)


def settle() -> None:
    """What is there now is shared by all lives to come, and not looked through again by any of them."""
    gc.collect()
    gc.freeze()


def _note(trail: mmap.mmap, name: str) -> None:
    trail[:NAME] = name.encode()[:NAME].ljust(NAME, b"\0")
