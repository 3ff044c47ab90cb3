"""The configuration file: what each key is, and `load`. Nothing here looks at other files or the network."""

import ipaddress
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from msgspec import Meta, field as setting

from store.errors import ConfigError, Problem
from store.settings import Reader, Section

Contradictions = Iterator[tuple[str, str, str]]

Text = Annotated[str, Meta(pattern=r"\A[^\x00-\x1f\x7f]*\Z", description='""で囲んだ1行の文字列')]
Filled = Annotated[str, Meta(pattern=r"\A[^\x00-\x1f\x7f]+\Z", description='""で囲んだ空でない1行の文字列')]
Port = Annotated[int, Meta(ge=1, le=65535, description="1から65535までの整数")]
Day = Annotated[int, Meta(ge=1, le=28, description="1から28までの整数(どの月にもある日)")]
Count = Annotated[int, Meta(ge=0, description="0以上の整数")]
Some = Annotated[int, Meta(ge=1, description="1以上の整数")]
Size = Annotated[float, Meta(gt=0, description="0より大きい数")]
ClockTime = Annotated[str, Meta(pattern=r"\A([01]\d|2[0-3]):[0-5]\d\Z", description='"09:00"の形の時刻')]
Instant = Annotated[
    datetime, Meta(tz=True, description="時差(+09:00)のついた日時(例 2026-12-01T00:00:00+09:00)")
]
Security = Literal["implicit", "starttls", "none"]
Login = Literal["password", "xoauth2"]
Look = Literal["dark", "light", "mono"]


class Office(Section, frozen=True, kw_only=True):
    name: Filled
    address: Filled
    postal: Text
    phone: Filled
    fax: Text
    hours: Text
    shop: Filled
    signatory: Filled
    municipalities: tuple[Filled, ...]
    home: Filled
    staff: tuple[Filled, ...] = ()
    aliases: tuple[Filled, ...] = ()
    webform_senders: tuple[Filled, ...] = ()

    def contradictions(self) -> Contradictions:
        if self.home not in self.municipalities:
            yield "home", "municipalities の中にない自治体です。", "municipalities にも書いてください。"


class Server(Section, frozen=True, kw_only=True):
    """What a login on a mail server needs, for both directions."""

    host: Filled
    tls: Security
    user: Text
    password_file: Path | None = None
    password_command: tuple[Filled, ...] = ()
    auth: Login = "password"
    ca_file: Path | None = None

    def contradictions(self) -> Contradictions:
        if self.tls == "none" and not is_loopback(self.host):
            yield (
                "tls",
                '"none" はこの計算機の中(127.0.0.1など)だけで使えます。',
                '"implicit" か "starttls" にしてください。',
            )
        given = (self.password_file is not None) + bool(self.password_command)
        if self.user and not given:
            yield (
                "password_file",
                "パスワードの置き場所がありません。",
                "password_file か password_command を書いてください。",
            )
        if given > 1:
            yield "password_command", "password_file と両方あります。", "どちらか一方だけにしてください。"


class Imap(Server, frozen=True, kw_only=True):
    """One folder that is watched, and where its mails are filed away."""

    port: Port = 993
    tls: Security = "implicit"
    user: Filled
    mailbox: Text = ""
    folder: Filled = "INBOX"
    start_at: Instant
    other: Literal["leave", "file"] = "leave"
    done: Filled = "受付済"
    person: Filled = "要確認"
    sent: Text = "Sent"
    poll_seconds: Some = 60
    authserv_id: Text = ""

    @property
    def account(self) -> str:
        """Names the mailbox in `Place`: the same UIDs of another server or user are other mails."""
        return f"{self.user}@{self.host}:{self.port}/{self.mailbox}"

    @property
    def title(self) -> str:
        """What people and the health file call this folder: one for each `[[imap]]`."""
        return f"{self.account.rstrip('/')} {self.folder}"

    def contradictions(self) -> Contradictions:
        yield from super().contradictions()
        seen: dict[str, str] = {}
        for key in ("folder", "done", "person", "sent"):
            name = getattr(self, key)
            if name and name in seen:
                yield key, f"{seen[name]} と同じフォルダーです。", "別の名前にしてください。"
            seen.setdefault(name, key)


class Smtp(Server, frozen=True, kw_only=True):
    port: Port = 587
    tls: Security = "starttls"
    user: Text = ""
    sender: Filled = setting(name="from")
    envelope_from: Text = ""
    per_minute: Count = 20
    max_mb: Size = 8


class Data(Section, frozen=True, kw_only=True):
    path: Path


