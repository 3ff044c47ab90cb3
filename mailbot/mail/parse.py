"""Raw mail to ParsedMail. Any bytes give a mail: what is wrong with them stands in its defects."""

import re
from collections.abc import Iterable
from datetime import datetime

from mailbot.mail import charset, forwarded, headers, mime
from mailbot.mail.attachment import Attachment
from mailbot.mail.containers import Opening
from mailbot.mail.contents import TEXT_LIMIT, contents
from mailbot.mail.forwarded import ForwardedMail
from mailbot.mail.mime import Defect
from rules.record import Struct

__all__ = ["TEXT_LIMIT", "Attachment", "ForwardedMail", "ParsedMail", "parse"]

_MOST_HOPS = 50
"""Received fields of a mail in a loop; Postfix gives up at the same number."""

_ONCE = ("from", "subject", "message-id", "date")
"""RFC 5322 section 3.6: fields that a mail has at most once, and whose doubling is a trick."""


class ParsedMail(Struct, frozen=True, kw_only=True):
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
    """What lay in the mail and in its archives and inner mails; a container stands here only if it stayed closed."""
    headers: tuple[tuple[str, str], ...]
    """Every field in order, decoded, one line each."""
    return_path: str | None
    """The envelope sender as the last server noted it: '' is the null path, None that nothing was noted."""
    content_type: str
    defects: tuple[str, ...]
    forwarded: ForwardedMail | None = None
    """The mail that this one passes on; its ids and numbers stand here alone."""
    signature: str = ""
    """'smime' or 'pgp' where it claims one; nobody has verified it."""

    def header(self, name: str) -> str:
        """The first such field, '' without one."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def parse(data: bytes) -> ParsedMail:
    """Never raises. Takes time in proportion to the size of `data`."""
    defects: set[Defect] = set()
    whole = mime.part(re.sub(rb"\A(?:>?From [^\n]*\n|\s*\n)", b"", data), defects)
    content_type = headers.parameters(whole.first("content-type"))[0] or "text/plain"
    read = contents(whole, defects)
    opening = Opening(defects)
    # A report brings our own letter back: what hangs on that one was never sent to us.
    attachments = read.files if content_type == "multipart/report" else opening.files(read.files)
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
        text=read.text,
        attachments=attachments,
        headers=tuple((name, _shown(name, value)) for name, value in whole.fields),
        return_path=_return_path(whole),
        content_type=content_type,
        defects=tuple(sorted(defects)),
        forwarded=opening.forwarded or forwarded.inline(subject, read.text),
        signature=read.signature,
    )


def _shown(name: str, value: bytes) -> str:
    # Encoded-words in a verdict of our server are a sender's way to write into it (RFC 8601 section 2.2 has none).
    is_verdict = name.lower() == "authentication-results"
    return headers.plain(charset.decode(value).text) if is_verdict else headers.text(value)


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
