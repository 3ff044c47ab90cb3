"""The main screens, in two sizes and three looks: `python -m tests.console.pictures DIR [NAME...]` draws them as SVG.

A screen is a row of SHOTS; every place has one by itself. One console visits them all. `--keep` writes anew what the
suite compares, in tests/console/captures/: the words of each, and a digest of its colours in each look. Look at the
difference before it is committed. `--handbook DIR` draws the handbook's pictures.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from hashlib import sha256
from pathlib import Path

from rich.segment import Segment
from textual.pilot import Pilot
from textual.widgets import Input

from console.app import Console
from console.errands import Robot
from console.looks import LOOKS
from console.places import SPOTS, Place, spot
from console.session import Session
from rules.record import Struct
from store.config import Look
from tests.console.drawing import colours, svg
from tests.console.screen import press, seated, settle
from tests.console.seed import NOW, alive, fill_letterbox, sow

SIZES = ((80, 24), (140, 40))
ALL_LOOKS: tuple[Look, ...] = ("dark", "light", "mono")
CAPTURES = Path(__file__).with_name("captures")
STYLES = CAPTURES / "styles.toml"
OF_THIS_RUN = re.compile(r"(\d+\.\d GB|\b[0-9a-f]{16}\b|mailbot [\d.]+  Python [\d.]+) *")


class Shot(Struct, frozen=True):
    name: str
    place: Place
    keys: tuple[str, ...] = ()
    """What is pressed there before it is looked at."""


SHOTS = (
    *(Shot(spot.place, spot.place) for spot in SPOTS if spot.digit),
    Shot("tray-marked", Place.TRAY, ("A",)),
    Shot("tray-filter", Place.TRAY, ("slash", *"jam")),
    Shot("tray-views", Place.TRAY, ("w",)),
    Shot("case", Place.TRAY, ("down", "down", "down", "down", "enter")),
    Shot("case-answers", Place.TRAY, ("down", "down", "down", "down", "enter", "right")),
    Shot("outcome", Place.ROUNDS, ("s",)),
    Shot("commands", Place.TRAY, ("colon",)),
    Shot("help", Place.TRAY, ("question_mark",)),
)
HANDBOOK = (
    "today",
    "tray",
    "case",
    "rounds",
    "dispatch",
    "outbox",
    "mails",
    "post",
    "businesses",
    "status",
    "statistics",
)
"""Small and dark, as most terminals are."""


class Seen(Struct, frozen=True):
    """What a shot shows at one size; the segments of each line in each look."""

    lines: dict[Look, list[list[Segment]]]

    @property
    def rows(self) -> list[str]:
        return ["".join(segment.text for segment in line) for line in self.lines["dark"]]

    @property
    def words(self) -> str:
        """The place's own lines as words alone: head, places and keys belong to all, and have tests of their own."""
        return "".join(f"{_anywhere(row).rstrip()}\n" for row in self.rows[2:-2])

    def digest(self, look: Look) -> str:
        """Of the words with their colours and weight, lines of all places too."""
        drawn = [
            (_anywhere(segment.text), *colours(segment), bool(segment.style and segment.style.bold))
            for line in self.lines[look]
            for segment in line
        ]
        return sha256(repr(drawn).encode()).hexdigest()[:16]


def _anywhere(text: str) -> str:
    """What is this machine's and this run's own, struck out with the blanks behind it."""
    return OF_THIS_RUN.sub(lambda found: "#" * len(found.group()), text)


async def visited(
    size: tuple[int, int], folder: Path, shots: Sequence[Shot] = SHOTS
) -> AsyncGenerator[tuple[Shot, Pilot[None]], None]:
    """The screens of a fresh office with the cases of the seed, one after the other in one console."""
    clerk = sow(folder / "data")
    fill_letterbox(clerk)
    with alive(clerk) as command:
        app = Console(Session(desk=clerk, clock=lambda: NOW), Robot(command))
        async with seated(app, *size, start=shots[0].place) as pilot:
            for shot in shots:
                await press(pilot, spot(shot.place).digit, *(("home", *shot.keys) if shot.keys else ()))
                for entry in app.screen.query(Input):
                    entry.cursor_blink = False
                await app.workers.wait_for_complete()
                await settle(pilot)
                yield shot, pilot
                if shot.keys:
                    await press(pilot, "escape")


async def dressed(pilot: Pilot[None], look: Look) -> None:
    """The console in another look."""
    assert isinstance(pilot.app, Console)
    pilot.app.look_named(look)
    await settle(pilot)


async def gallery(size: tuple[int, int], folder: Path) -> dict[str, Seen]:
    """By the shots' names."""
    found: dict[str, Seen] = {}
    async with aclosing(visited(size, folder)) as shown:
        async for shot, pilot in shown:
            lines: dict[Look, list[list[Segment]]] = {}
            for look in reversed(ALL_LOOKS):  # the first is the one in which the next shot begins
                await dressed(pilot, look)
                strips = pilot.app.screen._compositor.render_strips()
                lines[look] = [[each for each in strip if not each.control] for strip in strips]
            found[shot.name] = Seen(lines)
    return found


def capture(name: str, size: tuple[int, int]) -> Path:
    return CAPTURES / f"{name}-{size[0]}x{size[1]}.txt"


async def _draw(into: Path, names: list[str]) -> None:
    """Each of these, all without a name, in every size and look."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            shots = [shot for shot in SHOTS if not names or shot.name in names]
            async with aclosing(visited(size, Path(folder), shots)) as shown:
                async for shot, pilot in shown:
                    for look in reversed(ALL_LOOKS):
                        await dressed(pilot, look)
                        file = into / f"{shot.name}-{size[0]}x{size[1]}-{look}.svg"
                        file.write_text(svg(pilot.app, f"mailbot console: {shot.name}"), "utf-8")


async def _illustrate(into: Path) -> None:
    shots = [shot for shot in SHOTS if shot.name in HANDBOOK]
    with tempfile.TemporaryDirectory() as folder:
        async with aclosing(visited(SIZES[0], Path(folder), shots)) as shown:
            async for shot, pilot in shown:
                file = into / f"{shot.name}.svg"
                file.write_text(svg(pilot.app, f"mailbot console: {shot.name}"), "utf-8")


async def _keep() -> None:
    styles = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            for name, seen in (await gallery(size, Path(folder))).items():
                capture(name, size).write_text(seen.words, "utf-8")
                styles += [f'{capture(name, size).stem}-{look} = "{seen.digest(look)}"' for look in ALL_LOOKS]
    STYLES.write_text("".join(f"{line}\n" for line in styles), "utf-8")


if __name__ == "__main__":
    assert set(ALL_LOOKS) == set(LOOKS)
    if sys.argv[1:] == ["--keep"]:
        CAPTURES.mkdir(exist_ok=True)
        asyncio.run(_keep())
    elif sys.argv[1:2] == ["--handbook"]:
        Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
        asyncio.run(_illustrate(Path(sys.argv[2])))
    else:
        Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
        asyncio.run(_draw(Path(sys.argv[1]), sys.argv[2:]))
