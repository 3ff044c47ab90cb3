"""The committee's workbook from 会議: made, handed out, and its outcomes taken back only on a clerk's yes."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from console.app import Console
from console.errands import Robot
from console.places import Place
from console.session import Session
from rules.model import OutcomeKind
from store import agendas
from tests.console.screen import press, seated, settle, text
from tests.e2e.town import MONDAY, found
from tests.mailbot.agenda.meeting import filled_in, like
from tests.mailbot.agenda.test_returned import of_their_own, saved
from tests.mailbot.intake.counter import Counter, opened

NOW = MONDAY + timedelta(days=9)


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """Two products before the committee."""
    counter = opened(tmp_path)
    counter.bring()
    like(counter)
    return counter


@pytest.fixture
def console(counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    """Opened where its files lie."""
    monkeypatch.chdir(tmp_path)
    config = found(tmp_path, {}).folder / "config.toml"
    return Console(
        Session(desk=counter.desk(), clock=lambda: NOW),
        Robot((sys.executable, "-m", "mailbot", f"--config={config}", f"--now={NOW.isoformat()}")),
    )


async def in_field(pilot: Pilot[None], file: Path) -> None:
    pilot.app.screen.query_one("#blank-file", Input).value = from_here(file)
    await settle(pilot)


def from_here(file: Path) -> str:
    """Short: a sentence with a long path in it is broken where the screen ends."""
    return os.path.relpath(file)


async def until(pilot: Pilot[None], sentence: str) -> str:
    """What stands there when the robot is done and this is said."""
    async with asyncio.timeout(60):
        while sentence not in text(pilot.app):
            await pilot.pause(0.05)
    return text(pilot.app)


def kinds(counter: Counter) -> list[OutcomeKind | None]:
    return [case.outcome.kind if case.outcome else None for case in counter.cases]


async def made(pilot: Pilot[None], file: Path, *handed: str) -> None:
    """The workbook, by keys alone but for the file's name."""
    await press(pilot, "e")
    await in_field(pilot, file)
    await pilot.press("enter", "enter", *handed, "enter")
    await until(pilot, "会議に配ったと記録しました" if handed else "を作りました")


async def test_out_and_back(console: Console, counter: Counter, tmp_path: Path) -> None:
    """e makes the workbook; filled in, i shows what would change; yes records it, u takes it back as one."""
    file = tmp_path / "agenda.xlsx"
    async with seated(console, start=Place.ROUNDS) as pilot:
        await made(pilot, file)
        assert agendas.given_out(counter.office.store.snapshot()) == frozenset()
        cells = {"Y5": "選定", "AB5": "満場一致", "Y6": "不選定", "Z6": "R04"}
        file.write_bytes(filled_in(file.read_bytes(), cells))

        await press(pilot, "i")
        await in_field(pilot, file)
        await pilot.press("enter")
        seen = await until(pilot, "2件の結果が変わります")
        assert "(なし) -> 選定 控え「満場一致」" in seen
        assert "> いいえ" in seen and kinds(counter) == [None, None]
        await press(pilot, "enter")
        assert kinds(counter) == [None, None]

        await press(pilot, "i")
        await in_field(pilot, file)
        await pilot.press("enter")
        await until(pilot, "2件の結果が変わります")
        await pilot.press("down", "enter")
        assert "選定 1   不選定 1" in await until(pilot, "2件を記録しました")
        assert kinds(counter) == [OutcomeKind.SELECTED, OutcomeKind.REJECTED]

        await press(pilot, "u")
        assert kinds(counter) == [None, None]


async def test_handed_out_is_a_deed(console: Console, counter: Counter, tmp_path: Path) -> None:
    """That the committee has it is recorded on request, and u takes it back."""
    async with seated(console, start=Place.ROUNDS) as pilot:
        await made(pilot, tmp_path / "a.xlsx", "down")
        assert agendas.given_out(counter.office.store.snapshot()) == {"2026-11"}
        await press(pilot, "u")
        assert agendas.given_out(counter.office.store.snapshot()) == frozenset()


