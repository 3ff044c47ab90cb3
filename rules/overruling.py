"""An error that a clerk lets pass: it stays visible and keeps nobody waiting, on every new sheet, too."""

from collections.abc import Iterable

from rules.entered import Overruling
from rules.model import Finding, Severity
from rules.record import replace

PASSED = "(この不備は、担当者({by})の判断で受け付けました。理由: {reason})"


def lifted(findings: Iterable[Finding], overruled: Iterable[Overruling]) -> tuple[Finding, ...]:
    """The findings, errors that were overruled among them as what is only to be known."""
    passed = {(each.code, each.field): each for each in overruled}
    return tuple(_lifted(each, passed.get((each.code, each.field))) for each in findings)


def _lifted(finding: Finding, passed: Overruling | None) -> Finding:
    if passed is None or finding.severity is not Severity.ERROR:
        return finding
    message = finding.message + PASSED.format(by=passed.by, reason=passed.reason)
    return replace(finding, severity=Severity.INFO, message=message)
