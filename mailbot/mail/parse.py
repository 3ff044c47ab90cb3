"""Raw mail to ParsedMail. Any bytes give a mail: what is wrong with them stands in its defects."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mailbot.mail import charset, filename, headers, hypertext, mime
from mailbot.mail.filekind import FileKind, is_encrypted, kind_of
from mailbot.mail.mime import Defect

TEXT_LIMIT = 200_000
"""Characters of body text that are kept."""

_BODY_BYTES = 2_000_000
"""Bytes of one body part that are decoded: far more than anybody reads, and quick to try in five charsets."""

_BODY_TYPES = ("", "text", "text/plain", "text/html")
_BODY_KINDS = (FileKind.TEXT, FileKind.HTML)

_MOST_HOPS = 50
"""Received fields of a mail in a loop; Postfix gives up at the same number."""

_ONCE = ("from", "subject", "message-id", "date")
"""RFC 5322 section 3.6: fields that a mail has at most once, and whose doubling is a trick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of a mail, decoded from its transfer encoding and otherwise untouched."""

    name: str
    """Safe to show: no path, control or bidirectional characters; '添付1.xlsx' where the sender gave none."""
    data: bytes
    media_type: str
    """As declared, in lower case."""
    kind: FileKind
    """By content."""
    encrypted: bool = False
    from_container: str = ""
    """Name of the archive or mail that it was taken out of, '' for one that lay in the mail itself."""
    inline: bool = False
    """To be shown within the text (RFC 2183 inline, or a Content-ID that HTML can refer to), as logos are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMail:
    """Ids keep their angle brackets; addresses are bare and in lower case."""

    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    sender: str
    """'' unless there is exactly one From with exactly one clean address: nothing is sent to any other."""
    sender_name: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    subject: str
    date: datetime | None
    """What the sender's clock said; aware. Never decides anything."""
    text: str
    """The plain body, else the HTML one as text; lines end in LF."""
    attachments: tuple[Attachment, ...]
    headers: tuple[tuple[str, str], ...]
    """Every field in order, decoded, one line each."""
    return_path: str | None
    """The envelope sender as the last server noted it: '' is the null path, None that nothing was noted."""
    content_type: str
    defects: tuple[str, ...]

    def header(self, name: str) -> str:
        """The first such field, '' without one."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def parse(data: bytes) -> ParsedMail:
    """Never raises. Takes time in proportion to the size of `data`."""
    defects: set[Defect] = set()
    whole = mime.part(re.sub(rb"\A(?:>?From [^\n]*\n|\s*\n)", b"", data), defects)
    text, attachments = _contents(mime.leaves(whole, defects), defects)
    sender = _sender(whole, defects)
    subject = headers.text(whole.first("subject"))
    if any(
        charset.REPLACEMENT in shown for shown in (subject, sender.name, *(file.name for file in attachments))
    ):
        defects.add(Defect.LOST_CHARACTERS)
    _look_at_head(whole, defects)
    return ParsedMail(
        message_id=next(iter(headers.message_ids(whole.first("message-id"))), ""),
        in_reply_to=next(iter(headers.message_ids(whole.first("in-reply-to"))), ""),
        references=headers.message_ids(whole.first("references")),
        sender=sender.address,
        sender_name=sender.name,
        to=_addresses(whole.every("to")),
        cc=_addresses(whole.every("cc")),
        subject=subject,
        date=headers.date(whole.first("date")),
        text=text,
        attachments=attachments,
        headers=tuple((name, headers.text(value)) for name, value in whole.fields),
        return_path=_return_path(whole),
        content_type=headers.parameters(whole.first("content-type"))[0] or "text/plain",
        defects=tuple(sorted(defects)),
    )


def _sender(whole: mime.Part, defects: set[Defect]) -> headers.Mailbox:
    fields = whole.every("from")
    if len(fields) > 1:
        defects.add(Defect.SEVERAL_SENDERS)
    elif not any(fields):
        defects.add(Defect.NO_SENDER)
    elif sender := headers.mailbox(fields[0]):
        return sender
    else:
        defects.add(Defect.UNCLEAN_SENDER)
    # The name column shows the person what was claimed.
    return headers.Mailbox("", headers.text(b", ".join(fields)))


def _look_at_head(whole: mime.Part, defects: set[Defect]) -> None:
    names = [name.lower() for name, _ in whole.fields]
    if any(names.count(name) > 1 for name in _ONCE):
        defects.add(Defect.DOUBLED_FIELD)
    if names.count("received") > _MOST_HOPS:
        defects.add(Defect.TOO_MANY_HOPS)
    if not headers.message_ids(whole.first("message-id")):
        defects.add(Defect.NO_MESSAGE_ID)
    if headers.date(whole.first("date")) is None:
        defects.add(Defect.NO_DATE)


def _addresses(fields: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for field in fields for address in headers.addresses(field)))


def _return_path(whole: mime.Part) -> str | None:
    fields = whole.every("return-path")
    return next(headers.addresses(fields[0]), "") if fields else None


def _contents(leaves: Iterable[mime.Part], defects: set[Defect]) -> tuple[str, tuple[Attachment, ...]]:
    """The body text and the files. Any part with a name, or whose bytes are a known file, is a file."""
    plain: list[str] = []
    pages: list[str] = []
    files: list[Attachment] = []
    for leaf in leaves:
        media_type, parameters = headers.parameters(leaf.first("content-type"))
        disposition, more = headers.parameters(leaf.first("content-disposition"))
        name = filename.shown(more.get("filename") or parameters.get("name") or "")
        data = mime.content(leaf, defects)
        kind = kind_of(data, name, media_type)
        readable = media_type in _BODY_TYPES and kind in _BODY_KINDS
        if readable and not name and disposition != "attachment":
            is_page = media_type == "text/html" or (not media_type and kind is FileKind.HTML)
            (pages if is_page else plain).append(_body(data, parameters.get("charset", ""), is_page, defects))
        elif data.strip() or name:
            inline = disposition == "inline" or bool(leaf.first("content-id").strip())
            name = name or f"添付{len(files) + 1}{kind.suffix}"
            files.append(_attachment(name, data, media_type, kind, inline=inline))
    text = _joined(plain) or _joined(pages)
    if len(text) > TEXT_LIMIT:
        defects.add(Defect.TEXT_CUT)
    return text[:TEXT_LIMIT], tuple(files)


def _attachment(name: str, data: bytes, media_type: str, kind: FileKind, *, inline: bool) -> Attachment:
    return Attachment(
        name=name,
        data=data,
        media_type=media_type,
        kind=kind,
        encrypted=is_encrypted(data, kind),
        inline=inline,
    )


def _body(data: bytes, declared: str, is_page: bool, defects: set[Defect]) -> str:
    if len(data) > _BODY_BYTES:
        defects.add(Defect.TEXT_CUT)
    data = data[:_BODY_BYTES]
    decoded = charset.decode(data, declared or (hypertext.declared_charset(data) if is_page else ""))
    if not decoded.trusted:
        defects.add(Defect.WRONG_CHARSET)
    if decoded.damaged:
        defects.add(Defect.LOST_CHARACTERS)
    text = hypertext.text(decoded.text) if is_page else decoded.text
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", re.sub(r"\r\n?", "\n", text))


def _joined(bodies: Iterable[str]) -> str:
    return "\n".join(body.strip("\n") for body in bodies if body.strip())
