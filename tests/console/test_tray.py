"""受付一覧: order, filter, preview, and the daemon's work seen live."""

from datetime import timedelta
from pathlib import Path

from console.app import Console
from console.session import Session
from console.shown import clean
from console.views import tray
from console.views.caselist import SORTINGS, Texts, live
from console.widgets.table import Table
from rules.model import Handled, OutcomeKind, State
from rules.record import replace
from store import arrivals, cases
from store.desk import Desk, outcomes
from tests.console.screen import press, rows, seated, settle, text
from tests.console.seed import NOW, alive, desk, sow


def new_case(clerk: Desk, number: str) -> None:
    """What the daemon does when a mail came."""
    with clerk.store.transaction() as db:
        known = cases.get(db, "R8-0060")
        assert known is not None
        cases.put(db, replace(known, number=number, version=0, product="新しい商品"))


async def test_person_first(console: Console) -> None:
    """What the robot could not decide and what did not arrive lie on top, the oldest first."""
    async with seated(console):
        keys = console.screen.query_one("#cases", Table).keys

        assert keys[:3] == ("R8-0060", "R8-0061", "R8-0058")
        assert keys[-1] == "R8-0041"
        assert len(keys) == 12


async def test_first_screen_says_it_all(console: Console) -> None:
    """Head, places, counts, rows, preview and keys stand in 24 lines of 80 cells."""
    with alive(console.session.desk):
        async with seated(console) as pilot:
            await pilot.pause()
            seen = rows(console)

        assert len(seen) == 24
        assert "令和8年12月分" in seen[0] and "受信 正常 2分前" in seen[0] and "失敗1" in seen[0]
        assert "[2]受付" in seen[1] and "田中" in seen[1]
        assert "要対応 3" in seen[2] and "締切 12/20 あと26日" in seen[2]
        assert seen[5].startswith("> R8-0060  要確認")
        assert any("次の一手" in row for row in seen)
        assert "Enter 開く" in seen[23]


async def test_wide_screen_has_dates_and_preview_beside(console: Console) -> None:
    """At 140 cells the arrival's date and time stand in the row and the preview at its right."""
    async with seated(console, 140, 40) as pilot:
        await settle(pilot)
        seen = rows(console)

        assert "11/22 15:12" in seen[5]
        assert seen[4].startswith("  整理番号") and "R8-0060 籃胎漆器 八寸盆" in seen[4]


async def test_filter_narrows_as_one_types(console: Console) -> None:
    """Each letter narrows the list, width and capitals do not matter; Esc shows all again."""
    async with seated(console) as pilot:
        await press(pilot, "slash", *"組子")
        assert console.screen.query_one("#cases", Table).keys == ("R8-0052", "R8-0053")

        await press(pilot, "enter")
        assert "絞り込み: 組子  2件" in text(console)
        await press(pilot, "escape")
        assert len(console.screen.query_one("#cases", Table).keys) == 12


async def test_filter_without_a_match_says_so(console: Console) -> None:
    """An empty list names the words that emptied it."""
    async with seated(console) as pilot:
        seen = await press(pilot, "slash", *"めろん")

        assert "「めろん」に合う案件はありません" in seen


async def test_new_case_appears_and_the_cursor_stays(console: Console) -> None:
    """A case that the daemon commits is seen at the next look; the cursor stays on its case."""
    async with seated(console) as pilot:
        await press(pilot, "down", "down", "down")
        table = console.screen.query_one("#cases", Table)
        assert table.key == "R8-0051"

        new_case(console.session.desk, "R8-0062")
        console.look()
        await pilot.pause()

        assert "R8-0062" in text(console)
        assert table.key == "R8-0051"


async def test_the_console_looks_by_itself(console: Console) -> None:
    """Without any key a new case stands on the screen within two seconds."""
    async with seated(console) as pilot:
        new_case(console.session.desk, "R8-0062")
        for _ in range(20):
            await pilot.pause(0.1)
            if "R8-0062" in text(console):
                break

        assert "R8-0062" in text(console)


async def test_mail_that_is_no_case_is_counted(console: Console) -> None:
    """What lies in the folder for a person without being a case is told on the first screen."""
    with console.session.desk.store.transaction() as db:
        mail = next(arrivals.every(db))
        arrivals.put(db, replace(mail, id="f" * 64, handled=Handled.PERSON, cases=()))
    console.session.look()
    async with seated(console):
        assert "「要確認」のメール 1通" in text(console)


async def test_empty_office(tmp_path: Path) -> None:
    """On the first morning the empty list says what will come; keys on nothing say why not."""
    session = Session(desk=desk(tmp_path / "data"), clock=lambda: NOW)
    app = Console(session)
    async with seated(app) as pilot:
        assert "まだ案件はありません" in text(app)
        assert "案件がありません" in await press(pilot, "s")
        assert "まだ回がありません" in await press(pilot, "3", "R")
        assert "手紙がありません" in await press(pilot, "5", "h")


def test_order_follows_who_must_act(session: Session) -> None:
    """Of two tabled cases the older arrival comes first; a decided one comes after those still undecided."""
    outcomes.record(session.desk, "R8-0051", OutcomeKind.SELECTED, now=NOW)
    session.look()
    numbers = [case.number for case in live(session.register, Texts(), (), SORTINGS["todo"])]

    assert numbers.index("R8-0052") < numbers.index("R8-0055") < numbers.index("R8-0051")
    assert session.register.cases["R8-0051"].state is State.DECIDED


def test_age_counts_days_of_the_office(session: Session) -> None:
    """Yesterday 16:31 is one day ago at 8:30; the same day is 今日."""
    case, zone = session.register.cases["R8-0061"], session.calendar.zone

    assert tray.age(case, NOW, zone) == "1日"
    assert tray.age(case, case.arrived_at + timedelta(hours=2), zone) == "今日"


def test_company_form_is_left_out_of_columns() -> None:
    """A narrow column starts with what tells businesses apart."""
    assert tray.short_name("株式会社小郡食品") == "小郡食品"
    assert tray.short_name("丸山有限会社") == "丸山"
    assert clean(tray.short_name("株式会社")) == "株式会社"


def test_same_seed_same_rows(session: Session, tmp_path: Path) -> None:
    """What a row says depends on the register alone."""
    again = Session(desk=sow(tmp_path / "again"), clock=lambda: NOW)

    for number, case in session.register.cases.items():
        assert tray.row(case, session.register, NOW) == tray.row(
            again.register.cases[number], again.register, NOW
        )
