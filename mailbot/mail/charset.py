"""Bytes of mails to text, by trial: labels lie, and Python's Japanese codecs lose ①, ㈱ and 髙.

Japanese text is read as Microsoft's vendor sets (cp932, cp50221, cp51932), which hold all that the standard
sets hold, so that a label never costs a character.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from rules.record import Struct

REPLACEMENT = "\ufffd"

_JAPANESE = ("utf-8", "iso-2022-jp", "cp932", "euc-jp")
"""What is tried whatever the label says; of two that fit equally the earlier wins."""

_LABELS = {
    "ascii": "usascii ascii ansix341968 iso646us",
    "utf-8": "utf8 unicode11utf8 utf8mac",
    "iso-2022-jp": "iso2022jp csiso2022jp iso2022jpms iso2022jp1 iso2022jp2 iso2022jp3 iso2022jp2004 "
    "iso2022jpesc iso2022jpext cp50220 cp50221 cp50222 jis jis7 xjis",
    "cp932": "cp932 ms932 xmscp932 windows31j cswindows31j windows932 shiftjis sjis xsjis csshiftjis mskanji "
    "shiftjis2004 shiftjisx0213 sjiswin",
    "euc-jp": "eucjp xeucjp ujis xeuc cp51932 eucjpms eucjpwin cseucpkdfmtjapanese",
    "gb18030": "gb2312 gbk gb18030 cp936 euccn xgbk",
    "big5hkscs": "big5 big5hkscs cnbig5 xxbig5",
    "cp949": "euckr ksc56011987 cp949 uhc",
    "koi8-r": "koi8r",
    "koi8-u": "koi8u",
    "utf-16": "utf16",
    "utf-16-le": "utf16le",
    "utf-16-be": "utf16be",
    "cp1252": "iso88591 latin1 windows1252 cp1252 l1",
    "cp1254": "iso88599 windows1254",
    **{f"iso8859-{n}": f"iso8859{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp{n}": f"windows{n} cp{n}" for n in (1250, 1251, 1253, 1255, 1256, 1257, 1258)},
}
"""The only codecs that a mail can name: Python would run utf-7, unicode_escape or zlib for a stranger too."""

_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

_ESCAPE = re.compile(rb"(\x1b\$\([DOPQ]|\x1b\$@|\x1b\$B|\x1b\([BJHI]|[\x0e\x0f\n])")
_SHIFTS = re.compile(rb"\x1b(?:\$[@B(]|\([JI])|\x0e")
_EUC = re.compile(rb"\x8f[\xa1-\xfe]{2}|\x8e[\xa1-\xdf]|(?:[\xa1-\xfe]{2})+|[\x00-\x7f]+|.", re.DOTALL)

_BEYOND_ASCII = re.compile(r"[^\t\n\r -~]")
_HEAVIEST = 3.0
"""Of all weights of a character; of the bonuses, only that of UTF-8 needs no label."""
_SAMPLE = 4_000
"""Characters beyond ASCII that are weighed: a long text has shown its language by then."""


class Decoded(Struct, frozen=True):
    """`charset` is the one that fitted; `trusted`: no label spoke against it. ASCII agrees with any label."""

    text: str
    charset: str
    trusted: bool

    @property
    def damaged(self) -> bool:
        return REPLACEMENT in self.text


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text that `data` most likely holds. Never raises; what no codec can read becomes U+FFFD."""
    named = codec_named(declared)
    labelled = named is not None or not declared
    if data.isascii() and not _SHIFTS.search(data) and not (named or "").startswith("utf-16"):
        return Decoded(data.decode("ascii"), "ascii", labelled)
    trials = [*filter(None, (named,)), *(codec for codec in _JAPANESE if codec != named)]
    best, text, most = "", "", -math.inf
    for number, codec in enumerate(trials):
        read = _read(data, codec)
        value = _score(read) + _bonus(codec, codec == named, read)
        if value > most:
            best, text, most = codec, read, value
        if most >= _HEAVIEST + ("utf-8" in trials[number + 1 :]):  # no other can fit better
            break
    return Decoded(text, best, labelled and best == (named or best))


def codec_named(label: str) -> str | None:
    """The codec that a charset label of a mail means, None for an unknown or unsafe one."""
    return _CODECS.get(re.sub(r"[^a-z0-9]", "", label.lower()))


def _read(data: bytes, codec: str) -> str:
    if codec == "iso-2022-jp":
        return "".join(_iso2022jp(data))
    if codec == "euc-jp":
        return "".join(_eucjp(data))
    return data.removeprefix(b"\xef\xbb\xbf").decode(codec, "replace")


