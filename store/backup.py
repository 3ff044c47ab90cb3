"""A backup (控え): the whole data directory at one moment as one tar file, made while daemon and clerks go on."""

import hashlib
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

import msgspec

from rules.record import Struct
from store import durable, locks, presence, seat
from store.archive import NAME as ARCHIVE
from store.documents import Store
from store.errors import Unwritable

MANIFEST = "manifest.json"
"""The last member of a backup: a file that was cut short has none."""

FORM = 1
"""Number of the shape of a backup."""

PIECE = 1 << 20

Pinned = tuple[str, IO[bytes], int]
"""Name, opened file, and how many of its bytes count."""

NOTE = "backup.json"
"""In the data directory: when the last backup was made, and under which name."""

_PASSING = "attempts health.json incoming register.json.previous restoring".split()
PASSING = frozenset((*_PASSING, NOTE, presence.FOLDER, seat.FOLDER))
"""Files and folders that are worth nothing elsewhere."""


class Member(Struct, frozen=True, kw_only=True):
    """A file of the data directory as it lies in the backup."""

    name: str
    """Path from the data directory, with slashes."""
    size: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What a backup holds."""

    form: int = FORM
    made_at: datetime
    members: tuple[Member, ...]

    @property
    def size(self) -> int:
        return sum(each.size for each in self.members)

    @property
    def damaged(self) -> tuple[str, ...]:
        """Raw files whose bytes were no longer those of their name."""
        raws = (each for each in self.members if each.name.startswith("raw/"))
        return tuple(each.name for each in raws if each.name.rpartition("/")[2] != each.sha256)


class Made(Struct, frozen=True, kw_only=True):
    """A backup that was made: when, and where it was put."""

    made_at: datetime
    file: str


def make(store: Store, to: Path, now: datetime) -> Manifest:
    """Writes the backup, for its owner alone, whole or not at all; an older one under this name is replaced.

    The register and the journals are those of one commit. What the register refers to was written before it, so
    copying it afterwards misses nothing; the archive may already hold what the register still has, which is allowed.
    Raises StoreBusy and Unwritable, and Damaged for a register that can't be read: what nobody comes back to must not
    take the place of what he could.
    """
    store.snapshot()
    new = to.with_name(f"{to.name}.new")
    with durable.writing(to), tempfile.TemporaryDirectory(dir=to.parent, prefix=f".{to.name}.") as folder:
        with locks.exclusive(store.lock, wait=5.0):
            pinned = list(_pinned(store))
        copy = Path(folder) / ARCHIVE
        store.archive.copy(copy)
        try:
            manifest = _written(new, store.directory, pinned, copy, now)
        except OSError:
            new.unlink(missing_ok=True)
            raise
        new.replace(to)
        durable.sync_folder(to.absolute().parent)
    noted = Made(made_at=now, file=str(to.absolute()))
    with suppress(Unwritable):  # the backup stands, and is wanted most where the disk is full
        durable.replace(store.directory / NOTE, msgspec.json.encode(noted))
    return manifest


def last(directory: Path) -> Made | None:
    """The last backup of this data directory; None where none was made, or nobody knows of it."""
    try:
        return msgspec.json.decode((directory / NOTE).read_bytes(), type=Made)
    except (OSError, msgspec.MsgspecError):
        return None


def _written(new: Path, directory: Path, pinned: list[Pinned], archive: Path, now: datetime) -> Manifest:
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w|") as tar:
            members = [_add(tar, *each, now) for each in pinned]
            if archive.exists():
                members.append(_add(tar, ARCHIVE, archive.open("rb"), archive.stat().st_size, now))
            members += _others(tar, directory, {each.name for each in members}, now)
            manifest = Manifest(made_at=now, members=tuple(members))
            said = msgspec.json.encode(manifest)
            _add(tar, MANIFEST, BytesIO(said), len(said), now)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _pinned(store: Store) -> Iterator[Pinned]:
    """What changes with every commit, opened while none is made: a replaced file lives on until it is closed."""
    for file in (store.file, store.log, store.directory / "left.jsonl"):
        if file.exists():
            opened = file.open("rb")
            yield file.name, opened, os.fstat(opened.fileno()).st_size


def _others(tar: tarfile.TarFile, directory: Path, known: set[str], now: datetime) -> Iterator[Member]:
    """Raw files, the office's own texts, what undo needs: each written once, or replaced as a whole."""
    for file in _files(directory):
        name = file.relative_to(directory).as_posix()
        if name in known or name.startswith(ARCHIVE):
            continue
        try:
            opened = file.open("rb")
        except FileNotFoundError:
            continue  # left mail, or an undo that was forgotten: gone in this moment
        yield _add(tar, name, opened, os.fstat(opened.fileno()).st_size, now)


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        passing = entry.name in PASSING or entry.name.endswith((".lock", ".new"))
        if passing or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _add(tar: tarfile.TarFile, name: str, source: IO[bytes], size: int, now: datetime) -> Member:
    """So many bytes of the source, which is closed."""
    with source:
        head = tarfile.TarInfo(name)
        head.size, head.mode, head.mtime = size, 0o600, int(now.timestamp())
        reader = _Hashing(source)
        tar.addfile(head, reader)
        return Member(name=name, size=size, sha256=reader.sha.hexdigest())


class _Hashing:
    """Hashes what passes through."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.sha = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.sha.update(data)
        return data
