"""Years of the office: 12 rounds and 300 entries each, played by the program and reckoned without it (`tests/year`).

After each round's middle `simulate` is asked for a month, and a copy of the office shows whether that comes true.
"""

import tempfile
from datetime import timedelta
from pathlib import Path

from store import audit
from tests.soak.bounds import Bounds, Report
from tests.year import mornings
from tests.year.almanac import Month, at
from tests.year.author import written
from tests.year.foretold import wrongly_foretold
from tests.year.ledger import differences
from tests.year.play import Player
from tests.year.reckoning import reckon

APRIL = Month(year=2027, month=4)
MONTHS, ENTRIES = 12, 300
AHEAD = timedelta(days=31)
LATER = timedelta(days=90)
"""How long after the story's end the machine still runs: what is finished has moved to the archive by then."""

ONCE = frozenset(
    {"acknowledgement", "correction_request", "result", "withdrawal_receipt", "handover", "agenda"}
)
"""What nothing but a mail or a clerk can bring about."""


def run(seed: int, bounds: Bounds) -> Report:
    """A year a round of the bounds, each with the next seed: every turn of the calendar's settings within twelve."""
    report, years, letters = Report(), 0, 0
    for number in bounds.rounds():
        letters += _year(seed + number, report)
        years += 1
    report.summary = f"{years} years of {MONTHS} rounds and {ENTRIES} entries, {letters} letters as reckoned"
    return report


def _year(seed: int, report: Report) -> int:
    story = written(seed, first=APRIL, months=MONTHS, entries=ENTRIES)
    reckoned = reckon(story)
    with tempfile.TemporaryDirectory() as folder:
        player = Player(Path(folder) / "year", story)
        failures: list[str] = []
        begin = None
        for month in story.months:
            asked = at(month.last_day, 12)
            player.play(asked, begin=begin)
            begin = asked + timedelta(seconds=1)
            branch = Path(folder) / f"branch-{month}"
            failures += wrongly_foretold(player, asked, asked + AHEAD, branch)
        player.play(begin=begin)
        failures += differences(reckoned, player.ledger())
        failures += mornings.wrong(story, player.mornings())
        before = set(player.ledger())
        player.look_on(story.end, story.end + LATER)
        failures += [
            f"once more {each}" for each in player.ledger() if each not in before and each.kind in ONCE
        ]
        failures += [f"audit: {line}" for line in audit.verify(player.counter.office.store.log)]
        player.counter.office.bench.close()
    report.failures += [f"year {seed}: {line}" for line in failures]
    return len(reckoned)
