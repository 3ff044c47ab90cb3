"""事業者の情報: what the office knows of a business beside its mails, put right by a clerk who asked."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from rules.businesses import contact, renamed, vouched
from rules.model import Business
from rules.moves import Refusal
from rules.record import replace
from rules.values import codes
from rules.wording import plain
from store import arrivals, cases, results
from store.desk.businesses import vouch
from store.desk.clerk import Desk
from store.documents import Documents

NAME = "name"
LABELS = {
    NAME: "事業者名",
    "representative": "代表者",
    "corporate_number": "法人番号",
    "municipality": "市町",
    "phone": "電話",
    "postal": "郵便番号",
    "address": "住所",
}
"""The fields of a business that a clerk may put right, as the office calls them."""

CONTACT, MAIL = "contact", "mail"
"""Beside them: who reads mail at its notice address, and an address that is the business's too."""

READ: Mapping[str, Callable[[str], str | None]] = {
    "corporate_number": lambda text: (
        code if codes.corporate_valid(code := codes.corporate(text) or "") else None
    ),
    "phone": codes.phone,
    "postal": codes.postcode,
    MAIL: lambda text: address.lower() if (address := codes.email(text)) else None,
}
"""How a field is read; the others are text."""

NAMELESS = "事業者名は空にできません。名前を入れてください。"
WRONG = {
    "corporate_number": "「{text}」は、正しい13桁の法人番号ではありません。",
    "phone": "「{text}」は、電話番号として読めません。",
    "postal": "「{text}」は、7桁の郵便番号として読めません。",
    MAIL: "「{text}」は、メールアドレスとして読めません。",
}


def read(name: str, text: str) -> str | Refusal:
    """What this field would hold; '' empties it. A name stays as it is written, and is never empty."""
    if name not in (*LABELS, CONTACT, MAIL):
        return Refusal(
            message=f"「{name}」という項目はありません。項目: {' '.join((*LABELS, CONTACT, MAIL))}"
        )
    if name == NAME:
        return " ".join(text.split()) or Refusal(message=NAMELESS)
    written = plain(text)
    if not written or name not in READ:
        return written
    value = READ[name](written)
    return Refusal(message=WRONG[name].format(text=written)) if value is None else value


def amend(
    desk: Desk, id: str, told: Mapping[str, str], *, now: datetime, seen: int | None = None
) -> Business | Refusal:
    """These fields are so from now on, as typed; letters that have not left are written anew by them.

    `seen` is the version of the business that the clerk saw.
    """
    values: dict[str, str] = {}
    for name, text in told.items():
        if isinstance(value := read(name, text), Refusal):
            return value
        values[name] = value
    with desk.deed(now) as db:
        business = desk.business(db, id, seen)
        if isinstance(business, Refusal):
            return business
        changed = _amended(desk, business, values)
        if values.get(MAIL) and (asking := _asking(db, business, values[MAIL])):
            return asking
        if changed == business:
            return Refusal(message=f"{business.name} の情報は、もうそのとおりです。")
        stored = cases.put_business(db, changed)
        if (address := values.get(MAIL, "")) and address not in business.addresses:
            vouch(desk, db, business=stored.id, sender=address)
        results.settle_all(db, desk.library, desk.config, cases.of_business(db, stored.id), now)
        desk.record(db, "business.amended", stored.id, _said(business, changed), now)
        return cases.business(db, stored.id) or stored


def _amended(desk: Desk, business: Business, values: Mapping[str, str]) -> Business:
    fields: dict[str, Any] = {name: values[name] for name in LABELS if name in values}
    changed = replace(business, **fields)
    if CONTACT in values and business.notice_to:
        changed = renamed(changed, business.notice_to, values[CONTACT])
    if values.get(MAIL):
        changed = vouched(changed, values[MAIL], desk.by)
    return changed


def _asking(db: Documents, business: Business, address: str) -> Refusal | None:
    """Mail from there that waits for a word on a case is taken with that word, not left behind by this one."""
    for case in cases.of_business(db, business.id):
        mails = (arrivals.arrival(db, id) for id in case.claims)
        if any(mail is not None and mail.sender == address for mail in mails):
            return Refusal(
                message=f"{address} からのメールが、整理番号 {case.number} で判断を待っています。"
                "「同じ事業者です」を選ぶと、アドレスを加えてメールも受け付けます。"
            )
    return None


def _said(before: Business, after: Business) -> str:
    """'電話 0942-00-1111': what is new, for the audit."""
    told = [
        f"{label} {getattr(after, name) or 'なし'}"
        for name, label in LABELS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    told += [address for address in after.addresses if address not in before.addresses]
    who = contact(after, after.notice_to).name
    told += [f"担当者 {who or 'なし'}"] if contact(before, before.notice_to).name != who else []
    return "、".join(told)
