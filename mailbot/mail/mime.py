"""A mail cut into its parts (RFC 2045, 2046) in linear time, within limits on depth, parts and heads."""

import binascii
import re
from collections.abc import Iterator
from enum import StrEnum

from mailbot.mail import headers
from rules.record import Struct

MOST_PARTS = 500
DEEPEST = 50
HEAD_LIMIT = 256 * 1024
FIELD_LIMIT = 64 * 1024
"""Bytes of one field; longer ones are cut. Real ones end below 10 KiB, longer ones are attacks on parsers."""


class Defect(StrEnum):
    """What is wrong with a mail; none of these stops the reading."""

    TOO_DEEP = "too_deep"
    TOO_MANY_PARTS = "too_many_parts"
    HEAD_TOO_LONG = "head_too_long"
    FIELD_TOO_LONG = "field_too_long"
    TOO_MANY_HOPS = "too_many_hops"
    NO_BOUNDARY = "no_boundary"
    NOT_CLOSED = "not_closed"
    BAD_BASE64 = "bad_base64"
    CONTAINER_TOO_DEEP = "container_too_deep"
    CONTAINER_TOO_LARGE = "container_too_large"
    CONTAINER_BROKEN = "container_broken"
    UNKNOWN_ENCODING = "unknown_encoding"
    WRONG_CHARSET = "wrong_charset"
    LOST_CHARACTERS = "lost_characters"
    TEXT_CUT = "text_cut"
    NO_SENDER = "no_sender"
    SEVERAL_SENDERS = "several_senders"
    UNCLEAN_SENDER = "unclean_sender"
    DOUBLED_FIELD = "doubled_field"
    NO_MESSAGE_ID = "no_message_id"
    NO_DATE = "no_date"


BEYOND_LIMITS = frozenset(
    {Defect.TOO_DEEP, Defect.TOO_MANY_PARTS, Defect.HEAD_TOO_LONG, Defect.FIELD_TOO_LONG}
    | {Defect.TOO_MANY_HOPS}
)
"""A mail with one of these was not read to its end: it goes to a person."""

_FIELD = re.compile(rb"[!-9;-~]{1,200}[ \t]*:")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class Part(Struct, frozen=True):
    """A head and the bytes under it, still in their transfer encoding."""

    fields: tuple[headers.Field, ...]
    body: bytes

    def first(self, name: str) -> bytes:
        """The raw value of the first such field, b'' without one."""
        return next((value for key, value in self.fields if key.lower() == name), b"")

    def every(self, name: str) -> tuple[bytes, ...]:
        return tuple(value for key, value in self.fields if key.lower() == name)


def part(data: bytes, defects: set[Defect]) -> Part:
    """Head and body apart. Lines of old programs may end in a bare CR; a part may lack its head."""
    if b"\n" not in data[:HEAD_LIMIT]:
        data = data.replace(b"\r", b"\n")
    if not _FIELD.match(data):
        return Part((), data.lstrip(b"\r\n"))
    end = _END_OF_HEAD.search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    if len(head) > HEAD_LIMIT:
        defects.add(Defect.HEAD_TOO_LONG)
    found = headers.fields(head[:HEAD_LIMIT])
    if any(len(value) > FIELD_LIMIT for _, value in found):
        defects.add(Defect.FIELD_TOO_LONG)
        found = tuple((name, value[:FIELD_LIMIT]) for name, value in found)
    return Part(found, body)


def leaves(whole: Part, defects: set[Defect]) -> list[Part]:
    """Every part that holds content, in the order of the mail. An attached mail stays one part, unopened."""
    found: list[Part] = []
    for leaf in _leaves(whole, defects, 0):
        if len(found) == MOST_PARTS:
            defects.add(Defect.TOO_MANY_PARTS)
            break
        found.append(leaf)
    return found


def _leaves(whole: Part, defects: set[Defect], depth: int) -> Iterator[Part]:
    media_type, parameters = headers.parameters(whole.first("content-type"))
    if not media_type.startswith("multipart/"):
        yield whole
    elif depth == DEEPEST:
        defects.add(Defect.TOO_DEEP)
    elif pieces := _pieces(whole.body, parameters.get("boundary", ""), defects):
        for piece in pieces:
            yield from _leaves(part(piece, defects), defects, depth + 1)
    else:
        defects.add(Defect.NO_BOUNDARY)
        yield Part((), whole.body)


def _pieces(body: bytes, boundary: str, defects: set[Defect]) -> list[bytes]:
    if not boundary:
        return []
    line = re.compile(rb"(?m)--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*\r?$")
    pieces: list[bytes] = []
    start = -1
    for match in line.finditer(body):
        # Asked here and not with '^': a literal beginning is found twenty times as fast.
        if body[match.start() - 1 : match.start()] not in (b"", b"\n"):
            continue
        if start >= 0:
            pieces.append(body[start : match.start()].removesuffix(b"\n").removesuffix(b"\r"))
        start = match.end() + 1
        if match[1] or len(pieces) > MOST_PARTS:
            return pieces
    if start >= 0:
        defects.add(Defect.NOT_CLOSED)
        pieces.append(body[start:])
    return pieces


def content(leaf: Part, defects: set[Defect]) -> bytes:
    """The bytes of a part as its sender's program put them in."""
    encoding = headers.parameters(leaf.first("content-transfer-encoding"))[0].strip('" ')
    if encoding == "base64":
        try:
            return binascii.a2b_base64(leaf.body)
        except binascii.Error:
            defects.add(Defect.BAD_BASE64)
            return headers.base64(leaf.body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(leaf.body)
    if encoding not in ("", "7bit", "8bit", "binary"):
        defects.add(Defect.UNKNOWN_ENCODING)
    return leaf.body
