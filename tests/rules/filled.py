"""Sheets filled as the 記入例 shows, with the office's own forms and tables, for the tests of the checks."""

from collections.abc import Mapping
from datetime import date

from rules.checks import check
from rules.forms import Field, Form, Kind
from rules.model import Answer, Entry, Finding, Severity
from rules.tables import Context
from rules.values import Cell, read
from store.library import Library

LIBRARY = Library()
TABLES = LIBRARY.tables()
FOOD = LIBRARY.form("food")
NONFOOD = LIBRARY.form("nonfood")
FORMS = (FOOD, NONFOOD)
CONTEXT = Context(
    on=date(2026, 12, 5),
    tables=TABLES,
    home="小郡市",
    municipalities=("久留米市", "大川市", "小郡市", "うきは市", "大刀洗町", "大木町"),
)
OWN = {"biz_name": "株式会社小郡食品", "name": "たまねぎドレッシング"}
"""Answers that must not be those of the 記入例."""


def field(kind: Kind, **more: object) -> Field:
    return Field(key="key", label="欄", kind=kind, **more)  # type: ignore[arg-type]


def of(form: Form, key: str) -> Field:
    found = form.field(key)
    assert found is not None
    return found


def fill(form: Form, answers: Mapping[str, str] | None = None) -> Entry:
    """The sheet as the reader of workbooks would hand it over, one answer a cell."""
    texts = OWN | dict(answers or {})
    fields: dict[str, Answer] = {}
    findings: list[Finding] = []
    for row, each in enumerate(form.fields, start=1):
        cell = Cell(at=f"{form.sheet}!C{row}", text=texts.get(each.key, each.example))
        fields[each.key], problems = read(each, cell, context=CONTEXT)
        findings.extend(problems)
    return Entry(form=form.name, sheet=form.sheet, fields=fields, findings=tuple(findings))


def findings(form: Form, answers: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    return check(fill(form, answers), form, CONTEXT)


def codes(form: Form, answers: Mapping[str, str] | None = None) -> set[tuple[str, str | None]]:
    """(code, field) of every finding."""
    return {(finding.code, finding.field) for finding in findings(form, answers)}


def errors(found: tuple[Finding, ...]) -> list[Finding]:
    return [each for each in found if each.severity is Severity.ERROR]
