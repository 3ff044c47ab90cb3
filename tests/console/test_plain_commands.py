"""What the console without a screen takes commands for is what they say of themselves."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.plain import ACTING, BY, LOOKING, READING, SIGNED, Talk, reads
from console.session import Session
from console.words import habits
from mailbot.__main__ import parser
from mailbot.commands import DONE, FINDINGS
from store.documents import Store
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY

NAMELESS = {"init", "demo", "run", "once", "import", "backup", "restore"}
"""Commands that change something and ask for nobody's name."""
LOOKS = (
    *("cases", "show R8-0001", "why R8-0001", "why MAIL", "files R8-0001 --save DIR", "pictures R8-0001"),
    *("export R8-0001 -o DIR", "check SHEET", "forms list", "letters list", "letters preview result"),
    *("rounds", "statistics", "status", "simulate --until 2026-12-11T00:00:00+09:00", "audit verify"),
    *("service unit", "businesses", "mails --person", "mails read MAIL", "terms list", "outbox --json"),
    *("outbox show L-000001", "outbox pdf L-000001 -o FILE", "outbox print -o DIR"),
)
"""Every command that reads, in each of its ways; `doctor`, which asks servers too, has tests of its own."""


def options(of: ArgumentParser) -> Iterator[str]:
    """Of a command and of all its actions; and the words that stand for an action."""
    for each in of._actions:
        yield from (*each.option_strings, *map(str, each.choices or ()))
        known = each.choices if isinstance(each.choices, dict) else {}
        for action in known.values():
            if isinstance(action, ArgumentParser):
                yield from options(action)


def test_the_tables_know_every_command() -> None:
    """What takes a clerk's name acts, unless its action only looks; the others read, but for a few told here."""
    commands = next(each.choices for each in parser()._actions if isinstance(each.choices, dict))
    every = {name: set(options(command)) for name, command in commands.items()}
    signed = {name for name, known in every.items() if BY in known}

    assert READING <= every.keys() and SIGNED <= signed
    assert READING & signed == ACTING
    assert every.keys() - READING - signed == NAMELESS
    assert {word for name in ACTING for word in every[name]} >= LOOKING - {"list"}


def test_what_only_looks_changes_nothing(tmp_path: Path) -> None:
    """Each of these commands leaves the register and the record as they were."""
    home = town.found(tmp_path / "office", {})
    mail, sheet = tmp_path / "entry.eml", tmp_path / "sheet.xlsx"
    mail.write_bytes(town.entry(pledge=False))
    sheet.write_bytes(entries.filled("food"))
    home.here("import", f"{mail}", now=MONDAY)
    (id,) = (each["id"] for each in home.json("mails", now=MONDAY))
    store = Store(home.folder / "data")
    before = store.token(), store.log.read_bytes()

    for n, look in enumerate(LOOKS):
        names = {"MAIL": id, "SHEET": f"{sheet}", "DIR": f"{tmp_path}/{n}", "FILE": f"{tmp_path}/{n}.pdf"}
        words = [names.get(word, word) for word in look.split()]
        assert reads(words), look
        home._said((DONE, FINDINGS), *words, now=MONDAY)

    assert (store.token(), store.log.read_bytes()) == before
    assert {look.split()[0] for look in LOOKS} == READING - {"doctor"}


@pytest.fixture
def talk(session: Session) -> Talk:
    return Talk(session, ["echo", "did"])


def test_a_console_that_only_looks_runs_what_only_looks(talk: Talk, session: Session) -> None:
    """How a command is used may be asked of any; what follows a `--` is no option any more."""
    session.read_only = True
    for looks in ("simulate --until 2026-12-11T00:00:00+09:00", "--help", "outcome --help", "terms list"):
        assert list(talk.answer(f"mailbot {looks}")) == [f"did {looks}"]
    for acts in (
        "seen R8-0055 -- --help",
        "terms R8-0055 listed",
        "purge",
        "backup x",
        "agenda export 2026-11",
    ):
        assert list(talk.answer(f"mailbot {acts}")) == [habits.READ_ONLY]


def test_nobody_is_named_for_what_nothing_brings_back(talk: Talk) -> None:
    """`purge` without a name erases nothing, so no name is put in for the clerk."""
    assert list(talk.answer("mailbot purge")) == ["did purge"]
    assert list(talk.answer("mailbot --debug purge --until 2026-03-31")) == [
        "did --debug purge --until 2026-03-31"
    ]
    assert list(talk.answer("mailbot purge --by 鈴木")) == ["did purge --by 鈴木"]
    assert list(talk.answer("mailbot undo")) == ["did undo --by 田中"]
