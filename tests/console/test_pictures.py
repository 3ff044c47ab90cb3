"""Photos and label drawn in the terminal: made by the robot on the bench, never from a stranger's bytes here."""

import io
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from PIL import Image
from rich.style import Style

from console.app import Console
from console.errands import Robot
from console.session import Session
from console.sides import SIDES
from console.views.lines import DotRow
from console.widgets.dots import HALF, dots
from rules.record import replace
from tests import entries
from tests.console.screen import press, seated, settle, text
from tests.e2e.town import MONDAY, found
from tests.mailbot.intake.counter import Counter, opened

NOW = MONDAY + timedelta(hours=5)


def flag() -> bytes:
    """Red above, blue below."""
    image = Image.new("RGB", (300, 200), (200, 0, 0))
    image.paste((0, 0, 200), (0, 100, 300, 200))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def at_desk(counter: Counter, tmp_path: Path, *, half: bool = True) -> Console:
    config = found(tmp_path, {}).folder / "config.toml"
    robot = Robot((sys.executable, "-m", "mailbot", f"--config={config}", f"--now={NOW.isoformat()}"))
    desk = counter.desk()
    screens = replace(desk.config.console, half_cells=half)
    desk = replace(desk, config=replace(desk.config, console=screens))
    return Console(Session(desk=desk, clock=lambda: NOW), robot)


def colours(console: Console) -> Iterator[tuple[str, tuple[int, int, int], tuple[int, int, int]]]:
    """Each run of cells with a background of its own, on the lines of the panel."""
    for strip in console.screen._compositor.render_strips()[5:-2]:
        for segment in strip:
            if (
                segment.style
                and segment.style.color
                and segment.style.bgcolor
                and segment.text.strip(f" {HALF}") == ""
            ):
                fore, back = segment.style.color.get_truecolor(), segment.style.bgcolor.get_truecolor()
                yield segment.text, tuple(fore), tuple(back)  # type: ignore[misc]


async def shown(console: Console, pilot: object) -> str:
    place = [side.name for side in SIDES].index("写真")
    await press(pilot, "enter", *["right"] * place)  # type: ignore[arg-type]
    while "調べています" in text(console):
        await pilot.pause(0.05)  # type: ignore[attr-defined]
    await settle(pilot)  # type: ignore[arg-type]
    return text(console)


async def test_the_photo_is_drawn(tmp_path: Path) -> None:
    """The picture on the sheet, red above blue, within the width of the screen; without halves in blanks alone."""
    counter = opened(tmp_path)
    counter.bring(entries.pictured(entries.filled("food"), "food", flag()))
    for half in (True, False):
        app = at_desk(counter, tmp_path, half=half)
        async with seated(app) as pilot:
            assert "[写真]" in await shown(app, pilot)
            found = list(colours(app))
            reds = [text for text, _, back in found if back[0] > 150 and back[2] < 60]
            blues = [text for text, _, back in found if back[2] > 150 and back[0] < 60]
            assert reds and blues
            if not half:
                assert HALF not in text(app)


async def test_a_case_without_a_picture_says_so(tmp_path: Path) -> None:
    """And what to do then."""
    counter = opened(tmp_path)
    counter.bring(entries.filled("food"))
    app = at_desk(counter, tmp_path)
    async with seated(app) as pilot:
        assert "絵にできる写真はありません" in await shown(app, pilot)


def test_a_row_is_as_wide_as_its_widget() -> None:
    """Equal neighbours are one run; a cell of one colour needs no half block."""
    red, blue = bytes((200, 0, 0)), bytes((0, 0, 200))
    strip = dots(DotRow(red * 3 + blue, red * 2 + blue * 2), 6, Style())

    assert [segment.text for segment in strip][:3] == ["  ", HALF, " "]
    assert strip.cell_length == 6
