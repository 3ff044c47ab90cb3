"""The daemon on real servers: TLS with a throw-away authority, mail in and out through Postfix and Dovecot."""

import imaplib
import re
import signal
import smtplib
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests import servers
from tests.e2e import town
from tests.e2e.town import Town
from tests.servers import Dovecot, Postfix

PATIENCE = 30
"""Seconds to wait for an event on a busy machine; how long it takes is a benchmark's business."""


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot, postfix: Postfix, user: str) -> Town:
    """An office whose own mailbox is that of `user`."""
    return configured(tmp_path / "office", dovecot, postfix, user)


def configured(folder: Path, dovecot: Dovecot, postfix: Postfix, user: str) -> Town:
    """An office on these servers, over TLS."""
    ca = f'ca_file = "{dovecot.ca_file}" #'
    return town.found(
        folder,
        {
            'host = "imap.example.jp"\nport = 993': f'host = "localhost"\nport = {dovecot.tls_port}',
            'host = "smtp.example.jp"\nport = 587': f'host = "localhost"\nport = {postfix.submission}',
            'user = "kikaku"\n': f'user = "{user}"\n',
            'user = "kikaku"  ': f'user = "{user}"  ',
            'ca_file = ""    ': ca,
            'ca_file = ""\n': f"{ca}\n",
            "kikaku@city.ogori.lg.jp": f"{user}@{servers.DOMAIN}",
            "kikaku-staff@city.ogori.lg.jp": f"staff@{servers.DOMAIN}",
        },
    )


def test_answer_lies_in_the_senders_mailbox(
    office: Town, dovecot: Dovecot, postfix: Postfix, user: str, users: Iterator[str]
) -> None:
    """A mail through Postfix reaches Dovecot, `run` answers through Postfix, and the answer is threaded."""
    business = next(users)
    with running(office):
        sent = post(postfix, business, user)
        answer = waited_for(dovecot, business)
        eventually(lambda: len(folder(dovecot, user, "Sent")) == 1)

    assert town.header(answer, "In-Reply-To") == town.header(sent, "Message-ID")
    assert answer["X-Mailbot-Kind"] == "acknowledgement"
    assert answer["To"] == f"{business}@{servers.DOMAIN}"
    assert len(folder(dovecot, user, "INBOX")) == 0
    assert len(folder(dovecot, user, "受付済")) == 1


def test_general_mailbox_is_left_alone(
    office: Town, dovecot: Dovecot, postfix: Postfix, user: str, users: Iterator[str]
) -> None:
    """Unrelated mails stay where they are, with their flags, unanswered, while an entry among them is served."""
    for number in range(20):
        keep(dovecot, user, unrelated(number), flags=r"(\Seen \Flagged)" if number % 2 else "")
    before = folder(dovecot, user, "INBOX")
    business = next(users)

    with running(office):
        post(postfix, business, user)
        waited_for(dovecot, business)

    assert folder(dovecot, user, "INBOX") == before
    assert len(office.json("outbox")) == 1


def test_observe_sends_and_moves_nothing(
    office: Town, dovecot: Dovecot, postfix: Postfix, user: str, users: Iterator[str]
) -> None:
    """In `observe` an entry becomes a case and its answer is held; the mailbox stays as it was."""
    config = office.folder / "config.toml"
    config.write_text(config.read_text().replace('mode = "live"', 'mode = "observe"'))
    business = next(users)
    post(postfix, business, user)
    eventually(lambda: len(folder(dovecot, user, "INBOX")) == 1)
    before = folder(dovecot, user, "INBOX")

    for _ in range(2):
        office.here("once")

    assert [letter["state"] for letter in office.json("outbox")] == ["held"]
    assert folder(dovecot, user, "INBOX") == before
    assert folder(dovecot, business, "INBOX") == []


def test_second_daemon_is_refused(office: Town) -> None:
    """One daemon per data directory: `once` and `run` beside it end with 73 and one sentence."""
    with running(office):
        for command in ("once", "run"):
            ended = office.mailbot(command)
            assert ended.code == 73
            assert len(ended.err.splitlines()) == 1


def test_wrong_password_and_wrong_authority(office: Town, tmp_path: Path) -> None:
    """A refused login ends with 69, one sentence that names the server, and no traceback."""
    (office.folder / "imap.password").write_text("wrong\n")
    ended = office.mailbot("once")
    assert ended.code == 69
    assert "ログインできません" in ended.err
    assert "Traceback" not in ended.err


@contextmanager
def running(office: Town) -> Iterator["subprocess.Popen[bytes]"]:
    """A daemon that has looked through its mailbox, and ends in order."""
    process = office.start("run")
    try:
        eventually(lambda: (office.folder / "data/health.json").exists())
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0, (office.folder / "run.log").read_text()


def post(postfix: Postfix, sender: str, to: str) -> Message:
    """Sends an entry through Postfix as any mail from outside comes."""
    data = town.entry(sender=f"{sender}@{servers.DOMAIN}", to=f"{to}@{servers.DOMAIN}")
    with smtplib.SMTP(servers.HOST, postfix.port) as client:
        client.sendmail(f"{sender}@{servers.DOMAIN}", [f"{to}@{servers.DOMAIN}"], data)
    return message_from_bytes(data)


def waited_for(dovecot: Dovecot, user: str) -> Message:
    """The first mail in this mailbox."""
    eventually(lambda: bool(folder(dovecot, user, "INBOX")))
    with opened(dovecot, user) as client:
        client.select("INBOX", readonly=True)
        _, parts = client.fetch("1", "(BODY.PEEK[])")
    assert isinstance(parts[0], tuple)
    return message_from_bytes(parts[0][1])


def folder(dovecot: Dovecot, user: str, name: str) -> list[bytes]:
    """UID, flags and date of every mail in a folder; empty where there is no folder.

    Without \\Recent, which is no flag of the mail: it tells which session saw it first (RFC 3501, 2.3.2).
    """
    with opened(dovecot, user) as client:
        answer, count = client.select(f'"{_utf7(name)}"', readonly=True)
        if answer != "OK" or count == [b"0"]:
            return []
        _, rows = client.fetch("1:*", "(UID FLAGS INTERNALDATE)")
    return [re.sub(rb" ?\\Recent", b"", row) for row in rows if isinstance(row, bytes)]


def keep(dovecot: Dovecot, user: str, data: bytes, flags: str) -> None:
    with opened(dovecot, user) as client:
        client.append("INBOX", flags, imaplib.Time2Internaldate(town.MONDAY), data)


def unrelated(number: int) -> bytes:
    return (
        f"From: toukei{number}@soumu.example.go.jp\r\nTo: kikaku@city.ogori.lg.jp\r\n"
        f"Subject: report {number}\r\nMessage-ID: <{number}@soumu.example.go.jp>\r\n\r\nBody {number}\r\n"
    ).encode()


@contextmanager
def opened(dovecot: Dovecot, user: str) -> Iterator[imaplib.IMAP4]:
    context = ssl.create_default_context(cafile=str(dovecot.ca_file))
    with imaplib.IMAP4_SSL(servers.HOST, dovecot.tls_port, ssl_context=context) as client:
        client.login(user, servers.PASSWORD)
        yield client


def eventually(holds: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Asks again and again until it holds; fails after `patience` seconds."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.05)


def _utf7(name: str) -> str:
    from imapclient import imap_utf7

    return str(imap_utf7.encode(name).decode("ascii"))
