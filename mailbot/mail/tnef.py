"""winmail.dat: files in Outlook's own wrapping (MS-OXTNEF). Names and contents come out, nothing else.

Ours, since two facts of each file are wanted, and a library brings readers of bodies, RTF and contacts along.
"""

import struct
from collections.abc import Iterator

from mailbot.mail import charset

SIGNATURE = b"\x78\x9f\x3e\x22"

_NEW_FILE, _TITLE, _DATA, _PROPERTIES, _CODE_PAGE = 0x9002, 0x8010, 0x800F, 0x9005, 0x9007
_ATTACHMENT_LEVEL = 2
_LONG_NAME, _CONTENT = 0x3707, 0x3701
_SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
"""Bytes of the values of fixed length, by MAPI type (MS-OXCDATA 2.11.1), padded to four."""

_STRING8, _UNICODE, _BINARY, _OBJECT = 30, 31, 258, 13
_MANY = 0x1000
_MOST = 1_000


class _File:
    """One attachment as its attributes come in."""

    def __init__(self) -> None:
        self.title = b""
        self.name = ""
        self.data: bytes | None = None


def files(data: bytes) -> list[tuple[str, bytes]] | None:
    """Name (unsafe, may be '') and bytes of each file; None where the wrapping is broken. Never raises."""
    if not data.startswith(SIGNATURE):
        return None
    found: list[_File] = []
    code_page = "cp932"
    try:
        for level, attribute, content in _attributes(data):
            if attribute == _CODE_PAGE and len(content) >= 4:
                code_page = f"cp{struct.unpack_from('<I', content)[0]}"
            elif level == _ATTACHMENT_LEVEL and attribute == _NEW_FILE:
                found.append(_File())
            elif level == _ATTACHMENT_LEVEL and found:
                _fill(found[-1], attribute, content)
    except (struct.error, ValueError):
        return None
    return [
        (each.name or charset.decode(each.title, code_page).text, each.data)
        for each in found
        if each.data is not None
    ]


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Level, id and content. The checksum behind each is not asked: the files inside have their own."""
    at = 6
    while at + 9 <= len(data):
        level, attribute, _, length = struct.unpack_from("<BHHI", data, at)
        content = data[at + 9 : at + 9 + length]
        if len(content) < length:
            raise ValueError("cut off")
        yield level, attribute, content
        at += 9 + length + 2


def _fill(file: _File, attribute: int, content: bytes) -> None:
    if attribute == _TITLE:
        file.title = content.split(b"\0")[0]
    elif attribute == _DATA:
        file.data = content
    elif attribute == _PROPERTIES:
        for tag, value in _properties(content):
            if tag == _LONG_NAME:
                file.name = value.decode("utf-16-le", "replace").split("\0")[0] if value else ""
            elif tag == _CONTENT and file.data is None:
                file.data = value


def _properties(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Id and first value of each MAPI property; an 8-bit string comes as UTF-16, like the others."""
    (count,) = struct.unpack_from("<I", content)
    at = 4
    for _ in range(min(count, _MOST)):
        kind, tag = struct.unpack_from("<HH", content, at)
        at += 4
        if tag >= 0x8000:
            at = _after_name(content, at)
        values, at = _values(content, at, kind)
        if values:
            first = values[0]
            is_bytes = kind & ~_MANY == _STRING8
            yield tag, charset.decode(first, "cp932").text.encode("utf-16-le") if is_bytes else first


def _after_name(content: bytes, at: int) -> int:
    """A named property tells its set and its number or name before its value."""
    (by_name,) = struct.unpack_from("<I", content, at + 16)
    if not by_name:
        return at + 24
    (length,) = struct.unpack_from("<I", content, at + 20)
    return at + 24 + _padded(length)


def _values(content: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    plain = kind & ~_MANY
    if plain in _SIZES:
        many = struct.unpack_from("<I", content, at)[0] if kind & _MANY else 1
        start, size = at + (4 if kind & _MANY else 0), _SIZES[plain]
        end = start + size * many
        if end > len(content):
            raise ValueError("cut off")
        return [content[start : start + size]], end
    if plain not in (_STRING8, _UNICODE, _BINARY, _OBJECT):
        raise ValueError("unknown type")
    (many,) = struct.unpack_from("<I", content, at)
    at += 4
    values = []
    for _ in range(min(many, _MOST)):
        (length,) = struct.unpack_from("<I", content, at)
        values.append(content[at + 4 : at + 4 + length])
        at += 4 + _padded(length)
    return values, at


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4
