"""The command line of `mailbot`: what is asked, of which office, and how it ended."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path

from mailbot.commands import (
    BROKEN,
    DONE,
    INTERRUPTED,
    LATER,
    LOCKED,
    REFUSED,
    UNREADABLE,
    USAGE,
    Call,
    Run,
    Unreadable,
    Usage,
    instant,
    ownership,
)
from mailbot.commands.index import ROOMS, room_of
from mailbot.commands.parsing import JapaneseParser
from mailbot.errors import MailbotError, Overtaken, SecretUnreadable, ServerAway, ServerRefused
from rules.shown import lines
from store.errors import BadBackup, ConfigError, Stale, StoreError
from store.tomlfile import LibraryError

EXITS: tuple[tuple[type[Exception], int], ...] = (
    (Usage, USAGE),
    (ConfigError, USAGE),
    (LibraryError, USAGE),
    (SecretUnreadable, USAGE),
    (Stale, LATER),
    (Overtaken, LATER),
    (ServerAway, LATER),
    (ServerRefused, REFUSED),
    (BadBackup, UNREADABLE),
    (StoreError, LOCKED),
    (MailbotError, REFUSED),
    (Unreadable, UNREADABLE),
    (OSError, LOCKED),
    (Exception, BROKEN),
)
"""What each kind of failure ends with; the first that fits counts."""


DEBUG = "--debug"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Failures are one sentence on stderr, never a traceback unless `--debug` asks for it."""
    os.umask(0o077)
    given = sys.argv[1:] if arguments is None else list(arguments)
    asked = [each for each in given if each != DEBUG]
    debug = asked != given  # wherever it stands: it is put behind a command that has just failed
    try:
        args = parser(room_of(asked)).parse_args(asked)
        call = Call(args=args, clock=_clock(args), config_path=_config_path(args))
        run: Run = args.run
        code = run(call)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader, `head` or a pager, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if debug:
            sys.excepthook(type(error), error, error.__traceback__)
        return failed(error)
    except KeyboardInterrupt:
        return INTERRUPTED


def failed(error: Exception) -> int:
    """Tells it, and what the program ends with."""
    sys.stderr.write(f"{_told(error)}\n")
    return next(code for kind, code in EXITS if isinstance(error, kind))


def _told(error: Exception) -> str:
    """One sentence for each thing that went wrong, whatever strangers wrote into its name."""
    match error:
        case OSError():
            text = f"{error.filename or '入出力'} を読み書きできません({error.strerror or error})。"
        case Usage() | Unreadable() | MailbotError() | StoreError():
            text = str(error)
        case _:
            kind = type(error).__name__
            text = f"思いがけない失敗({kind})です。--debug を付けた結果を管理者に知らせてください。"
    return "\n".join(lines(text))


@cache
def parser(room: str | None = None) -> ArgumentParser:
    """Knows the commands of this room, None: all. Fifty commands take longer to load than most of them to do."""
    top = JapaneseParser(prog="mailbot", description="アンテナショップ取扱商品エントリーの受付ロボット")
    top.add_argument("--config", type=Path, metavar="FILE", help="設定ファイル")
    top.add_argument("--now", metavar="ISO8601", help="この日時であるものとして行います(時差つき)")
    top.add_argument(DEBUG, action="store_true", help="失敗の詳しい記録を出します")
    subparsers = top.add_subparsers(required=True, metavar="COMMAND", parser_class=JapaneseParser)

    def add(name: str, run: Run, help: str) -> ArgumentParser:
        command = subparsers.add_parser(name, help=help, description=help)
        command.set_defaults(run=run, command=name)
        return command

    for each in ROOMS if room is None else (room,):
        import_module(f"mailbot.commands.{each}").add(add)
    return top


def _config_path(args: Namespace) -> Path:
    path: Path = args.config or Path(os.environ.get("MAILBOT_CONFIG") or "config.toml")
    if objected := ownership.objection(path.resolve(), os.environ, os.geteuid()):
        raise Usage(objected)
    return path


def _clock(args: Namespace) -> Callable[[], datetime]:
    """The only place where the program reads the clock; `--now` stops it at one instant."""
    if args.now is None:
        return lambda: datetime.now(UTC)  # noqa: TID251  # the entry point
    if args.command == "run":
        raise Usage("「run」に --now は使えません。「once」を使ってください。")
    now = instant(args.now, "--now")
    return lambda: now


if __name__ == "__main__":
    sys.exit(main())
