"""Runs the kinds one after the other and prints the figures; the exit code is 1 where anything failed."""

import argparse
import sys

from tests.soak import conflicts, guided, intake, kills, strangers, unrelated, year
from tests.soak.bounds import Bounds

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
    arguments.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    arguments.add_argument("--minutes", type=float, default=10, help="for all of them together")
    arguments.add_argument("--count", type=int, help="rounds of each kind, however long they take")
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    kinds = chosen.kinds or list(KINDS)
    seconds = None if chosen.count else chosen.minutes * 60 / len(kinds)
    failed = False
    for kind in kinds:
        report = KINDS[kind](chosen.seed, Bounds(count=chosen.count, seconds=seconds))
        sys.stdout.write(f"{kind} (seed {chosen.seed}): {report.summary}, {len(report.failures)} failures\n")
        sys.stdout.write("".join(f"  {line}\n" for line in report.failures))
        sys.stdout.flush()
        failed = failed or bool(report.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
