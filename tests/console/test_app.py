"""What holds everywhere: the name, keys with the input method on, sizes, health, a damaged register."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual import events

from console import words
from console.app import Console, run
from console.places import Place
from console.session import Session
from console.views import header
from store import cases, health
from store.cases import Pause
from store.health import Health
from tests.console.screen import press, rows, seated, settle, text
from tests.console.seed import NOW, desk, sow


async def test_the_name_is_asked_once(tmp_path: Path) -> None:
    """Without a name the console asks for it; the name then stands on every place and in the audit."""
    sow(tmp_path / "data")
    app = Console(Session(desk=desk(tmp_path / "data", by=""), clock=lambda: NOW))
    async with seated(app) as pilot:
        assert "お名前を入れて" in text(app)
        assert "お名前を入れてください" in await press(pilot, "enter")
        assert "Suzuki" in (await press(pilot, *"Suzuki", "enter")).splitlines()[1]

        assert app.session.desk.by == "Suzuki"


async def test_without_a_name_the_login_stands_in(tmp_path: Path) -> None:
    """Who leaves the question by Esc acts under the login."""
    app = Console(Session(desk=desk(tmp_path / "data", by=""), clock=lambda: NOW))
    async with seated(app) as pilot:
        await press(pilot, "escape")

        assert app.session.desk.by == "tanaka"


def typed(app: Console, character: str) -> None:
    """A key as it comes from a terminal whose input method is on."""
    app.post_message(events.Key(f"ime_{ord(character)}", character))


async def test_full_width_keys_work(console: Console) -> None:
    """３ goes to the committee, ？ opens the help: full width is what a Japanese keyboard sends."""
    async with seated(console) as pilot:
        typed(console, "３")
        await settle(pilot)
        assert "[3]会議" in text(console)
        typed(console, "？")
        await settle(pilot)
        assert "ヘルプ" in text(console).splitlines()[0]


async def test_kana_keys_are_told(console: Console) -> None:
    """A kana means that the input method is on: said, not ignored."""
    async with seated(console) as pilot:
        typed(console, "あ")
        await settle(pilot)

        assert "日本語入力がオンです" in text(console)


async def test_full_width_text_stays_in_inputs(console: Console) -> None:
    """In an input ２ is text, not a key."""
    async with seated(console) as pilot:
        await press(pilot, "slash")
        typed(console, "２")
        await settle(pilot)

        assert "[2]受付" in text(console)
        assert "絞り込み: ２" in text(console)


async def test_q_goes_back_and_capital_q_leaves(console: Console) -> None:
    """q leads to where one was, in the end to 今日, and never out of the program; Q does from everywhere."""
    async with seated(console) as pilot:
        assert "[2]受付" in await press(pilot, "3", "q")
        assert "[1]今日" in await press(pilot, "q")
        assert "大文字の Q" in await press(pilot, "q")
        await press(pilot, "2", "enter", "Q")

    assert console.return_code == 0


async def test_each_place_is_gone_back_to_once(console: Console) -> None:
    """Who goes to and fro between two places comes home by as few keys as there are places; a case is no place."""
    async with seated(console) as pilot:
        await press(pilot, "6", "5", "6", "5", "6", "2", "enter", "7")
        came = [(await press(pilot, "q")).splitlines()[1] for _ in range(4)]
        assert [each.partition("[")[2][0] for each in came] == ["2", "6", "5", "1"]
        assert "[1]今日" in await press(pilot, "7", "1", "q")


async def test_help_lists_every_key_of_the_place(console: Console) -> None:
    """The help of a place names each of its actions; q closes it."""
    async with seated(console, 100, 40) as pilot:
        seen = await press(pilot, "5", "question_mark")
        for word in ("送ってよい", "保留", "送り直す", "印刷済にする", "終了"):
            assert word in seen
        assert "[5]送信箱" in await press(pilot, "q")
        assert "ヘルプ" in await press(pilot, "f1")


@pytest.mark.parametrize("size", [(60, 24), (80, 20)])
async def test_too_small_says_so(console: Console, size: tuple[int, int]) -> None:
    """Below 80x24 one line says what to do; nothing crashes."""
    async with seated(console, *size):
        assert "画面が小さすぎます" in text(console)


async def test_resizing_keeps_the_cursor(console: Console) -> None:
    """From 80x24 to 140x40 and back the same case is under the cursor."""
    async with seated(console) as pilot:
        await press(pilot, "down", "down")
        await pilot.resize_terminal(140, 40)
        await settle(pilot)
        assert "> R8-0058" in text(console)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "> R8-0058" in text(console)


async def test_a_message_is_shown_to_its_end(console: Console) -> None:
    """However long a folder's name in it is, and wherever that makes it break."""
    async with seated(console) as pilot:
        for length in range(44, 72, 3):
            console.say(f"/{'x' * length} に 183ffcdb-01.bin がすでにあります。ほかを指定してください。")
            await settle(pilot)
            assert "指定してください。" in "".join(row.strip() for row in rows(console))


