"""What a clerk may do with a mail that waits for a person."""

from datetime import datetime

from rules.model import Arrival, Case, Handled, MailRef
from rules.moves import Refusal
from rules.record import replace
from store import addresses, arrivals, cases
from store.desk.clerk import Desk
from store.documents import Documents

WAITS = (Handled.PERSON, Handled.SET_ASIDE)


def wanted(db: Documents, id: str) -> Arrival | Refusal:
    """The one mail whose id begins so."""
    found = arrivals.named(db, id.lower())
    if len(found) > 1:
        return Refusal(
            message=f"「{id}」で始まるメールは{len(found)}通あります。番号をもう少し長く書いてください。"
        )
    if not found:
        return Refusal(
            message=f"番号が「{id}」で始まるメールの記録はありません。"
            f"「mailbot mails」の番号を、初めの{arrivals.SHORTEST}文字以上書いてください。"
            "触れずに残したメールには番号も控えもありません。保存して「mailbot import」で取り込めます。"
        )
    return found[0]


def done(desk: Desk, id: str, *, now: datetime) -> Arrival | Refusal:
    """It has been seen to: answered by hand, say."""
    return _marked(desk, id, True, now)


def undone(desk: Desk, id: str, *, now: datetime) -> Arrival | Refusal:
    """It waits for a person again."""
    return _marked(desk, id, False, now)


def assign(desk: Desk, id: str, number: str, *, now: datetime) -> Case | Refusal:
    """Lays the mail to a case, where it is shown from now on. Its files do not count there, nor its address."""
    with desk.deed(now) as db:
        mail, case = wanted(db, id), desk.case(db, number)
        if isinstance(mail, Refusal):
            return mail
        if isinstance(case, Refusal):
            return case
        if any(each.id == mail.id for each in case.mails):
            return Refusal(message=f"このメールは、すでに整理番号 {number} の案件に付いています。")
        ref = MailRef(id=mail.id, message_id=mail.message_id, role=mail.role, received_at=mail.received_at)
        stored = cases.put(db, replace(case, mails=(*case.mails, ref)))
        numbers = tuple(dict.fromkeys((*mail.cases, number)))
        arrivals.put(db, replace(mail, cases=numbers))
        desk.record(db, "mail.assigned", mail.id, number, now)
        desk.record(db, "case.mail", number, mail.subject, now)
        return stored


def reachable(desk: Desk, address: str, *, now: datetime) -> tuple[str, ...] | Refusal:
    """A clerk knows that mail reaches this address again: the names of the businesses that have it."""
    with desk.deed(now) as db:
        found = addresses.reached(db, address.lower())
        if not found:
            return Refusal(message=f"{address} は、メールが届かない宛先として記録されていません。")
        for business in found:
            desk.record(db, "address.reached", business.id, address, now)
        return tuple(business.name for business in found)


def _marked(desk: Desk, id: str, is_done: bool, now: datetime) -> Arrival | Refusal:
    with desk.deed(now) as db:
        mail = wanted(db, id)
        if isinstance(mail, Refusal):
            return mail
        if mail.handled not in WAITS or mail.done is is_done:
            stands = (
                "確認を待っているメールではありません。" if is_done else "確認済みのメールではありません。"
            )
            return Refusal(message=f"メール {mail.id[: arrivals.SHORTEST]} は、{stands}")
        desk.record(db, "mail.done" if is_done else "mail.undone", mail.id, mail.subject, now)
        return arrivals.put(db, replace(mail, done=is_done))
