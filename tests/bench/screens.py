"""What a clerk waits for at the console: start, cursor, search; and its memory, by the number of cases.

Part of `make bench`. Everything is seen from outside, on a terminal of its own, beside an empty Textual app and
Textual's DataTable with as many rows: the ratios are of the same minutes of the same machine.
"""

import os
import statistics
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from console.places import Place
from console.words import tray as said
from mailbot.init import init
from store import seat
from store.desk import login
from store.documents import Store
from tests.bench.plainapps import READY
from tests.bench.seeded import catalogue, fill, model, others
from tests.bench.years import office
from tests.e2e.town import MONDAY
from tests.terminals import Terminal, terminal

SIZES = (100, 1_000, 10_000, 100_000)
LIVE = 300
"""Cases in the register, at most; the others lie in the archive, where an office of that size has them."""
STARTS, KEYS, WORDS = 5, 200, 12
GRID = 1_000
"""Rows up to which DataTable is measured: it needs minutes for a letter at ten thousand."""
QUIET = 0.15
"""Seconds without output after which a screen stands still."""
DOWN, ERASE = b"\x1b[B", b"\x7f"
WORD = "見本"
"""Stands in every case, so that the whole list is found again."""


@dataclass(slots=True, kw_only=True)
class Waits:
    """Milliseconds, each as often as it was measured; memory in MB."""

    first: list[float] = field(default_factory=list)
    """From the start to the first words of any kind: the screen of the last time."""
    live: list[float] = field(default_factory=list)
    """To the first frame that answers to keys."""
    cpu: list[float] = field(default_factory=list)
    """Of CPU until then: what else the machine does is not counted."""
    cursor: list[float] = field(default_factory=list)
    search: list[float] = field(default_factory=list)
    """From a letter to the list of what it finds, live cases."""
    archive: list[float] = field(default_factory=list)
    """To the same with what the archive holds."""
    memory: list[float] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m tests.bench.screens", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--live", type=int, default=LIVE, help="cases in the register, at most")
    parser.add_argument("--starts", type=int, default=STARTS)
    parser.add_argument("--keys", type=int, default=KEYS)
    parser.add_argument("--words", type=int, default=WORDS)
    args = parser.parse_args(arguments)
    found: dict[str, Waits] = {"python": Waits(), "bare": Waits()}
    with tempfile.TemporaryDirectory() as folder:
        consoles = {size: seeded(Path(folder) / f"{size}", size, args.live) for size in args.sizes}
        for turn in range(args.starts):  # in turns, so that a slow minute falls on all of them
            nothing(found["python"])
            plain("bare", found["bare"])
            keys, words = (args.keys, args.words) if turn == 0 else (0, 0)
            for size, config in consoles.items():
                console(config, found.setdefault(ours(size), Waits()), keys, words)
                if size <= GRID:
                    grid(size, found.setdefault(theirs(size), Waits()), keys, words)
    sys.stdout.write(f"{table(found, args.sizes, args.live)}\n")
    return 0


def ours(size: int) -> str:
    return f"console, {size:,} cases"


def theirs(size: int) -> str:
    return f"DataTable, {size:,} rows"


def seeded(folder: Path, size: int, most_live: int) -> Path:
    """An office with so many cases; its configuration."""
    live = min(size, most_live)
    init(folder, MONDAY)
    seat.keep_state(folder / "data", login(), {"place": Place.TRAY})
    with office() as counter:
        like = model(counter)
        with Store(folder / "data").transaction() as db:
            fill(db, others(like, live))
            catalogue(db.archive, like, size - live)
    return folder / "config.toml"


def nothing(into: Waits) -> None:
    """`python -c pass`: what no program in Python is faster than."""
    with terminal([sys.executable, "-c", f"print({READY!r})"], os.environ) as shown:
        into.first.append(since_start(shown, READY))


def plain(name: str, into: Waits, *arguments: str) -> None:
    with terminal(
        [sys.executable, "-m", "tests.bench.plainapps", name, *arguments], os.environ, 140, 40
    ) as shown:
        into.live.append(since_start(shown, READY))
        into.cpu.append(cpu(shown))
        settle(shown)
        into.memory.append(memory(shown))


def grid(size: int, into: Waits, keys: int, words: int) -> None:
    command = [sys.executable, "-m", "tests.bench.plainapps", "table", f"{size}"]
    with terminal(command, os.environ, 140, 40) as shown:
        into.live.append(since_start(shown, "R7-00000"))
        into.cpu.append(cpu(shown))
        settle(shown)
        into.memory.append(memory(shown))
        into.cursor += [answered(shown, DOWN) for _ in range(keys)]
        shown.type(b"/")
        for n in range(words):
            settle(shown)
            wanted = WORD[: n % 2 + 1]
            into.search.append(until(shown, typed(n), f"FOUND {wanted}"))