async def test_damaged_register_is_told(console: Console) -> None:
    """A register that can't be read any more is a sentence; the last good state stays on the screen."""
    async with seated(console) as pilot:
        console.session.desk.store.file.write_text("{")
        console.look()
        await settle(pilot)

        assert "台帳を読めません" in text(console) and "R8-0060" in text(console)


async def test_pause_is_in_the_head(console: Console) -> None:
    """When a colleague stops all sending, the first line says so."""
    async with seated(console) as pilot:
        with console.session.desk.store.transaction() as db:
            cases.set_pause(db, Pause(by="佐藤", reason="点検", at=NOW))
        console.look()
        await settle(pilot)

        assert "送信停止中" in text(console).splitlines()[0]


@pytest.mark.parametrize("width", [60, 80, 140])
async def test_what_is_told_is_told_to_its_end(console: Console, width: int) -> None:
    """Textual reckons too few lines for long words without blanks: the end of the sentence was cut off."""
    path = "/home/yamaguchi/mailbot/R8-0001/" + "uketsuke" * 4
    async with seated(console, width) as pilot:
        console.say(f"{path} に cbca6cbb-01.bin がすでにあります。ほかのフォルダーを指定してください。")
        await settle(pilot)

        told = "".join(row.strip() for row in text(console).splitlines())
        assert "指定して" in told and "い。" in told


async def test_a_refusal_breaks_where_pages_break(console: Console) -> None:
    """Not behind the number, which is all that Textual finds between blanks; and the number is told once."""
    async with seated(console) as pilot:
        seen = await press(pilot, "A", "s")
        (row,) = [row for row in seen.splitlines() if "整理番号 R8-" in row]
        assert row.strip().startswith("整理番号 R8-") and "です" in row


async def test_what_was_told_goes_with_what_it_was_about(console: Console) -> None:
    """A key that shows another round takes along what was told of the one before."""
    async with seated(console) as pilot:
        assert "この回に" in await press(pilot, "3", "X")
        assert "この回に" not in await press(pilot, "left")


async def test_a_question_stands_alone(console: Console) -> None:
    """What was told before lies over no dialog."""
    async with seated(console) as pilot:
        console.say("前の知らせです。")
        await settle(pilot)
        assert "前の知らせです。" in text(console)
        assert "前の知らせです。" not in await press(pilot, "w")


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_what_was_told_goes_with_the_key_that_it_named(console: Console, key: str) -> None:
    """Whoever goes back from a place, a question or the line of words has read it."""
    async with seated(console) as pilot:
        assert "使いません" in await press(pilot, "w", "z")
        assert "使いません" not in await press(pilot, key)

        await press(pilot, "space", "down", "space")
        console.say(words.ONE_ONLY, ok=False)
        await settle(pilot)
        assert "1件だけ選んでください。" in text(console)
        seen = await press(pilot, key)
        assert "1件だけ選んでください。" not in seen and "選択中" not in seen


