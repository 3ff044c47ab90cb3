"""`mailbot doctor`: all that would keep the robot from working, found at once, each with what to do."""

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from mailbot import proofs
from mailbot.errors import (
    FolderRefused,
    LoginRefused,
    ScannerAway,
    SecretUnreadable,
    ServerAway,
    ServerError,
    ServerRefused,
    Untrusted,
)
from mailbot.servers import courier
from mailbot.servers.credentials import secret
from mailbot.servers.mailbox import Mailbox
from mailbot.servers.scanner import Scanner
from rules.checks import lacking
from rules.forms import Form
from store import inspection, tablefile
from store.config import Config, Imap, Server, load
from store.errors import ConfigError, Problem
from store.library import Library
from store.tomlfile import LibraryError

ADDRESS = re.compile(r"[^\s<>@,;:\"()…]+@[^\s<>@,;:\"()…]+")

OLDEST_YEAR = 2026
"""Nobody runs this program before it was written: an earlier year is a clock without a battery."""

PATIENCE = 20.0
"""Seconds for each answer of a server: a person waits for the result."""

SERVER_TROUBLE: tuple[tuple[type[ServerError], str, str, str], ...] = (
    (LoginRefused, "user", "ログインできません", "利用者名とパスワードを確かめてください。"),
    (Untrusted, "ca_file", "サーバーの証明書を確かめられません", "host と ca_file を確かめてください。"),
    (FolderRefused, "folder", "フォルダーを開けません", "folder と mailbox の名前を確かめてください。"),
    (ServerRefused, "host", "サーバーに断られました", "この節の設定をサーバーの管理者に確かめてください。"),
    (ServerAway, "host", "サーバーにつながりません", "host と port とネットワークを確かめてください。"),
)
"""Error -> key, what is wrong, what to do; the first that fits."""


def examine(config_path: Path, now: datetime) -> list[Problem]:
    """Every problem; none of them stops the search for the next, but a configuration that can't be read."""
    try:
        config = load(config_path)
    except ConfigError as error:
        return list(error.problems)
    file = str(config_path)
    return [
        *_clock(file, now),
        *_addresses(file, config),
        *_config_file(config_path),
        *_keys(config_path, config),
        *_passwords(file, config),
        *_servers(file, config),
        *_scanner(file, config),
        *_data(config.store.path),
        *proofs.problems(config, now),
        *_forms(config.store.path),
        *tablefile.problems(config.store.path / "tables"),
    ]


def _clock(file: str, now: datetime) -> Iterator[Problem]:
    if now.year < OLDEST_YEAR:
        yield Problem(
            file=file,
            key="rounds.timezone",
            problem=f"この計算機の時計が {now:%Y-%m-%d} を指しています。",
            mend="時計を合わせてから動かしてください。",
        )


def _addresses(file: str, config: Config) -> Iterator[Problem]:
    office, smtp = config.office, config.smtp
    given = [
        ("office.address", office.address),
        *(("office.staff", address) for address in office.staff),
        *(("office.aliases", address) for address in office.aliases),
        *(("office.webform_senders", address) for address in office.webform_senders),
        ("smtp.from", smtp.sender),
        ("smtp.envelope_from", smtp.envelope_from),
        ("operator.address", config.operator.address),
        *((f"committee[{n}].address", member.address) for n, member in enumerate(config.committee, 1)),
    ]
    for key, address in given:
        if address and not ADDRESS.fullmatch(address):
            yield Problem(
                file=file,
                key=key,
                problem=f"「{address}」はメールアドレスではありません。",
                mend="名前を付けずに kikaku@example.jp の形で書いてください。",
            )


def _config_file(path: Path) -> Iterator[Problem]:
    if path.stat().st_mode & 0o002:
        yield Problem(
            file=str(path),
            problem="この計算機のだれでも書き換えられます。",
            mend=f"「chmod o-w {path}」としてください。",
        )


def _keys(path: Path, config: Config) -> list[Problem]:
    """The console knows its keys: it is asked where an office has chosen any."""
    if not config.console.keys:
        return []
    command = [sys.executable, "-m", "console.keyboard.keymap", str(path)]
    told = subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own program
    return msgspec.json.decode(told.stdout, type=list[Problem])


