"""One run: a sheet beside plain loads of the same workbook; mails, letters and answers over real servers; rest.

Every subject runs in a process of its own, so that no one's memory is counted to another.
"""

import json
import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from functools import partial

from rules.record import Struct
from tests.bench import answers, departure, pipeline, rest
from tests.bench.memory import peak
from tests.bench.subjects import CALAMINE, OPENPYXL, SUBJECTS, sheet

PROCESSES, ROUNDS = 5, 10


class Cost(Struct, frozen=True, kw_only=True):
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
    parser.add_argument("--waiting", type=int, default=pipeline.MAILS, help="mails taken in a row; 0 = none")
    parser.add_argument("--letters", type=int, default=departure.LETTERS, help="sent in a row; 0 = none")
    parser.add_argument("--idle", type=float, default=rest.IDLE_SECONDS, help="seconds of rest; 0 = none")
    args = parser.parse_args(arguments)
    if args.subject:
        sys.stdout.write(json.dumps(measured(args.subject, sys.stdin.buffer.read(), args.rounds)))
        return 0
    for said in _said(args):
        sys.stdout.write(f"{said}\n\n")
        sys.stdout.flush()
    return 0


def _said(args: Namespace) -> Iterator[str]:
    """Each as soon as it is measured: all together take a quarter of an hour."""
    data = sheet()
    yield table(costs(data, args.processes, args.rounds), size=len(data))
    if why := answers.missing():
        yield f"mails, letters, answers and rest: skipped, {why}."
        return
    if args.waiting:
        yield pipeline.report(args.waiting)
    if args.letters:
        yield departure.report(args.letters)
    if args.mails:
        yield answers.report(partial(answers.seconds, args.mails))
    if args.idle:
        yield rest.report(args.idle)


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


if __name__ == "__main__":
    sys.exit(main())
