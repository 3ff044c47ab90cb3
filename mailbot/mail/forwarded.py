"""A mail inside a mail: what somebody passed on. Its ids and numbers are never the outer sender's own."""

import re

from mailbot.mail import headers, mime
from rules.record import Struct

_SUBJECT = re.compile(r"\s*(?:\[[^\]]{1,30}\]\s*)?(?:fwd?|転送|tr)\s*[:：]", re.IGNORECASE)
_FROM = re.compile(
    r"(?m)^[ 　*]*(?:from|差出人|送信者|送信元)[*]?[ 　]*[:：](?P<sender>[^\n]{0,200})$", re.IGNORECASE
)


class ForwardedMail(Struct, frozen=True, kw_only=True):
    """Who wrote the inner mail, as that mail claims: nothing in it was checked by a server of ours."""

    sender: str
    """Bare address in lower case; '' unless it is one clean address."""
    sender_name: str
    subject: str
    message_id: str
    text: str


def attached(inner: mime.Part, text: str) -> ForwardedMail:
    """A mail that came as a file; `text` is its body."""
    sender = headers.mailbox(inner.first("from"))
    return ForwardedMail(
        sender=sender.address if sender else "",
        sender_name=sender.name if sender else headers.text(inner.first("from")),
        subject=headers.text(inner.first("subject")),
        message_id=next(iter(headers.message_ids(inner.first("message-id"))), ""),
        text=text,
    )


def inline(subject: str, text: str) -> ForwardedMail | None:
    """A mail passed on within the text, below a line 'From: name <address>', under a subject 'Fw:'."""
    if not _SUBJECT.match(subject):
        return None
    found = _FROM.search(text)
    address = next(headers.addresses(found["sender"].encode()), "") if found else ""
    if found is None or not address:
        return None
    return ForwardedMail(
        sender=address,
        sender_name=headers.plain(re.sub(r"[<\[(（].*", "", found["sender"])),
        subject=_SUBJECT.sub("", subject, count=1).strip(),
        message_id="",
        text=text[found.end() :].strip("\n"),
    )
