"""Signed mail: the signature is recognised, what it stands on is taken out, and nothing is verified.

S/MIME as an opaque `smime.p7m` is CMS (RFC 5652) in BER: of SignedData the content comes out, EnvelopedData is
encrypted. Everything here takes any bytes and never raises.
"""

import re

SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
OPAQUE = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_ENVELOPED_DATA = bytes.fromhex("2a864886f70d010703")
_DATA = bytes.fromhex("2a864886f70d010701")
_OBJECT_ID, _OCTETS, _CONTEXT_0, _CONSTRUCTED = 0x06, 0x04, 0xA0, 0x20
_DEEPEST = 12
_MOST = 20_000
"""Pieces of one level: streaming programs cut the content into chunks of a KiB."""

_MESSAGE, _SIGNATURE, _END = (
    f"-----{what}-----" for what in ("BEGIN PGP SIGNED MESSAGE", "BEGIN PGP SIGNATURE", "END PGP SIGNATURE")
)


class _Broken(Exception):
    """Not the BER that it should be; never leaves this module."""


def content(data: bytes) -> bytes | None:
    """The mail part inside an opaque SignedData, None where there is none to be read."""
    try:
        kind, explicit = _content_info(data)
        if kind != _SIGNED_DATA:
            return None
        fields = _items(_only(explicit))
        inside = next(value for tag, value in fields if tag == 0x30)
        (tag, name), *rest = _items(inside)
        if tag != _OBJECT_ID or name != _DATA or not rest:
            return None
        return _octets(*_items(rest[0][1])[0], depth=0)
    except (_Broken, StopIteration, IndexError, ValueError):
        return None


def is_encrypted(data: bytes) -> bool:
    """The part is EnvelopedData: only its addressee's key opens it."""
    try:
        return _content_info(data)[0] == _ENVELOPED_DATA
    except (_Broken, IndexError, ValueError):
        return False


def unarmoured(text: str) -> str:
    """The text of a PGP-signed message without its frame; dash escapes are undone (RFC 9580 section 7)."""
    before, message, rest = text.partition(_MESSAGE)
    framed, signature, tail = rest.partition(_SIGNATURE)
    if not (message and signature):
        return text
    plain = re.sub(r"\A\n(?:Hash:[^\n]*\n)*\n?", "", framed)
    return before + re.sub(r"(?m)^- ", "", plain) + tail.partition(_END)[2]


def _content_info(data: bytes) -> tuple[bytes, bytes]:
    (_, kind), (_, explicit), *_ = _items(_only(data))
    return kind, explicit


def _only(data: bytes) -> bytes:
    return _items(data)[0][1]


def _octets(tag: int, value: bytes, *, depth: int) -> bytes:
    if tag == _OCTETS:
        return value
    if tag != _OCTETS | _CONSTRUCTED or depth == _DEEPEST:
        raise _Broken
    return b"".join(_octets(*piece, depth=depth + 1) for piece in _items(value))


def _items(data: bytes) -> list[tuple[int, bytes]]:
    """Tag and content of each value that stands in `data`, up to an end-of-contents mark."""
    found: list[tuple[int, bytes]] = []
    at = 0
    while at < len(data) and len(found) < _MOST:
        tag, start, length = _head(data, at)
        if tag == 0 and length == 0:
            break
        end = start + length if length is not None else _end(data, start, 0)
        if end > len(data):
            raise _Broken
        found.append((tag, data[start:end]))
        at = end + (2 if length is None else 0)
    return found


def _end(data: bytes, at: int, depth: int) -> int:
    """Where the content of indefinite length that begins here ends."""
    if depth == _DEEPEST:
        raise _Broken
    for _ in range(_MOST):
        tag, start, length = _head(data, at)
        if tag == 0 and length == 0:
            return at
        at = start + length if length is not None else _end(data, start, depth + 1) + 2
    raise _Broken


def _head(data: bytes, at: int) -> tuple[int, int, int | None]:
    """Tag, start of the content and its length (None: indefinite). IndexError past the end."""
    tag, first = data[at], data[at + 1]
    if tag & 0x1F == 0x1F:
        raise _Broken
    if first < 0x80:
        return tag, at + 2, first
    if first == 0x80:
        return tag, at + 2, None
    size = first & 0x7F
    if size > 5:
        raise _Broken
    return tag, at + 2 + size, int.from_bytes(data[at + 2 : at + 2 + size])
