"""「同じ事業者です」: on a clerk's word an address is the business's, and the mails that waited for it are taken."""

from datetime import datetime
from functools import partial

from mailbot.intake.taking import Again, Coming, take_again
from mailbot.mail.parse import parse
from mailbot.wiring import Office
from rules.model import Arrival, Business
from rules.moves import Refusal
from rules.record import replace
from store import arrivals, cases, raw
from store.audit import Event
from store.desk import Desk, businesses as deeds
from store.desk.mails import wanted
from store.documents import Documents


def same(
    office: Office, desk: Desk, id: str, business: str | None = None, *, now: datetime
) -> tuple[Arrival, ...] | Refusal:
    """The mails that were taken by it, oldest first: that one, and others of its sender that waited for this business.

    Each is answered, as it would have been; a receipt that it got before is no answer. Raises Damaged where the bytes
    of one are gone, Overtaken where somebody was quicker: those before it are done then.
    """
    snapshot = office.store.snapshot()
    mail = wanted(snapshot, id)
    if isinstance(mail, Refusal):
        return mail
    meant = _meant(desk, snapshot, mail, business)
    if isinstance(meant, Refusal):
        return meant
    waiting = _waiting(snapshot, mail.sender, meant)
    if not waiting:
        done = deeds.vouch_for(desk, meant.id, mail, now=now)
        return done if isinstance(done, Refusal) else (mail,)
    word = partial(deeds.vouch, desk, business=meant.id, sender=mail.sender)
    event = Event(at=now, by=desk.by, login=desk.login, what="business.same", subject=meant.id)
    taken = []
    for each in waiting:
        data = raw.get(office.directory, each.id)
        coming = Coming(data=data, received_at=each.received_at)
        told = replace(event, detail=f"{each.sender} {each.subject}")
        again = Again(earlier=each, event=told, mail=parse(data), desk=desk, first=word, word="same")
        taken.append(take_again(office, coming, again, now=now))
    return tuple(taken)


def _meant(desk: Desk, db: Documents, mail: Arrival, id: str | None) -> Business | Refusal:
    """The business that the clerk named, else the one whose cases the mail is about."""
    if not mail.sender:
        return Refusal(message=deeds.NO_SENDER)
    if id is not None:
        return desk.business(db, id)
    found = (case for number in mail.cases if (case := cases.get(db, number)))
    ids = sorted({cases.root(db, case.business) for case in found})
    if len(ids) != 1:
        told = "、".join(ids) or "ありません"
        return Refusal(
            message=f"どの事業者かを決められません(このメールに関係する事業者: {told})。番号も書いてください。"
        )
    return desk.business(db, ids[0])


def _waiting(db: Documents, sender: str, business: Business) -> list[Arrival]:
    ids = {id for case in cases.of_business(db, business.id) for id in case.claims}
    found = (arrivals.arrival(db, id) for id in ids)
    mine = (mail for mail in found if mail is not None and mail.sender == sender)
    return sorted(mine, key=lambda mail: (mail.received_at, mail.id))
