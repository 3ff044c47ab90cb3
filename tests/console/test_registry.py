"""事業者: the registry of earlier years, taken in from a workbook where nobody is known yet."""

import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from console.app import Console
from console.errands import Robot
from console.places import Place
from console.screens.work import WorkDialog
from console.session import Session
from rules.model import Pledge
from tests.console.screen import press, seated, settle, text
from tests.console.seed import NOW
from tests.e2e.town import MONDAY, found
from tests.mailbot.intake.counter import opened
from tests.mailbot.test_businesses import CARPENTER, FOODS, NAMELESS, workbook


async def test_nobody_is_known(tmp_path: Path) -> None:
    """An empty registry says what to do, every deed that there is no business."""
    app = Console(Session(desk=opened(tmp_path).desk(), clock=lambda: NOW))
    async with seated(app, start=Place.BUSINESSES) as pilot:
        assert "I で過年度の一覧を取り込めます" in text(app)
        for key in ("e", "i", "n", "m", "S", "r"):
            assert "事業者がありません" in await press(pilot, key)
            app.clear_notifications()


async def test_the_registry_of_earlier_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """I: what the workbook would change is shown first; いいえ changes nothing, はい takes it, u takes it back."""
    counter = opened(tmp_path)
    config = found(tmp_path, {}).folder / "config.toml"
    robot = Robot((sys.executable, "-m", "mailbot", f"--config={config}", f"--now={MONDAY.isoformat()}"))
    app = Console(Session(desk=counter.desk(), clock=lambda: MONDAY), robot)
    file = workbook(tmp_path, FOODS, CARPENTER, NAMELESS).replace(f"{tmp_path}", "~")
    monkeypatch.setenv("HOME", f"{tmp_path}")

    async def read(pilot: Pilot[None], *keys: str) -> str:
        await press(pilot, "I")
        app.screen.query_one("#blank-file", Input).value = file
        await press(pilot, "enter")
        return await worked(pilot, *keys)

    async def worked(pilot: Pilot[None], *keys: str) -> str:
        while isinstance(app.screen, WorkDialog):
            await pilot.pause(0.05)
        await settle(pilot)
        return await press(pilot, *keys)

    async with seated(app, start=Place.BUSINESSES) as pilot:
        seen = await read(pilot)
        assert "㈱小郡食品" in seen and "取り込めません" in seen and "取り込むとこうなります" in seen
        await press(pilot, "enter")
        assert not counter.businesses
        await read(pilot, "down", "enter")
        assert "新規・追記 2件" in await worked(pilot)
        assert [each.pledge for each in counter.businesses] == [Pledge.ON_FILE, Pledge.ON_FILE]
        assert "提出済" in text(app)
        await press(pilot, "u")
        assert not counter.businesses
        assert "このファイルはありません" in await press(pilot, "I", *"none.xlsx", "enter")
