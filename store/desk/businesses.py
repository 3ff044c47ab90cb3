"""What a clerk may say of a business: that two records are one, and where its notices go."""

from collections.abc import Collection
from datetime import datetime

from rules import claims
from rules.businesses import contact, vouched
from rules.matching import CONTINUED
from rules.model import Arrival, Business, Pledge
from rules.moves import Refusal
from rules.record import replace
from rules.values.codes import email
from store import arrivals, cases, results
from store.desk import pledges
from store.desk.clerk import Desk
from store.desk.mails import wanted
from store.documents import Documents

NO_SENDER = "このメールには、信用できる差出人のアドレスがありません。"
LEFT_WITHOUT_PLEDGE = (
    "統合していた事業者の誓約書で受け付けています。統合を解いたため、誓約書を確かめてください。"
)


def merge(desk: Desk, into: str, other: str, *, now: datetime) -> Business | Refusal:
    """`other` is the business `into` from now on: its cases, pledge and addresses are those of both.

    Only a link is laid between the two records, so that `split` parts them again at any time.
    """
    with desk.deed(now) as db:
        target, joining = desk.business(db, into), desk.business(db, other)
        if isinstance(target, Refusal):
            return target
        if isinstance(joining, Refusal):
            return joining
        if target.id == joining.id:
            return Refusal(message=f"事業者 {into} と {other} は、すでに1つの事業者です。")
        if joining.id != other:
            return Refusal(
                message=f"事業者 {other} は {joining.id} に統合されています。{joining.id} を指定してください。"
            )
        root, leaf = _record(db, target), _record(db, joining)
        cases.put_record(db, replace(leaf, merged_into=root.id))
        cases.put_record(db, replace(root, absorbed=(*root.absorbed, other)))
        pledges.close_gaps(desk, db, root.id, now)
        _settle(desk, db, (root.id,), now)
        desk.record(db, "business.merged", root.id, f"{other} {leaf.name}", now)
        return cases.business(db, root.id) or target


def split(desk: Desk, id: str, *, now: datetime) -> Business | Refusal:
    """The record stands by itself again, with its cases; what came for both since the merger stays with the other."""
    with desk.deed(now) as db:
        if isinstance(found := desk.business(db, id), Refusal):
            return found
        leaf = cases.record(db, id)
        root = cases.record(db, leaf.merged_into) if leaf else None
        if leaf is None or root is None:
            return Refusal(message=f"事業者 {id} は、ほかの事業者に統合されていません。")
        cases.put_record(db, replace(leaf, merged_into=""))
        cases.put_record(db, replace(root, absorbed=tuple(each for each in root.absorbed if each != id)))
        for each in (root.id, id):
            _tell_of_pledge(desk, db, each, now)
        _settle(desk, db, (root.id, id), now)
        desk.record(db, "business.split", id, f"{root.id} {root.name}", now)
        return cases.business(db, id) or found


def choose_notice(desk: Desk, id: str, address: str, *, now: datetime) -> Business | Refusal:
    """Its notices go there from now on, those that have not left too; any address may be chosen."""
    to = email(address)
    if to is None:
        return Refusal(message=f"「{address}」は、メールアドレスとして読めません。")
    with desk.deed(now) as db:
        business = desk.business(db, id)
        if isinstance(business, Refusal):
            return business
        chosen = cases.put_business(db, replace(business, notice_to=to.lower(), notice_by=desk.by))
        for case in cases.of_business(db, chosen.id):
            if case.state in CONTINUED:
                cases.put(db, replace(case, notice_to=chosen.notice_to))
        _settle(desk, db, (chosen.id,), now)
        desk.record(db, "business.notice", chosen.id, chosen.notice_to, now)
        return chosen


def vouch_for(desk: Desk, id: str, mail: Arrival, *, now: datetime) -> Business | Refusal:
    """The sender of this mail is one of the business's people: they may speak for all of its cases from now on."""
    with desk.deed(now) as db:
        business = desk.business(db, id)
        if isinstance(business, Refusal):
            return business
        if not mail.sender:
            return Refusal(message=NO_SENDER)
        if contact(business, mail.sender).vouched_by:
            return Refusal(message=f"{mail.sender} は、すでに {business.name} のアドレスです。")
        vouch(desk, db, business=id, sender=mail.sender)
        desk.record(db, "business.same", business.id, mail.sender, now)
        return cases.business(db, id) or business


def vouch(desk: Desk, db: Documents, *, business: str, sender: str) -> None:
    """The part of that deed that changes the register; mails that waited for it are the caller's."""
    if found := cases.business(db, business):
        cases.put_business(db, vouched(found, sender, desk.by))
        _lift(db, found.id, sender, {mail.id for mail in arrivals.from_sender(db, sender)})


def refuse(desk: Desk, id: str, *, now: datetime) -> Arrival | Refusal:
    """The sender of this mail is none of the people of the business whose case it is about: nothing is taken."""
    with desk.deed(now) as db:
        mail = wanted(db, id)
        if isinstance(mail, Refusal):
            return mail
        about = [case for number in mail.cases if (case := cases.get(db, number)) and mail.id in case.claims]
        if not about:
            return Refusal(message="このメールは、どの案件についても判断を待っていません。")
        for case in about:
            cases.put(db, claims.lifted(case, {mail.id}, mail.sender))
        done = arrivals.put(db, replace(mail, done=True))
        desk.record(db, "business.other", about[0].number, mail.sender, now)
        return done


def _lift(db: Documents, id: str, sender: str, mails: Collection[str]) -> None:
    for case in cases.of_business(db, id):
        lifted = claims.lifted(case, mails, sender)
        if lifted != case:
            cases.put(db, lifted)


def _record(db: Documents, seen: Business) -> Business:
    """What the register holds under its id alone."""
    return cases.record(db, seen.id) or seen


def _settle(desk: Desk, db: Documents, ids: Collection[str], now: datetime) -> None:
    theirs = (case for id in ids for case in cases.of_business(db, id))
    results.settle_all(db, desk.library, desk.config, theirs, now)


def _tell_of_pledge(desk: Desk, db: Documents, id: str, now: datetime) -> None:
    """Cases that were accepted by a pledge which is another's again say so."""
    business = cases.business(db, id)
    if business is None or business.pledge is not Pledge.MISSING:
        return
    for case in cases.of_business(db, id):
        accepted = case.state in CONTINUED and case.accepted_at is not None
        if accepted and LEFT_WITHOUT_PLEDGE not in case.attention:
            cases.put(db, replace(case, attention=(*case.attention, LEFT_WITHOUT_PLEDGE)))
