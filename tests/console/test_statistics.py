"""統計: the figures of `mailbot statistics` as a table and a chart, saved as a file that Excel opens."""

import csv
from pathlib import Path

import pytest
from textual.widgets import Input

from console.app import Console
from console.views import chart, figures
from console.views.chart import Bar
from console.widgets.bar import Bar as Words
from console.widgets.page import Page
from console.widgets.table import Table
from rules.model import OutcomeKind
from rules.record import replace
from store import cases, figures as store
from store.desk import outcomes
from tests.console import town
from tests.console.screen import press, seated, settle
from tests.console.seed import NOW


@pytest.fixture
def judged(console: Console) -> Console:
    """One product of each outcome in the round of November, and one case of the fiscal year before."""
    desk = console.session.desk
    outcomes.record(desk, "R8-0051", OutcomeKind.SELECTED, now=NOW)
    outcomes.record(desk, "R8-0052", OutcomeKind.REJECTED, reason="R01", now=NOW)
    outcomes.record(desk, "R8-0053", OutcomeKind.DEFERRED, now=NOW)
    with desk.store.transaction() as db:
        first = cases.get(db, "R8-0041")
        assert first is not None
        at = first.arrived_at.replace(year=2025)
        cases.put(db, replace(first, number="R7-0009", arrived_at=at, accepted_at=at, version=0))
    return console


async def test_figures_are_those_of_the_command(tmp_path: Path) -> None:
    """Each row as `mailbot statistics --json` has it, the rounds of this fiscal year first."""
    office = town.console(tmp_path / "office")
    outcomes.record(office.session.desk, "R8-0051", OutcomeKind.SELECTED, now=NOW)
    told = (await office.robot.run("statistics", "--json")).document
    async with seated(office) as pilot:
        await press(pilot, "0")
        await office.workers.wait_for_complete()
        seen = await press(pilot)
        rows = office.screen.query_one("#figures", Table)

        assert rows.keys == tuple(each["id"] for each in told["rounds"])
        (november,) = (each for each in told["rounds"] if each["id"] == "2026-11")
        cells = next(line.split() for line in seen.splitlines() if "令和8年11月分" in line)
        want = [november["received"], november["corrected"], november["accepted"]]
        assert [int(each) for each in cells[1:8]] == [*want, *november["outcomes"].values()]
        assert float(cells[9]) == november["days_to_answer"]


async def test_years_are_switched(judged: Console) -> None:
    """Left and right lead through the fiscal years and all of them; `v` sets the years beside each other."""
    async with seated(judged) as pilot:
        await press(pilot, "0")
        await judged.workers.wait_for_complete()
        assert "回ごと  令和8年度" in await press(pilot)
        await press(pilot, "left")
        await judged.workers.wait_for_complete()
        seen = await press(pilot, "left")
        assert "令和7年度" in seen and "令和7年10月分" in seen
        await press(pilot, "right", "right")
        await judged.workers.wait_for_complete()
        seen = await press(pilot)
        assert "すべての年度" in seen and "令和7年10月分" in seen and "令和8年10月分" in seen
        await press(pilot, "v")
        await judged.workers.wait_for_complete()
        assert "年度ごと" in await press(pilot)
        assert judged.screen.query_one("#figures", Table).keys == ("R7", "R8")
        assert "すべての年度があります" in await press(pilot, "right")


async def test_the_chart_shows_the_outcomes(judged: Console) -> None:
    """A piece for each outcome and dots for the rest; `m` leads through the other figures and back."""
    async with seated(judged) as pilot:
        await press(pilot, "0", "down")
        await judged.workers.wait_for_complete()
        await press(pilot)
        page = judged.screen.query_one("#chart", Page)
        (bar,) = (line.split()[1] for line in page.text.splitlines() if "令和8年11月分" in line)
        assert set(bar) == set("#=-.") and bar == "".join(sorted(bar, key="#=-.".index))
        heads = []
        for _ in figures.MEASURES:
            await press(pilot, "m")
            heads.append(judged.screen.query_one("#measure", Words).text)
        assert len(set(heads)) == len(figures.MEASURES) and "# 選定" in heads[-1]


