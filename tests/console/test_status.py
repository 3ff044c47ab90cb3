"""設定と稼働: each thing that must work with its word and the next step; what comes, how letters read, what is set."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from textual.app import App

from console.actions import ACTIONS
from console.app import Console
from console.session import Session
from console.views import condition, effective
from console.widgets.page import Page
from console.widgets.table import Table
from console.words import settings, status as words
from rules.model import LetterKind, LetterState
from rules.record import replace
from store import audit, backup, cases, codec, health, locks, outbox
from store.cases import Pause
from store.config import Member, load
from store.health import Health, Tally, Watched
from tests.console import town
from tests.console.screen import press, seated
from tests.console.seed import NOW, conf
from tests.console.test_hostile import CONTROL

TALLY = Tally(lying=3, taken=3, left=0, earlier=0, large=0, waiting=0)


def title(session: Session) -> str:
    return session.desk.config.imap[0].title


def watched(session: Session, **more: object) -> None:
    """The health file as a daemon writes it that looked two seconds ago, but for `more`."""
    seen = Watched(last_poll_at=NOW - timedelta(seconds=2), tally=TALLY)
    told = Health(running=True, mailboxes={title(session): replace(seen, **more)})  # type: ignore[arg-type]
    health.write(session.desk.store.directory, told)


def healthy(session: Session, open_: ExitStack) -> None:
    """A daemon lives, a backup was made, nothing waits for a person."""
    desk = session.desk
    open_.enter_context(locks.for_life(desk.store.directory))
    watched(session)
    backup.make(desk.store, desk.store.directory.parent / "backup.tar", NOW - timedelta(hours=6))
    with desk.store.transaction() as db:
        for letter in list(outbox.letters(db)):
            if letter.state is LetterState.REFUSED:
                db.put(outbox.LETTERS, letter.id, codec.to_document(replace(letter, state=LetterState.SENT)))
        for case in list(cases.every(db)):
            if case.state == "needs_person":
                db.remove(cases.CASES, case.number)
    session.look()


def found(session: Session, key: str) -> condition.Point:
    session.look()
    return next(point for point in condition.points(session) if point.key.startswith(key))


def test_all_is_well(session: Session) -> None:
    """Every line is 正常, none asks for anything, and the last and the next look are told."""
    with ExitStack() as open_:
        healthy(session, open_)
        points = condition.points(session)

        assert {point.word for point in points} == {words.FINE}
        assert condition.overall(points) == words.OVERALL[words.FINE]
        mailbox = found(session, title(session))
        assert "11/24 08:29" in mailbox.said and "次 08:30:58" in mailbox.said
        assert found(session, "audit").said == audit.head(session.desk.store.log)[:16]


def paused(session: Session) -> None:
    with session.desk.store.transaction() as db:
        cases.set_pause(db, Pause(by="山田", reason="様子を見ます", at=NOW))


def alerted(session: Session) -> None:
    with session.desk.store.transaction() as db:
        letter = next(iter(outbox.letters(db)))
        alert = replace(letter, id=outbox.new_id(db), key="alarm", kind=LetterKind.ALERT, cases=())
        outbox.add(db, replace(alert, subject="受信できません", made_at=NOW, version=0))


def refused(session: Session) -> None:
    with session.desk.store.transaction() as db:
        letter = next(iter(outbox.letters(db)))
        db.put(outbox.LETTERS, letter.id, codec.to_document(replace(letter, state=LetterState.UNCERTAIN)))


def old_backup(session: Session) -> None:
    desk = session.desk
    backup.make(desk.store, desk.store.directory.parent / "old.tar", NOW - timedelta(days=9))


def sending_fails(session: Session) -> None:
    told = health.read(session.desk.store.directory)
    health.write(session.desk.store.directory, replace(told, sending_failure="つながりません。"))


TROUBLES: dict[str, tuple[Callable[[Session], None], str, str, str]] = {
    "refused login": (
        lambda it: watched(it, failures=3, last_failure="断られました。", failing_since=NOW),
        "kikaku",
        words.STOPPED,
        "失敗 3回: 断られました。",
    ),
    "stalled": (
        lambda it: watched(it, last_poll_at=NOW - timedelta(minutes=10)),
        "kikaku",
        words.STOPPED,
        "10分前",
    ),
    "never looked": (lambda it: watched(it, last_poll_at=None), "kikaku", words.MIND, words.NEVER_POLLED),
    "unread": (
        lambda it: watched(it, tally=replace(TALLY, failed=("<a@x>",), strays=("<b@x>",))),
        "unread",
        words.MIND,
        "2通",
    ),
    "paused": (paused, "sending", words.STOPPED, "山田 さんが止めています: 様子を見ます"),
    "sending": (sending_fails, "sending", words.STOPPED, "つながりません。"),
    "a letter": (refused, "sending", words.MIND, "1通"),
    "an alert": (alerted, "alarms", words.MIND, "受信できません"),
    "an old backup": (old_backup, "backup", words.MIND, "9日前"),
}


@pytest.mark.parametrize(("bring", "key", "word", "said"), TROUBLES.values(), ids=TROUBLES)
def test_each_trouble_has_its_word_and_a_step(
    session: Session, bring: Callable[[Session], None], key: str, word: str, said: str
) -> None:
    """The line changes alone, says what is wrong and what to do; the headline tells the worst."""
    with ExitStack() as open_:
        healthy(session, open_)
        bring(session)
        point = found(session, key)

        assert point.word == word and said in point.said and point.step
        others = [each for each in condition.points(session) if each != point]
        assert {each.word for each in others} == {words.FINE}
        assert condition.overall(condition.points(session)) == words.OVERALL[word].format(count=1)


def test_a_daemon_that_died_is_told_from_one_that_was_stopped(session: Session) -> None:
    """Both say how to begin again."""
    watched(session)
    died = found(session, "daemon")
    health.write(session.desk.store.directory, Health())
    stopped = found(session, "daemon")

    assert (died.said, stopped.said) == (words.DIED, words.IDLE)
    assert died.step == stopped.step == words.START and died.word == stopped.word == words.STOPPED


def test_an_office_that_only_observes(tmp_path: Path, session: Session) -> None:
    """Nothing leaves by itself: that is told where sending stands."""
    session.desk = replace(session.desk, config=conf(tmp_path / "data", observe=True))
    with ExitStack() as open_:
        healthy(session, open_)

        assert found(session, "sending").said == words.OBSERVING


async def test_the_views(tmp_path: Path) -> None:
    """Left and right lead through all five and round; what comes and how letters read is what the robot says."""
    office = town.console(tmp_path / "office")
    coming = (await office.robot.run("status", "--json")).document["next"]
    own = tmp_path / "office" / "data" / "letters"
    own.mkdir(parents=True, exist_ok=True)
    (own / "receipt.txt").write_text("{mark}受け取りました\n\n課のことばです。\n", "utf-8")
    async with seated(office) as pilot:
        assert "[稼働]" in await press(pilot, "9")
        table = office.screen.query_one("#points", Table)
        await press(pilot, "right")
        await office.workers.wait_for_complete()
        seen = await press(pilot)
        assert "12/20(日) 23:59" in seen and "締切" in seen and len(table.keys) == len(coming)
        await press(pilot, "right")
        await office.workers.wait_for_complete()
        seen = await press(pilot)
        assert "付属" in seen and "課の文面" in seen and "エントリーシートを受け付けました" in seen
        assert "株式会社小郡食品" in office.screen.query_one("#preview", Page).text
        seen = await press(pilot, "enter", "G")
        assert "acknowledgement.txt" in seen and "q 戻る" in seen
        assert "[設定]" in await press(pilot, "q", "right")
        assert "[点検]" in await press(pilot, "right")
        assert ACTIONS.named("status_open").why_not(office.screen.sight()) == words.NO_ROW  # type: ignore[attr-defined]
        assert "[稼働]" in await press(pilot, "right")
        assert "[点検]" in await press(pilot, "left")


async def test_asked_anew(tmp_path: Path) -> None:
    """`r` asks the robot once more: a text that was changed meanwhile is read."""
    office = town.console(tmp_path / "office")
    own = tmp_path / "office" / "data" / "letters"
    own.mkdir(parents=True, exist_ok=True)
    async with seated(office) as pilot:
        await press(pilot, "9", "right", "right")
        await office.workers.wait_for_complete()
        assert "課の文面" not in await press(pilot)
        (own / "acknowledgement.txt").write_text("{nonsense}\n\nx\n", "utf-8")
        await press(pilot, "r")
        await office.workers.wait_for_complete()
        assert "課の文面" in await press(pilot) and "差込みに誤りがあります" in await press(pilot)


async def test_examined(tmp_path: Path) -> None:
    """`p` runs the doctor: each problem with its next step; none is said so; Esc gives up."""
    broken = tmp_path / "broken.toml"
    broken.write_text("[office]\nname = 1\n")
    wrong = (sys.executable, "-m", "mailbot", f"--config={broken}")
    office = town.console(tmp_path / "office", robot=lambda command: wrong)
    async with seated(office) as pilot:
        await press(pilot, "9", "p")
        await office.workers.wait_for_complete()
        seen = await press(pilot)
        assert "[点検]" in seen and "office.name" in seen and "点検が終わりました" in seen
        assert "次の一手" in seen
        (row,) = [row for row in seen.splitlines() if row.startswith("> ")]
        assert row.split()[1:3] == ["broken.toml", "office.name"] and not row.rstrip().endswith("broken.toml")

    waits = (sys.executable, "-c", "import signal; signal.pause()")
    office = town.console(tmp_path / "other", robot=lambda command: waits)
    async with seated(office) as pilot:
        await press(pilot, "9")
        await pilot.press("p")
        await pilot.pause()
        assert "点検をやめました" in await press(pilot, "escape")


async def test_all_letters_stop_and_go_on(console: Console) -> None:
    """`s` asks why and stops them, which all see; `S` asks whether to go on; `u` takes either back."""
    async with seated(console) as pilot:
        assert "s 送信を止める" in await press(pilot, "9")
        assert "送信は止まっていません" in await press(pilot, "S")
        seen = await press(pilot, "s", *"mistake", "enter")
        assert "送信停止中" in seen and "mistake" in seen and "送信を停止しました" in seen
        assert "S 送信を再開" in seen and "もう止めてあります" in await press(pilot, "s")

        assert "待っている手紙 1通" in await press(pilot, "S")
        assert "送信停止中" in await press(pilot, "enter")
        assert "送信停止中" not in await press(pilot, "S", "down", "enter")
        assert "送信停止中" in await press(pilot, "u")
        assert "送信停止中" not in await press(pilot, "u")
    events = [event.what for event in audit.every(console.session.desk.store.log)][-4:]
    assert events == ["sending.paused", "sending.resumed", "deed.undone", "deed.undone"]


async def test_without_a_robot(console: Console) -> None:
    """A console without a program says what to do in the view that needs it."""
    async with seated(console) as pilot:
        await press(pilot, "9", "right")
        await console.workers.wait_for_complete()
        assert "mailbot console" in await press(pilot)


async def test_settings_without_secrets(tmp_path: Path) -> None:
    """Every key of the file is there, the way to a password's command is not told."""
    home = tmp_path / "office"
    office = town.console(home)
    file = home / "config.toml"
    lines = file.read_text("utf-8").splitlines()
    smtp = next(n for n, line in enumerate(lines) if line.startswith("[smtp]"))
    at = next(n for n in range(smtp, len(lines)) if lines[n].startswith("password_file"))
    lines[at] = 'password_command = ["pass", "show", "TOP-SECRET"]'
    file.write_text("\n".join(lines), "utf-8")
    office.session.desk = replace(office.session.desk, config=load(file))
    told = dict(effective.settings(office.session.desk.config))
    assert told["rounds.cutoff_day"] == "20" and told["smtp.password_command"] == words.UNTOLD
    assert (
        told["office.municipalities"].startswith("久留米市、")
        and told["imap.password_command"] == words.NOT_SET
    )
    async with seated(office, 140, 40) as pilot:
        seen = await press(pilot, "9", "left", "left")
        table = office.screen.query_one("#points", Table)
        assert "[設定]" in seen and len(table.keys) == len(told)
        assert "TOP-SECRET" not in table.text and words.UNTOLD in table.text


