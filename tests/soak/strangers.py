"""Hostile and real strings through every widget and through a terminal: clean, whole, and nobody falls over."""

import asyncio
import os
import re
import sys

from tests.console.parade import BATCH, CONTROL, HEIGHT, WIDTH, Parade, batches, expected
from tests.soak.bounds import Bounds, Report
from tests.terminals import terminal

STRINGS = 17_000
OURS = re.compile(
    rb"\x1b\[[0-9;?<>=$ ]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>78M]|\x1b[P_][^\x1b]*\x1b\\|\x1b\]22;[a-z]*\x07|\r|\n"
)
"""What Textual itself sends: colours, places, modes, the pointer's shape."""


def run(seed: int, bounds: Bounds) -> Report:
    """A round is one string; all of them once, unless the bounds end it earlier."""
    report = Report()
    count = asyncio.run(_drawn(seed, bounds, report))
    report.failures += through_a_terminal(seed, count)
    report.summary = f"{count} strings through every widget and a terminal"
    return report


async def _drawn(seed: int, bounds: Bounds, report: Report) -> int:
    """In this process, without the gate: what the widgets' own texts let through would be seen."""
    count, rounds = 0, bounds.rounds()
    app = Parade(gate=False)
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        for texts in batches(seed, STRINGS):
            if next(rounds, None) is None:
                break
            app.draw(texts)
            await pilot.pause()
            report.failures += wrong(app, texts, f"seed {seed}, strings from {count}")
            count += len(texts)
            for _ in range(len(texts) - 1):
                next(rounds, None)
    return count


def wrong(app: Parade, texts: list[str], where: str) -> list[str]:
    """What stands on the screen must be the cleaned text, and nothing but it."""
    strips = app.screen._compositor.render_strips()
    rows = ["".join(segment.text for segment in strip) for strip in strips]
    found = [f"{where}: a control character is drawn: {row!r}" for row in rows if CONTROL.search(row)]
    wanted = list(expected(texts))[: BATCH + HEIGHT - 20]
    drawn = [*rows[2 : 2 + len(texts)], *rows[19:]]
    pairs = zip((line.rstrip() for line in wanted), (row.rstrip() for row in drawn), strict=False)
    return found + [f"{where}: {row!r} instead of {line!r}" for line, row in pairs if line != row]


def through_a_terminal(seed: int, count: int) -> list[str]:
    """As bytes of a real terminal, the gate in place: no control but the program's own."""
    command = [sys.executable, "-m", "tests.console.parade", f"{seed}", f"{count}"]
    with terminal(command, os.environ, WIDTH, HEIGHT) as shown:
        code = shown.end()
        drawn = bytes(shown.drawn)
    found = [f"seed {seed}: the program ended with {code}: {drawn[-300:]!r}"] if code else []
    rest = OURS.sub(b"", drawn).decode(errors="surrogateescape")
    if odd := CONTROL.search(rest):
        about = rest[max(odd.start() - 40, 0) : odd.end() + 40]
        found.append(f"seed {seed}: {odd.group()!r} reaches the terminal: {about!r}")
    return found
