"""The views of an open case: answers with what was found beside them, pledge, why, notes, what a new sheet changed."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from textual.app import App

from console.app import Console
from console.errands import Robot
from console.session import Session
from console.sides import SIDES
from console.widgets.page import Page
from rules.entered import Source
from rules.model import Change, OutcomeKind, Revision, State
from rules.record import replace
from store import cases, outbox
from store.audit import Event
from store.desk import answers, judgement, outcomes, pledges, remarks, terms
from tests import entries
from tests.console.screen import press, rows, seated, settle, text
from tests.console.seed import NOW, desk, sow
from tests.console.test_casework import opened
from tests.console.test_hostile import CONTROL, HOSTILE, poison
from tests.e2e.town import MONDAY, found
from tests.mailbot.intake.counter import opened as counter_of


async def side(pilot: object, name: str) -> str:
    """The open case turned to this view."""
    place = [each.name for each in SIDES].index(name)
    return await press(pilot, *["right"] * place)  # type: ignore[arg-type]


def panel(console: Console) -> list[str]:
    """All lines of the open view, seen or not."""
    return console.screen.query_one("#panel", Page).text.splitlines()


async def test_findings_stand_beside_their_answers(console: Console) -> None:
    """At 140 cells on the same line, at 80 under it; an answer given by phone says so, and what the sheet says."""
    answers.give(console.session.desk, "R8-0059", "price", "1,200円", source=Source.PHONE, now=NOW)
    judgement.accept(console.session.desk, "R8-0059", "missing", field="storage", reason="瓶", now=NOW)
    console.session.look()
    async with seated(console, 140, 60) as pilot:
        await opened(pilot, "59")
        await side(pilot, "申請")
        (line,) = (row for row in panel(console) if "希望小売価格" in row)
        assert "1,200円" in line and "電話 11/24 田中: シートでは「1,080円」" in line
        (line,) = (row for row in panel(console) if row.startswith("保存温度帯"))
        assert "参考: 「保存温度帯」が未記入です" in line
        assert any("不備としない: 瓶 (田中 11/24)" in row for row in panel(console))

        await pilot.resize_terminal(80, 60)
        await settle(pilot)
        number = next(n for n, row in enumerate(panel(console)) if "希望小売価格" in row)
        assert "電話 11/24" in panel(console)[number + 1]


async def test_the_pledge_shows_its_ticks(console: Console) -> None:
    """What is in order, what is not, who looked when, and why it counts without the rest."""
    business = cases.business(console.session.desk.store.snapshot(), "J-0002")
    assert business is not None
    pledges.confirm(console.session.desk, "J-0002", points=["date", "name"], note="原本は窓口", now=NOW)
    console.session.look()
    async with seated(console) as pilot:
        await opened(pilot, "59")
        seen = await side(pilot, "誓約書")
        assert "よし  日付" in seen and "まだ  住所" in seen and "よし  名称" in seen
        assert "田中" in seen and "原本は窓口" in seen and "確認済" in seen


async def test_notes_of_all_kinds_newest_first(console: Console) -> None:
    """A colleague's note, that of an outcome and that of terms stand together, with name and time."""
    clerk = console.session.desk
    remarks.note(desk(clerk.store.directory, by="鈴木"), "R8-0041", "瓶を確認", now=NOW)
    terms.tell(clerk, "R8-0041", State.NEGOTIATING, note="価格の相談", now=NOW + timedelta(hours=1))
    console.session.look()
    async with seated(console) as pilot:
        await opened(pilot, "41")
        seen = await side(pilot, "メモ")
        assert "鈴木  メモ" in seen and "瓶を確認" in seen and "選定後の経過" in seen
        assert seen.index("価格の相談") < seen.index("瓶を確認")
        await press(pilot, "q")
        await opened(pilot, "55")
        assert "m で残せます" in await side(pilot, "メモ")


async def test_what_a_new_sheet_changed(console: Console) -> None:
    """Before and now of each answer, which gaps it closed, left open and brought."""
    clerk = console.session.desk
    changed = Change(field="name", label="商品名", old="柿酢", new="柿酢ドリンク")
    revision = Revision(
        mail="m",
        received_at=NOW,
        changes=(changed,),
        closed=("内容量",),
        still_open=("保存温度帯",),
        fresh=("JAN",),
    )
    with clerk.store.transaction() as db:
        case = cases.get(db, "R8-0059")
        assert case is not None
        cases.put(db, replace(case, revisions=(revision,)))
    console.session.look()
    async with seated(console) as pilot:
        await opened(pilot, "59")
        seen = await side(pilot, "差分")
        assert "前: 柿酢" in seen and "今: 柿酢ドリンク" in seen
        assert "直った不備: 内容量" in seen and "残った不備: 保存温度帯" in seen and "新しい不備: JAN" in seen