async def test_settings_are_told_in_words(console: Console) -> None:
    """What a key is about stands in the list, the key as the file calls it below; every key has its words."""
    member = Member(name="久留米市", address="a@example.jp")
    config = console.session.desk.config
    config = replace(config, imap=config.imap * 2, committee=(member, member))
    keys = [key for key, _ in effective.settings(config)]
    assert all(all(settings.told(key)) for key in keys)
    assert settings.told("committee") == ("連絡会議", "")
    assert settings.told("imap[2].user") == ("受信サーバー 2", "ログイン名")
    known = {f"{at.partition('[')[0]}.{name}" for at, _, name in (key.rpartition(".") for key in keys)}
    assert known == {f"{section}.{name}" for section, names in settings.KEYS.items() for name in names}

    async with seated(console) as pilot:
        seen = await press(pilot, "9", "left", "left")
        assert "役所" in seen and "受付時間" in seen and "office.name = " in seen


async def test_the_health_is_seen_without_a_commit(session: Session) -> None:
    """The daemon writes no commit when it looks: the place reads its health with the clock."""
    clock = [NOW]
    session.clock = lambda: clock[0]
    console = Console(session)
    with ExitStack() as open_:
        healthy(session, open_)
        async with seated(console) as pilot:
            assert "すべて正常です" in await press(pilot, "9")
            clock[0] = NOW + timedelta(minutes=5)
            console.look()
            assert "止まっているものがあります" in await press(pilot)


async def test_hostile_reasons_are_shown_clean(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a server said, what a mail calls itself, what a clerk wrote: clean without the last gate."""
    monkeypatch.setattr(Console, "get_line_filters", App.get_line_filters)
    evil = "\x1b]52;c;x\x07\u202e[/]髙" * 30
    watched(session, failures=1, last_failure=evil, tally=replace(TALLY, failed=(evil,)))
    with session.desk.store.transaction() as db:
        cases.set_pause(db, Pause(by=evil, reason=evil, at=NOW))
    async with seated(Console(session)) as pilot:
        for keys in (("9",), ("down",), ("down",), ("enter",), ("q", "down"), ("right",)):
            assert not CONTROL.search((await press(pilot, *keys)).replace("\n", ""))
        assert len(list(pilot.app.screen.walk_children())) <= 25
