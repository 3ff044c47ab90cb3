"""A town for whole-program tests: an office with its configuration and data, mail servers, businesses that write."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, make_msgid
from functools import cache
from pathlib import Path
from typing import Any

from mailbot.__main__ import main
from mailbot.paper import pledge as paper
from mailbot.servers.embedded import EmbeddedServers
from rules.record import Struct, field
from tests import entries

CONFIG = Path(__file__).parents[2] / "config.example.toml"
OFFICE = "kikaku@city.ogori.lg.jp"
SENDER = "info@ogori-foods.example.jp"
MONDAY = datetime.fromisoformat("2026-11-16T09:00:00+09:00")
NOTICE = datetime.fromisoformat("2026-12-10T09:00:00+09:00")


class Ended(Struct, frozen=True, kw_only=True):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Mailbot = Callable[..., Ended]
"""Runs a command in the test's own process (tests/mailbot/conftest.py)."""


class Town(Struct, frozen=True, kw_only=True):
    """One office in a folder of its own; what acts is a process of its own, as a user starts it."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def mailbot(self, *arguments: str, now: datetime | None = None, **environment: str) -> Ended:
        done = subprocess.run(
            self.command(*arguments, now=now),
            capture_output=True,
            text=True,
            env=self.env(**environment),
            timeout=60,
        )
        return Ended(code=done.returncode, out=done.stdout, err=done.stderr)

    def start(self, *arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
        log = (self.folder / "run.log").open("ab")
        return subprocess.Popen(self.command(*arguments), env=self.env(**environment), stdout=log, stderr=log)

    def command(self, *arguments: str, now: datetime | None = None) -> list[str]:
        instant = [f"--now={now.isoformat()}"] if now else []
        return [
            sys.executable,
            "-m",
            "mailbot",
            f"--config={self.folder / 'config.toml'}",
            *instant,
            *arguments,
        ]

    def env(self, **more: str) -> dict[str, str]:
        return {**os.environ, **self.environment, **more}

    def json(self, *arguments: str, now: datetime | None = None) -> Any:
        """What a command prints as JSON; it must not fail. It only reads, so no process is started for it."""
        return json.loads(self._said((0, 1), *arguments, "--json", now=now))

    def here(self, *arguments: str, now: datetime | None = None) -> str:
        """As `ok`, in this process: for many commands in a row, where starting the program shows nothing."""
        return self._said((0,), *arguments, now=now)

    def _said(self, codes: Collection[int], *arguments: str, now: datetime | None) -> str:
        printed, said = io.StringIO(), io.StringIO()
        with redirect_stdout(printed), redirect_stderr(said):
            code = main(self.command(*arguments, now=now)[3:])
        assert code in codes, said.getvalue()
        return printed.getvalue()

    def ok(self, *arguments: str, now: datetime | None = None) -> str:
        ended = self.mailbot(*arguments, now=now)
        assert ended.code == 0, ended.err
        return ended.out


def found(folder: Path, changes: Mapping[str, str]) -> Town:
    """An office with the example's configuration, `changes` being old text -> new text of it."""
    folder.mkdir(parents=True, exist_ok=True)
    text = CONFIG.read_text("utf-8").replace("[[committee]]  ", "# [[committee]]")
    text = text.replace('name = "久留米市"\n', "").replace('address = "…"\n', "")
    for old, new in {"2026-12-01T00:00:00+09:00": "2026-11-01T00:00:00+09:00", **changes}.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "config.toml").write_text(text)
    for name in ("imap.password", "smtp.password"):
        (folder / name).write_text("secret\n")
        (folder / name).chmod(0o600)
    return Town(folder=folder)


def at_home(folder: Path, servers: EmbeddedServers, **changes: str) -> Town:
    """An office whose servers are those of this test's process."""
    hosts = {
        f'host = "{name}.example.jp"\nport = {port}\ntls = "{tls}" ': (
            f'host = "127.0.0.1"\nport = {ours}\ntls = "none" '
        )
        for name, port, tls, ours in (
            ("imap", 993, "implicit", servers.imap_port),
            ("smtp", 587, "starttls", servers.smtp_port),
        )
    }
    no_login = {'user = "kikaku"               #': 'user = ""               #'}
    return found(folder, {**hosts, **no_login, "per_minute = 20 ": "per_minute = 0 ", **changes})


def entry(
    sheet: bytes | None = None,
    *,
    sender: str = SENDER,
    subject: str = "エントリーシートの提出について",
    text: str = "エントリーシートをお送りします。",
    pledge: bool = True,
    answers: str = "",
    to: str = OFFICE,
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """A mail as a business sends it: a sheet (a complete one by default), and the signed pledge."""
    message = MIMEMultipart()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"], message["Message-ID"] = (
        format_datetime(MONDAY),
        make_msgid(domain="ogori-foods.example.jp"),
    )
    if answers:
        message["In-Reply-To"] = message["References"] = answers
    for name, value in (extra or {}).items():
        message[name] = value
    message.attach(MIMEText(text, "plain", "utf-8"))
    if sheet != b"":
        message.attach(_file(sheet or entries.filled("food"), "エントリーシート.xlsx"))
    if pledge:
        message.attach(_file(signed_pledge(), "誓約書.pdf"))
    return message.as_bytes().replace(b"\n", b"\r\n")


@cache
def signed_pledge() -> bytes:
    words = entries.LIBRARY.pledge()
    return paper.pledge(entries.OFFICE, type(words)(**{**_fields(words), "date": "令和8年11月16日"}))


def kinds(servers: EmbeddedServers) -> list[str]:
    """The kinds of all letters that left, but for the mornings' digests to staff."""
    found = (str(each["X-Mailbot-Kind"]) for each in received(servers))
    return [kind for kind in found if kind != "digest"]


def received(servers: EmbeddedServers) -> list[Message]:
    return [message_from_bytes(each.data) for each in servers.received]


def header(mail: Message, name: str) -> str:
    """Unfolded: a long Message-ID stands on a line of its own (RFC 5322, 2.2.3)."""
    return str(mail[name]).strip()


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def _file(data: bytes, name: str) -> MIMEApplication:
    part = MIMEApplication(data)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part
