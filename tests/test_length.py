"""A module fits in the head."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST = 350
"""Lines of a module; CONTRIBUTING.md says what to do before."""


@pytest.mark.parametrize("room", ["mailbot", "console", "rules", "store", "tests"])
def test_no_module_is_longer(room: str) -> None:
    """Cut it by a noun of the office before it grows beyond."""
    modules = list((ROOT / room).rglob("*.py"))

    assert modules
    assert [
        f"{each.relative_to(ROOT)}" for each in modules if len(each.read_text().splitlines()) > MOST
    ] == []