async def test_a_list_before_the_cut_off_is_not_the_whole(console: Console) -> None:
    """Who makes the agenda of a round that still takes cases is told so; after the cut-off nothing is said."""
    async with seated(console, start=Place.ROUNDS) as pilot:
        assert "の前です" not in await press(pilot, "e")
        await press(pilot, "escape")
        console.session.clock = lambda: MONDAY
        assert "まだ締切(令和8年11月20日(金))の前です" in await press(pilot, "e")


async def test_where_it_goes(console: Console, tmp_path: Path) -> None:
    """A name that is no .xlsx and a folder that is not there are told before any work; a file that is there too."""
    (tmp_path / "old.xlsx").write_bytes(b"")
    async with seated(console, start=Place.ROUNDS) as pilot:
        await press(pilot, "e")
        for file, sentence in (
            (tmp_path / "a.xls", ".xlsx にして"),
            (tmp_path / "no" / "a.xlsx", "フォルダーがありません"),
        ):
            await in_field(pilot, file)
            assert sentence in await press(pilot, "tab", "tab", "enter")
        await in_field(pilot, tmp_path / "old.xlsx")
        assert "同じ名前のファイルがあります" in text(console)


async def test_lines_that_do_not_fit(console: Console, counter: Counter, tmp_path: Path) -> None:
    """They are shown before the yes, and told after it; the others are recorded."""
    file = tmp_path / "own.xlsx"
    rows = (("整理番号", "結果"), ("R8-0001", "選定"), ("R8-0009", "選定"))
    file.write_bytes(saved(of_their_own(*rows)))
    async with seated(console, start=Place.ROUNDS) as pilot:
        await press(pilot, "i")
        await in_field(pilot, file)
        await pilot.press("enter")
        assert "R8-0009" in await until(pilot, "取り込めない行 (")
        await pilot.press("down", "enter")
        await until(pilot, "1行は取り込めませんでした")
        assert kinds(counter) == [OutcomeKind.SELECTED, None]

        await press(pilot, "i")
        await in_field(pilot, file)
        await pilot.press("enter")
        seen = await until(pilot, "記録する結果はありません")
        assert "すでに同じ結果 1件" in seen
        assert "R8-0009" in seen and "会議" in await press(pilot, "q")


async def test_what_is_no_list(console: Console, tmp_path: Path) -> None:
    """A file that is not there is told in the form, one that is no workbook in the robot's own words."""
    file = tmp_path / "x.xlsx"
    async with seated(console, start=Place.ROUNDS) as pilot:
        await press(pilot, "i")
        await in_field(pilot, file)
        assert "このファイルはありません" in await press(pilot, "enter")
        file.write_bytes(b"no workbook")
        await pilot.press("enter")
        told = await until(pilot, "x.xlsx: ")
        assert "一覧表に記入したファイル" in told and "お送りください" not in told
        assert from_here(file) in await press(pilot, "i")


async def test_a_list_of_another_round(console: Console, counter: Counter, tmp_path: Path) -> None:
    """Its cases are named before anything is recorded."""
    case = like(counter, round="2026-12")
    file = tmp_path / "own.xlsx"
    file.write_bytes(saved(of_their_own(("整理番号", "結果"), ("R8-0001", "選定"), (case.number, "選定"))))
    async with seated(console, start=Place.ROUNDS) as pilot:
        await press(pilot, "i")
        await in_field(pilot, file)
        await pilot.press("enter")
        seen = await until(pilot, "でない案件があります")
        assert f"令和8年11月分でない案件があります: {case.number}" in seen


@pytest.mark.parametrize("name", ["~nobody-here/a.xlsx", f"{'あ' * 90}.xlsx", f"{'あ' * 90}/a.xlsx"])
async def test_no_name_of_a_file_ends_the_console(console: Console, name: str) -> None:
    """A home of no user, a name longer than any disk takes: each key is heard, and nothing breaks."""
    async with seated(console, start=Place.ROUNDS) as pilot:
        for key in ("e", "i"):
            await press(pilot, key)
            await in_field(pilot, Path(name))
            assert "xlsx" in await press(pilot, "enter", "enter", "escape", key)
            await press(pilot, "escape")
        assert "未決" in text(pilot.app)