async def test_a_change_is_counted_at_once(judged: Console) -> None:
    """An outcome that another clerk records stands in the figures without leaving the place."""
    async with seated(judged) as pilot:
        await press(pilot, "0")
        await judged.workers.wait_for_complete()
        outcomes.record(judged.session.desk, "R8-0054", OutcomeKind.SELECTED, now=NOW)
        judged.look()
        await judged.workers.wait_for_complete()
        await settle(pilot)
        cells = next(line.split() for line in (await press(pilot)).splitlines() if "令和8年11月分" in line)

        assert cells[4] == "2"


async def test_saved_as_a_file_that_excel_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`w` and a name: UTF-8 with a byte order mark, the rows of the table; the message names the whole path."""
    monkeypatch.chdir(tmp_path)
    office = town.console(tmp_path / "office")
    async with seated(office) as pilot:
        await press(pilot, "0")
        await office.workers.wait_for_complete()
        assert "統計-2026-11-24.csv" in await press(pilot, "w")
        await press(pilot, "enter")
        await office.workers.wait_for_complete()
        assert "に保存しました" in await press(pilot)

        file = tmp_path / "統計-2026-11-24.csv"
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert [row["期間"] for row in rows] == ["2026-10", "2026-11", "2026-12", "R8"]
        assert "同じ名前のファイル" in await press(pilot, "w", "enter")
        office.screen.query_one("#blank-file", Input).value = "~nobody-at-all/x.csv"
        assert "フォルダーがありません" in await press(pilot, "enter")


async def test_nothing_to_count(tmp_path: Path) -> None:
    """An empty register says so, and each key why it does nothing."""
    office = town.console(tmp_path / "office")
    with office.session.desk.store.transaction() as db:
        for number in list(db.rows(cases.CASES)):
            db.remove(cases.CASES, number)
    office.session.look()
    async with seated(office) as pilot:
        await press(pilot, "0")
        await office.workers.wait_for_complete()
        for key in ("left", "right", "v", "m", "w"):
            assert "まだ案件がありません" in await press(pilot, key)


async def test_one_year_alone(console: Console) -> None:
    """There is no other to switch to."""
    async with seated(console, 140, 40) as pilot:
        await press(pilot, "0")
        await console.workers.wait_for_complete()
        assert "受理日" in await press(pilot)
        assert "ほかの年度はありません" in await press(pilot, "left")


def test_bars_never_lie() -> None:
    """No bar is longer than the longest figure's, none of a figure above nothing is empty, pieces keep their order."""
    bars = (
        Bar(label="a", parts=(("#", 1), ("-", 0)), figure="1"),
        Bar(label="b", parts=(("#", 500), ("=", 300), ("-", 200)), figure="1000"),
        Bar(label="c", parts=(("#", 0),), figure="0"),
    )
    small, large, none = (f"{line.text}".split(" ", 1)[1].strip() for line in chart.lines(bars, 80))

    assert small == "# 1" and none == "0"
    assert large.split()[0] == "#" * 28 + "=" * 18 + "-" * 11
    assert all(len(line.text) <= 80 for line in chart.lines(bars, 80))


def test_years_stand_in_their_order(console: Console) -> None:
    """R10 follows R9, and R1 the last of 平成."""
    desk = console.session.desk
    with desk.store.transaction() as db:
        case = cases.get(db, "R8-0041")
        assert case is not None
        for year in ("R10", "R9", "H31", "R1"):
            cases.put(db, replace(case, number=f"{year}-0001", version=0))

    assert store.years(desk.store.snapshot()) == ("H31", "R1", "R8", "R9", "R10")
    assert figures.fiscal("H31") == "平成31年度"
