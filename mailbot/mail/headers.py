"""Header fields as they come: raw bytes, encoded-words (RFC 2047), parameters (RFC 2231), addresses.

Everything here takes any input and never raises; what cannot be read is left as it stood or left out.
"""

import binascii
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mailbot.mail import charset
from rules.record import Struct

Field = tuple[str, bytes]
"""A field's name as written and its unfolded raw value."""

_MOST = 500
"""Parameters or addresses read from one field."""

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,100})\s*=\s*("(?:[^"\\]|\\.)*(?:"|\\?\Z)|[^;]*)', re.DOTALL)
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*?)\Z")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_ADDRESS = re.compile(
    r"(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.)*[A-Za-z0-9][A-Za-z0-9-]{0,62}"
)
_QUOTED_LOCAL = re.compile(r'"([A-Za-z0-9!#$%&\'*+/=?^_`{|}~.-]{1,64})"@')
_ANGLE = re.compile(r"<([^<>]*)>")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)', re.DOTALL)
_COMMENT = re.compile(r"\(([^()]*)\)")
_UNSEEN = ("Cc", "Cf", "Cs")
"""Control, format (bidirectional marks too), surrogates. Private use stays: the 外字 of old machines."""


class Mailbox(Struct, frozen=True):
    """One sender: the bare address in lower case and the name shown with it."""

    address: str
    name: str


def fields(head: bytes) -> tuple[Field, ...]:
    """The fields of a header block in order, unfolded. Lines that are no field are skipped."""
    found: list[tuple[str, bytearray]] = []
    for line in head.split(b"\n"):
        line = line.removesuffix(b"\r")
        name, colon, value = line.partition(b":")
        if line[:1] in (b" ", b"\t") and found:
            found[-1][1].extend(line)
        elif colon and re.fullmatch(rb"[!-9;-~]{1,200}[ \t]*", name):
            found.append((name.decode("ascii").rstrip(), bytearray(value)))
    return tuple((name, bytes(value).strip()) for name, value in found)


def text(raw: bytes) -> str:
    """A field's value for reading: raw 8-bit text by trial, then the encoded-words in it; one line."""
    return plain(words(charset.decode(raw).text))


def words(value: str) -> str:
    """Encoded-words replaced by what they say. Neighbours of one charset are joined before they are decoded:
    senders cut characters and escape states in two."""
    pieces: list[str] = []
    held: tuple[str, bytearray] = ("", bytearray())
    end = 0
    for match in _WORD.finditer(value):
        label, between = match[1].split("*")[0].lower(), value[end : match.start()]
        if end and between.isspace():
            between = ""
        if between or label != held[0]:
            pieces += [charset.decode(bytes(held[1]), held[0]).text, between]
            held = (label, bytearray())
        held[1].extend(_word_bytes(match[2], match[3]))
        end = match.end()
    return "".join([*pieces, charset.decode(bytes(held[1]), held[0]).text, value[end:]])


def _word_bytes(encoding: str, payload: str) -> bytes:
    data = payload.encode("utf-8", "replace")
    if encoding in "bB":
        return base64(data)
    return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)


def base64(data: bytes) -> bytes:
    """Base64 decoded as far as it goes: foreign characters are skipped, missing padding is added."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def plain(value: str) -> str:
    """One line without control, format and bidirectional characters; NFC; runs of blanks are one blank."""
    line = re.sub(r"[\u00a0\t\r\n]", " ", value)
    kept = "".join(character for character in line if unicodedata.category(character) not in _UNSEEN)
    return unicodedata.normalize("NFC", re.sub(r" {2,}", " ", kept)).strip()


def parameters(raw: bytes) -> tuple[str, dict[str, str]]:
    """The value before the first semicolon, in lower case, and the parameters by lower-case name.

    RFC 2231 values (with continuations, also cut inside a character) go before plain ones; RFC 2047 words
    inside a value, forbidden and usual, are read.
    """
    value = charset.decode(raw).text
    plain_ones: dict[str, str] = {}
    sections: dict[str, list[tuple[int, bool, str]]] = {}
    for count, match in enumerate(_PARAMETER.finditer(value)):
        name = _SECTION.match(match[1].lower())
        if name is None or count == _MOST:
            break
        content = _unquoted(match[2].strip())
        if name[2] is None and not name[3]:
            plain_ones.setdefault(name[1], plain(words(content)))
        else:
            sections.setdefault(name[1], []).append((int(name[2] or 0), bool(name[3]), content))
    return value.partition(";")[0].strip().lower(), plain_ones | {
        name: plain(_joined(found)) for name, found in sections.items()
    }


def _unquoted(content: str) -> str:
    if len(content) > 1 and content[0] == content[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", content[1:-1])
    return content.removeprefix('"')


def _joined(sections: Sequence[tuple[int, bool, str]]) -> str:
    """RFC 2231 section 3 and 4: the bytes of all sections first, then the charset of the first one."""
    label, data = "", bytearray()
    for place, (_, encoded, content) in enumerate(sorted(sections, key=lambda section: section[0])):
        if encoded and place == 0 and content.count("'") >= 2:
            label, _, content = content.split("'", 2)
        data.extend(_percent(content) if encoded else content.encode("utf-8", "replace"))
    return words(charset.decode(bytes(data), label).text)


def _percent(content: str) -> bytes:
    return re.sub(
        rb"%([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), content.encode("utf-8", "replace")
    )


def message_ids(raw: bytes) -> tuple[str, ...]:
    """Every '<id>' in a Message-ID, In-Reply-To or References field, brackets kept."""
    return tuple(_MESSAGE_ID.findall(raw.decode("ascii", "replace")))


def date(raw: bytes) -> datetime | None:
    """The instant of a Date field; '-0000' and a missing zone count as UTC (RFC 5322 section 3.3)."""
    try:
        found = parsedate_to_datetime(raw[:200].decode("ascii", "replace"))
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def mailbox(raw: bytes) -> Mailbox | None:
    """The one sender of a From field, or None unless there is exactly one clean address.

    Strict on purpose: answers go there. A name that shows another address than the real one is not clean.
    Dots where RFC 5322 has none ('a..b.@docomo.ne.jp') are real addresses of Japanese carriers; a bare comma
    in the name is usual.
    """
    value = _QUOTED_LOCAL.sub(r"\1@", charset.decode(raw).text)
    angles = list(_ANGLE.finditer(_QUOTED.sub(lambda quoted: "_" * len(quoted[0]), value)))
    if len(angles) == 1:
        shown, rest = value[: angles[0].start()], _COMMENT.sub("", value[angles[0].end() :])
        address = value[angles[0].start() + 1 : angles[0].end() - 1].strip()
    elif not angles:
        comment = _COMMENT.search(value)
        shown, rest, address = comment[1] if comment else "", "", _COMMENT.sub("", value).strip()
    else:
        return None
    name = plain(words(_QUOTED.sub(lambda quoted: _unquoted(quoted[0]), shown)))
    others = {other.lower() for other in _ADDRESS.findall(unicodedata.normalize("NFKC", name))}
    if not _ADDRESS.fullmatch(address) or len(address) > 254 or rest.strip() or others - {address.lower()}:
        return None
    return Mailbox(address.lower(), name)


def addresses(raw: bytes) -> Iterator[str]:
    """Every address in a To, Cc or Return-Path field, bare, in lower case. Loose: nothing is sent there."""
    value = _QUOTED_LOCAL.sub(r"\1@", charset.decode(raw).text)
    for count, match in enumerate(_ADDRESS.finditer(_QUOTED.sub("", value))):
        if count == _MOST:
            return
        yield match[0].lower()
