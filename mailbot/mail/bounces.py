"""Letters that came back: which of ours, to whom, why, and for good or not yet.

Reports are read by their machine part (RFC 3464, 6522), the rest by the words of the programs that write them: qmail,
Exim, sendmail, Japanese carriers. What we look for are the ids of our own letters, so this is ours and not a
library's: those look for addresses of mailing lists.
"""

import re
from collections.abc import Iterator, Mapping

from mailbot.mail import headers
from mailbot.mail.attachment import Attachment
from mailbot.mail.parse import ParsedMail
from rules.record import Struct
from rules.wording import normal, shorten

_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_RETURNED_TYPES = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers") + (
    "message/global",
    "message/global-headers",
)
_HEARD = 65_536
"""Bytes of a returned mail, or characters of a text, that are searched."""

_MESSAGE_ID = re.compile(r"(?im)^[> \t]*message-id[ \t]*:[ \t]*\r?\n?[ \t]*(<[^<>\s]{1,900}>)")
_FIELD = re.compile(r"(?m)^([A-Za-z-]{1,60})[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)")
_COPY = re.compile(r"(?im)^[> \t]*(?:return-path|received|from|message-id)[ \t]*:")
"""Where a free text goes over to the head of the letter that came back."""

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.:-])([45])\d\d(?=[ -](?:[45]\.|\D))")
_FAILED = ("failed",)
_DELAYED = ("delayed",)


class Bounce(Struct, frozen=True, kw_only=True):
    ids: tuple[str, ...]
    """Message-IDs that the returned mail bears, brackets kept. Only those that we issued mean anything."""
    recipients: tuple[str, ...]
    """Bare addresses in lower case, as far as they are named."""
    status: str
    """'5.1.1' (RFC 3463); '5.0.0' or '4.0.0' where only a reply code of SMTP is told; '' where none is."""
    failed: bool
    """For good; else the server still tries."""
    detail: str
    """What the other server said: one short line, in whatever language."""


def bounce(mail: ParsedMail, words: Mapping[str, tuple[str, ...]]) -> Bounce | None:
    """None for a mail that tells of no failure and no delay. `words` is the table `mail_words`. Never raises."""
    text = _notice(mail)
    reports = [_text(file) for file in mail.attachments if file.media_type in _STATUS_TYPES]
    fields = [field for report in reports for field in _fields(report)]
    failed = _by_action(fields) if fields else _by_words(mail, text, words)
    if failed is None:
        return None
    detail = next((value for name, value in fields if name == "diagnostic-code"), "")
    return Bounce(
        ids=ids(mail),
        recipients=tuple(dict.fromkeys(_recipients(mail, fields, text))),
        status=_status(fields, text),
        failed=failed,
        detail=shorten(detail.partition(";")[2] or detail or _reason(text), 200),
    )


def ids(mail: ParsedMail) -> tuple[str, ...]:
    """Message-IDs that a returned mail bears, whatever became of it."""
    return tuple(dict.fromkeys(_ids(mail)))


def _ids(mail: ParsedMail) -> Iterator[str]:
    """The returned mail's own id: its References name letters that arrived well. Exchange tells it in In-Reply-To."""
    for file in mail.attachments:
        if file.media_type in _RETURNED_TYPES:
            yield from _MESSAGE_ID.findall(_text(file).replace("\r\n", "\n"))[:1]
    if mail.forwarded and mail.forwarded.message_id:
        yield mail.forwarded.message_id
    yield from _MESSAGE_ID.findall(mail.text[:_HEARD])
    if mail.in_reply_to:
        yield mail.in_reply_to


def _notice(mail: ParsedMail) -> str:
    """What the server says, without the copy of the letter below it."""
    text = mail.text[:_HEARD]
    above = _COPY.split(text, maxsplit=1)[0]
    return above if above.strip() else text


def _text(file: Attachment) -> str:
    return file.data[:_HEARD].decode("utf-8", "replace").replace("\r\n", "\n")


def _fields(report: str) -> list[tuple[str, str]]:
    """Name in lower case and unfolded value of each field, over all recipients."""
    return [(name.lower(), re.sub(r"\s+", " ", value).strip()) for name, value in _FIELD.findall(report)]


def _by_action(fields: list[tuple[str, str]]) -> bool | None:
    """RFC 3464 section 2.3.3; 'relayed', 'delivered' and 'expanded' tell of no failure."""
    actions = [value.lower().split(" ")[0] for name, value in fields if name == "action"]
    if any(action in _FAILED for action in actions):
        return True
    return False if any(action in _DELAYED for action in actions) else None


def _by_words(mail: ParsedMail, text: str, words: Mapping[str, tuple[str, ...]]) -> bool | None:
    said = normal(f"{mail.subject}\n{text}")
    if any(normal(word) in said for word in words.get("bounce_delayed", ())):
        return False
    told = any(normal(word) in said for word in words.get("bounce_failed", ()))
    final = _status([], text).startswith("5")
    return True if told or final or mail.header("x-failed-recipients") else None


def _recipients(mail: ParsedMail, fields: list[tuple[str, str]], text: str) -> Iterator[str]:
    named = [value for name, value in fields if name in ("final-recipient", "original-recipient")]
    named = named or [mail.header("x-failed-recipients")]
    found = [address for value in named for address in headers.addresses(value.encode())]
    own = {mail.sender, *mail.to, *mail.cc}
    yield from found or (each for each in headers.addresses(text.encode()) if each not in own)


def _status(fields: list[tuple[str, str]], text: str) -> str:
    for name, value in fields:
        if name == "status" and (found := _STATUS.search(value)):
            return found[1]
    if found := _STATUS.search(text):
        return found[1]
    code = _CODE.search(text)
    return f"{code[1]}.0.0" if code else ""


def _reason(text: str) -> str:
    """The line of a free text that holds a code, else nothing: the rest is courtesy."""
    return next((line for line in text.split("\n") if _STATUS.search(line) or _CODE.search(line)), "")
