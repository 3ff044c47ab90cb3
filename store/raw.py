"""Mails, attachments and sent letters byte for byte, each under the sha256 of its bytes, written once."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from rules.model import File
from store import durable, locks
from store.errors import Damaged, StoreBusy, Unwritable
from store.faults import fault


def put(directory: Path, data: bytes) -> str:
    """Keeps the bytes in this data directory and returns their sha256 in hex once the disk has them.

    Putting the same bytes again changes nothing. Raises Unwritable.
    """
    sha = hashlib.sha256(data).hexdigest()
    path = path_of(directory, sha)
    if path.exists():
        return sha
    with durable.writing(path):
        incoming = durable.folder(_incoming(directory))
        durable.folder(path.parent)
        with locks.shared(incoming / ".lock"):
            _write_once(incoming, path, data)
    return sha


def keep(directory: Path, name: str, media_type: str, data: bytes) -> File:
    """Keeps the bytes; the file that stands for them in records and letters. Raises Unwritable."""
    return File(name=name, sha256=put(directory, data), media_type=media_type, size=len(data))


def get(directory: Path, sha: str) -> bytes:
    """The bytes. Raises Damaged when they are gone or are not those of this name."""
    path = path_of(directory, sha)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Damaged(path, error.strerror or "") from error
    if hashlib.sha256(data).hexdigest() != sha:
        raise Damaged(path, "内容が変わっています")
    return data


def remove(directory: Path, sha: str) -> None:
    """Forgets the bytes: for mail that is none of this office's business. Raises Unwritable."""
    path = path_of(directory, sha)
    with durable.writing(path):
        path.unlink(missing_ok=True)


def sweep(directory: Path) -> None:
    """Removes what a crash left half written, unless somebody is writing just now."""
    incoming = _incoming(directory)
    if incoming.is_dir():
        with suppress(StoreBusy, Unwritable), locks.exclusive(incoming / ".lock", wait=0):
            durable.sweep(incoming)


def path_of(directory: Path, sha: str) -> Path:
    """Two levels of folders keep each of them small."""
    return directory / "raw" / sha[:2] / sha[2:4] / sha


def _incoming(directory: Path) -> Path:
    return directory / "raw" / "incoming"


def _write_once(incoming: Path, path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(suffix=".new", dir=incoming)
    with os.fdopen(descriptor, "wb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    fault("raw.written")
    Path(name).replace(path)
    fault("raw.replaced")
    durable.sync_folder(path.parent)
