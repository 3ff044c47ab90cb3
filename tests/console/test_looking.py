"""How a clerk looks at the tray: filter words, views, orders, and years gone by below the live cases."""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from console.app import Console
from console.screens import tray
from console.screens.tray import TrayScreen
from console.session import Session
from console.views.search import Found, Question, ask
from console.widgets.table import Table
from rules.model import Business
from rules.record import replace
from store import archiving, cases
from store.catalogue import Catalogue
from tests.console.screen import press, rows, seated, settle, text
from tests.console.seed import NOW, sow
from tests.store.matters import FIRM, matter, put

JUNE = datetime(2026, 6, 1, tzinfo=ZoneInfo("Asia/Tokyo"))
EARLIER = datetime(2025, 11, 18, 10, tzinfo=ZoneInfo("Asia/Tokyo"))
OLD = [f"R7-{n:04}" for n in range(1, 31)]


@pytest.fixture
def years(tmp_path: Path) -> Console:
    """The office of 24 November with thirty cases of the year before in its archive."""
    clerk = sow(tmp_path / "data")
    firm = replace(FIRM, id="J-0900", name="柳川うなぎ本舗")
    with clerk.store.transaction() as db:
        cases.put_business(db, Business(id=firm.id, name=firm.name, addresses=firm.addresses))
        for number in OLD:
            old = matter(number, arrived=EARLIER)
            put(db, replace(old, case=replace(old.case, business=firm.id, product=f"うなぎ {number}")))
    with clerk.store.transaction() as db:
        archiving.move(db, archiving.lot(db, JUNE, JUNE.tzinfo), JUNE.tzinfo)  # type: ignore[arg-type]
    return Console(Session(desk=clerk, clock=lambda: NOW))


def table(app: Console) -> Table:
    return app.screen.query_one("#cases", Table)


def order(app: Console) -> str:
    return rows(app)[3]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("状態:補正中", ["R8-0061", "R8-0059"]),
        ("市町:大川", ["R8-0061", "R8-0052", "R8-0053"]),
        ("検査:警告", ["R8-0058", "R8-0054"]),
        ("要対応 -状態:要確認", ["R8-0061", "R8-0058"]),
        ("㈱小郡", ["R8-0055", "R8-0056"]),
        ("回:R8-12", ["R8-0058", "R8-0057"]),
        ("1080円", None),
    ],
)
async def test_filter_words(console: Console, typed: str, found: list[str] | None) -> None:
    """Fields, what must not stand there, ㈱ for 株式会社, and answers of the sheet."""
    async with seated(console) as pilot:
        await press(pilot, "slash")
        console.screen.query_one("#filter").value = typed  # type: ignore[attr-defined]
        await settle(pilot)
        assert list(table(console).keys) == (found or list(table(console).keys))
        assert len(table(console).keys) == (len(found) if found else 12)


async def test_the_word_that_empties_is_named(console: Console) -> None:
    """Of several words the one is told that nothing was left behind."""
    async with seated(console) as pilot:
        seen = await press(pilot, "slash", *"大川 めろん 木")
        assert "「めろん」を加えると、合う案件がなくなります" in seen
        assert table(console).key == ""


async def test_views_follow_each_other(console: Console) -> None:
    """Right goes on to the next view, left back; q leaves a view before anything else."""
    async with seated(console) as pilot:
        assert "表示: すべて 12件" in order(console)
        await press(pilot, "right")
        assert "表示: 要対応 3件" in order(console) and len(table(console).keys) == 3
        await press(pilot, "right", "right")
        assert list(table(console).keys) == ["R8-0061", "R8-0059"]
        await press(pilot, "q")
        assert "表示: すべて 12件" in order(console)
        await press(pilot, "left")
        assert "「書庫」の案件はありません" in text(console)


async def test_orders_follow_each_other(console: Console) -> None:
    """S sorts by arrival, number, business, product and round, and begins again; the line says which."""
    async with seated(console) as pilot:
        first = {}
        for _ in range(6):
            await press(pilot, "S")
            await press(pilot, "home")
            first[order(console).partition("並び: ")[2].split()[0]] = table(console).key
    assert first == {
        "受付の新しい順": "R8-0061",
        "整理番号順": "R8-0041",
        "事業者順": "R8-0051",
        "商品名順": "R8-0055",
        "回の新しい順": "R8-0057",
        "要対応が先、古い順": "R8-0060",
    }


async def test_a_view_is_kept_by_name_and_dropped(console: Console) -> None:
    """What was typed becomes a view under `w`; it is chosen like the others, and x drops it."""
    async with seated(console) as pilot:
        await press(pilot, "slash", *"市町:大川", "enter", "w", "end")
        assert "名前を付けて保存する" in text(console)
        assert "「Okawa」を保存しました" in await press(pilot, "enter", *"Okawa", "enter")
        assert "表示: Okawa 3件" in order(console)
        await press(pilot, "q")
        assert "表示: すべて 12件" in order(console)
        await press(pilot, "w", "end", "enter")
        assert "表示: Okawa 3件" in order(console)
        assert "を消しました" in await press(pilot, "w", "end", "x")
        await press(pilot, "escape")
        assert "表示: すべて 12件" in order(console)
        assert "はじめからある表示は消せません" in await press(pilot, "w", "x")


