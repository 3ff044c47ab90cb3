"""One run: ms and MB a sheet for our reader, beside plain loads of the same workbook; then arrival to answer.

Every subject runs in a process of its own, so that no one's memory is counted to another.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import answers
from tests.bench.subjects import CALAMINE, OPENPYXL, SUBJECTS, sheet

PROCESSES, ROUNDS = 5, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    ms: float
    """Of CPU, the median of all rounds: what else the machine does is not counted."""
    mb: float
    """What the first sheet adds to the memory of a process that has imported everything, at its peak."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--subject", choices=list(SUBJECTS), help="measure this one and print JSON")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--mails", type=int, default=answers.MAILS, help="from arrival to answer; 0 = none")
    args = parser.parse_args(arguments)
    if args.subject:
        said = json.dumps(measured(args.subject, sys.stdin.buffer.read(), args.rounds))
    else:
        data = sheet()
        said = table(costs(data, args.processes, args.rounds), size=len(data))
        if args.mails:
            said += f"\n\n{answers.report(partial(answers.seconds, args.mails))}"
    sys.stdout.write(f"{said}\n")
    return 0


def measured(subject: str, data: bytes, rounds: int) -> dict[str, list[float]]:
    """In this process: the memory of the first sheet, and the time of each that follows."""
    run = SUBJECTS[subject]
    before = peak()
    run(data)
    grown = peak() - before
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run(data)
        times.append(1000 * (time.process_time() - start))
    return {"ms": times, "mb": [grown]}


def costs(data: bytes, processes: int, rounds: int) -> dict[str, Cost]:
    """The subjects take turns, so that a slow minute of the machine falls on all of them."""
    runs = [(name, _run(name, data, rounds)) for _ in range(processes) for name in SUBJECTS]
    return {
        name: Cost(
            ms=statistics.median(ms for ran, run in runs if ran == name for ms in run["ms"]),
            mb=statistics.median(mb for ran, run in runs if ran == name for mb in run["mb"]),
        )
        for name in SUBJECTS
    }


def _run(subject: str, data: bytes, rounds: int) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "tests.bench", "--subject", subject, "--rounds", str(rounds)]
    done = subprocess.run(command, check=True, capture_output=True, input=data)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def table(found: dict[str, Cost], *, size: int) -> str:
    """Markdown, so that it can stand in a page as it is."""
    rows = [
        f"| {name} | {each.ms:.1f} | {each.mb:.1f} | {each.ms / found[OPENPYXL].ms:.2f} "
        f"| {each.ms / found[CALAMINE].ms:.2f} |"
        for name, each in found.items()
    ]
    head = ["| one sheet | ms CPU | MB | time / openpyxl | time / calamine |", "|---|---|---|---|---|"]
    about = f"Python {sys.version.split()[0]}, a workbook of {size / 1000:.0f} KB, medians."
    return "\n".join((about, "", *head, *rows))


def peak() -> float:
    """The most memory that this process ever held, in MB. What `getrusage` says on Linux counts its parent's too."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    sys.exit(main())
