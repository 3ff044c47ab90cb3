"""What the office knows when a mail comes: its own addresses, its businesses, the letters that it sent."""

from mailbot.mail.triage import Known
from mailbot.wiring import Office
from rules.model import Handled, Place, Pledge
from store import arrivals, cases, outbox
from store.documents import Documents


def known(office: Office, db: Documents, place: Place | None) -> Known:
    """`place`: where the mail lies; each mailbox has a server of its own whose word on forgery counts."""
    config = office.config
    own = {config.office.address, config.smtp.sender, config.smtp.envelope_from, *config.office.aliases}
    return Known(
        own=frozenset(address.lower() for address in own if address),
        webforms=frozenset(address.lower() for address in config.office.webform_senders),
        deals_with=lambda sender: bool(cases.businesses_at(db, sender)),
        our_letters=lambda message_id: outbox.by_message_id(db, message_id) is not None,
        expected=lambda sender: _waits(db, sender),
        authserv_id=office.mailbox(place).authserv_id,
        words={name: tuple(words) for name, words in office.library.table("mail_words").items()},
    )


def _waits(db: Documents, sender: str) -> bool:
    return any(
        mail.attachments and mail.handled is Handled.PERSON and not mail.done
        for mail in arrivals.from_sender(db, sender)
    )


def has_pledged(db: Documents, sender: str, brought: set[str]) -> bool:
    """On file by another mail than this one, whose files (`brought`, sha256) may be taken a second time."""
    return any(
        business.pledge is not Pledge.MISSING
        and not (business.pledge_files and {file.sha256 for file in business.pledge_files} <= brought)
        for each in cases.businesses_at(db, sender)
        if (business := cases.business(db, each.id))
    )
