"""What letters say about each product: the items of their repeated blocks."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rules.eras import era_day
from rules.findings import catalogue
from rules.model import Case, Finding, Severity
from rules.rounds import Calendar, notice_text, round_named
from rules.wording import shorten

PRODUCT_LENGTH, NAME_LENGTH, DEPARTMENT_LENGTH = 60, 60, 40

WISHED = frozenset(
    rule.code for rule in (catalogue.MISSING_EXPECTED, catalogue.PHOTO_MISSING, catalogue.LABEL_MISSING)
)
"""Warnings about what is not demanded but useful."""


def numbers(cases: Iterable[Case]) -> str:
    """'R8-0012、R8-0013、R8-0014 ほか' for a subject: three at most."""
    all_ = [case.number for case in cases]
    return "、".join(all_[:3]) + (" ほか" if len(all_) > 3 else "")


def product(case: Case) -> dict[str, object]:
    return {"number": case.number, "product": shorten(case.product, PRODUCT_LENGTH)}


def line(case: Case) -> str:
    return f"{case.number} {shorten(case.product, PRODUCT_LENGTH)}"


def lines(cases: Iterable[Case]) -> str:
    return "\n".join(map(line, cases))


def accepted(case: Case, now: datetime, calendar: Calendar) -> dict[str, object]:
    """`result_on` is empty when that day has gone by: a letter never announces the past."""
    round = round_named(case.round, calendar) if case.round else None
    day = case.accepted_at.astimezone(calendar.zone).date() if case.accepted_at else None
    return product(case) | {
        "accepted_on": era_day(day) if day else "",
        "result_on": notice_text(round) if round and round.notice_at > now else "",
    }


def wishes(cases: Sequence[Case]) -> str:
    """A line for each product that lacks something useful."""
    wished = ((case, _labels(gap for gap in case.findings if _is_wish(gap))) for case in cases)
    return "\n".join(f"{line(case)}: {labels}" for case, labels in wished if labels)


def _is_wish(gap: Finding) -> bool:
    return gap.code in WISHED and gap.severity is Severity.WARNING


def _labels(gaps: Iterable[Finding]) -> str:
    """A row of the form that asks for two things is called 'A / B' or 'A/B': the first is the one that lacks."""
    return "、".join(dict.fromkeys(gap.label.partition("/")[0].rstrip() for gap in gaps if gap.label))


def contact(case: Case) -> str:
    """The reader as the sheet itself names them."""
    name, person = (shorten(case.entry.text(key), NAME_LENGTH) for key in ("biz_name", "contact_name"))
    department = shorten(case.entry.text("contact_name.dept"), DEPARTMENT_LENGTH)
    reader = f"{department} {person}".strip() if person else "ご担当者"
    return "\n".join(filter(None, (name, f"{reader} 様")))
