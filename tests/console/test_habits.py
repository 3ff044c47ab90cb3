"""What a clerk or an office may choose: keys, looks, a console that only looks."""

from pathlib import Path

import pytest

from console import looks
from console.actions import ACTIONS
from console.app import Console, run
from console.keyboard import keymap
from console.session import Session
from console.words import habits
from rules.model import State
from rules.record import replace
from store import cases
from store.config import Look, Screens
from store.desk import Desk
from store.errors import ConfigError
from tests.console.screen import press, seated, text
from tests.console.seed import NOW, sow


def choosing(clerk: Desk, chosen: Screens) -> Desk:
    """The same desk in an office with these words under [console]."""
    return replace(clerk, config=replace(clerk.config, console=chosen))


@pytest.fixture
def remapped(tmp_path: Path) -> Console:
    keys = {"select": "d,f2", "help": "!"}
    clerk = choosing(sow(tmp_path / "data"), Screens(keys=keys))
    return Console(Session(desk=clerk, clock=lambda: NOW, actions=ACTIONS.with_keys(keys)))


async def test_a_long_text_says_that_it_goes_on(console: Console) -> None:
    """Help is longer than a screen; what is shorter says nothing of it."""
    async with seated(console) as pilot:
        assert "続きがあります。" in await press(pilot, "question_mark")
        seen = await press(pilot, "q", "9", "enter")
        assert "q 戻る" in seen and "続きがあります。" not in seen


async def test_chosen_keys_act_and_are_shown(remapped: Console) -> None:
    """The office's key does the deed, the old one nothing; footer and help name the new one."""
    async with seated(remapped, 100, 60) as pilot:
        await press(pilot, "3")
        assert "d 選定" in text(remapped) and "! ヘルプ" in text(remapped)
        assert "と記録します" not in await press(pilot, "s")
        assert "「選定」と記録します" in await press(pilot, "f2")
        await press(pilot, "escape")
        assert " d  F2 " in await press(pilot, "exclamation_mark")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"selct": "d"}, "「select」ではありませんか"),
        ({"select": "banana"}, "「banana」というキーはありません"),
        ({"select": "meta+s"}, "「meta+s」というキーはありません"),
        ({"select": "j"}, "一覧の中を動くキーです"),
        ({"select": "u"}, "「u」のキーが「選定」と「取り消し」の両方にあります"),
        ({"select": "x", "clear": "s"}, ""),
        ({"select": "ctrl+s,f2"}, ""),
    ],
)
def test_wrong_keys_are_told(chosen: dict[str, str], said: str) -> None:
    """Unknown actions and keys, keys of the lists and keys with two meanings; two may change places."""
    found = keymap.problems("config.toml", chosen)

    assert [said in str(each) for each in found] == ([True] if said else [])
    assert all(each.key.startswith("console.keys.") and each.mend for each in found)


def test_the_console_does_not_open_with_wrong_keys(tmp_path: Path) -> None:
    """Every wrong key is told at once, before the screen is taken."""
    clerk = choosing(sow(tmp_path / "data"), Screens(keys={"selct": "d", "reject": "banana"}))

    with pytest.raises(ConfigError) as raised:
        run(clerk.store, clerk.library, clerk.config, by="田中", clock=lambda: NOW)

    assert len(raised.value.problems) == 2


async def test_looks_follow_each_other(console: Console) -> None:
    """F8 goes from dark to light to black and white; the toast names the look."""
    async with seated(console) as pilot:
        assert console.theme == looks.DARK.name
        assert "明るい配色にしました" in await press(pilot, "f8")
        assert console.theme == looks.LIGHT.name
        assert "白黒にしました" in await press(pilot, "f8")
        await press(pilot, "f8")
        assert console.theme == looks.DARK.name


@pytest.mark.parametrize("look", looks.LOOKS)
async def test_the_office_chooses_a_look(look: Look, tmp_path: Path) -> None:
    """The configuration says in which look the console opens."""
    clerk = choosing(sow(tmp_path / "data"), Screens(theme=look))
    app = Console(Session(desk=clerk, clock=lambda: NOW))
    async with seated(app):
        assert app.theme == looks.LOOKS[look].name


async def test_no_color_draws_without_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR wins over every look: all that is drawn is a shade of grey."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = Console(Session(desk=sow(tmp_path / "data"), clock=lambda: NOW))
    async with seated(app) as pilot:
        assert "色は使いません" in await press(pilot, "f8")
        for strip in app.screen._compositor.render_strips():
            for segment in strip.apply_filter(app.get_line_filters()[0], app.screen.background_colors[1]):
                colours = (segment.style.color, segment.style.bgcolor) if segment.style else ()
                assert all(len(set(each.get_truecolor())) == 1 for each in colours if each)


async def test_read_only_changes_nothing(tmp_path: Path) -> None:
    """Every deed is refused with a sentence, undo too, and the line of deeds says so; reading goes on."""
    clerk = sow(tmp_path / "data")
    app = Console(Session(desk=clerk, clock=lambda: NOW, read_only=True))
    before = clerk.store.token()
    async with seated(app) as pilot:
        assert habits.READ_ONLY_MARK in text(app) and "取り消し" not in text(app)
        for keys in (("3", "s"), ("R",), ("5", "h"), ("2", "s")):
            assert habits.READ_ONLY in await press(pilot, *keys)
        assert "検査" in await press(pilot, "enter")
    assert habits.READ_ONLY in app.session.undo().message
    assert clerk.store.token() == before
    case = cases.get(clerk.store.snapshot(), "R8-0055")
    assert case is not None and case.state is State.TABLED
