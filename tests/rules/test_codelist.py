"""The list of findings that clerks and scripts rely on."""

import re
from collections import defaultdict
from pathlib import Path
from string import Formatter

import pytest

from rules.findings import MEND, Rule
from rules.findings.codelist import RULES, page
from rules.forms import Kind

ROOT = Path(__file__).parents[2]
FIRST = {
    "missing", "pledge_missing", "photo_missing", "label_missing", "check_digit", "bad_format",
    "not_in_list", "several_sizes", "formula_no_value",
}  # fmt: skip


def test_the_page_is_current() -> None:
    """docs/findings.md is what the code says; rules/findings/codelist.py tells the command that writes it."""
    assert (ROOT / "docs" / "findings.md").read_text() == page()


def test_the_codes_of_the_contract_are_there() -> None:
    """The first codes of CONTRACT.md section 6 never change."""
    assert {rule.code for rule in RULES} >= FIRST


def test_a_code_has_one_meaning() -> None:
    """Two rules share a code only as the error and the warning of one thing."""
    severities = defaultdict(list)
    for rule in RULES:
        severities[rule.code].append(rule.severity)

    assert all(len(each) == len(set(each)) for each in severities.values())
    assert [code for code, each in severities.items() if len(each) > 1] == ["missing"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.severity}")
def test_every_rule_is_told_in_full(rule: Rule) -> None:
    """A code in snake case, whole sentences, a source, and no character that would break the table."""
    names = {name for _, name, _, _ in Formatter().parse(rule.sentence) if name}

    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", rule.code)
    assert rule.when and rule.source
    assert rule.sentence.endswith(("。", "{mend}"))
    assert not set("|\n") & set(rule.when + rule.sentence + rule.source)
    assert all(name.isidentifier() for name in names)


def test_every_rule_is_used() -> None:
    """A rule that nothing raises is no rule."""
    code = "".join(
        file.read_text()
        for folder in ("rules", "mailbot", "store")
        for file in (ROOT / folder).rglob("*.py")
        if file.name not in ("catalogue.py", "concerns.py")
    )
    names = re.findall(
        r"(?m)^([A-Z_]+) = Rule\(",
        "".join((ROOT / "rules/findings" / f"{each}.py").read_text() for each in ("catalogue", "concerns")),
    )

    assert len(names) == len(RULES)
    assert [name for name in names if not re.search(rf"\.{name}\b", code)] == []


def test_every_kind_says_how_to_fill_it() -> None:
    """Where a form gives no advice, the kind does."""
    assert set(MEND) == set(Kind)
