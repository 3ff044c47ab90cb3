"""A disk that fails: the n-th time that this process writes, the system says no, at its own door, for real files.

    disk = Disk(fails_at=3, error=errno.ENOSPC)
    with disk.failing(monkeypatch): ...

Counted are opening to write, each half of a write, fsync, link, rename, truncation and removal.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from rules.record import Struct

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Disk(Struct, kw_only=True):
    """`stays`: from then on it takes nothing at all, until the test lets it go."""

    fails_at: int
    error: int
    stays: bool = False
    step: int = 0
    """How often it was asked."""

    @property
    def failed(self) -> bool:
        return self.step >= self.fails_at

    @contextmanager
    def failing(self, monkeypatch: pytest.MonkeyPatch) -> Iterator["Disk"]:
        real_open, real_fdopen = os.open, os.fdopen

        def opening(path: Any, flags: int, *rest: Any, **named: Any) -> int:
            if flags & WRITING and not str(path).endswith(".lock"):
                self.asked(path)
            return real_open(path, flags, *rest, **named)

        def fdopening(descriptor: int, *rest: Any, **named: Any) -> Any:
            return _File(self, real_fdopen(descriptor, *rest, **named))

        with monkeypatch.context() as patched:
            patched.setattr(os, "open", opening)
            patched.setattr(os, "fdopen", fdopening)
            for name in ("fsync", "link", "replace", "rename", "truncate", "unlink"):
                patched.setattr(os, name, self._asking(getattr(os, name)))
            yield self

    def asked(self, path: Any = None) -> None:
        self.step += 1
        if self.step == self.fails_at or (self.stays and self.failed):
            raise OSError(self.error, os.strerror(self.error), None if path is None else str(path))

    def _asking(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            self.asked(given[0] if isinstance(given[0], str) else None)
            return real(*given, **named)

        return call


class _File:
    """An open file whose writes the disk may break off in the middle."""

    def __init__(self, disk: Disk, file: Any) -> None:
        self._disk = disk
        self._file = file

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> None:
        for half in (data[: len(data) // 2], data[len(data) // 2 :]):
            self._disk.asked()
            self._file.write(half)
            self._file.flush()

    def writelines(self, pieces: Iterable[bytes]) -> None:
        self.write(b"".join(bytes(piece) for piece in pieces))
