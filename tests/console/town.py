"""An office whose robot answers the console: a configuration on the disk, and a register that both know."""

from collections.abc import Callable
from pathlib import Path

from console.app import Console
from console.errands import Robot
from console.session import Session
from rules.record import replace
from store.config import load
from store.library import Library
from tests.console.seed import NOW, sow
from tests.e2e import town


def console(folder: Path, *, robot: Callable[[tuple[str, ...]], tuple[str, ...]] = lambda it: it) -> Console:
    """A console over the seed's register at the seed's instant. `robot` may call it otherwise."""
    home = town.found(folder, {})
    clerk = sow(folder / "data")
    desk = replace(clerk, config=load(folder / "config.toml"), library=Library(folder / "data"))
    command = robot(tuple(home.command(now=NOW)))
    return Console(Session(desk=desk, clock=lambda: NOW), Robot(command))
