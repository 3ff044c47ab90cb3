"""Locks between processes (flock): the system frees them when their holder dies; none is left behind."""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.durable import writing
from store.errors import Locked, StoreBusy

PAUSE_SECONDS = 0.005

LOOK_SECONDS = 0.5
"""For which whoever asks whether a daemon lives has its lock at most, and so may be in the way of one that begins."""


@contextmanager
def exclusive(file: Path, *, wait: float) -> Iterator[None]:
    """Holds the lock; StoreBusy when another process or thread still has it after `wait` seconds."""
    with _opened(file) as descriptor:
        if not _taken_within(descriptor, wait):
            raise StoreBusy(file, wait)
        yield


@contextmanager
def shared(file: Path) -> Iterator[None]:
    """Holds the lock beside other sharers; waits for an exclusive holder."""
    with _opened(file) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield


@contextmanager
def for_life(directory: Path) -> Iterator[None]:
    """The lock of the one daemon of a data directory; Locked when another has it."""
    with _opened(daemon_lock(directory)) as descriptor:
        if not _taken_within(descriptor, LOOK_SECONDS):
            raise Locked(daemon_lock(directory))
        yield


def daemon_lives(directory: Path) -> bool:
    """Whether a daemon holds the lock of this data directory now."""
    if not daemon_lock(directory).exists():
        return False
    with _opened(daemon_lock(directory)) as descriptor:
        return not _taken(descriptor, fcntl.LOCK_SH)


def daemon_lock(directory: Path) -> Path:
    return directory / "daemon.lock"


@contextmanager
def _opened(file: Path) -> Iterator[int]:
    with writing(file):
        descriptor = _descriptor(file)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _descriptor(file: Path) -> int:
    """On a disk that has become read-only locks are taken all the same: whoever only reads there must not fail."""
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno != errno.EROFS:
            raise
        return os.open(file, os.O_RDONLY | os.O_CLOEXEC)


def _taken_within(descriptor: int, wait: float) -> bool:
    """Whether nobody else has it any more after so many seconds at most."""
    deadline = time.monotonic() + wait
    while not _taken(descriptor, fcntl.LOCK_EX):
        if time.monotonic() >= deadline:
            return False
        # flock(2) waits for ever or not at all: there is no event to wait for.
        time.sleep(PAUSE_SECONDS)
    return True


def _taken(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
