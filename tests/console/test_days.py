"""Days as a clerk types them, with and without their year."""

from datetime import date

import pytest

from console import days
from tests import entries

ERAS = entries.LIBRARY.tables().eras.era
TODAY = date(2027, 1, 5)


@pytest.mark.parametrize(
    ("text", "gone", "coming"),
    [
        ("2026-12-08", date(2026, 12, 8), date(2026, 12, 8)),
        ("２０２６／１２／８", date(2026, 12, 8), date(2026, 12, 8)),
        ("R8.12.8", date(2026, 12, 8), date(2026, 12, 8)),
        ("12/8", date(2026, 12, 8), date(2027, 12, 8)),
        ("１２月８日", date(2026, 12, 8), date(2027, 12, 8)),
        ("1-5", TODAY, TODAY),
        ("1/6", date(2026, 1, 6), date(2027, 1, 6)),
        ("2026-02-30", None, None),
        ("2/30", None, None),
        ("8.12.8", None, None),
        ("きょう", None, None),
        ("", None, None),
    ],
)
def test_a_day_without_its_year_is_the_nearest(text: str, gone: date | None, coming: date | None) -> None:
    """The last that was, or the next that comes; today is both. Anything else is no day."""
    assert (days.day(text, ERAS, TODAY), days.coming(text, ERAS, TODAY)) == (gone, coming)
