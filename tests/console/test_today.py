"""今日: what needs a person now, where each row leads, what is coming and what happened, over a real register."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from console.app import Console
from console.dates import Dates
from console.errands import Robot
from console.places import START, Place
from console.session import Session
from console.views import today
from console.widgets.page import Page
from console.widgets.table import Table
from rules.model import Arrival, Handled, LetterKind, LetterState, OutcomeKind, Role
from rules.record import replace
from store import arrivals, codec, health, locks, outbox
from store.desk import Desk, outcomes
from store.health import Health
from tests.console.screen import press, rows, seated, settle, text
from tests.console.seed import NOW, TOKYO, desk, sow
from tests.console.test_hostile import CONTROL, HOSTILE, poison
from tests.e2e.town import MONDAY, found
from tests.mailbot.intake.counter import opened

QUESTION = "3fa9c2d1" + "0" * 56


def ask(clerk: Desk, **more: object) -> None:
    """A mail that waits for a person."""
    mail = Arrival(
        id=QUESTION,
        message_id="<q@example.jp>",
        received_at=NOW - timedelta(days=5),
        sender="who@example.jp",
        subject="柿酢の締切",
        role=Role.INQUIRY,
        handled=Handled.PERSON,
        reason="質問のメールです。",
    )
    with clerk.store.transaction() as db:
        arrivals.put(db, replace(mail, **more))  # type: ignore[arg-type]


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    """A question and an outcome beside what the register holds anyway."""
    clerk = sow(tmp_path / "data")
    ask(clerk)
    outcomes.record(clerk, "R8-0054", OutcomeKind.REJECTED, reason="R01", now=NOW)
    return clerk


@pytest.fixture
def app(clerk: Desk) -> Console:
    return Console(Session(desk=clerk, clock=lambda: NOW))


def kinds(app: Console) -> list[str]:
    return [key.partition(":")[0] for key in app.screen.query_one("#todo", Table).keys]


async def on(pilot: Pilot[None], app: Console, id: str) -> str:
    """The cursor on this row."""
    app.screen.query_one("#todo", Table).go(id)
    await settle(pilot)
    return text(app)


def test_one_begins_here() -> None:
    """The console opens on today's work."""
    assert START is Place.TODAY


async def test_what_needs_a_person(app: Console) -> None:
    """What did not arrive and what the robot gave up first, then the oldest; the month's own work last."""
    async with seated(app, start=START) as pilot:
        assert kinds(app) == ["case", "outbox", "mails", "case", "businesses", "rounds", "rounds"]
        seen = text(app)
        assert "人の手が要るもの 7件" in seen and "柿酢の締切: 質問のメールです。" in seen
        assert "結果の記録がないもの 5件 (通知 12/10)" in seen and "決裁を待つもの 1件" in seen
        assert len(app.screen.query("*")) <= 25
        assert "宛先のアドレスがないと、相手のサーバーが答えました。" in await press(pilot, "down")


async def test_each_row_leads_where_it_is_done(app: Console) -> None:
    """Enter opens the case, or puts the cursor on the letter or mail; from a case q leads back, n to the next."""
    async with seated(app, start=START) as pilot:
        assert "R8-0060  籃胎漆器" in await press(pilot, "enter")
        assert "R8-0058  久留米絣" in await press(pilot, "n")
        assert "[1]今日" in await press(pilot, "q")

        assert "[5]送信箱" in await press(pilot, "down", "enter")
        letter = app.session.register.letters[app.screen.query_one("#letters", Table).key]
        assert (letter.cases, letter.state) == (("R8-0061",), LetterState.REFUSED)
        assert "[1]今日" in await press(pilot, "q")

        assert "[6]要確認" in await press(pilot, "down", "enter")
        assert app.screen.query_one("#mails", Table).key == QUESTION
        assert "確認を待つ誓約書 7件" in await press(pilot, "1", "down", "down")
        assert "[7]事業者" in await press(pilot, "enter")
        await press(pilot, "1", "end")
        assert "[3]" in await press(pilot, "enter")


async def test_a_done_thing_leaves_the_list(app: Console) -> None:
    """Seen to where it is done, a mail is no row here any more; u brings it back."""
    async with seated(app, start=START) as pilot:
        await press(pilot, "down", "down", "enter", "d", "1")
        assert "mails" not in kinds(app)
        await press(pilot, "u")
        assert "mails" in kinds(app)


async def test_letters_that_a_clerk_lets_go_or_prints(app: Console, clerk: Desk) -> None:
    """All that are held by anything but a missing 決裁 are one row, all that are to be printed another."""
    with clerk.store.transaction() as db:
        first, second, third = [each for each in outbox.letters(db) if each.kind is not LetterKind.RESULT][:3]
        for letter, state in (
            (first, LetterState.HELD),
            (second, LetterState.HELD),
            (third, LetterState.TO_PRINT),
        ):
            document = codec.to_document(replace(letter, state=state, reason="代理の人の宛先です。"))
            db.put(outbox.LETTERS, letter.id, document)
    app.session.look()
    async with seated(app, start=START):
        seen = text(app)
        assert "保留の手紙 2通 (送ってよいか確認)" in seen and "印刷を待つ手紙 1通" in seen