async def test_years_gone_by_lie_below(years: Console) -> None:
    """Archived cases follow the live ones, are counted apart, and open with their mail and letter."""
    async with seated(years) as pilot:
        await finished(years, pilot)
        assert "表示: すべて 42件 (書庫 30件)" in order(years)
        assert list(table(years).keys)[12:] == OLD[::-1]
        seen = await press(pilot, "end")
        assert "> R7-0001" in seen and "書庫 R7" in seen and "うなぎ R7-0001" in seen
        seen = await press(pilot, "enter")
        assert "柳川うなぎ本舗" in seen and "42 / 42件目" in seen
        await press(pilot, "right", "right", "right")  # to its mails
        assert "<info@foods.example.jp>" in text(years) or "info@foods" in text(years)
        assert "R7-0002" in (await press(pilot, "p")).splitlines()[2]


async def test_words_search_years_gone_by(years: Console) -> None:
    """The same words find archived cases, 書庫 those alone; nothing found anywhere names the word."""
    async with seated(years) as pilot:
        await press(pilot, "slash", *"unagi 7-0012")
        await finished(years, pilot)
        assert list(table(years).keys) == ["R7-0012"]
        await press(pilot, "escape", "left")
        await finished(years, pilot)
        assert len(table(years).keys) == 30 and table(years).keys[0] == "R7-0030"
        await press(pilot, "slash", *"めろん")
        await finished(years, pilot)
        assert "「めろん」を加えると" in text(years)


async def test_colon_jumps_to_years_gone_by(years: Console) -> None:
    """: and a number with its year opens an archived case; q goes back to the tray."""
    async with seated(years) as pilot:
        seen = await press(pilot, "colon", *"7-12", "enter")
        assert "R7-0012  うなぎ R7-0012" in seen
        assert "[2]受付" in await press(pilot, "q")


async def test_all_marks_the_live_ones_alone(years: Console) -> None:
    """A marks what can be decided together; an archived case can be marked by itself, and a deed says why not."""
    async with seated(years) as pilot:
        await finished(years, pilot)
        await press(pilot, "A")
        assert len(table(years).marked) == 12
        await press(pilot, "q", "end", "space", "home")
        assert table(years).marked == ("R7-0001",)
        assert "通知済" in await press(pilot, "s")


async def test_the_cursor_stays_on_an_archived_case(years: Console) -> None:
    """A commit of the daemon redraws the list; the cursor stays where it was, years below."""
    async with seated(years) as pilot:
        await finished(years, pilot)
        await press(pilot, "end", "up", "up")
        assert table(years).key == "R7-0003"
        with years.session.desk.store.transaction() as db:
            known = cases.get(db, "R8-0060")
            assert known is not None
            cases.put(db, replace(known, number="R8-0062", version=0))
        years.look()
        await finished(years, pilot)
        assert table(years).key == "R7-0003" and len(table(years).keys) == 43


async def test_a_damaged_archive_is_told_and_the_tray_goes_on(years: Console) -> None:
    """Where the archive can't be read the live cases are shown, and the line says why the others miss."""
    file = years.session.desk.store.archive.file
    file.write_bytes(b"x" * file.stat().st_size)
    again = Console(
        Session(
            desk=replace(years.session.desk, store=type(years.session.desk.store)(file.parent)),
            clock=lambda: NOW,
        )
    )
    async with seated(again) as pilot:
        await finished(again, pilot)
        assert "書庫を読めません" in order(again)
        assert len(table(again).keys) == 12


async def finished(app: Console, pilot: Pilot[None]) -> None:
    """Until the search of the archive has answered and the answer is drawn."""
    await app.workers.wait_for_complete(
        [worker for worker in app.workers if isinstance(worker.node, TrayScreen)]
    )
    await settle(pilot)


async def test_an_older_search_may_end_later(years: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its thread ends behind that of the last word, before either was heard of: the last word counts."""
    at_once, waits = ask, {"柳川": 0.4, "うなぎ": 0.15}

    def late(catalogue: Catalogue, question: Question, live: Sequence[int]) -> Found:
        time.sleep(waits.get(question.words[0].typed, 0))
        return at_once(catalogue, question, live)

    async with seated(years) as pilot:
        await press(pilot, "slash")
        monkeypatch.setattr(tray, "ask", late)
        for typed in waits:
            years.screen.query_one("#filter", Input).value = typed
            await asyncio.sleep(0.03)
        time.sleep(0.6)  # noqa: ASYNC251  # the console is busy meanwhile
        await years.workers.wait_for_complete()
        await settle(pilot)

        assert len(table(years).keys) == len(OLD)
        assert "(書庫 30件)" in order(years)
