"""The way in. A clerk who opens the console sees their last screen before anything else is loaded.

Only the standard library's lightest parts are imported up here: this module's own time is what a clerk waits.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from store import seat

if TYPE_CHECKING:
    from collections.abc import Callable

CONSOLE = "console.app"

ENTER, LEAVE = "\x1b[?1049h\x1b[?25l\x1b[2J", "\x1b[?25h\x1b[?1049l"
"""The terminal's other page, where the console draws too, and back."""


class Asked:
    """`mailbot [--config FILE] [--debug] console [--by NAME] [--read-only]`: what nearly every clerk types."""

    def __init__(self, config: Path) -> None:
        self.config = config
        self.by: str | None = None
        self.read_only = self.debug = False


def main() -> int:
    """`mailbot ARGUMENTS`."""
    asked = _asked(sys.argv[1:]) if sys.stdin.isatty() and sys.stdout.isatty() else None
    if asked is None:
        from mailbot.__main__ import main as run

        return run()
    os.umask(0o077)
    curtain = _curtain(asked.config)
    sys.stdout.write(ENTER + curtain if curtain else "")
    sys.stdout.flush()
    try:
        _open(asked)
        return 0
    except Exception as error:
        _lift(curtain)
        if asked.debug:
            raise
        from mailbot.__main__ import failed

        return failed(error)
    finally:
        _lift(curtain)


def _asked(arguments: list[str]) -> Asked | None:
    """None for any other call, a wrong one too: its reader tells more."""
    asked = Asked(Path(os.environ.get("MAILBOT_CONFIG") or "config.toml"))
    words: list[str] = []
    rest = list(arguments)
    while rest:
        match rest.pop(0):
            case "--config" if rest and not words:
                asked.config = Path(rest.pop(0))
            case "--by" if rest and words:
                asked.by = rest.pop(0)
            case "--read-only" if words:
                asked.read_only = True
            case "--debug" if not words:
                asked.debug = True
            case word:
                words.append(word)
    return asked if words == ["console"] else None


def _open(asked: Asked) -> None:
    import gc
    from datetime import UTC, datetime

    gc.disable()  # what is loaded now stays until the end: to look through it for garbage is lost time, then and later
    from store.config import load
    from store.documents import Store
    from store.library import Library

    config = load(asked.config)
    store, library = Store(config.store.path), Library(config.store.path)
    opened = console()
    gc.freeze()
    gc.enable()
    opened(
        store,
        library,
        config,
        by=asked.by,
        clock=lambda: datetime.now(UTC),  # noqa: TID251  # the entry point
        command=[sys.executable, "-m", "mailbot", "--config", f"{asked.config}"],
        read_only=asked.read_only,
    )


def console() -> "Callable[..., None]":
    """Opens it: another program, called by its name and never imported.

    An entry point would say the same, but to find it the metadata of all that is installed is read: 20 ms.
    """
    from importlib import import_module

    run: Callable[..., None] = import_module(CONSOLE).run
    return run


def _curtain(config: Path) -> str:
    """The last screen of this login; '' where there is none that fits the terminal."""
    try:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
        return seat.frame(_data(config), login(), columns, rows)
    except (OSError, ValueError):
        return ""


def _data(config: Path) -> Path:
    """Where the screens are kept; what is wrong with the configuration is told a moment later."""
    import tomllib

    with config.open("rb") as file:
        section = tomllib.load(file).get("store")
    path = section.get("path") if isinstance(section, dict) else None
    return config.parent / str(path or "data")


def login() -> str:
    """As `store.desk.login`, without what that imports."""
    import pwd

    return os.environ.get("SUDO_USER") or pwd.getpwuid(os.getuid()).pw_name


def _lift(curtain: str) -> None:
    """Where the console itself has drawn, it has left the page already, and this does nothing more."""
    if curtain:
        sys.stdout.write(LEAVE)
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
