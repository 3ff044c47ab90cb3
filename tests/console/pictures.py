"""The main screens, in two sizes and three looks: `python -m tests.console.pictures DIR [NAME...]` draws them as SVG.

A screen is a row of SHOTS; every place has one by itself. `--keep` writes anew what the suite compares: the words of
those of KEPT, in tests/console/captures/. Look at the difference before it is committed. `--handbook DIR` draws the
handbook's pictures.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from console.app import Console
from console.looks import LOOKS
from console.places import SPOTS, Place
from console.session import Session
from store.config import Look, Screens
from tests.console.drawing import svg
from tests.console.screen import press, rows, seated
from tests.console.seed import NOW, sow

SIZES = ((80, 24), (140, 40))
ALL_LOOKS: tuple[Look, ...] = ("dark", "light", "mono")
CAPTURES = Path(__file__).with_name("captures")


@dataclass(frozen=True, slots=True)
class Shot:
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
KEPT = ("tray", "tray-filter", "tray-views")
"""Those whose words the suite holds fast; the others change with their places' own tests."""


HANDBOOK = (
    "today",
    "tray",
    "case",
    "rounds",
    "dispatch",
    "outbox",
    "post",
    "businesses",
    "status",
    "statistics",
)
"""Small and dark, as most terminals are."""


@asynccontextmanager
async def shown(shot: Shot, size: tuple[int, int], look: Look, folder: Path) -> AsyncIterator[Console]:
    """The screen of a fresh office with the cases of the seed."""
    clerk = sow(folder / "data")
    config = msgspec.structs.replace(clerk.config, console=Screens(theme=look))
    clerk = type(clerk)(
        store=clerk.store, library=clerk.library, config=config, by=clerk.by, login=clerk.login
    )
    app = Console(Session(desk=clerk, clock=lambda: NOW))
    async with seated(app, *size, start=shot.place) as pilot:
        await press(pilot, *shot.keys)
        yield app


async def words(shot: Shot, size: tuple[int, int], look: Look, folder: Path) -> str:
    """The place's own lines as words alone: head, places and keys belong to all, and have tests of their own."""
    async with shown(shot, size, look, folder) as app:
        return "".join(f"{row.rstrip()}\n" for row in rows(app)[2:-2])


def capture(shot: Shot, size: tuple[int, int]) -> Path:
    return CAPTURES / f"{shot.name}-{size[0]}x{size[1]}.txt"


async def _draw(into: Path, names: list[str]) -> None:
    for shot in (shot for shot in SHOTS if not names or shot.name in names):
        for size in SIZES:
            for look in ALL_LOOKS:
                with tempfile.TemporaryDirectory() as folder:
                    async with shown(shot, size, look, Path(folder)) as app:
                        file = into / f"{shot.name}-{size[0]}x{size[1]}-{look}.svg"
                        file.write_text(svg(app, f"mailbot console: {shot.name}"), "utf-8")


async def _illustrate(into: Path) -> None:
    for shot in (shot for shot in SHOTS if shot.name in HANDBOOK):
        with tempfile.TemporaryDirectory() as folder:
            async with shown(shot, SIZES[0], "dark", Path(folder)) as app:
                (into / f"{shot.name}.svg").write_text(svg(app, f"mailbot console: {shot.name}"), "utf-8")


async def _keep() -> None:
    for shot in (shot for shot in SHOTS if shot.name in KEPT):
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                capture(shot, size).write_text(await words(shot, size, "dark", Path(folder)), "utf-8")


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
