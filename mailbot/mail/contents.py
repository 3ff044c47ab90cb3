"""The text and the files of a mail, or of a mail inside a mail, from its parts."""

import re
from collections.abc import Iterable, Iterator

from mailbot.mail import charset, filename, flowed, headers, hypertext, mime, signed, uuencoded
from mailbot.mail.attachment import Attachment, attachment
from mailbot.mail.filekind import FileKind, kind_of
from mailbot.mail.mime import Defect
from rules.record import Struct

TEXT_LIMIT = 200_000
"""Characters of body text that are kept."""

_BODY_BYTES = 2_000_000
"""Bytes of one body part that are decoded: far more than anybody reads, and quick to try in five charsets."""

_BODY_TYPES = ("", "text", "text/plain", "text/html")
_BODY_KINDS = (FileKind.TEXT, FileKind.HTML)
_SEALS = 3
"""Opaque signatures around one another that are taken off: RFC 2634 wraps three times."""


class Contents(Struct, frozen=True):
    text: str
    """The plain body, else the HTML one as text; lines end in LF."""
    files: tuple[Attachment, ...]
    """Any part with a name, or whose bytes are a known file; archives and inner mails unopened."""
    signature: str
    """'smime' or 'pgp' where it claims one, '' where not. Recognised, not verified."""


def contents(whole: mime.Part, defects: set[Defect]) -> Contents:
    """Never raises; what is wrong is added to `defects`."""
    body = _Body(defects)
    for leaf in _unsealed(mime.leaves(whole, defects), defects, body):
        body.add(leaf)
    return body.read()


def _unsealed(
    leaves: Iterable[mime.Part], defects: set[Defect], body: "_Body", depth: int = 0
) -> Iterator[mime.Part]:
    """The parts, with those under an opaque signature in the place of its wrapping."""
    for leaf in leaves:
        media_type = headers.parameters(leaf.first("content-type"))[0]
        inside = signed.content(mime.content(leaf, defects)) if media_type in signed.OPAQUE else None
        if inside is None or depth == _SEALS:
            yield leaf
        else:
            body.signature = "smime"
            inner = mime.leaves(mime.part(inside, defects), defects)
            yield from _unsealed(inner, defects, body, depth + 1)


class _Body:
    """What has been read of one mail so far."""

    def __init__(self, defects: set[Defect]) -> None:
        self.defects = defects
        self.plain: list[str] = []
        self.pages: list[str] = []
        self.files: list[Attachment] = []
        self.signature = ""

    def read(self) -> Contents:
        text = _joined(self.plain) or _joined(self.pages)
        if len(text) > TEXT_LIMIT:
            self.defects.add(Defect.TEXT_CUT)
        return Contents(text[:TEXT_LIMIT], tuple(self.files), self.signature)

    def add(self, leaf: mime.Part) -> None:
        media_type, parameters = headers.parameters(leaf.first("content-type"))
        disposition, more = headers.parameters(leaf.first("content-disposition"))
        if media_type in signed.SIGNATURES:
            # A signature is no file to anybody but a program that verifies it.
            self.signature = "pgp" if "pgp" in media_type else "smime"
            return
        name = filename.shown(more.get("filename") or parameters.get("name") or "")
        data = mime.content(leaf, self.defects)
        kind = kind_of(data, name, media_type)
        readable = media_type in _BODY_TYPES and kind in _BODY_KINDS
        if readable and not name and disposition != "attachment":
            is_page = media_type == "text/html" or (not media_type and kind is FileKind.HTML)
            (self._page if is_page else self._plain)(data, parameters)
        elif data.strip() or name:
            inline = disposition == "inline" or bool(leaf.first("content-id").strip())
            self._file(name, data, media_type, inline=inline)

    def _file(self, name: str, data: bytes, media_type: str = "", *, inline: bool = False) -> None:
        """As many as a mail may have parts: one text alone may hold dozens (uuencode)."""
        if len(self.files) == mime.MOST_PARTS:
            self.defects.add(Defect.TOO_MANY_PARTS)
            return
        self.files.append(attachment(name, data, media_type, count=len(self.files), inline=inline))

    def _page(self, data: bytes, parameters: dict[str, str]) -> None:
        declared = parameters.get("charset", "") or hypertext.declared_charset(data)
        self.pages.append(_clean(hypertext.text(self._decoded(data, declared))))

    def _plain(self, data: bytes, parameters: dict[str, str]) -> None:
        data, inside = uuencoded.split(data)
        for raw_name, content in inside:
            self._file(filename.shown(headers.text(raw_name)), content)
        text = _clean(self._decoded(data, parameters.get("charset", "")))
        if parameters.get("format", "").lower() == "flowed":
            text = flowed.unflowed(text, delsp=parameters.get("delsp", "").lower() == "yes")
        plain = signed.unarmoured(text)
        if plain != text:
            self.signature = "pgp"
        self.plain.append(plain)

    def _decoded(self, data: bytes, declared: str) -> str:
        if len(data) > _BODY_BYTES:
            self.defects.add(Defect.TEXT_CUT)
        decoded = charset.decode(data[:_BODY_BYTES], declared)
        if not decoded.trusted:
            self.defects.add(Defect.WRONG_CHARSET)
        if decoded.damaged:
            self.defects.add(Defect.LOST_CHARACTERS)
        return decoded.text


def _clean(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", re.sub(r"\r\n?", "\n", text))


def _joined(bodies: Iterable[str]) -> str:
    return "\n".join(body.strip("\n") for body in bodies if body.strip())
