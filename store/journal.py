"""Append-only files of JSON lines. A line that a crash left half written is cut off before the next one."""

import os
from collections.abc import Iterable
from pathlib import Path

from store.durable import sync_folder, writing
from store.faults import fault


def append(path: Path, lines: Iterable[bytes]) -> None:
    """Adds whole lines (given without their end) and waits until the disk has them. One writer at a time."""
    data = b"".join(line + b"\n" for line in lines)
    if not data:
        return
    with writing(path):
        created = not path.exists()
        _cut_torn(path)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(data)
            file.flush()
            fault(f"{path.name}.appended")
            os.fsync(file.fileno())
        if created:
            sync_folder(path.parent)


def lines(path: Path) -> list[bytes]:
    """Every whole line, without its end; none where there is no file."""
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def since(path: Path, offset: int) -> tuple[list[bytes], int]:
    """The whole lines behind so many bytes, and up to where they go: ask there the next time.

    A journal that is shorter than it was is read from its beginning.
    """
    if not path.exists() or path.stat().st_size == offset:
        return [], offset
    with path.open("rb") as file:
        start = offset if offset <= file.seek(0, os.SEEK_END) else 0
        file.seek(start)
        data = file.read()
    whole = data[: data.rfind(b"\n") + 1]
    return whole.split(b"\n")[:-1], start + len(whole)


def tail(path: Path, size: int) -> bytes:
    """The last `size` bytes up to the end of the last whole line; the first line in it may be cut."""
    if not path.exists():
        return b""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - size))
        data = file.read()
    return data[: data.rfind(b"\n") + 1]


def _cut_torn(path: Path) -> None:
    if not path.exists() or path.stat().st_size == 0 or tail(path, 1):
        return
    os.truncate(path, path.read_bytes().rfind(b"\n") + 1)
