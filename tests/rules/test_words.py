"""The office has one word for one thing, on the screen, in the shell and in a letter."""

from pathlib import Path

from rules.words import SEVERITIES, STATES

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def test_findings_are_called_as_the_glossary_does() -> None:
    """Whatever tells a finding says 不備, 警告 or 参考; 要確認 is a state, and no word for a finding."""
    assert f"| {'、'.join(SEVERITIES.values())} |" in GLOSSARY.read_text("utf-8")
    assert not set(SEVERITIES.values()) & set(STATES.values())
