"""What a clerk waits for at the console: its start, its keys; and its memory, by the number of cases.

Part of `make bench`. Everything is seen from outside, on a terminal of its own, beside an empty Textual app and
Textual's DataTable with as many rows: the ratios are of the same minutes of the same machine. The console is started
as a clerk starts it, by the installed `mailbot`.
"""

import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from console.places import Place
from mailbot.init import init
from store import seat
from store.desk import login
from store.documents import Store
from tests.bench.plainapps import READY
from tests.bench.seeded import catalogue, fill, model, others
from tests.bench.strokes import Strokes, at_console, at_grid, settle
from tests.bench.targets import report
from tests.bench.waits import Run, Waits, middle, p99, ratio, shown
from tests.bench.years import office
from tests.e2e.town import MONDAY
from tests.terminals import Terminal, terminal

SIZES = (100, 1_000, 10_000, 100_000)
LIVE = 300
"""Cases in the register, at most; the others lie in the archive, where an office of that size has them."""
STARTS = 5
GRID = 10_000
"""Rows up to which DataTable is measured, once: with each ten thousand more it needs two seconds more for a letter."""
MAILBOT = Path(sys.executable).with_name("mailbot")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m tests.bench.screens", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--live", type=int, default=LIVE, help="cases in the register, at most")
    parser.add_argument("--starts", type=int, default=STARTS)
    parser.add_argument("--keys", type=int, default=150)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--cases", type=int, default=10, help="cases that are opened")
    parser.add_argument("--holds", type=int, default=2, help="times that a key is held down")
    parser.add_argument("--held", type=int, default=60, help="strokes of a key that is held down")
    parser.add_argument("--words", type=int, default=12)
    args = parser.parse_args(arguments)
    strokes = Strokes(
        keys=args.keys,
        pages=args.pages,
        cases=args.cases,
        holds=args.holds,
        held=args.held,
        words=args.words,
    )
    run = Run()
    with tempfile.TemporaryDirectory() as folder:
        consoles = {size: seeded(Path(folder) / f"{size}", size, args.live) for size in args.sizes}
        for turn in range(args.starts):  # in turns, so that a slow minute falls on all of them
            nothing(run.python)
            plain("bare", run.bare)
            done = strokes if turn == 0 else Strokes()
            for size, config in consoles.items():
                console(config, size, done, run.consoles.setdefault(size, Waits()))
                if size <= GRID and turn == 0:
                    grid(size, done, run.grids.setdefault(size, Waits()))
    sys.stdout.write(f"{table(run, args.live)}\n\n{report(run)}\n")
    return 0


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


def grid(size: int, strokes: Strokes, into: Waits) -> None:
    command = [sys.executable, "-m", "tests.bench.plainapps", "table", f"{size}"]
    with terminal(command, os.environ, 140, 40) as shown:
        into.live.append(since_start(shown, "R7-00000"))
        into.cpu.append(cpu(shown))
        settle(shown)
        into.memory.append(memory(shown))
        at_grid(shown, size, strokes, into)


def console(config: Path, size: int, strokes: Strokes, into: Waits) -> None:
    command = [f"{MAILBOT}", "--config", f"{config}", "console", "--by", "bench"]
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
        into.memory.append(memory(shown))
        if strokes.keys:
            at_console(shown, size, strokes, into)
            into.used.append(memory(shown))
        shown.type(b"Q")
        shown.end()


def since_start(shown: Terminal, text: str) -> float:
    shown.until(text)
    return 1000 * (shown.clock() - shown.started)


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


def table(run: Run, live: int) -> str:
    """Markdown, a line for each number of cases."""
    bare = run.bare
    about = (
        f"`python -c pass` {middle(run.python.first):.0f} ms. An empty Textual app: first frame "
        f"{middle(bare.live):.0f} ms ({middle(bare.cpu):.0f} of CPU), {middle(bare.memory):.0f} MB. "
        f"At most {live:,} cases are live, the others archived."
    )
    head = (
        "| | last screen, ms | first frame, ms | ms CPU | / empty app | cursor, ms (p99) | / DataTable "
        "| a letter, ms | with archive, ms | / DataTable | MB (after use) | / empty app |"
    )
    rows = []
    for size, each in run.consoles.items():
        grid = run.grids.get(size)
        rows.append(_row(f"console, {size:,} cases", each, bare, grid))
        if grid is not None:
            rows.append(_row(f"DataTable, {size:,} rows", grid, bare, None))
    return "\n".join((about, "", head, f"|{'---|' * 12}", *rows))


def _row(name: str, each: Waits, bare: Waits, grid: Waits | None) -> str:
    cells = (
        shown(each.first),
        shown(each.live),
        shown(each.cpu),
        ratio(each.cpu, bare.cpu),
        f"{shown(each.cursor)} ({p99(each.cursor):.0f})" if each.cursor else "",
        ratio(each.cursor, grid.cursor) if grid else "",
        shown(each.search),
        shown(each.archive),
        ratio(each.archive, grid.search) if grid else "",
        f"{shown(each.memory)} ({shown(each.used)})" if each.used else shown(each.memory),
        ratio(each.memory, bare.memory),
    )
    return f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