def _iso2022jp(data: bytes) -> Iterator[str]:
    """ISO-2022-JP with every extension seen in mail: NEC and IBM rows, JIS X 0212/0213, half-width kana.

    RFC 1468: each line ends in ASCII, so a lost escape damages one line only.
    """
    if not _SHIFTS.search(data):
        # Without an escape these bytes are no JIS; let the other trials have them.
        yield data.decode("ascii", "replace")
        return
    state = b""
    for piece in _ESCAPE.split(data):
        if piece[:1] in (b"\x1b", b"\x0e", b"\x0f"):
            state = piece
        elif piece == b"\n":
            state = b""
            yield "\n"
        elif state in (b"\x1b$@", b"\x1b$B"):
            yield _kanji(piece)
        elif state == b"\x1b$(D":
            yield _high(b"\x8f", piece, "euc_jp")
        elif state in (b"\x1b$(O", b"\x1b$(Q"):
            yield _high(b"", piece, "euc_jis_2004")
        elif state == b"\x1b$(P":
            yield _high(b"\x8f", piece, "euc_jis_2004")
        elif state in (b"\x1b(I", b"\x0e"):
            yield bytes(c | 0x80 if 0x21 <= c <= 0x5F else c for c in piece).decode("cp932", "replace")
        else:
            yield piece.decode("cp932", "replace")


def _eucjp(data: bytes) -> Iterator[str]:
    for match in _EUC.finditer(data):
        piece = match.group()
        if piece[0] < 0x80:
            yield piece.decode("ascii")
        elif piece[0] == 0x8E:
            yield piece[1:].decode("cp932", "replace")
        elif piece[0] == 0x8F or len(piece) == 1:
            yield piece.decode("euc_jp", "replace")
        else:
            yield _kanji(bytes(c & 0x7F for c in piece))


def _kanji(pairs: bytes) -> str:
    """JIS X 0208 pairs with the vendor rows: shifted as Shift_JIS does, then read as cp932."""
    shifted = bytearray()
    at = 0
    while at < len(pairs):
        row, cell = pairs[at], pairs[at + 1] if at + 1 < len(pairs) else 0
        if not (0x21 <= row <= 0x7E and 0x21 <= cell <= 0x7E):
            shifted.append(row if row < 0x80 else 0x80)
            at += 1
            continue
        lead = ((row - 0x21) >> 1) + 0x81
        shifted.append(lead if lead < 0xA0 else lead + 0x40)
        shifted.append(cell + ((0x1F if cell < 0x60 else 0x20) if row % 2 else 0x7E))
        at += 2
    return shifted.decode("cp932", "replace")


def _high(prefix: bytes, pairs: bytes, codec: str) -> str:
    raised = bytes(c | 0x80 for c in pairs)
    return b"".join(prefix + raised[n : n + 2] for n in range(0, len(raised), 2)).decode(codec, "replace")


def _score(text: str) -> float:
    """How much like written language: the mean weight of the characters beyond ASCII."""
    weights = [_weight(match[0]) for match in islice(_BEYOND_ASCII.finditer(text), _SAMPLE)]
    return sum(weights) / len(weights) if weights else 0.0


def _bonus(codec: str, labelled: bool, text: str) -> float:
    """A label speaks for its codec, but the Latin ones are what foreign programs write without thinking.

    UTF-8 also speaks for itself: other text hardly ever happens to be valid.
    """
    label = 0.5 if codec.startswith(("cp125", "iso8859", "ascii")) else 2.0
    return label * labelled + (codec == "utf-8" and REPLACEMENT not in text)


@lru_cache(maxsize=8192)
def _weight(character: str) -> float:
    code = ord(character)
    if character == REPLACEMENT:
        return -4.0
    if code < 0xA0 or 0xE000 <= code <= 0xF8FF:
        return -5.0
    if 0x3000 <= code <= 0x30FF:
        return 3.0
    if 0x4E00 <= code <= 0x9FFF:
        return _kanji_weight(character)
    if 0x2460 <= code <= 0x24FF or 0x3200 <= code <= 0x33FF or character in "\u2116\u2121":
        return 2.0
    if 0xFF61 <= code <= 0xFF9F:
        return 0.5
    return 1.0 if unicodedata.category(character)[0] in "LN" or 0xF900 <= code <= 0xFFEF else 0.0


def _kanji_weight(character: str) -> float:
    """JIS level 1 is what people write, vendor kanji stand in names; a wrong guess scatters over level 2."""
    if (shifted := character.encode("cp932", "replace"))[0] >= 0xFA:
        return 1.5
    return 2.0 if 0x88 <= shifted[0] <= 0x98 else 0.5
