"""The one rule of how the console writes days, and that it reads what it writes."""

from datetime import date, datetime

from console import days
from console.app import Console
from console.dates import Dates
from rules.eras import era_short
from rules.model import State
from rules.record import replace
from store import cases
from store.library import Library
from tests.console.screen import press, rows, seated
from tests.console.seed import NOW, TOKYO

ERAS = Library().tables().eras.era
ARRIVED = datetime(2026, 11, 16, 13, 40, tzinfo=TOKYO)
YEAR_AGO = datetime(2026, 3, 31, 23, 59, tzinfo=TOKYO)
TODAY = Dates.on(NOW, TOKYO)


def test_many_are_short_and_one_is_whole() -> None:
    """The year stands where it is not this fiscal year's; at the head of a paper always, with the weekday."""
    assert TODAY.column(ARRIVED) == TODAY.short(ARRIVED) == "11/16 13:40"
    assert TODAY.column(YEAR_AGO) == TODAY.day(YEAR_AGO) == "R8.3.31"
    assert TODAY.short(YEAR_AGO) == "R8.3.31 23:59"
    assert Dates.on(YEAR_AGO, TOKYO).short(YEAR_AGO) == "03/31 23:59"
    assert TODAY.whole(ARRIVED) == "R8.11.16(月) 13:40" and TODAY.whole(ARRIVED.date()) == "R8.11.16(月)"
    assert TODAY.near(ARRIVED) == "11/16(月) 13:40"
    assert TODAY.as_told(ARRIVED) == "令和8年11月16日(月) 13:40"
    assert TODAY.short(None) == TODAY.whole(None) == TODAY.day(None) == ""


async def test_the_places_keep_the_rule(console: Console) -> None:
    """A case of before this fiscal year says so in the list and at its head; no day stands as programs write it."""
    desk = console.session.desk
    with desk.store.transaction() as db:
        case = next(each for each in cases.every(db) if each.state is State.NEEDS_PERSON)
        cases.put(db, replace(case, arrived_at=YEAR_AGO))
    async with seated(console, 140, 40) as pilot:
        await press(pilot, "home")
        assert "R8.3.31 " in next(row for row in rows(console) if row.startswith("> ") and case.number in row)
        seen = await press(pilot, "enter")
        assert "受付 R8.3.31(火) 23:59" in seen
        for key in ("right", "right", "right", "right", "right", "a"):
            assert "2026-" not in await press(pilot, key)
        await press(pilot, "escape")
        for spot in "1234567809":
            assert "2026-" not in await press(pilot, spot)


def test_what_a_line_holds_is_read_again() -> None:
    """In each era, on its first day and the day before."""
    for day in (NOW.date(), date(2019, 5, 1), date(2019, 4, 30), date(1989, 1, 8)):
        assert days.day(era_short(day), ERAS, NOW.date()) == day
