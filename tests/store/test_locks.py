"""Locks end with their holder."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from threading import Timer

import pytest

from store import locks
from store.errors import Locked

HOLD = """
import sys
from pathlib import Path
from store import locks
with locks.for_life(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_daemon_per_directory_until_it_dies(tmp_path: Path) -> None:
    """A second daemon is refused while the first lives, and starts at once after it was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(Locked) as raised, locks.for_life(tmp_path):
            raise AssertionError("two daemons")
        assert locks.daemon_lives(tmp_path)
        first.send_signal(signal.SIGKILL)

    assert raised.value.file == tmp_path / "daemon.lock"
    assert not locks.daemon_lives(tmp_path)
    with locks.for_life(tmp_path):
        assert locks.daemon_lives(tmp_path)


def test_no_daemon_ever_was(tmp_path: Path) -> None:
    """Asking makes no lock file."""
    assert not locks.daemon_lives(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_whoever_looks_hinders_no_daemon(tmp_path: Path) -> None:
    """To look is to share the lock for an instant, and consoles look twice a second: a daemon begins all the same."""
    looking = ExitStack()
    looking.enter_context(locks.shared(locks.daemon_lock(tmp_path)))
    Timer(0.05, looking.close).start()

    with locks.for_life(tmp_path):
        assert locks.daemon_lives(tmp_path)
