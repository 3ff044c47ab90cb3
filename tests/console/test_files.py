"""What the robot does for an open case: files that came are opened or saved, paper is received, all is written out."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from console.app import Console
from console.errands import Robot
from console.screens.work import WorkDialog
from console.session import Session
from rules.entered import Brought
from rules.model import Pledge
from rules.record import replace
from tests import entries
from tests.console.screen import press, seated, settle, text
from tests.console.test_casework import typed
from tests.e2e.town import MONDAY, found
from tests.mailbot.intake.counter import Counter, opened

NOW = MONDAY + timedelta(hours=5)
SHEET = entries.filled("food", storage="")


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    counter = opened(tmp_path)
    counter.bring(SHEET)
    return counter


def at_desk(counter: Counter, tmp_path: Path, *viewer: str) -> Console:
    """A console over this office; its robot is the real one."""
    config = found(tmp_path, {}).folder / "config.toml"
    robot = Robot((sys.executable, "-m", "mailbot", f"--config={config}", f"--now={NOW.isoformat()}"))
    desk = counter.desk()
    screens = replace(desk.config.console, viewer=viewer)
    desk = replace(desk, config=replace(desk.config, console=screens))
    return Console(Session(desk=desk, clock=lambda: NOW), robot)


async def worked(pilot: Pilot[None]) -> str:
    """The screen when the robot is done."""
    while isinstance(pilot.app.screen, WorkDialog):
        await pilot.pause(0.05)
    await settle(pilot)
    return text(pilot.app)


async def test_a_file_is_saved_under_a_name_of_ours(counter: Counter, tmp_path: Path) -> None:
    """o: the very bytes, whatever its sender called it; saving it again into the same folder changes nothing."""
    app = at_desk(counter, tmp_path)
    async with seated(app, 100, 30) as pilot:
        await press(pilot, "enter")
        for _ in range(2):
            seen = await press(pilot, "o")
            assert ".xlsx" in seen and "ここでは開けない" in seen and "開く  設定" not in seen
            await press(pilot, "enter", "enter")
            typed(pilot, "folder", f"{tmp_path / 'out'}")
            await press(pilot, "enter")
            assert "に保存しました" in await worked(pilot)

        (saved,) = (tmp_path / "out").iterdir()
        assert saved.name.startswith("R8-0001-0") and saved.suffix == ".xlsx" and saved.read_bytes() == SHEET
        assert saved.stat().st_mode & 0o777 == 0o600


async def test_a_file_is_opened_by_the_viewer_of_the_office(counter: Counter, tmp_path: Path) -> None:
    """The program of the configuration gets the path of ours; one that is not there is told, and the file stays."""
    seen_by = tmp_path / "seen"
    os.mkfifo(seen_by)
    viewer = (sys.executable, "-c", f"import sys; open({str(seen_by)!r}, 'w').write(sys.argv[1])")
    app = at_desk(counter, tmp_path, *viewer)
    async with seated(app, 100, 30) as pilot:
        await press(pilot, "enter", "o", "enter", "enter")
        typed(pilot, "folder", f"{tmp_path / 'out'}")
        await press(pilot, "enter")
        assert "を開きました" in await worked(pilot)
    (saved,) = (tmp_path / "out").iterdir()
    assert seen_by.read_text() == f"{saved}"


async def test_a_viewer_that_is_not_there_is_told(counter: Counter, tmp_path: Path) -> None:
    """The file is saved all the same."""
    app = at_desk(counter, tmp_path, f"{tmp_path / 'missing'}")
    async with seated(app, 140, 30) as pilot:
        await press(pilot, "enter", "o", "enter", "enter")
        typed(pilot, "folder", f"{tmp_path / 'out'}")
        await press(pilot, "enter")
        assert "開けません" in await worked(pilot) and len(list((tmp_path / "out").iterdir())) == 1


async def test_a_pledge_on_paper_is_received(tmp_path: Path) -> None:
    """w: registered by the robot with its day; u takes it back."""
    counter = opened(tmp_path)
    counter.bring(SHEET, pledge=False)
    app = at_desk(counter, tmp_path)
    async with seated(app, 100, 30) as pilot:
        await press(pilot, "enter")
        assert "> 紙の誓約書" in await press(pilot, "w")
        await press(pilot, "enter")
        typed(pilot, "file", f"{tmp_path / 'nothing.pdf'}")
        typed(pilot, "on", "11/16")
        assert "このファイルはありません" in await press(pilot, "enter", "enter")
        typed(pilot, "file", "")
        await press(pilot, "enter", "enter")
        assert "R8-0001 に、紙の誓約書を登録しました" in await worked(pilot)
        assert [each.pledge for each in counter.businesses] == [Pledge.RECEIVED]
        assert [paper.what for paper in counter.cases[0].papers] == [Brought.PLEDGE]
        await press(pilot, "u")
        assert [each.pledge for each in counter.businesses] == [Pledge.MISSING]


async def test_a_case_is_written_out(counter: Counter, tmp_path: Path) -> None:
    """E: a folder with mails, files, letters and history; one that is there already is refused by the robot."""
    app = at_desk(counter, tmp_path)
    async with seated(app, 100, 30) as pilot:
        await press(pilot, "enter", "E")
        typed(pilot, "folder", f"{tmp_path / 'case'}")
        await press(pilot, "enter")
        assert "に書き出しました" in await worked(pilot)
        assert (tmp_path / "case" / "history.txt").exists()
        await press(pilot, "E")
        typed(pilot, "folder", f"{tmp_path / 'case'}")
        await press(pilot, "enter")
        assert "空ではありません" in await worked(pilot)
