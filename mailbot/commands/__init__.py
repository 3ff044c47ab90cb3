"""The commands of `mailbot`, by what they are about. Each is a function of a Call that gives the exit code."""

import json
import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from mailbot.wiring import Clock, Office
from rules.model import Round
from rules.moves import Refusal
from rules.record import Struct
from rules.rounds import round_named
from store import desk
from store.config import Config, load
from store.desk import Desk

Done = TypeVar("Done")

DONE, FINDINGS, USAGE, UNREADABLE, REFUSED, LOCKED, LATER = 0, 1, 2, 65, 69, 73, 75
"""Exit codes (CONTRACT.md section 2)."""

BROKEN, INTERRUPTED = 70, 130
"""A fault of our own (EX_SOFTWARE of sysexits.h), and Ctrl-C as shells count it."""

STEERING = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""What JSON leaves as it is and a terminal may obey, hide or choke on."""

GATE = re.compile(rf"[\x00-\x08\x0b-\x1f{STEERING.pattern[1:]}")
"""All of it; lines end in LF."""


class Usage(Exception):
    """What was asked can't be done so: one Japanese sentence."""


class Unreadable(Exception):
    """A file that was given can't be read: one Japanese sentence that names it."""


class Call(Struct, dict=True, frozen=True):
    """One call of the program: what was asked, when, and of which office."""

    args: Namespace
    clock: Clock
    config_path: Path

    @property
    def is_without_office(self) -> bool:
        """No configuration was named, and none lies here."""
        named = self.args.config is not None or bool(os.environ.get("MAILBOT_CONFIG"))
        return not named and not self.config_path.exists()

    @cached_property
    def config(self) -> Config:
        return load(self.config_path)

    @cached_property
    def office(self) -> Office:
        return Office.of(self.config)

    @property
    def now(self) -> datetime:
        return self.clock()

    @cached_property
    def desk(self) -> Desk:
        """The desk of the clerk named by `--by`, else of who is logged in."""
        office, login = self.office, desk.login()
        return Desk(
            store=office.store,
            library=office.library,
            config=office.config,
            by=self.args.by or login,
            login=login,
        )

    def say(self, text: str) -> None:
        """Lines on stdout. Whatever a command let through, nothing of it steers the terminal."""
        sys.stdout.write(f"{GATE.sub('', text)}\n")

    def complain(self, text: str) -> None:
        """The same on stderr."""
        sys.stderr.write(f"{GATE.sub('', text)}\n")

    def say_json(self, document: Any) -> None:
        """What could steer a terminal stands there as an escape, which is the same to whoever reads JSON."""
        text = json.dumps(document, ensure_ascii=False, indent=2)
        self.say(STEERING.sub(lambda found: json.dumps(found[0])[1:-1], text))

    def say_table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Columns as wide as their widest cell, a kanji counting two; no stranger's control characters."""
        from mailbot.terminal import table

        self.say(table(head, rows))

    def say_pairs(self, rows: Iterable[tuple[str, object]]) -> None:
        """One thing in full: each name with what stands behind it."""
        from mailbot.terminal import pairs

        self.say(pairs(rows))


Run = Callable[[Call], int]
Commands = Callable[[str, Run, str], ArgumentParser]
"""Adds one command: name, what it runs, its help."""


def actions_of(command: ArgumentParser) -> Commands:
    """Adds the actions of a command, as a room adds its commands; one of them has to be named."""
    parsers = command.add_subparsers(required=True, metavar="ACTION")

    def action(name: str, run: Run, help: str) -> ArgumentParser:
        parser = parsers.add_parser(name, help=help, description=help)
        parser.set_defaults(run=run)
        return parser

    return action


def allowed(done: Done | Refusal) -> Done:
    """What was done; a refusal of the rules becomes the sentence that the caller reads."""
    if isinstance(done, Refusal):
        refuse(done.message)
    return done


def bytes_of(file: Path) -> bytes:
    """What a file holds that the caller named. Raises Unreadable, also for an empty one."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"{file} を読めません({error.strerror})。ファイル名と権限を確かめてください。"
        ) from error
    if not data.strip():
        raise Unreadable(f"{file} は空です。保存し直してください。")
    return data


def refuse(message: str) -> NoReturn:
    raise Usage(message)


def round_of(call: Call, text: str) -> Round:
    """The round that the caller named."""
    try:
        return round_named(text, call.office.calendar)
    except ValueError:
        refuse(f"「{text}」は回の名前ではありません。2026-11 のように書いてください。")


def year_of(text: str) -> str:
    """The fiscal year that the caller named, as in a 整理番号."""
    if not re.fullmatch(r"[A-Z][1-9]\d*", text, re.ASCII):
        refuse(f"「{text}」は年度の名前ではありません。R8 のように書いてください。")
    return text


def instant(text: str, option: str) -> datetime:
    """An ISO 8601 instant with its offset."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        refuse(f"{option} の「{text}」は日時として読めません。例: 2026-11-20T23:59:59+09:00")
    if parsed.tzinfo is None:
        refuse(f"{option} の「{text}」に時差がありません。例: {parsed.isoformat()}+09:00")
    return parsed
