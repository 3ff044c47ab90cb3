"""A business, its products and the office's calendar, as the tests of the rules need them."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rules.model import Answer, Business, Case, Entry, Finding, Outcome, OutcomeKind, Severity, State
from rules.rounds import Calendar

TOKYO = ZoneInfo("Asia/Tokyo")
HOLIDAYS = frozenset({date(2026, 11, 3), date(2026, 11, 23), date(2027, 1, 1), date(2027, 1, 11)})
CALENDAR = Calendar(zone=TOKYO, holidays=HOLIDAYS)
ARRIVAL = datetime(2026, 11, 18, 10, 2, 11, tzinfo=TOKYO)

ANSWERS = {
    "biz_name": "株式会社小郡食品",
    "rep": "小郡 太郎",
    "rep.title": "代表取締役",
    "tel": "0942-72-2111",
    "contact_name": "小郡 花子",
    "contact_name.dept": "商品企画部",
    "contact_mail": "info@example.jp",
    "name": "あまおうジャム 150g",
    "net": "150g",
}

BUSINESS = Business(
    id="J-0034",
    name="株式会社小郡食品",
    representative="小郡 太郎",
    municipality="小郡市",
    addresses=("info@example.jp",),
    notice_to="info@example.jp",
    phone="0942-72-2111",
)


def instant(text: str) -> datetime:
    """'2026-11-20T23:59:59' on the office's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def entry(form: str = "food", **answers: str) -> Entry:
    """A filled sheet; `answers` change the usual ones."""
    texts: Mapping[str, str] = {**ANSWERS, **answers}
    fields = {key: Answer(value=text or None, text=text) for key, text in texts.items()}
    return Entry(
        form=form, sheet="エントリーシート", fields={**fields, "price": Answer(value=540, text="540")}
    )


def case(number: str = "R8-0012", *, findings: tuple[Finding, ...] = (), **answers: str) -> Case:
    """A case as it stands before anything was decided about it."""
    sheet = entry(**answers)
    return Case(
        number=number,
        state=State.NEEDS_PERSON,
        form="food",
        business=BUSINESS.id,
        product=sheet.text("name"),
        arrived_at=ARRIVAL,
        entry=sheet,
        findings=findings,
        addresses=("info@example.jp",),
        notice_to="info@example.jp",
    )


def gap(code: str, severity: Severity = Severity.ERROR, *, label: str = "", message: str = "") -> Finding:
    return Finding(
        code=code,
        severity=severity,
        label=label,
        cell="エントリーシート!C30" if label else None,
        message=message or f"「{label}」が未記入です。ご記入ください。",
    )


def outcome(kind: OutcomeKind, reason: str | None = None) -> Outcome:
    return Outcome(kind=kind, reason=reason, by="田中", recorded_at=instant("2026-12-03T15:00:00"))