class Rounds(Section, frozen=True, kw_only=True):
    cutoff_day: Day = 20
    notice_day: Day = 10
    notice_time: ClockTime = "09:00"
    closed_day: Literal["same", "next", "previous"] = "same"
    timezone: Filled = "Asia/Tokyo"
    counts: Literal["accepted", "arrived"] = "accepted"
    grace_days: Count = 0
    reminder_days: Count = 5

    def contradictions(self) -> Contradictions:
        try:
            ZoneInfo(self.timezone)
        except (KeyError, ValueError, OSError):
            yield "timezone", "この名前の時間帯はありません。", '"Asia/Tokyo" のように書いてください。'


class Letters(Section, frozen=True, kw_only=True):
    mode: Literal["observe", "live"] = "live"
    release: Literal["approval", "automatic"] = "approval"
    settle_minutes: Count = 10
    replies_per_sender_per_day: Some = 10
    replies_per_case_per_day: Some = 10
    replies_per_hour: Some = 200


class Operator(Section, frozen=True, kw_only=True):
    name: Text = ""
    address: Text = ""
    agenda: bool = True


class Member(Section, frozen=True, kw_only=True):
    """One member of the 運営連絡会議."""

    name: Filled
    address: Filled


class Limits(Section, frozen=True, kw_only=True):
    message_mb: Size = 40
    unpacked_mb: Size = 300
    attachments: Some = 60


class Retention(Section, frozen=True, kw_only=True):
    """保存期間, by the office's 文書分類表."""

    years: Some = 5


class Screens(Section, frozen=True, kw_only=True):
    """How the clerks' console looks and answers to keys."""

    theme: Look = "dark"
    read_only: bool = False
    half_cells: bool = True
    """Pictures are drawn with half blocks; False where the terminal draws ambiguous characters two cells wide."""
    viewer: tuple[Filled, ...] = ()
    """The program that opens a file that came, with its first arguments; none: files are only saved."""
    keys: dict[str, Filled] = {}
    """Keys by the names of actions; which names there are is the console's to know (`console.keyboard.keymap`)."""


class Scan(Section, frozen=True, kw_only=True):
    """A virus scanner that sees every attachment before anything opens it."""

    clamd: Text = ""

    def contradictions(self) -> Contradictions:
        host, _, port = self.clamd.rpartition(":")
        at_home = is_loopback(host.strip("[]")) and port.isdecimal() and 0 < int(port) < 65536
        if self.clamd and not (self.clamd.startswith("/") or at_home):
            yield (
                "clamd",
                "この計算機の中の clamd の場所ではありません。",
                '"/run/clamav/clamd.ctl" か "127.0.0.1:3310" の形で書いてください。',
            )


class Log(Section, frozen=True, kw_only=True):
    """What the daemon tells of its work."""

    format: Literal["lines", "json"] = "lines"
    metrics_file: Path | None = None


class Config(Section, frozen=True, kw_only=True):
    office: Office
    imap: Annotated[tuple[Imap, ...], Meta(min_length=1, description="[imap] か [[imap]] で始まる節")]
    """At least one. Copies of sent letters lie in the first one's mailbox."""
    smtp: Smtp
    store: Data
    rounds: Rounds = Rounds()
    letters: Letters = Letters()
    operator: Operator = Operator()
    committee: tuple[Member, ...] = ()
    limits: Limits = Limits()
    retention: Retention = Retention()
    console: Screens = Screens()
    scan: Scan = Scan()
    log: Log = Log()

    def contradictions(self) -> Contradictions:
        """A folder is watched once, and is no folder into which another watch files its mails."""
        for n, imap in enumerate(self.imap, 1):
            for m, other in enumerate(self.imap, 1):
                filed = {other.done, other.person, other.sent} if m != n else set()
                if imap.account == other.account and (
                    imap.folder in filed or (m < n and imap.folder == other.folder)
                ):
                    yield (
                        f"imap[{n}].folder",
                        f"imap[{m}] も使っているフォルダーです。",
                        "別のフォルダーにしてください。",
                    )


def load(path: Path) -> Config:
    """The configuration in this file, paths absolute from its folder on; ConfigError names every problem."""
    reader = Reader(path)
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        mend = "「mailbot init」で作れます。" if isinstance(error, FileNotFoundError) else _LOOK
        raise _unreadable(path, f"開けません({error.strerror})。", mend) from error
    except UnicodeDecodeError as error:
        raise _unreadable(
            path, "文字コードがUTF-8ではありません。", "UTF-8で保存し直してください。"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, f"書き方に誤りがあります({error})。", "その行を直してください。") from error
    config = reader.section(Config, raw)
    if config is None or reader.problems:
        raise ConfigError(tuple(reader.problems))
    return config


def is_loopback(host: str) -> bool:
    """Whether this host name or address never leaves the machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


_LOOK = "config.toml の場所と権限を確かめてください。"


def _unreadable(path: Path, problem: str, mend: str) -> ConfigError:
    return ConfigError((Problem(file=str(path), problem=problem, mend=mend),))
