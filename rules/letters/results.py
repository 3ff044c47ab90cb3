"""The notices of a round: the result for each business, the handover to the operator, and 取下げ."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rules.eras import era_date, era_day
from rules.letters import passages
from rules.model import Business, Case, Entry, LetterKind, Notice, OutcomeKind, Round, Value
from rules.rounds import Calendar, following, notice_text, title
from rules.wording import shorten
from rules.words import FORMS, OUTCOMES

if TYPE_CHECKING:
    from rules.forms import Form
    from rules.tables import Reasons


def result(
    business: Business,
    cases: Sequence[Case],
    round: Round,
    *,
    now: datetime,
    calendar: Calendar,
    reasons: "Reasons",
    held: bool = True,
) -> Notice:
    """One letter for all products of a business in this round, dated on the day it is due.

    Its key is that of the first letter of this round and business; `store.matters` counts those that follow it.
    Conditions and remark of an outcome are told, the office's note on it is not.
    """
    due_at = max(round.notice_at, now)
    after = following(round, calendar)
    values: dict[str, object] = {
        "addressee": owner(business, cases[-1].entry),
        "numbers": passages.numbers(cases),
        "dated": _dated(due_at, calendar),
        "document_number": next((case.approval.document_number for case in cases if case.approval), ""),
        "results": [row(place, case, reasons) for place, case in enumerate(cases, 1)],
        "selected": _listed(cases, OutcomeKind.SELECTED),
        "rejected": _listed(cases, OutcomeKind.REJECTED),
        "deferred": _listed(cases, OutcomeKind.DEFERRED),
        "next_notice_on": notice_text(after) if after.notice_at > due_at else "",
    }
    return Notice(
        kind=LetterKind.RESULT,
        key=f"result:{round.id}:{business.id}:1",
        to=business.notice_to or cases[0].notice_to,
        cases=tuple(case.number for case in cases),
        business=business.id,
        round=round.id,
        due_at=due_at,
        held=held,
        values=values,
    )


def handover(
    products: Sequence[tuple[Case, Business]],
    round: Round,
    *,
    to: str,
    operator: str,
    now: datetime,
    calendar: Calendar,
    part: int = 1,
    forms: "Sequence[Form]" = (),
) -> Notice:
    """The selected products for the operator who now talks with the businesses: what each asks for it, on which
    conditions it was selected, and whom to call.
    """
    due_at = max(round.notice_at, now)
    titles = {form.name: form.title for form in forms}
    return Notice(
        kind=LetterKind.HANDOVER,
        key=f"handover:{round.id}:{part}",
        to=to,
        cases=tuple(case.number for case, _ in products),
        round=round.id,
        due_at=due_at,
        values={
            "addressee": f"{operator} 御中",
            "dated": _dated(due_at, calendar),
            "round": title(round),
            "count": str(len(products)),
            "products": [_handed_over(case, business, titles) for case, business in products],
        },
    )


def withdrawal_receipt(case: Case, business: Business, *, now: datetime, calendar: Calendar) -> Notice:
    """One for each withdrawal: a case that was taken back and is withdrawn again is told again."""
    return Notice(
        kind=LetterKind.WITHDRAWAL_RECEIPT,
        key=f"withdrawal:{case.number}:{now.isoformat()}",
        to=case.notice_to,
        cases=(case.number,),
        business=case.business,
        due_at=now,
        values={
            "addressee": owner(business, case.entry),
            "numbers": case.number,
            "products": [passages.product(case)],
            "withdrawn_on": era_day(now.astimezone(calendar.zone).date()),
        },
    )


def row(place: int, case: Case, reasons: "Reasons") -> dict[str, object]:
    """The reason is told for what was not selected, in the polite words of the reasons table."""
    outcome = case.outcome
    told = outcome is not None and outcome.kind in (OutcomeKind.REJECTED, OutcomeKind.DEFERRED)
    reason = reasons.find(outcome.reason) if outcome and told and outcome.reason else None
    return passages.product(case) | {
        "place": str(place),
        "outcome": OUTCOMES[outcome.kind] if outcome else "",
        "reason": reason.sentence if reason else "",
        "conditions": outcome.conditions.strip() if outcome else "",
        "remark": outcome.remark.strip() if outcome else "",
    }


def _handed_over(case: Case, business: Business, titles: Mapping[str, str]) -> dict[str, object]:
    entry = case.entry
    department, person = entry.text("contact_name.dept"), entry.text("contact_name")
    return passages.product(case) | {
        "form": FORMS.get(case.form) or titles.get(case.form, case.form),
        "net": shorten(entry.text("net")),
        "price": _yen(entry.value("price")),
        "wholesale": shorten(entry.text("wholesale")),
        "conditions": case.outcome.conditions.strip() if case.outcome else "",
        "business": shorten(business.name, passages.NAME_LENGTH),
        "municipality": business.municipality,
        "contact": shorten(f"{department} {person}"),
        "phone": shorten(entry.text("tel") or business.phone),
        "mail": shorten(entry.text("contact_mail") or case.notice_to, passages.NAME_LENGTH),
    }


def owner(business: Business, entry: Entry) -> str:
    """'株式会社小郡食品' and '代表取締役　小郡 太郎　様', as a formal letter names its reader."""
    title_, name = entry.text("rep.title"), entry.text("rep") or business.representative
    person = "\u3000".join(filter(None, (shorten(title_), shorten(name)))) or "ご担当者"
    return f"{shorten(business.name, passages.NAME_LENGTH)}\n{person}\u3000様"


def _listed(cases: Sequence[Case], kind: OutcomeKind) -> str:
    return "、".join(case.number for case in cases if case.outcome and case.outcome.kind is kind)


def _dated(instant: datetime, calendar: Calendar) -> str:
    return era_date(instant.astimezone(calendar.zone).date())


def _yen(value: Value) -> str:
    return f"{value:,}円(税抜)" if isinstance(value, int) else ""
