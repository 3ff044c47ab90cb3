"""z 確認済: what stands beside a case was read, and the case leaves 今日."""

import pytest

from console.app import Console
from console.places import START
from console.screens.case import CaseScreen
from console.session import Session
from console.widgets.table import Table
from rules.model import State
from rules.record import replace
from store import cases
from store.desk import remarks
from tests.console.screen import press, rows, seated, settle
from tests.console.seed import NOW, desk
from tests.console.test_casework import of
from tests.console.test_deciding import stored

CARDCASE, LACQUER, JAM = "R8-0058", "R8-0060", "R8-0055"
SENTENCE = "シートの所在地と、これまでの届け出の所在地が異なります。"


def waiting(console: Console) -> list[str]:
    return [key.rpartition(":")[2] for key in console.screen.query_one("#todo", Table).keys]


async def test_from_today_into_the_case_and_back(console: Console) -> None:
    """Enter, z, q: the row is gone. The state stays, and u brings the row back."""
    async with seated(console, start=START) as pilot:
        assert CARDCASE in waiting(console)
        assert SENTENCE[:20] in await press(pilot, "down", "down", "enter")
        assert "z 確認済" in rows(console)[-2]
        assert f"{CARDCASE} を確認済にしました" in await press(pilot, "z")
        assert "z 確認済" not in rows(console)[-2]
        assert stored(console, CARDCASE).state is State.ACCEPTED

        await press(pilot, "q")
        assert waiting(console) and CARDCASE not in waiting(console)
        await press(pilot, "u")
        assert stored(console, CARDCASE).attention == (SENTENCE,) and CARDCASE in waiting(console)


async def test_the_history_tells_what_was_read(console: Console) -> None:
    """The last view of the case: who, when, and the sentence."""
    async with seated(console, 140, 40, start=START) as pilot:
        await press(pilot, "down", "down", "enter", "z")
        seen = await press(pilot, "left")
        while "経過" not in seen or "確認済にした" not in seen:
            seen = await press(pilot, "left")
        assert SENTENCE in seen and of(console, CARDCASE) == "case.seen"


async def test_several_marked_are_one_deed(console: Console) -> None:
    """Both at once from the tray, and one u for both, marks and all."""
    with console.session.desk.store.transaction() as db:
        cases.put(db, replace(stored(console, JAM), attention=("写真が暗いため、確かめてください。",)))
    async with seated(console) as pilot:
        console.screen.query_one("#cases", Table).choose((CARDCASE, JAM))
        await settle(pilot)
        assert "z 確認済" in rows(console)[-2]
        assert "2件を確認済にしました" in await press(pilot, "z")
        assert stored(console, CARDCASE).attention == stored(console, JAM).attention == ()

        assert "選択中 2件" in await press(pilot, "u")
        assert stored(console, CARDCASE).attention and stored(console, JAM).attention


async def test_one_of_them_has_nothing_to_be_read(console: Console) -> None:
    """Nothing is done to any; the sentence names the one."""
    async with seated(console) as pilot:
        console.screen.query_one("#cases", Table).choose((CARDCASE, "R8-0061"))
        await settle(pilot)
        assert "z 確認済" not in rows(console)[-2]
        assert "整理番号 R8-0061 には、" in await press(pilot, "z")
        assert stored(console, CARDCASE).attention


async def test_where_a_person_must_go_on_reading_is_not_enough(console: Console) -> None:
    """The key is not offered, and says which deeds it waits for."""
    async with seated(console) as pilot:
        console.screen.query_one("#cases", Table).go(LACQUER)
        await settle(pilot)
        assert "z 確認済" not in rows(console)[-2]
        assert "読むだけでは済みません" in await press(pilot, "z")
        assert stored(console, LACQUER).attention


async def test_what_came_meanwhile_is_read_first(console: Console) -> None:
    """A colleague was first: both versions stand there, and once more is a key."""
    async with seated(console, 100, 40, start=START) as pilot:
        await press(pilot, "down", "down", "enter")
        suzuki = desk(console.session.desk.store.directory, by="鈴木")
        remarks.note(suzuki, CARDCASE, "電話した", now=NOW)
        seen = await press(pilot, "z")
        assert "保存していません" in seen and "鈴木" in seen
        assert stored(console, CARDCASE).attention

        await press(pilot, "down", "enter")
        assert stored(console, CARDCASE).attention == ()


async def test_a_console_that_only_looks(session: Session) -> None:
    """No deed: one sentence."""
    session.read_only = True
    console = Console(session)
    async with seated(console, start=START) as pilot:
        await press(pilot, "down", "down", "enter")
        assert isinstance(console.screen, CaseScreen)
        assert "閲覧だけ" in await press(pilot, "z")
        assert stored(console, CARDCASE).attention


@pytest.mark.parametrize("typed", ["確認済", "かくにんずみ", "kakunin", "zumi"])
async def test_is_found_by_its_reading(console: Console, typed: str) -> None:
    """Kanji, kana and romaji."""
    async with seated(console) as pilot:
        console.screen.query_one("#cases", Table).go(CARDCASE)
        assert "確認済 " in await press(pilot, ":", *typed)
