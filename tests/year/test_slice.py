"""Two rounds of a year, with a holiday on the 20th and one beside the 10th: each business has exactly its letters."""

from collections.abc import Iterator
from datetime import date, timedelta

import jpholiday
import pytest

from rules.record import Struct
from tests.year import mornings
from tests.year.almanac import DAY, HOLIDAYS, SECOND, Month, at
from tests.year.author import written
from tests.year.foretold import wrongly_foretold
from tests.year.ledger import differences
from tests.year.play import Player
from tests.year.reckoning import reckon
from tests.year.story import Story

pytestmark = pytest.mark.xdist_group("year")

SEED = 3
"""Notices on the next open day, three days of grace."""

ASKED = (at(date(2027, 9, 14), 12), at(date(2027, 10, 7), 18))
AHEAD = timedelta(days=31)


@pytest.fixture(scope="module")
def story() -> Story:
    return written(SEED, first=Month(year=2027, month=9), months=2, entries=22)


class Year(Struct, frozen=True):
    player: Player
    foretold: list[str]
    """What `simulate` had wrong."""


@pytest.fixture(scope="module")
def year(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    folder = tmp_path_factory.mktemp("year")
    player = Player(folder / "year", story)
    wrong: list[str] = []
    begin = None
    for place, asked in enumerate(ASKED):
        player.play(asked, begin=begin)
        begin = asked + SECOND
        wrong += wrongly_foretold(player, asked, asked + AHEAD, folder / f"branch-{place}")
    player.play(begin=begin)
    yield Year(player, wrong)
    player.counter.office.bench.close()


def test_every_business_has_exactly_its_letters(story: Story, year: Year) -> None:
    """By mail and on paper, to staff, committee and operator: kind, day and second, products, outcomes and date."""
    reckoned = reckon(story)

    assert not differences(reckoned, year.player.ledger())
    assert {each.kind for each in reckoned} >= {"result", "acknowledgement", "correction_request", "reminder"}
    assert {each.to for each in reckoned if each.kind == "result"} >= {""}, "one on paper"


def test_simulate_foretells_what_leaves(year: Year) -> None:
    """Before the reminders, and between approval and notice: a month later each row has come true, and nothing else."""
    assert not year.foretold


def test_mornings(story: Story, year: Year) -> None:
    """A digest on each open morning before which mail came, and on no other kind of day."""
    assert not mornings.wrong(story, year.player.mornings())


def test_wall_calendar() -> None:
    """The holidays that the reckoning goes by are those of the law."""
    days = [Month(year=2027, month=4).last_day + number * DAY for number in range(-40, 420)]
    named = {day for day in days if jpholiday.is_holiday(day)}

    assert {day for day in HOLIDAYS if days[0] <= day <= days[-1]} == named
