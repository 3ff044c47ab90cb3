"""What a room loads when it is entered: a static graph can't see a deferred import, or one that a library adds."""

import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType

import pytest

import mailbot
import rules
import store

PROTOCOLS = {"imapclient", "aiosmtplib"}
SCREENS = {"textual", "rich", "console"}
SHEETS = {"openpyxl", "fpdf", "fontTools", "PIL", "pypdfium2"}
SERVERS = {"pymap", "aiosmtpd", "apscheduler"}

ROOMS = {
    rules: PROTOCOLS | SCREENS | SHEETS | SERVERS | {"tinydb", "jpholiday", "store", "mailbot"},
    store: PROTOCOLS | SCREENS | SHEETS | SERVERS | {"mailbot"},
    mailbot: SCREENS | SHEETS,
}
"""Room -> what must not be loaded when all of it is: screens never, heavy libraries only when they are needed."""

HEADLESS = (
    "actions",
    "deeds",
    "keyboard",
    "paper",
    "register",
    "session",
    "shown",
    "sides",
    "views",
    "words",
)
"""Of the console: a module, or a room with all that is in it."""


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_room_loads_nothing_that_it_must_not(room: ModuleType) -> None:
    """Every module of the room, imported in a fresh process, leaves these packages out of sys.modules."""
    names = [each.name for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")]
    modules = [name for name in names if not name.endswith("__main__")]

    assert not ROOMS[room] & _loaded(modules)


def test_what_looks_ahead_speaks_to_no_server() -> None:
    """`status`, `simulate` and all duties are worked out of the register: no protocol is loaded for them."""
    assert not PROTOCOLS & _loaded(["mailbot.status", "mailbot.duties"])


def test_headless_half_of_the_console_knows_no_screen() -> None:
    """What a clerk may do and see is worked out without Textual."""
    modules = [f"console.{name}" for name in HEADLESS]
    rooms = [room for room in map(import_module, modules) if hasattr(room, "__path__")]
    within = (
        each.name for room in rooms for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    )

    assert not {"textual", "mailbot"} & _loaded((*modules, *within))


def _loaded(modules: Iterable[str]) -> set[str]:
    """The top-level packages in sys.modules after these imports."""
    code = (
        "import importlib, json, sys\n"
        f"for name in {[*modules]!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))
