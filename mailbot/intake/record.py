"""The record of a mail (受信の記録), as it is before anybody has decided what becomes of it."""

import hashlib
from datetime import datetime

from mailbot.mail.parse import ParsedMail
from mailbot.mail.triage import Verdict
from rules.model import Arrival, File, Place

TEXT_KEPT = 2_000


def of(
    id: str,
    mail: ParsedMail,
    verdict: Verdict,
    *,
    received_at: datetime,
    place: Place | None,
    earlier: Arrival | None,
    tries: int,
) -> Arrival:
    """`id`: the sha256 of its bytes. `earlier`: its record up to now, where it is taken once more."""
    files = tuple(
        File(
            name=each.name,
            sha256=each.sha256,
            media_type=each.media_type,
            size=len(each.data),
        )
        for each in mail.attachments
    )
    here = (place,) if place else ()
    return Arrival(
        id=id,
        places=earlier.places if earlier else here,
        filed=earlier is not None and earlier.filed,
        fingerprint=(earlier.fingerprint if earlier else "") or _fingerprint(mail, files),
        message_id=mail.message_id,
        received_at=received_at,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        text=_text(mail)[:TEXT_KEPT],
        attachments=files,
        role=verdict.role,
        reason=verdict.reason,
        tries=tries,
    )


def _text(mail: ParsedMail) -> str:
    """What a person reads of it: a mail that came inside stands below, under its own sender and subject."""
    inner = mail.forwarded
    if inner is None or inner.text in mail.text:
        return mail.text
    sender = f"{inner.sender_name} {inner.sender}".strip()
    return f"{mail.text}\n\n【転送されたメール】\n差出人: {sender}\n件名: {inner.subject}\n\n{inner.text}"


def _fingerprint(mail: ParsedMail, files: tuple[File, ...]) -> str:
    """One for all copies of a mail that took different ways here. Message-ID alone would swallow real mail."""
    if not mail.message_id:
        return ""
    parts = (mail.message_id, mail.sender, mail.text, *(file.sha256 for file in files))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
