"""One case explained: its mails one by one, its round, its gaps, its letters, and who did what."""

from mailbot import listing
from mailbot.explanation.mail import history, of_mail
from mailbot.plain import Json, at
from mailbot.wiring import Office
from rules.model import Case, MailRef
from rules.words import ROLES
from store import arrivals
from store.documents import Documents
from store.errors import Damaged


def of_case(office: Office, db: Documents, case: Case) -> Json:
    (told,) = listing.case_list(db, [case], office.calendar)
    kept = (
        "number",
        "product",
        "state",
        "round",
        "round_reason",
        "accepted_at",
        "attention",
        "findings",
        "letters",
    )
    return {
        **{key: told[key] for key in kept},
        "mails": [_mail(office, db, ref) for ref in case.mails],
        "history": history(office, case.number),
    }


def _mail(office: Office, db: Documents, ref: MailRef) -> Json:
    """In full where the mail is still kept; one that was erased by what the register has of it."""
    arrival = arrivals.arrival(db, ref.id)
    try:
        if arrival is not None:
            return of_mail(office, db, arrival)
    except Damaged:
        pass
    received = at(ref.received_at, office.calendar.zone)
    return {
        "id": ref.id,
        "received_at": received,
        "then": {"role": ref.role, "reason": f"{ROLES[ref.role]}。控えはありません。"},
    }
