"""What is drawn for a key, frame by frame: the row first, and nothing that stands already."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console import app
from console.app import Console
from console.screens import tray
from console.screens.tray import TrayScreen
from console.session import Session
from console.widgets.page import Page
from console.widgets.table import Table
from tests.console.screen import press, seated, settle
from tests.console.seed import NOW
from tests.console.test_tray import new_case


class Watched(Console):
    """Keeps with each frame the row that the cursor stood in and the case that was previewed."""

    CSS_PATH = f"{Path(app.__file__).with_name(Console.CSS_PATH)}"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.frames: list[tuple[str, str]] = []

    def _display(self, screen: Any, renderable: Any) -> None:
        if isinstance(self.screen, TrayScreen):
            row, preview = self.screen.query_one(Table).key, self.screen.query_one(Page).text
            self.frames.append((row, preview.partition(" ")[0]))
        else:
            self.frames.append(("", ""))
        super()._display(screen, renderable)


async def test_the_row_is_drawn_before_its_preview(session: Session) -> None:
    """A key that moves the cursor is answered at once; what is said of the case follows in a frame of its own."""
    watched = Watched(session)
    async with seated(watched, 140, 40) as pilot:
        await settle(pilot)
        watched.frames.clear()
        await press(pilot, "down")

        assert watched.frames[0] == ("R8-0061", "R8-0060")
        assert watched.frames[-1] == ("R8-0061", "R8-0061")


async def test_the_tray_under_a_case_draws_nothing(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """While it makes the texts of its searches, the case that was opened above it stands still."""
    monkeypatch.setattr(tray, "WARM_CASES", 1)
    watched = Watched(session)
    async with seated(watched, 140, 40) as pilot:
        below = watched.screen
        assert isinstance(below, TrayScreen)
        await press(pilot, "enter")
        await settle(pilot)
        watched.frames.clear()
        made = len(below._texts._kept)
        while len(below._texts._kept) < len(session.register.cases):
            await pilot.pause(tray.WARM_SECONDS)

        assert len(session.register.cases) - made > 4
        assert len(watched.frames) < 2


async def test_what_stands_is_not_drawn_again(console: Console) -> None:
    """Back from a case the tray has the rows and the preview that it had; a commit or another day brings new ones."""
    async with seated(console, 140, 40) as pilot:
        await settle(pilot)
        table, page = console.screen.query_one(Table), console.screen.query_one(Page)
        rows, lines = table._rows, page._drawn
        await press(pilot, "enter", "q")
        assert table._rows is rows and page._drawn is lines

        console.session.clock = lambda: NOW + timedelta(days=1)
        await press(pilot, "enter", "q")
        assert table._rows is not rows

        rows = table._rows
        new_case(console.session.desk, "R8-0062")
        console.look()
        await settle(pilot)
        assert table._rows is not rows
