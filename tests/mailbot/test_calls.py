"""A call of the command line: what is wrong with it is told in Japanese, and it loads one room of commands alone."""

import pkgutil
import re
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest

from mailbot import commands
from mailbot.__main__ import main
from mailbot.commands.index import ROOMS, room_of
from mailbot.servers.embedded import EmbeddedServers
from tests.e2e import town
from tests.e2e.town import Mailbot, Town
from tests.mailbot.test_commands import refused


@pytest.fixture
def home(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    return town.at_home(tmp_path / "office", embedded)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "R8-9999"),
        ("show", "R8-9999", "--json"),
        ("outbox", "show", "L-9"),
        ("outbox", "hold"),
        ("outbox", "hold", "L-9"),
        ("outcome", "R8-9999", "selected", "--by", "山田"),
        ("outcome", "R8-0001", "selected"),
        ("outcome", "R8-0001", "perhaps", "--by", "山田"),
        ("answer", "R8-9999", "storage", "常温", "--source", "phone", "--by", "山田"),
        ("answer", "R8-9999", "storage", "常温", "--source", "dream", "--by", "山田"),
        ("accept", "R8-9999", "--despite", "missing", "--reason", "x", "--by", "山田"),
        ("move", "R8-9999", "2026-12", "--reason", "x", "--by", "山田"),
        ("move", "R8-9999", "2026-13", "--reason", "x", "--by", "山田"),
        ("terms", "R8-9999", "listed", "--by", "山田"),
        ("terms", "R8-9999", "--by", "山田"),
        ("query", "R8-9999", "query_question", "--text", "x", "--by", "山田"),
        ("query", "R8-9999", "query_question", "--reply-by", "12/4", "--by", "山田"),
        ("register", "--received", "2026-11-13", "--by", "山田"),
        ("register", "--answers", "x.toml", "--received", "2026-11-13", "--by", "山田"),
        ("register", "--answers", "x.toml", "--form", "tea", "--received", "2026-11-13", "--by", "山田"),
        ("export", "R8-9999", "-o", "out"),
        ("receive", "R8-9999", "--photo", "--received", "2026-11-13", "--by", "山田"),
        ("receive", "R8-9999", "--received", "2026-11-13", "--by", "山田"),
        ("receive", "R8-9999", "--photo", "--received", "11/13", "--by", "山田"),
        ("correct", "R8-9999", "selected", "--why", "誤り", "--by", "山田"),
        ("correct", "R8-0001", "withdrawn", "--why", "誤り", "--by", "山田"),
        ("release", "2026-13", "--by", "a", "--approver", "b", "--approved", "2026-12-04"),
        ("release", "2026-11", "--by", "a", "--approver", "b", "--approved", "12/4"),
        ("release", "2026-11", "--by", "a", "--approver", "b", "--approved", "2026-12-04"),
        ("simulate", "--until", "2026-12-11T00:00:00"),
        ("cases", "--state", "perhaps"),
        ("cases", "--round", "2026-13"),
        ("cases", "--round", "11月"),
        ("cases", "--year", "2026"),
        ("import", "x.eml", "--received", "2026-11-18"),
        ("forms", "blank"),
        ("forms", "blank", "food", "-o", "/dev/null/food.xlsx"),
        ("nonsense",),
        (),
    ],
)
def test_wrong_usage(mailbot: Mailbot, arguments: tuple[str, ...]) -> None:
    """What was asked wrongly, or the rules forbid, ends with 2 and one sentence."""
    refused(mailbot(*arguments), 2)


def test_a_console_needs_a_terminal(mailbot: Mailbot) -> None:
    """Without one it says at once what works there."""
    assert "--plain" in refused(mailbot("console", "--by", "山田"), 2)


@pytest.mark.parametrize("now", ["2026-11-16T09:00:00", "2026-11-16", "yesterday"])
def test_instant_needs_its_offset(mailbot: Mailbot, now: str) -> None:
    """The sentence shows one that would be taken."""
    sentence = refused(mailbot("cases", now=now), 2)

    assert now in sentence
    assert mailbot("cases", now=sentence.partition("例: ")[2]).code == 0


def test_live_robot_takes_no_other_clock(mailbot: Mailbot) -> None:
    """`run --now` is refused: a live robot sends real letters."""
    assert "once" in refused(mailbot("run"), 2)


def test_every_room_of_commands_holds_those_that_the_index_says() -> None:
    """A call loads one room alone, so the index must know them all, once each and in no other room."""
    held: dict[str, list[str]] = {}
    for _, room, _ in pkgutil.iter_modules(commands.__path__):
        module = import_module(f"mailbot.commands.{room}")
        if hasattr(module, "add"):
            names = held[room] = []
            module.add(lambda name, run, help, names=names: names.append(name) or ArgumentParser())

    assert held == {room: [*names] for room, names in ROOMS.items()}


@pytest.mark.parametrize(
    ("call", "room"),
    [
        ("cases", "lists"),
        ("--config once.toml --debug cases --state accepted", "lists"),
        ("--now 2026-11-20T00:00:00+09:00 once", "work"),
        ("--config once", None),
        ("caes once", None),
        ("--help", None),
        ("", None),
    ],
)
def test_the_room_of_a_call(call: str, room: str | None) -> None:
    """What is no command's name may be any command's mistake: then all of them are loaded to say so."""
    assert room_of(call.split()) == room


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("", "COMMAND を指定してください"),
        ("cases --bogus", "「--bogus」という指定はありません"),
        ("cases --config x.toml", "--config は COMMAND の前に書いてください"),
        ("show R8-0001 --json --now 2026-11-16T09:00:00+09:00", "--now は COMMAND の前に書いてください"),
        ("caes", "COMMAND に「caes」はありません。あるのは 'init', 'doctor'"),
        ("cases --round", "--round の後に値を書いてください"),
        ("pictures R8-0001 --rows many", "--rows の「many」は読めません"),
        ("cases --json=yes", "--json に値「yes」は要りません"),
        ("statistics --json --csv", "--csv と --json は一緒に使えません"),
    ],
)
def test_a_wrong_call_is_told_in_japanese(call: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What argparse says of it reaches no clerk in English."""
    assert main(call.split()) == 2

    assert told in capsys.readouterr().err


def test_the_help_is_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of argparse's own words is left in it."""
    with pytest.raises(SystemExit):
        main(["register", "--help"])

    shown = capsys.readouterr().out
    assert shown.startswith("使い方: mailbot register")
    assert not re.search("usage:|options:|positional arguments:|show this help", shown)