async def test_esc_in_the_line_of_words_settles_what_was_told(console: Console) -> None:
    """There q is a letter."""
    async with seated(console) as pilot:
        await press(pilot, "slash", *"jam")
        console.say("知らせです。")
        await settle(pilot)
        assert "知らせです。" in await press(pilot, "q")
        assert "知らせです。" not in await press(pilot, "escape")


async def test_a_key_of_other_places_says_so(console: Console) -> None:
    """Each key that does nothing here says it, in a place and over it; keys that do something are silent."""
    async with seated(console) as pilot:
        assert "使いません" not in await press(pilot, "down", "j", "k", "space", "space", "up")
        assert "「d」は、この画面では使いません。" in await press(pilot, "d")
        await press(pilot, "w")
        assert "「z」は、ここでは使いません。Esc で前の画面に戻れます。" in await press(pilot, "z")
        assert "「Ctrl+S」は、この画面では使いません。" in await press(pilot, "escape", "ctrl+s")
        assert "「Enter」は、この画面では使いません。" in await press(pilot, "enter", "enter")


@pytest.mark.parametrize(
    ("known", "alive", "said", "sound"),
    [
        (Health(last_poll_at=NOW - timedelta(seconds=20)), True, "正常 たった今", True),
        (Health(last_poll_at=NOW - timedelta(minutes=2)), True, "正常 2分前", True),
        (Health(last_poll_at=NOW - timedelta(hours=3)), True, "停止? 3時間前", False),
        (Health(last_poll_at=NOW - timedelta(days=3)), True, "停止? 3日前", False),
        (Health(last_poll_at=NOW, failures=2, last_failure="x"), True, "失敗2回", False),
        (Health(), True, "未確認", False),
        (Health(last_poll_at=NOW - timedelta(seconds=20)), False, "停止 たった今", False),
        (Health(last_poll_at=NOW, failures=2, last_failure="x"), False, "停止 たった今", False),
        (Health(), False, "停止", False),
    ],
)
def test_health_in_words(known: Health, alive: bool, said: str, sound: bool) -> None:
    """The head tells when the mailbox was last looked at, when that is too long ago, and that nobody looks."""
    assert header.mail_in(known, NOW, 60, alive=alive) == (said, sound)


async def test_health_is_read_while_the_daemon_works(console: Console) -> None:
    """The last look moves on without any commit to the register."""
    async with seated(console) as pilot:
        health.write(console.session.desk.store.directory, Health(last_poll_at=NOW))
        console.look()
        await settle(pilot)

        assert words.JUST_NOW in text(console).splitlines()[0]


def test_run_takes_the_name_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--by` wins over $MAILBOT_BY; the desk carries the name and the login of the machine."""
    seats: list[Console] = []
    monkeypatch.setattr(Console, "run", lambda seat: seats.append(seat))
    monkeypatch.setenv("MAILBOT_BY", "山本")
    monkeypatch.setenv("SUDO_USER", "yamamoto")
    clerk = sow(tmp_path / "data")

    for by in (None, "木村"):
        run(clerk.store, clerk.library, clerk.config, by=by, clock=lambda: NOW)

    assert [(each.session.desk.by, each.session.desk.login) for each in seats] == [
        ("山本", "yamamoto"),
        ("木村", "yamamoto"),
    ]


@pytest.mark.parametrize("place", [Place.TRAY, Place.ROUNDS, Place.OUTBOX, Place.MAILS, Place.BUSINESSES])
@pytest.mark.parametrize("size", [(140, 40), (120, 30), (80, 24)])
async def test_a_message_loses_no_character(console: Console, place: Place, size: tuple[int, int]) -> None:
    """Where a list and its neighbour meet, Textual cuts whatever lies over both, through a wide character too."""
    async with seated(console, *size, start=place) as pilot:
        for before, ok in (("", True), ("a", False)):
            console.say(f"{before}{'齋' * 80}", ok=ok)
            await settle(pilot)
            assert text(console).count("齋") == 80
