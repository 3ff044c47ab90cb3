"""Kills by the thousand (`tests.crash`): nothing lost, nothing twice, nothing torn.

Resumable: what was done for a seed stands in `.soak/kills-SEED.json`, and the next run goes on behind it; `--count`
counts all kills of the seed, those of earlier runs among them. Each office has a seed of its own, so one that failed
can be had again, as far as instants can.
"""

import os
import random
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from tests.crash import kills
from tests.crash.kills import Tally
from tests.soak.bounds import Bounds, Report

KEPT = Path(".soak")

PER_GROUND = 150
"""Offices on one pair of servers: so many mailboxes they have."""


def run(seed: int, bounds: Bounds, *, kept: Path | None = KEPT) -> Report:
    """What fails leaves its office in `.soak/failed`. Needs Dovecot, Postfix and root."""
    if shutil.which("dovecot") is None or shutil.which("postfix") is None or os.getuid() != 0:
        return Report(summary="0 kills: Dovecot, Postfix or root are missing")
    file = None if kept is None else kept / f"kills-{seed}.json"
    tally = _earlier(file)
    left: Iterator[int] = bounds.rounds()
    if bounds.count is not None:
        left = islice(left, max(0, bounds.count - tally.kills))
    over = tally.kills == bounds.count
    while not over:
        with kills.ground() as ground:
            for _ in range(PER_GROUND):
                tally.offices += 1
                chance = random.Random(f"{seed}-{tally.offices}")  # noqa: S311  # no secret: it chooses instants
                over = kills.besiege(ground, tally.offices, chance, tally, left)
                _keep(file, tally)
                if over:
                    break
    return Report(summary=summary(tally), failures=tally.failures)


def summary(tally: Tally) -> str:
    """One line of figures, and one of the places."""
    counts = ", ".join(f"{name} {count}" for name, count in sorted(tally.counts.items()))
    places = ", ".join(f"{place} {count}" for place, count in tally.places.most_common())
    return f"{tally.kills} kills in {tally.offices} offices ({counts})\n  killed behind: {places}\n "


def _earlier(file: Path | None) -> Tally:
    if file is None or not file.exists():
        return Tally()
    return msgspec.json.decode(file.read_bytes(), type=Tally, dec_hook=lambda kind, counts: kind(counts))


def _keep(file: Path | None, tally: Tally) -> None:
    if file is not None:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(msgspec.json.encode(tally))
