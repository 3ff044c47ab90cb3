"""Runs the kinds one after the other and prints the figures; the exit code is 1 where anything failed."""

import argparse
import sys
from pathlib import Path

from tests.soak import conflicts, corpora, guided, intake, kills, strangers, unrelated, year
from tests.soak.bounds import Bounds, Report

KINDS = {
    "intake": intake.run,
    "guided": guided.run,
    "unrelated": unrelated.run,
    "year": year.run,
    "kills": kills.run,
    "conflicts": conflicts.run,
    "strangers": strangers.run,
}
"""Each takes its share of the time."""


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    arguments.add_argument("kinds", nargs="*", metavar="KIND", help=f"{', '.join(KINDS)}, or: corpora DIR...")
    arguments.add_argument("--minutes", type=float, default=10, help="for all of them together")
    arguments.add_argument("--count", type=int, help="rounds of each kind, however long they take")
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    if chosen.kinds[:1] == ["corpora"]:
        return _told(
            "corpora", corpora.run([Path(each) for each in chosen.kinds[1:]], Bounds(count=chosen.count))
        )
    kinds = chosen.kinds or list(KINDS)
    seconds = None if chosen.count else chosen.minutes * 60 / len(kinds)
    failed = False
    for kind in kinds:
        report = KINDS[kind](chosen.seed, Bounds(count=chosen.count, seconds=seconds))
        failed = bool(_told(f"{kind} (seed {chosen.seed})", report)) or failed
    return 1 if failed else 0


def _told(kind: str, report: Report) -> int:
    sys.stdout.write(f"{kind}: {report.summary}, {len(report.failures)} failures\n")
    sys.stdout.write("".join(f"  {line}\n" for line in report.failures))
    sys.stdout.flush()
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
