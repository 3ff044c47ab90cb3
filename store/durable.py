"""Files that survive a crash: whole and new, or whole and old, never in between."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from store.errors import Unwritable
from store.faults import fault

Piece = bytes | msgspec.Raw

BUFFER = 1 << 18
"""Bytes handed to the system at once: pieces are gathered while they are in the processor's cache."""


def folder(path: Path) -> Path:
    """The folder; it and those above it are made for their owner alone where they are missing."""
    if not path.is_dir():
        folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)
        sync_folder(path.parent)
    return path


def replace(path: Path, *data: Piece, previous: Path | None = None) -> None:
    """Puts all of `data` in place of the file at once and for good; `previous` then names what was there before.

    One writer at a time: the caller holds the file's lock. The time of change grows, even within one tick of
    the clock. Raises Unwritable; the old file then stands.
    """
    new = _new(path)
    with writing(path):
        try:
            write(new, *data)
            _make_later(new, path)
            fault(f"{path.name}.written")
            if previous is not None and path.exists():
                _link_over(path, previous)
                fault(f"{path.name}.linked")
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)
            raise
        fault(f"{path.name}.replaced")
        sync_folder(path.parent)
        fault(f"{path.name}.synced")


def sweep(folder: Path, name: str = "") -> None:
    """Removes what a crash left of a `replace` of files whose names begin so; the caller holds their lock.

    Raises Unwritable.
    """
    for leftover in folder.glob(f"{name}*.new"):
        with writing(leftover):
            leftover.unlink(missing_ok=True)


def write(path: Path, *data: Piece) -> None:
    """Writes a file of its own, readable by its owner alone, and waits until the disk has it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb", buffering=BUFFER) as file:
        file.writelines(data)
        file.flush()
        os.fsync(descriptor)


def sync_folder(path: Path) -> None:
    """Waits until the disk has the names in this folder."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def require_room(folder: Path, size: int) -> None:
    """Raises Unwritable where the disk has less than `size` bytes left."""
    with writing(folder):
        if shutil.disk_usage(folder).free < size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what the system says about a disk into Unwritable with the file's name."""
    try:
        yield
    except OSError as error:
        raise Unwritable(path, error) from error


def _new(path: Path) -> Path:
    return path.with_name(path.name + ".new")


def _make_later(new: Path, old: Path) -> None:
    if old.exists() and new.stat().st_mtime_ns <= (before := old.stat().st_mtime_ns):
        os.utime(new, ns=(before + 1, before + 1))


def _link_over(path: Path, link: Path) -> None:
    try:
        os.link(path, _new(link))
    except FileExistsError:  # a crash left it
        _new(link).unlink()
        os.link(path, _new(link))
    _new(link).replace(link)
    _new(link).unlink(missing_ok=True)  # renaming does nothing where both names are already one file (POSIX)
