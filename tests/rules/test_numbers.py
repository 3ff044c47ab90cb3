"""整理番号: how it is made, and in which order numbers were given."""

import pytest

from rules import numbers

GIVEN = [
    *("H31-0412", "R1-0001", "R2-0007", "R9-0412", "R9-9999", "R9-10000"),
    *("R10-0001", "R10-0412", "R11-0001"),
]


def test_numbers_stand_as_they_were_given() -> None:
    """Through the turn of an era, from R9 to R10, and past 9999: never as letters sort."""
    assert sorted(sorted(GIVEN), key=numbers.turn) == GIVEN
    assert [numbers.made(numbers.year_of(each), numbers.running(each)) for each in GIVEN] == GIVEN


@pytest.mark.parametrize("text", ["", "-", "R8", "R8-", "R8-x", "x-1", "R8-①", "8-12"])
def test_no_text_is_too_odd_to_be_sorted(text: str) -> None:
    """What is no number of ours has a place, too."""
    assert sorted([*GIVEN, text], key=numbers.turn)
