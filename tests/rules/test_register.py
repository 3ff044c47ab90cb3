"""What a sheet says beside what the office knows by itself."""

import pytest

from rules.checks import register
from rules.model import Severity
from tests.rules.filled import FOOD, fill

SENDER = "hanako@example.jp"


def found(
    answers: dict[str, str], *, sender: str = SENDER, earlier: frozenset[str] = frozenset()
) -> list[str]:
    findings = register.known(FOOD, fill(FOOD, answers), sender=sender, earlier=earlier)
    assert all(each.severity is Severity.WARNING for each in findings)
    return [each.code for each in findings]


@pytest.mark.parametrize("written", [SENDER, "Hanako@Example.JP", ""])
def test_an_own_or_missing_address_is_nothing(written: str) -> None:
    """Capital letters make no other address; an empty field is another check's matter."""
    assert found({"contact_mail": written}) == []


def test_another_address_is_looked_at() -> None:
    """An agent sends, or the address is misspelt: a person sees both. Paper has no sender."""
    assert found({"contact_mail": "taro@example.jp"}) == ["contact_differs"]
    assert found({"contact_mail": "taro@example.jp"}, sender="") == []


@pytest.mark.parametrize(
    ("number", "codes"), [("R8-0003", []), ("r8-0003", []), ("R8-0004", ["prev_unknown"]), ("", [])]
)
def test_an_earlier_number_is_one_of_the_business(number: str, codes: list[str]) -> None:
    """A number of nobody, or of somebody else, is a warning that tells nothing about the other case."""
    answers = {"contact_mail": SENDER, "entry_kind": "再エントリー", "prev_no": number}

    assert found(answers, earlier=frozenset({"R8-0003"})) == codes
