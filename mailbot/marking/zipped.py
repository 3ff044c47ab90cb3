"""A zip file as raw records: what is not touched is copied without being unpacked (APPNOTE 6.3.10, 4.3)."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

from rules.record import Struct

_CENTRAL_SIZE, _LENGTHS_AT, _OFFSET_AT = 46, 28, 42
_NO_OFFSET = b"\xff\xff\xff\xff"
"""Says that the offset stands elsewhere (zip64): files of that size are not marked."""
_MADE = (2026, 12, 1, 0, 0, 0)
"""A zip knows no zone, and the same gaps give the same bytes."""


class Record(Struct, frozen=True):
    """One member: its header with its packed bytes, and its entry in the directory, both as they stood."""

    name: str
    local: bytes
    central: bytes


def records(data: bytes) -> list[Record]:
    """The members in the directory's order. Raises what a damaged zip raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries, directory = archive.infolist(), archive.start_dir
    starts = sorted(entry.header_offset for entry in entries)
    ends = dict(zip(starts, (*starts[1:], directory), strict=True))
    found = []
    at = directory
    for entry in entries:
        lengths = struct.unpack_from("<3H", data, at + _LENGTHS_AT)
        central = data[at : (at := at + _CENTRAL_SIZE + sum(lengths))]
        if central[_OFFSET_AT : _OFFSET_AT + 4] == _NO_OFFSET:
            raise ValueError("zip64 offsets")
        local = data[entry.header_offset : ends[entry.header_offset]]
        found.append(Record(entry.filename, local, central))
    return found


def packed(parts: Mapping[str, bytes]) -> list[Record]:
    """New members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)
    return records(file.getvalue())


def joined(members: Sequence[Record]) -> bytes:
    """The file with these members, in this order."""
    file, directory = io.BytesIO(), io.BytesIO()
    for member in members:
        offset = struct.pack("<L", file.tell())
        directory.write(member.central[:_OFFSET_AT] + offset + member.central[_OFFSET_AT + 4 :])
        file.write(member.local)
    count, start, size = len(members), file.tell(), directory.tell()
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, start, 0)
    return file.getvalue() + directory.getvalue() + end
