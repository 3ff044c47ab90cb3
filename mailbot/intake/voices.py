"""Who may speak for which case: only an address that the case has, or one that a clerk has called the business's."""

from mailbot.mail.parse import ParsedMail
from rules.businesses import contact
from rules.matching import CONTINUED
from rules.model import Business, Case
from store import cases, outbox
from store.documents import Documents


def asked(db: Documents, mail: ParsedMail) -> tuple[Case, ...]:
    """The cases of the letter that this mail answers, whoever sent it.

    The Message-ID is the token: only who got the letter can name it. A number in the subject is no proof.
    """
    for message_id in (mail.in_reply_to, *reversed(mail.references)):
        letter = outbox.by_message_id(db, message_id)
        if letter is not None:
            found = (cases.get(db, number) for number in letter.cases)
            return tuple(case for case in found if case is not None)
    return ()


def may_speak(db: Documents, address: str, case: Case) -> bool:
    """May change this case by mail, and be told about it."""
    business = cases.business(db, case.business)
    return address in case.addresses or (business is not None and is_vouched(business, address))


def is_vouched(business: Business, address: str) -> bool:
    return contact(business, address).vouched_by != ""


def own(db: Documents, address: str) -> tuple[Case, ...]:
    """All cases under way that this address may speak for."""
    found = {case.number: case for case in cases.of_address(db, address)}
    for id in dict.fromkeys(cases.root(db, each.id) for each in cases.businesses_at(db, address)):
        business = cases.business(db, id)
        if business is not None and is_vouched(business, address):
            found |= {case.number: case for case in cases.of_business(db, id)}
    return tuple(case for case in found.values() if case.state in CONTINUED)
