"""What the robot does for a clerk: a child with an answer, a complaint, or an end when nobody wants it any more."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from console.app import Console
from console.errands import Answer, Robot
from console.screens.work import WorkDialog
from tests.console.screen import press, seated, settle

SHEETS = Path(__file__).parents[1] / "sheets"
MAILBOT = Robot((sys.executable, "-m", "mailbot"))


async def test_the_robot_answers_in_json() -> None:
    """`mailbot check --json` of a real sheet comes back as a document, although it has findings."""
    sheet = next(iter(sorted(SHEETS.glob("*.xlsx"))))

    answer = await MAILBOT.run("check", f"{sheet}", "--json")

    assert answer.ok and answer.document[0]["file"].endswith(sheet.name)


async def test_a_refusal_is_the_robots_own_sentence(tmp_path: Path) -> None:
    """A file that can't be read gives the exit code and the sentence for the clerk."""
    answer = await MAILBOT.run("check", f"{tmp_path / 'missing.xlsx'}", "--json")

    assert not answer.ok and "missing.xlsx" in answer.complaint and answer.document is None


async def test_output_that_is_no_json_is_told() -> None:
    """A program that says something else is a sentence, never an exception."""
    answer = await Robot((sys.executable, "-c", "print('x')")).run("--json")

    assert not answer.ok and answer.complaint


async def test_without_a_program_it_says_what_to_do() -> None:
    """The demonstration's console has no configuration to give to a child."""
    assert "mailbot console" in (await Robot().run("status")).complaint


async def test_a_robot_that_does_not_start_is_told() -> None:
    """A program that an update took away, a name that no program takes: a sentence, and no work without an end."""
    assert "頼めませんでした" in (await Robot(("/no/such/python", "-m", "mailbot")).run("status")).complaint
    assert "頼めませんでした" in (await MAILBOT.run("check", "a\0b")).complaint


async def test_a_child_that_nobody_wants_ends(tmp_path: Path) -> None:
    """Cancelled, the child gets SIGTERM and is waited for: it wrote its last word."""
    word, ready = tmp_path / "word", tmp_path / "ready"
    os.mkfifo(ready)
    code = (
        "import signal, sys, pathlib\n"
        f"signal.signal(15, lambda *_: (pathlib.Path({str(word)!r}).write_text('bye'), sys.exit(0)))\n"
        f"pathlib.Path({str(ready)!r}).write_text('')\n"
        "signal.pause()\n"
    )
    task = asyncio.create_task(Robot((sys.executable, "-c", code)).run())
    await asyncio.to_thread(ready.read_text)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert task.cancelled() and word.read_text() == "bye"


def test_a_console_that_ends_leaves_no_child(tmp_path: Path) -> None:
    """A child that does not leave on SIGTERM is killed when the console ends meanwhile, not left behind."""
    said = tmp_path / "said"
    os.mkfifo(said)
    code = (
        "import os, signal, pathlib\n"
        f"said = pathlib.Path({str(said)!r})\n"
        "signal.signal(15, lambda *_: said.write_text('no'))\n"
        "said.write_text(str(os.getpid()))\n"
        "while True: signal.pause()\n"
    )

    async def console() -> int:
        task = asyncio.create_task(Robot((sys.executable, "-c", code)).run())
        child = int(await asyncio.to_thread(said.read_text))
        task.cancel()
        assert await asyncio.to_thread(said.read_text) == "no"
        return child

    child = asyncio.run(console())
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


async def test_work_shows_and_ends_with_its_answer(console: Console) -> None:
    """The sentence stands while the work runs; its answer closes the dialog."""
    done, answers = asyncio.Event(), list[Answer | None]()

    async def work() -> Answer:
        await done.wait()
        return Answer(code=0)

    async with seated(console) as pilot:
        console.push_screen(WorkDialog("会議資料を作っています。", work), answers.append)
        await settle(pilot)
        assert "会議資料を作っています" in await press(pilot, "x")
        done.set()
        await settle(pilot)

        assert answers == [Answer(code=0)]


async def test_escape_gives_work_up(console: Console) -> None:
    """Esc closes the dialog at once and cancels what ran."""
    begun, ended, answers = asyncio.Event(), asyncio.Event(), list[Answer | None]()

    async def work() -> Answer:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return Answer(code=0)

    async with seated(console) as pilot:
        console.push_screen(WorkDialog("会議資料を作っています。", work), answers.append)
        await begun.wait()
        await press(pilot, "escape")
        await ended.wait()

        assert answers == [None]
