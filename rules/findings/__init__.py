"""All that the checks can find: code, severity, sentence and source, in one catalogue."""

from rules.findings.rule import MEND, Rule, found, noted

__all__ = ["MEND", "Rule", "found", "noted"]
