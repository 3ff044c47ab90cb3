"""What stands on the screen, as the terminal gets it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App
from textual.pilot import Pilot

from console.app import Console
from console.places import Place
from tests.console.idle import told_by_its_loop


@asynccontextmanager
async def seated(
    app: Console, width: int = 80, height: int = 24, *, start: Place = Place.TRAY
) -> AsyncIterator[Pilot[None]]:
    """The console on a terminal of this size, toasts and all, when its first screen stands."""
    app.start = start
    with told_by_its_loop(app):
        async with app.run_test(size=(width, height), notifications=True) as pilot:
            await settle(pilot)
            yield pilot


def rows(app: App[None]) -> list[str]:
    """Every line of the top screen, all cells."""
    update = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip if not segment.control) for strip in update]


def text(app: App[None]) -> str:
    return "\n".join(rows(app))


async def press(pilot: Pilot[None], *keys: str) -> str:
    """The keys one after the other; what the screen shows when all that they set off is done."""
    await pilot.press(*keys)
    await settle(pilot)
    return text(pilot.app)


async def settle(pilot: Pilot[None]) -> None:
    """Until two looks at the screen agree: toasts and new screens are mounted some messages later."""
    before = ""
    while (now := text(pilot.app)) != before or not now:
        before = now
        await pilot.pause()
        await pilot.pause()
