"""What years of work cost: a commit by the size of the register, intake over a full register and a full archive.

Part of `make bench`. Every ratio is of medians of the same run.
"""

import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from rules.record import replace
from store import cases, durable
from tests import entries
from tests.bench.seeded import archive, fill, model, others
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import Counter, opened

LIVE = (100, 1_000, 5_000)
GROUP = 10
COMMITS, MAILS = 21, 31
BUSY, ARCHIVED = 1_000, 100_000
BUSINESSES = 2_000
"""Of an archive: fifty products each, and all of them stay in the register."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m tests.bench.years", description=__doc__)
    parser.add_argument(
        "--live", type=int, nargs="+", default=LIVE, help="cases in the register, for commits"
    )
    parser.add_argument("--busy", type=int, default=BUSY, help="cases in the register, for intake")
    parser.add_argument("--archived", type=int, default=ARCHIVED, help="cases in the archive, for intake")
    parser.add_argument("--rounds", type=int, default=MAILS)
    args = parser.parse_args(arguments)
    sys.stdout.write(f"{commits(args.live, args.rounds)}\n\n")
    sys.stdout.flush()
    sys.stdout.write(f"{intake(args.busy, args.archived, args.rounds)}\n")
    return 0


def commits(sizes: Sequence[int], rounds: int) -> str:
    """One changed case, and ten at once, beside writing the same bytes as a plain file, replaced and synced."""
    rows = []
    for live in sizes:
        size, plain, alone, group = _commits_of(live, rounds)
        rows.append(
            f"| {live:,} | {size:.1f} | {plain:.1f} | {alone:.1f} | {alone / plain:.2f} "
            f"| {group / GROUP:.1f} | {group / GROUP / plain:.2f} |"
        )
    head = "| live cases | MB | plain file, ms | a commit, ms | / plain | in tens, ms each | / plain |"
    return "\n".join((head, "|---|---|---|---|---|---|---|", *rows))


def _commits_of(live: int, rounds: int) -> tuple[float, ...]:
    """MB of the register, then milliseconds: a plain file, one change, ten changes in one commit."""
    with office() as counter:
        like = model(counter)
        with counter.office.store.transaction() as db:
            fill(db, others(like, live - 1))
        data, plain = counter.office.store.file.read_bytes(), counter.office.directory / "plain"
        works = (
            partial(durable.replace, plain, data),
            partial(touch, counter, 1),
            partial(touch, counter, GROUP),
        )
        return len(data) / 1e6, *medians(rounds, *works)


def intake(live: int, archived: int, rounds: int) -> str:
    """The same mails, from the server's bytes to the queued answer, taken in turns by three offices."""
    with office() as empty, office() as busy, office() as old:
        like = model(busy)
        with busy.office.store.transaction() as db:
            fill(db, others(like, live - 1))
        archive(old, archived, min(BUSINESSES, archived))
        offices = {"nothing": empty, f"{live:,} live": busy, f"{archived:,} archived": old}
        mails = [mail(n) for n in range(rounds + 2)]
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in offices}
        for n, data in enumerate(mails):
            for name, counter in offices.items():
                took = timed(partial(counter.take, data, MONDAY + timedelta(days=1)))
                if n > 1:  # the first ones wake the children
                    times[name].append(took)
    middle = {
        name: tuple(statistics.median(each[part] for each in found) for part in (0, 1))
        for name, found in times.items()
    }
    wall, cpu = middle["nothing"]
    rows = [
        f"| {name} | {each[0]:.1f} | {each[0] / wall:.2f} | {each[1]:.1f} | {each[1] / cpu:.2f} |"
        for name, each in middle.items()
    ]
    head = "| intake of one mail over | ms | / nothing | ms CPU | / nothing |"
    return "\n".join((head, "|---|---|---|---|---|", *rows))


def mail(n: int) -> bytes:
    """Of a business that nobody knows yet, with its own product."""
    answers = {
        **entries.ANSWERS["food"],
        "name": f"見本 {n}",
        "jan": "なし",
        "biz_name": f"見本{n}堂",
        "corp_no": "",
    }
    return entry(entries.filled("food", answers), sender=f"new{n}@example.jp", pledge=False)


def touch(counter: Counter, count: int) -> None:
    with counter.office.store.transaction() as db:
        for n in range(2, 2 + count):
            case = cases.get(db, f"R8-{n:04}")
            assert case is not None
            cases.put(db, replace(case, attention=(f"{case.version}",)))


def medians(rounds: int, *works: Callable[[], object]) -> tuple[float, ...]:
    """Milliseconds; the works take turns, so that a slow minute of the machine falls on all of them."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, found in zip(works, times, strict=True):
            found.append(timed(work)[0])
    return tuple(statistics.median(found) for found in times)


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of wall clock and of CPU in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


@contextmanager
def office() -> Iterator[Counter]:
    with tempfile.TemporaryDirectory() as folder:
        counter = opened(Path(folder), replies_per_hour=100_000)
        yield counter
        counter.office.bench.close()


if __name__ == "__main__":
    sys.exit(main())