def console(config: Path, into: Waits, keys: int, words: int) -> None:
    command = [sys.executable, "-m", "mailbot.entry", "--config", f"{config}", "console", "--by", "bench"]
    with terminal(command, os.environ, 140, 40) as shown:
        since_start(shown, "R8-")
        mouse = shown.drawn.find(b"\x1b[?1000h")  # what Textual writes first
        if mouse < 0:
            into.first.append(1000 * (shown.clock() - shown.started))
            shown.until(b"\x1b[?1000h")
            shown.until("R8-", since=len(shown.drawn))
        into.live.append(1000 * (shown.clock() - shown.started))
        into.cpu.append(cpu(shown))
        settle(shown)
        into.cursor += [answered(shown, DOWN) for _ in range(keys)]
        if words:
            shown.type(b"/")
        for n in range(words):
            settle(shown)
            at = len(shown.drawn)
            begun = shown.clock()
            shown.type(typed(n))
            shown.until(f"絞り込み: {WORD[: n % 2 + 1]}  ", since=at)
            into.search.append(1000 * (shown.clock() - begun))
            if said.STILL_SEARCHING.encode() in shown.drawn[at:]:
                shown.until("件)", since=at)
            into.archive.append(1000 * (shown.clock() - begun))
        if words:
            shown.type(b"\x1b")
            settle(shown)
        into.memory.append(memory(shown))
        shown.type(b"Q")
        shown.end()


def typed(n: int) -> bytes:
    """見, 本, then 本 is taken away again, and so on: every stroke changes what is found for."""
    return WORD[n % 2].encode() if n < 2 else (ERASE if n % 2 == 0 else WORD[1].encode())


def since_start(shown: Terminal, text: str) -> float:
    shown.until(text)
    return 1000 * (shown.clock() - shown.started)


def settle(shown: Terminal) -> None:
    while shown.read(QUIET):
        pass


def answered(shown: Terminal, key: bytes) -> float:
    """From a key to the first that the program draws for it."""
    begun = shown.clock()
    shown.type(key)
    shown.read(10)
    took = 1000 * (shown.clock() - begun)
    while shown.read(0.02):
        pass
    return took


def until(shown: Terminal, key: bytes, text: str) -> float:
    begun, at = shown.clock(), len(shown.drawn)
    shown.type(key)
    shown.until(text, since=at)
    return 1000 * (shown.clock() - begun)


def cpu(shown: Terminal) -> float:
    """Milliseconds that the program has worked so far."""
    stat = Path(f"/proc/{shown.pid}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return 1000 * (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def memory(shown: Terminal) -> float:
    """MB that the program holds now."""
    status = Path(f"/proc/{shown.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmRSS:"))


def table(found: Mapping[str, Waits], sizes: Sequence[int], live: int) -> str:
    """Markdown; the ratios are those that CONSOLE's targets name."""
    bare, python = middle(found["bare"].live), middle(found["python"].first)
    empty = found["bare"]
    about = (
        f"`python -c pass` {python:.0f} ms. An empty Textual app: first frame {bare:.0f} ms "
        f"({middle(empty.cpu):.0f} of CPU), {middle(empty.memory):.0f} MB. "
        f"At most {live:,} cases are live, the others archived."
    )
    head = (
        "| | last screen, ms | first frame, ms | ms CPU | / empty app | cursor, ms (p99) | / DataTable "
        "| a letter, ms | with archive, ms | / DataTable | MB | / empty app |"
    )
    rows = []
    for size in sizes:
        grid = found.get(theirs(size))
        rows.append(_row(ours(size), found[ours(size)], found["bare"], grid))
        if grid is not None:
            rows.append(_row(theirs(size), grid, found["bare"], None))
    return "\n".join((about, "", head, f"|{'---|' * 12}", *rows))


def _row(name: str, each: Waits, bare: Waits, grid: Waits | None) -> str:
    cells = (
        shown(each.first),
        shown(each.live),
        shown(each.cpu),
        ratio(each.cpu, bare.cpu),
        f"{shown(each.cursor)} ({_p99(each.cursor):.0f})" if each.cursor else "",
        ratio(each.cursor, grid.cursor) if grid else "",
        shown(each.search),
        shown(each.archive),
        ratio(each.archive, grid.search) if grid else "",
        shown(each.memory),
        ratio(each.memory, bare.memory),
    )
    return f"| {name} | {' | '.join(cells)} |"


def middle(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


def shown(values: Sequence[float]) -> str:
    return f"{middle(values):.0f}" if values else ""


def ratio(mine: Sequence[float], theirs: Sequence[float]) -> str:
    return f"{middle(mine) / middle(theirs):.2f}" if mine and theirs else ""


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.99 * len(values)))]


if __name__ == "__main__":
    sys.exit(main())
