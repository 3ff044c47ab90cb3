"""Sheets that were bent at random: nearly all is still read right, and nothing wrong passes in silence."""

import pytest

from tests.sheets.score import mutations

SLICE = 150
"""Of the 2,000 seeds that `python -m tests.sheets.score` runs."""


@pytest.mark.parametrize("first", [0, 1_000])
def test_bent_sheets_are_read_or_told(first: int) -> None:
    """At least 99.5 % of the fields are right; each of the others has a finding that names it or its cell."""
    score = mutations(range(first, first + SLICE // 2))

    assert score.silent == []
    assert score.share >= 0.995
