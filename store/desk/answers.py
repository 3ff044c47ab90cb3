"""An answer that a business gave otherwise than on its sheet: by phone, FAX, at the counter, in words."""

from datetime import datetime

from rules import discretion, given
from rules.checks import anew
from rules.entered import Given, Source
from rules.model import Business, Case, Finding, Role
from rules.moves import Refusal
from rules.record import replace
from rules.words import SOURCES
from store import agendas, cases
from store.desk import replies
from store.desk.clerk import Desk
from store.documents import Documents

NOT_YET = Refusal(message="受け取った日時は、まだ来ていません。")


def give(
    desk: Desk,
    number: str,
    field: str,
    text: str,
    *,
    source: Source,
    received_at: datetime | None = None,
    now: datetime,
    seen: int | None = None,
) -> Case | Refusal:
    """The answer counts beside the sheet's own, which stays; all checks are made again, and a gap it closes is closed.

    `received_at`: when it came, now where that is not said.
    """
    at = received_at or now
    if at > now:
        return NOT_YET
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        if isinstance(case, Refusal):
            return case
        done = _judged(desk, db, case, field, text, source, at)
        if isinstance(done, Refusal):
            return done
        stored = cases.put(db, done)
        label = stored.given[-1].label
        desk.record(db, "answer.given", number, f"{label}: {text.strip()} ({SOURCES[source]})", now)
        replies.acknowledge(desk, db, case, stored, at=at, now=now)
        return stored


def rehearse(
    desk: Desk,
    number: str,
    field: str,
    text: str,
    *,
    source: Source,
    received_at: datetime | None = None,
    now: datetime,
) -> Case | Refusal:
    """The case as `give` would leave it; nothing is changed."""
    at = received_at or now
    if at > now:
        return NOT_YET
    db = desk.store.snapshot()
    case = desk.case(db, number)
    return case if isinstance(case, Refusal) else _judged(desk, db, case, field, text, source, at)


def _judged(
    desk: Desk, db: Documents, case: Case, field: str, text: str, source: Source, at: datetime
) -> Case | Refusal:
    answered = _answered(desk, case, field, text, source, at)
    business = cases.business(db, case.business)
    if isinstance(answered, Refusal) or business is None:
        return answered
    return discretion.answered(
        answered,
        _findings(desk, db, answered, business),
        at=at,
        calendar=desk.calendar,
        pledge_at=business.pledge_received_at,
        given_out=agendas.given_out(db),
    )


def _answered(desk: Desk, case: Case, key: str, text: str, source: Source, at: datetime) -> Case | Refusal:
    form = desk.library.form(case.form)
    field = form.field(key)
    if field is None:
        return Refusal(
            message=f"この様式に、{key} という欄はありません。「mailbot show」で確かめてください。"
        )
    if not text.strip():
        return Refusal(message=f"「{field.label}」の答えが空です。")
    entry = given.answered(case.entry, field, text.strip(), desk.context(_sheet_at(case)))
    new = Given(field=key, label=field.label, text=text.strip(), source=source, received_at=at, by=desk.by)
    answers = given.with_answer(case.given, new, case.entry)
    return replace(case, entry=entry, product=entry.product, given=answers)


def _findings(desk: Desk, db: Documents, case: Case, business: Business) -> tuple[Finding, ...]:
    return anew.judged(
        case,
        desk.library.form(case.form),
        desk.context(_sheet_at(case)),
        business,
        earlier=cases.numbers_of(db, case.business) - {case.number},
        sender=case.addresses[0] if case.addresses else "",
        registry=cases.has_registry(db),
    )


def _sheet_at(case: Case) -> datetime:
    """When the sheet came that the answers stand on: its checks are those of that day."""
    sheets = (mail.received_at for mail in case.mails if mail.role in (Role.ENTRY, Role.CORRECTION))
    return max(sheets, default=case.arrived_at)