def _passwords(file: str, config: Config) -> Iterator[Problem]:
    for section, server in (*_mailboxes(config), ("smtp", config.smtp)):
        path = server.password_file
        if path is not None and path.exists() and path.stat().st_mode & 0o077:
            yield Problem(
                file=file,
                key=f"{section}.password_file",
                problem=f"パスワードのファイル {path} をほかの利用者も読めます。",
                mend=f"「chmod 600 {path}」としてください。",
            )


def _servers(file: str, config: Config) -> Iterator[Problem]:
    def send(word: str) -> None:
        patience = courier.Patience(reply=PATIENCE, final=PATIENCE)
        asyncio.run(courier.knock(config.smtp, word, patience=patience))

    for section, imap in _mailboxes(config):
        yield from _server(file, section, imap, partial(_read, imap))
    yield from _server(file, "smtp", config.smtp, send)


def _mailboxes(config: Config) -> Iterator[tuple[str, Imap]]:
    """Each with the name of its section, as `load` has it in its problems."""
    for n, imap in enumerate(config.imap, 1):
        yield "imap" if len(config.imap) == 1 else f"imap[{n}]", imap


def _read(imap: Imap, word: str) -> None:
    Mailbox.open(imap, word, patience=PATIENCE).close()


def _server(file: str, section: str, server: Server, knock: Callable[[str], None]) -> Iterator[Problem]:
    try:
        knock(secret(server))
    except SecretUnreadable as error:
        yield Problem(
            file=file,
            key=f"{section}.{'password_file' if server.password_file else 'password_command'}",
            problem=f"パスワードを {error.source} から読めません({error.reason})。",
            mend="1行目にパスワードだけを書いたファイルを置き、「chmod 600」としてください。"
            if server.password_file
            else "このコマンドを手で動かして確かめてください。",
        )
    except ServerError as error:
        key, problem, mend = next(row[1:] for row in SERVER_TROUBLE if isinstance(error, row[0]))
        yield Problem(
            file=file,
            key=f"{section}.{key}",
            problem=f"{problem}({error.server}: {error.reason})。",
            mend=mend,
        )


def _scanner(file: str, config: Config) -> Iterator[Problem]:
    if config.scan.clamd:
        try:
            Scanner(address=config.scan.clamd, patience=PATIENCE).ping()
        except ScannerAway as error:
            yield Problem(
                file=file,
                key="scan.clamd",
                problem=f"ウイルス検査(clamd)につながりません({error.reason})。",
                mend="clamd が動いているか、mailbot の利用者がソケットを使えるかを確かめてください。",
            )


def _data(directory: Path) -> Iterator[Problem]:
    """The data directory may still be missing: the first run makes it."""
    place = next(path for path in (directory, *directory.parents) if path.exists())
    free = shutil.disk_usage(place).free
    if free < inspection.FREE_BYTES:
        yield Problem(
            file=str(place),
            problem=f"ディスクの空きが {free // 1_000_000} MB しかありません。",
            mend=f"{inspection.FREE_BYTES // 1_000_000} MB 以上を空けてください。",
        )
    if directory.exists():
        yield from inspection.problems(directory)


def _forms(directory: Path) -> Iterator[Problem]:
    library = Library(directory)
    try:
        library.pledge()
    except LibraryError as error:
        yield from error.problems
    try:
        forms = library.forms()
    except LibraryError as error:
        yield from error.problems
        return
    yield from _alike(forms, directory)
    for form in forms:
        if lacks := lacking(form):
            yield Problem(
                file=str(directory / "forms" / f"{form.name}.toml"),
                problem=f"この様式の欄では、{len(lacks)}件の確認が十分にできません。",
                mend="「mailbot forms test」で内容を見て、職員が確かめるか、様式に欄を加えてください。",
            )


def _alike(forms: Sequence[Form], directory: Path) -> Iterator[Problem]:
    """Forms that sheets can't tell apart."""
    named: dict[str, list[str]] = {}
    for form in forms:
        named.setdefault(form.form_id, []).append(form.name)
    for form_id, names in named.items():
        if len(names) > 1:
            yield Problem(
                file=str(directory / "forms" / f"{names[-1]}.toml"),
                key="form_id",
                problem=f"様式ID「{form_id}」の様式が{len(names)}つあります({'、'.join(names)})。",
                mend="様式IDを変えるか、使わない様式のファイルを消してください。",
            )