async def test_the_history_names_the_login(console: Console) -> None:
    """Who did it, and under which login of the machine."""
    outcomes.record(console.session.desk, "R8-0051", OutcomeKind.SELECTED, now=NOW)
    console.session.look()
    async with seated(console, 100, 30) as pilot:
        await opened(pilot, "51")
        assert "田中 (tanaka)  結果を記録" in await side(pilot, "経過")


async def test_the_history_speaks_the_words_of_the_office(console: Console) -> None:
    """Roles of mails, rounds and the robot by their Japanese names; a letter's event tells which letter it was."""
    with console.session.desk.store.transaction() as db:
        (letter,) = outbox.about(db, "R8-0051")
        db.record(Event(at=NOW, by="mailbot", what="case.accepted", subject="R8-0051", detail="entry: 菓子"))
        db.record(Event(at=NOW, by="mailbot", what="case.accepted", subject="R8-0051", detail="pledge"))
        db.record(Event(at=NOW, by="mailbot", what="case.tabled", subject="R8-0051", detail="2026-11"))
        db.record(Event(at=NOW, by="mailbot", what="letter.sent", subject=letter.id, detail="250 OK"))
    console.session.look()
    async with seated(console, 100, 30) as pilot:
        await opened(pilot, "51")
        seen = await side(pilot, "経過")
        assert "自動  案件は受付済  エントリー: 菓子" in seen
        assert "自動  案件は受付済  誓約書" in seen
        assert "自動  案件は付議  令和8年11月分" in seen
        assert "自動  手紙は送信済 (受付の返信)  250 OK" in seen


async def test_why_is_asked_of_the_robot(tmp_path: Path) -> None:
    """判断: the robot reads the kept mail again and tells each decision; the screen stays alive meanwhile."""
    counter = counter_of(tmp_path)
    counter.bring(entries.filled("food", storage=""))
    config = found(tmp_path, {}).folder / "config.toml"
    now = MONDAY + timedelta(hours=5)
    robot = Robot((sys.executable, "-m", "mailbot", f"--config={config}", f"--now={now.isoformat()}"))
    app = Console(Session(desk=counter.desk(), clock=lambda: now), robot)
    async with seated(app, 100, 40) as pilot:
        await press(pilot, "enter")
        assert "調べています" in await side(pilot, "判断")
        while "調べています" in text(app):
            await pilot.pause(0.05)
        told = "".join("".join(panel(app)).split())
        assert "様式のとおりに記入されたシートが1枚" in told and "補正依頼中" in told
        assert "11/1609:00自動案件は補正依頼中" in told and "2026-" not in told


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text_in_every_view(evil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Views and dialogs of a case show strangers' text clean, even without the last gate."""
    monkeypatch.setattr(Console, "get_line_filters", App.get_line_filters)
    clerk = sow(tmp_path / "data")
    poison(clerk, evil)
    remarks.note(clerk, "R8-0059", evil or "x", now=NOW)
    change = Change(field="name", label=evil, old=evil, new=evil)
    with clerk.store.transaction() as db:
        case = cases.get(db, "R8-0059")
        assert case is not None
        revision = Revision(mail="m", received_at=NOW, changes=(change,), closed=(evil,), fresh=(evil,))
        cases.put(db, replace(case, revisions=(revision,)))
    app = Console(Session(desk=clerk, clock=lambda: NOW))
    async with seated(app, 140, 40) as pilot:
        await opened(pilot, "59")
        for keys in (
            *[("right",)] * len(SIDES),
            ("a", "down", "enter", "x"),
            ("escape", "v"),
            ("escape", "d", "enter", "x"),
            ("escape", "e"),
            ("escape", "m"),
            ("escape", "T"),
            ("escape",),
        ):
            await press(pilot, *keys)
            for row in rows(app):
                assert not CONTROL.search(row)
                row.encode()
            assert len(list(app.screen.query("*"))) <= 25
