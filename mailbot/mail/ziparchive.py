"""Zip archives of a mail, opened within limits that are counted while they inflate. No path in one is ever used."""

import io
import zipfile
from collections.abc import Iterator

from mailbot.mail import charset
from rules.record import Struct

_UTF8 = 0x800
_CHUNK = 64 * 1024
_STEEPEST = 200
"""Bytes that may come out of one byte: pictures of one colour stay below, bombs have a thousand."""

_FREE = 1_000_000
"""Bytes below which the ratio is not asked: empty sheets pack well."""

_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


_MOST_NAMES = 10_000
"""Names of a directory that is looked at: in memory each takes ten times its room."""


class TooLarge(Exception):
    """An archive goes beyond a limit: `containers` leaves it as it came."""


class Room(Struct):
    """What may still come out of one mail: all its archives together, one inside another, share it."""

    files: int
    bytes: int

    def take(self, *, files: int = 0, bytes: int = 0) -> None:
        """Raises TooLarge."""
        self.files -= files
        self.bytes -= bytes
        if self.files < 0 or self.bytes < 0:
            raise TooLarge


def files(data: bytes, room: Room, *, password: bytes = b"") -> list[tuple[str, bytes]] | None:
    """Name (unsafe: it may look like a path) and bytes of each file; None for an archive that can't be read.

    `password` opens the older cipher alone; a wrong one reads as damage.

    Raises TooLarge and nothing else.
    """
    if is_crowded(data):
        raise TooLarge
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.setpassword(password)
            return list(_files(archive, room))
    except TooLarge:
        raise
    except Exception:  # zipfile raises a dozen unrelated kinds on damaged archives
        return None


def is_crowded(data: bytes) -> bool:
    """Whether its directory holds more names than anybody should read."""
    return data.count(b"PK\x01\x02") > _MOST_NAMES


def _files(archive: zipfile.ZipFile, room: Room) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        name = _name(entry)
        if entry.is_dir() or name.endswith("/") or any(each in name for each in _LITTER):
            continue
        room.take(files=1)
        yield name, _inflated(archive, entry, room)


def _name(entry: zipfile.ZipInfo) -> str:
    """Without bit 11 the standard says cp437; Japanese programs write cp932, Macs UTF-8 (APPNOTE 4.4.4, D.1)."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    return charset.decode(entry.orig_filename.encode("cp437", "replace"), "cp932").text


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: Room) -> bytes:
    out = bytearray()
    with archive.open(entry) as packed:
        while chunk := packed.read(_CHUNK):
            room.take(bytes=len(chunk))
            out += chunk
            if len(out) > _FREE and len(out) > _STEEPEST * max(entry.compress_size, 1):
                raise TooLarge
    return bytes(out)