async def test_a_mail_that_asks_about_a_case_stands_there_alone(tmp_path: Path) -> None:
    """A colleague's mail is the case's own sentence, not a second row."""
    counter = opened(tmp_path)
    counter.bring()
    counter.bring(at=MONDAY + timedelta(hours=1), sender="colleague@ogori-foods.example.jp", pledge=False)
    app = Console(Session(desk=counter.desk(), clock=lambda: MONDAY + timedelta(hours=2)))
    async with seated(app, start=START):
        assert kinds(app) == ["case", "businesses"]


async def test_nothing_waits(tmp_path: Path) -> None:
    """An empty desk says so; there is nothing to open; q never leaves the program."""
    app = Console(Session(desk=opened(tmp_path).desk(), clock=lambda: NOW))
    async with seated(app, start=START) as pilot:
        assert "いま人の手が要るものはありません" in text(app) and "動きはありません" in text(app)
        await press(pilot, "enter")
        assert "開くものがありません" in await press(pilot, "colon", *"hiraku", "enter")
        assert "大文字の Q" in await press(pilot, "q")


async def test_what_happened_since_the_last_working_morning(app: Console) -> None:
    """By whom and how often, the latest first; of two months ago nothing. 23 November is a holiday: since the 20th."""
    async with seated(app, 140, 40, start=START):
        told = app.screen.query_one("#preview", Page).text
        assert "動き (11/20(金) 08:30 から)" in told
        assert told.index("田中  結果を記録  R8-0054") < told.index("自動  案件は補正依頼中  2件")
        assert "R8-0041" not in told


async def test_what_is_coming_is_asked_of_the_robot(tmp_path: Path) -> None:
    """The next duties stand with their days; the robot reckons them, the console only shows them."""
    counter = opened(tmp_path)
    counter.bring()
    config = found(tmp_path, {}).folder / "config.toml"
    now = MONDAY + timedelta(hours=5)
    robot = Robot((sys.executable, "-m", "mailbot", f"--config={config}", f"--now={now.isoformat()}"))
    app = Console(Session(desk=counter.desk(), clock=lambda: now), robot)
    async with seated(app, 140, 40, start=START) as pilot:
        page = app.screen.query_one("#preview", Page)
        while "予定を調べています" in page.text:
            await pilot.pause(0.05)
        assert "11/20(金) 23:59  締切  あと4日" in page.text
        assert "12/10(木) 09:00  結果の通知  あと24日" in page.text


async def test_without_a_program_what_is_coming_says_why(app: Console) -> None:
    """Where no robot can be asked the rest of the place stands all the same."""
    async with seated(app, start=START):
        assert "「mailbot console」で開き直してください" in app.screen.query_one("#preview", Page).text


async def test_the_health_line(app: Console, clerk: Desk) -> None:
    """Whether the daemon lives, and what hinders it in its own words, without any commit."""
    folder = clerk.store.directory
    async with seated(app, start=START) as pilot:
        assert "ロボット 止めてあります" in rows(app)[2] and "受信 停止 2分前" in rows(app)[0]
        with locks.exclusive(locks.daemon_lock(folder), wait=0):
            app.look()
            await settle(pilot)
            assert "ロボット 動作中   受信 正常 2分前" in rows(app)[2] and "受信 正常 2分前" in rows(app)[0]
        health.write(folder, Health(running=True, sending_failure="サーバーに断られました。"))
        app.look()
        await settle(pilot)
        assert "途中で止まりました" in rows(app)[2]


def _due(duty: str, days: int) -> dict[str, str]:
    return {"duty": duty, "due_at": (NOW + timedelta(days=days)).isoformat()}


def test_days_in_words() -> None:
    """A duty of today, of tomorrow and of later, each kind where it comes first; without any, a sentence."""
    later = {"close": 0, "agenda": 1, "release": 8}
    told = [
        line.text
        for line in today.coming(
            [_due(duty, days) for duty, days in (*later.items(), ("close", 30), ("agenda", 3))],
            Dates.on(NOW, TOKYO),
        )
    ]
    assert [line.rpartition("  ")[2] for line in told] == ["今日", "明日", "あと8日"]


@pytest.mark.parametrize("evil", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_text(evil: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever strangers wrote is clean here even without the gate."""
    monkeypatch.setattr(Console, "get_line_filters", App.get_line_filters)
    clerk = sow(tmp_path / "data")
    ask(clerk, subject=evil, sender=evil, reason=evil)
    poison(clerk, evil)
    outcomes.record(replace(clerk, by=evil), "R8-0054", OutcomeKind.SELECTED, note=evil, now=NOW)
    health.write(clerk.store.directory, Health(failures=2, last_failure=evil.replace("\ud800", "")))
    app = Console(Session(desk=desk(tmp_path / "data", by=evil), clock=lambda: NOW))
    async with seated(app, start=START) as pilot:
        for keys in ((), ("down",), ("end",)):
            await press(pilot, *keys)
            for row in rows(app):
                assert not CONTROL.search(row)
