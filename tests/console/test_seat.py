"""How a clerk left the console: the next start begins there, and shows it before all else is loaded."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from console.app import Console
from console.places import START
from console.seat import Seat
from console.session import Session
from mailbot import entry
from mailbot.init import init
from store import seat
from store.desk import Desk
from tests.console.screen import press, rows, seated, text
from tests.console.seed import NOW, sow
from tests.store.test_documents import little_space
from tests.terminals import terminal

LAST = {"columns": 80, "rows": 24, "ink": "#e0e0e0", "ground": "#121212"}


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    return sow(tmp_path / "data")


def opened(clerk: Desk) -> Console:
    return Console(Session(desk=clerk, clock=lambda: NOW), seat=Seat.of(clerk.store.directory, clerk.login))


async def test_the_next_start_begins_where_one_left(clerk: Desk) -> None:
    """View, filter, order, cursor and look are as they were; a kept view is still there."""
    first = opened(clerk)
    async with seated(first) as pilot:
        await press(pilot, "f8", "right", "S", "S", "down")
        before = rows(first)[:9]
        assert "表示: 要対応 3件  並び: 整理番号順" in before[3] and before[7].startswith("> R8-0061")
        await press(pilot, "Q")

    again = opened(clerk)
    async with seated(again):
        assert rows(again)[:9] == before
        assert again.theme == first.theme


async def test_the_next_start_begins_in_the_same_place(clerk: Desk) -> None:
    """Who left in the outbox is there again."""
    first = opened(clerk)
    async with seated(first) as pilot:
        await press(pilot, "5", "Q")

    again = opened(clerk)
    async with seated(again, start=again.start):
        assert "[5]送信箱" in text(again)


async def test_the_name_is_offered_again(clerk: Desk) -> None:
    """The name is asked for at each start, since several may share a login; Enter takes the last one."""
    nobody = Desk(store=clerk.store, library=clerk.library, config=clerk.config, by="", login="tanaka")
    first = opened(nobody)
    async with seated(first) as pilot:
        await press(pilot, *"Suzuki", "enter", "Q")
    again = opened(nobody)
    async with seated(again) as pilot:
        await press(pilot, "enter")
        assert again.session.desk.by == "Suzuki"


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"place": 3}',
        b'{"place": "case", "view": "x", "sorting": "y", "look": "z", "cursor": "nowhere"}',
        b'{"place": "nowhere", "newer": {"than": "this"}}',
    ],
)
async def test_a_spoilt_seat_is_no_harm(clerk: Desk, kept: bytes) -> None:
    """Whatever stands in the file, the console opens as on the first day."""
    folder = clerk.store.directory / seat.FOLDER
    folder.mkdir(mode=0o700)
    (folder / "tanaka.json").write_bytes(kept)
    app = opened(clerk)
    assert app.start is START
    async with seated(app):
        assert "表示: すべて 12件" in text(app)


@pytest.mark.parametrize("login", ["../../etc/passwd", "a/b", "", ".", "田中", "\x00"])
def test_a_login_names_a_file_of_the_folder(login: str, tmp_path: Path) -> None:
    """No login leads out of the folder; the files are for their owner alone."""
    seat.keep_state(tmp_path, login, {"place": "tray"})

    (file,) = (tmp_path / seat.FOLDER).iterdir()
    assert seat.state(tmp_path, login) == {"place": "tray"}
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_what_can_not_be_written_leaves_what_was_kept(tmp_path: Path) -> None:
    """A disk that takes half of it, a folder that is none: the seat stands as before, and nobody is stopped."""
    seat.keep_state(tmp_path, "tanaka", {"draft": {"name": "梅干し"}})
    with little_space(1000):
        seat.keep_state(tmp_path, "tanaka", {"draft": {"name": "あ" * 1000}})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / seat.FOLDER).touch()
    seat.keep_state(tmp_path / "other", "tanaka", {"place": "tray"})

    assert seat.state(tmp_path, "tanaka") == {"draft": {"name": "梅干し"}}
    assert [file.name for file in (tmp_path / seat.FOLDER).iterdir()] == ["tanaka.json"]


def test_a_frame_is_drawn_for_its_own_size_and_without_control(tmp_path: Path) -> None:
    """Another size draws nothing; control characters that somebody put into the file are dropped."""
    seat.keep_frame(tmp_path, "tanaka", {**LAST, "lines": ["受付\x1b]52;c;x\x07\x9b2J", "二"]})

    drawn = seat.frame(tmp_path, "tanaka", 80, 24)
    assert "受付]52;c;x2J" in drawn and "\x1b]" not in drawn and "\x9b" not in drawn
    assert "\x1b[2;1H" in drawn and "38;2;224;224;224" in drawn
    assert seat.frame(tmp_path, "tanaka", 100, 24) == seat.frame(tmp_path, "suzuki", 80, 24) == ""
    seat.keep_frame(tmp_path, "tanaka", {**LAST, "ink": "x;evil", "lines": ["x"] * 25})
    assert seat.frame(tmp_path, "tanaka", 80, 24) == ""


@pytest.mark.parametrize(
    ("arguments", "is_asked"),
    [
        ("console", True),
        ("--config x.toml console --by 田中 --read-only", True),
        ("--debug console", True),
        ("--now 2026-11-24T08:30:00+09:00 console", False),
        ("console --by", False),
        ("console --bye 田中", False),
        ("console console", False),
        ("cases", False),
        ("", False),
        ("--by x console", False),
    ],
)
def test_the_short_way_in(arguments: str, is_asked: bool) -> None:
    """Only what a clerk types every morning takes it; all else goes to who can say what is wrong."""
    assert (entry._asked(arguments.split()) is not None) is is_asked


def office(folder: Path) -> list[str]:
    """A new office with the cases of the seed; the command that opens its console."""
    init(folder, NOW)
    sow(folder / "data")
    seat.keep_state(folder / "data", "tanaka", {"place": "tray"})
    return [
        sys.executable,
        "-m",
        "mailbot.entry",
        "--config",
        f"{folder / 'config.toml'}",
        "console",
        "--by",
        "T",
    ]


def test_the_last_screen_is_there_before_the_program(tmp_path: Path) -> None:
    """In a real terminal: the frame of the last time is drawn first, then the live screen over it."""
    command, environment = office(tmp_path), {**os.environ, "SUDO_USER": "tanaka"}
    with terminal(command, environment) as first:
        first.until("R8-0060")
        first.until("状態")
        first.type(b"Q")
        assert first.end() == 0
    kept = json.loads((tmp_path / "data" / seat.FOLDER / "tanaka.frame").read_bytes())
    assert "R8-0060" in "".join(kept["lines"])

    with terminal(command, environment) as again:
        again.until("R8-0060")
        assert b"\x1b[?1049h" in again.drawn and b"\x1b[?1000h" not in again.drawn
        again.until(b"\x1b[?1000h")
        again.until("R8-0060", since=len(again.drawn))
        again.type(b"Q")
        assert again.end() == 0
        assert again.drawn.rstrip().endswith(entry.LEAVE.encode())


def test_a_terminal_that_breaks_off_loses_nothing(tmp_path: Path) -> None:
    """A window that is closed over an open case: the case is nobody's at once, and what was looked for is kept."""
    command, environment = office(tmp_path), {**os.environ, "SUDO_USER": "tanaka"}
    with terminal(command, environment) as shown:
        shown.until("R8-0060")
        shown.until("状態")
        shown.type(b"/R8-0060\r")
        shown.until("絞り込み: R8-0060")
        shown.type(b"\r")
        shown.until("n 次の案件")
        assert list((tmp_path / "data" / "presence").iterdir())
        os.kill(shown.pid, signal.SIGHUP)
        assert shown.end() == -signal.SIGHUP
    assert not list((tmp_path / "data" / "presence").iterdir())
    assert seat.state(tmp_path / "data", "tanaka")["typed"] == "R8-0060"


def test_a_failure_is_told_on_the_page_where_one_was(tmp_path: Path) -> None:
    """A configuration that can't be used: the last screen is lifted, and the sentence stays readable."""
    command, environment = office(tmp_path), {**os.environ, "SUDO_USER": "tanaka"}
    seat.keep_frame(tmp_path / "data", "tanaka", {**LAST, "lines": ["前の画面"]})
    config = tmp_path / "config.toml"
    config.write_text(config.read_text("utf-8").replace("port = 993", "port = 0"), encoding="utf-8")
    with terminal(command, environment) as shown:
        assert shown.end() == 2
    before, _, after = shown.drawn.decode().partition(entry.LEAVE)
    assert "前の画面" in before and "imap.port" in after
