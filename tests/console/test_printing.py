"""Letters on paper from the console: files for the printer, then the word that they are in the post."""

import asyncio
import sys
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from textual.pilot import Pilot
from textual.widgets import Input

from console.app import Console
from console.errands import Robot
from console.places import Place
from console.session import Session
from rules.model import LetterState
from rules.record import replace
from store import outbox
from tests.console.screen import press, seated, settle, text
from tests.e2e.town import MONDAY, found
from tests.mailbot.intake.counter import Counter, opened


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """Two letters wait to be printed, one was refused."""
    counter = opened(tmp_path)
    counter.bring()
    with counter.office.store.transaction() as db:
        (letter,) = outbox.letters(db)
        for id in ("L-000008", "L-000009"):
            paper = replace(letter, id=id, key=id, message_id=f"<{id}@x>", state=LetterState.TO_PRINT, to=())
            outbox.add(db, paper)
        outbox.claim(db, letter, MONDAY)
        outbox.refused(db, letter.id, "宛先がありません。")
    return counter


@pytest.fixture
def console(counter: Counter, tmp_path: Path) -> Console:
    config = found(tmp_path, {}).folder / "config.toml"
    return Console(
        Session(desk=counter.desk(), clock=lambda: MONDAY),
        Robot((sys.executable, "-m", "mailbot", f"--config={config}", f"--now={MONDAY.isoformat()}")),
    )


async def printed(pilot: Pilot[None], folder: Path) -> str:
    """P, and this folder in its field."""
    await press(pilot, "P")
    pilot.app.screen.query_one("#blank-folder", Input).value = f"{folder}"
    await settle(pilot)
    await pilot.press("enter")
    async with asyncio.timeout(60):
        while "に作りました" not in text(pilot.app):
            await pilot.pause(0.05)
    return text(pilot.app)


def states(counter: Counter) -> list[LetterState]:
    return [letter.state for letter in counter.letters]


async def test_the_queue(console: Console, counter: Counter, tmp_path: Path) -> None:
    """All that wait become files, stay marked, and p says that they are in the post; u takes that back."""
    folder = tmp_path / "letters"
    async with seated(console, start=Place.OUTBOX) as pilot:
        assert "[印刷待 2]" in await press(pilot, "right", "right")
        seen = await press(pilot, "A")
        assert "選択中 2件" in seen
        seen = await printed(pilot, folder)
        assert "2通の PDF" in seen and "選択中 2件" in seen
        assert sorted(file.name[:8] for file in folder.glob("*.pdf")) == ["L-000008", "L-000009"]

        await press(pilot, "p")
        assert states(counter)[1:] == [LetterState.PRINTED] * 2
        assert "[印刷待 0]" in text(console)
        await press(pilot, "u")
        assert states(counter)[1:] == [LetterState.TO_PRINT] * 2


async def test_a_refused_letter_goes_by_post(console: Console, counter: Counter, tmp_path: Path) -> None:
    """One that no server takes is printed with the address of its business; it stays in trouble until t."""
    async with seated(console, start=Place.OUTBOX) as pilot:
        assert "> 拒否" in text(console)
        await printed(pilot, tmp_path / "letters")
        (file,) = (tmp_path / "letters").glob("*.pdf")
        page = PdfDocument(file.read_bytes())[0].get_textpage().get_text_range()
        assert page.startswith("〒838-0141")
        assert states(counter)[0] is LetterState.REFUSED

        await press(pilot, "t", *"post", "enter")
        assert states(counter)[0] is LetterState.TOLD


async def test_folder_that_cannot_be(console: Console, tmp_path: Path) -> None:
    """A folder in a folder that is not there is told before any work."""
    async with seated(console, start=Place.OUTBOX) as pilot:
        await press(pilot, "P")
        pilot.app.screen.query_one("#blank-folder", Input).value = f"{tmp_path / 'no' / 'letters'}"
        await settle(pilot)
        assert "ここにはフォルダーを作れません" in await press(pilot, "enter")


async def test_parts_of_the_outbox(console: Console) -> None:
    """Left and right go round the parts; each names how many it holds."""
    async with seated(console, start=Place.OUTBOX) as pilot:
        assert "[すべて 3]" in text(console)
        seen = await press(pilot, "right")
        assert "[要対応 1]" in seen and "> 拒否" in seen and "印刷待 補正" not in seen
        assert "当てはまる手紙はありません" in await press(pilot, "left", "left")
        assert "[済み 0]" in text(console)
