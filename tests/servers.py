"""Real servers for the tests: Dovecot and Postfix on free loopback ports, in folders of their own.

Nothing of the system's own configuration is read, and no mail can leave: what is not for `test.local` is
discarded. For what no real server does on demand there is `scripted`.
"""

import asyncio
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from string import Template
from typing import TypeVar

import trustme

from rules.record import Struct

CONF = Path(__file__).parent / "conf"
HOST = "localhost"
PASSWORD = "secret"
DOMAIN = "test.local"
USERS = tuple(f"user{number:03}" for number in range(1000))
"""Addresses that Postfix knows; Dovecot takes any name."""

QUEUES = (
    "active bounce corrupt defer deferred flush hold incoming maildrop pid private public saved trace"
).split()


class Dovecot(Struct, frozen=True, kw_only=True):
    """Any user name logs in with PASSWORD. `port` is plain and STARTTLS, `tls_port` implicit TLS."""

    port: int
    tls_port: int
    ca_file: Path
    mail: Path
    """Each user's Maildir lies below it."""
    auth: Path
    """The socket where Postfix asks for logins."""
    restart: Callable[[], None]
    """Ends it with all its connections, and starts it again with the same mail."""
    kill: Callable[[], None]
    """The same by SIGKILL, in the middle of whatever it writes."""


class Postfix(Struct, frozen=True, kw_only=True):
    """Delivers to USERS at test.local. `port` takes mail from outside; the others want a login and TLS.

    At RCPT, others at test.local get 550; other domains get 454 without a login and vanish with one.
    """

    port: int
    submission: int
    submissions: int
    ca_file: Path
    log: Path
    """What Postfix itself says of every mail that it took."""
    kill: Callable[[], None]
    """Ends it by SIGKILL, in the middle of whatever it writes, and starts it again with the same queue."""


Server = TypeVar("Server")

TRIES = 4
"""A port that was free a moment ago may be somebody else's by the time the server wants it."""


class NotStarted(RuntimeError):
    """A server that ended before it greeted; what it said is the text."""


@contextmanager
def dovecot(ca: trustme.CA, more: str = "") -> Iterator[Dovecot]:
    """`more`: settings in Dovecot's own words, to take abilities away."""
    with ExitStack() as life:
        yield _started(life, lambda: _dovecot(ca, more))


@contextmanager
def postfix(ca: trustme.CA, imap: Dovecot, more: str = "") -> Iterator[Postfix]:
    """Needs root: its master changes users. `more`: settings in Postfix's own words."""
    with ExitStack() as life:
        yield _started(life, lambda: _postfix(ca, imap, more))


def _started(life: ExitStack, server: Callable[[], AbstractContextManager[Server]]) -> Server:
    for _ in range(TRIES - 1):
        with suppress(NotStarted):
            return life.enter_context(server())
    return life.enter_context(server())


@contextmanager
def _dovecot(ca: trustme.CA, more: str) -> Iterator[Dovecot]:
    with _folder() as folder:
        accounts = _accounts()
        mail = folder / "mail"
        mail.mkdir()
        os.chown(mail, int(accounts["owner"]), int(accounts["owner_group"]))
        ca_file = _certificate(ca, folder)
        port, tls_port = _free_ports(2)
        words = {"port": port, "tls_port": tls_port, "password": PASSWORD, "more": more, **accounts}
        config = folder / "dovecot.conf"
        config.write_text(_filled("dovecot.conf", folder=folder, **words))
        command = ["dovecot", "-F", "-c", str(config)]
        with _Program(command, port, folder / "dovecot.log") as program:
            yield Dovecot(
                port=port,
                tls_port=tls_port,
                ca_file=ca_file,
                mail=mail,
                auth=folder / "run/smtp-auth",
                restart=program.restart,
                kill=program.kill,
            )


@contextmanager
def _postfix(ca: trustme.CA, imap: Dovecot, more: str) -> Iterator[Postfix]:
    with _folder() as folder:
        ca_file = _certificate(ca, folder)
        _queue(folder)
        port, submission, submissions = _free_ports(3)
        owner = pwd.getpwnam("nobody")
        etc = folder / "etc"
        etc.mkdir()
        (etc / "users").write_text("".join(f"{user}@{DOMAIN} {user}/\n" for user in USERS))
        (etc / "main.cf").write_text(
            _filled(
                "main.cf", folder=folder, mail=imap.mail, auth=imap.auth, uid=owner.pw_uid, gid=owner.pw_gid
            )
            + more
        )
        (etc / "master.cf").write_text(
            _filled("master.cf", port=port, submission=submission, submissions=submissions)
        )
        master = ["/usr/lib/postfix/sbin/master", "-d", "-c", str(etc)]
        log = folder / "postfix.log"
        with _Program(master, port, log) as program:
            yield Postfix(
                port=port,
                submission=submission,
                submissions=submissions,
                ca_file=ca_file,
                log=log,
                kill=program.kill,
            )


def _accounts() -> dict[str, str]:
    """Whom Dovecot runs as: its own users where root starts it, else the one who does."""
    me = pwd.getpwuid(os.getuid())
    group = grp.getgrgid(me.pw_gid).gr_name
    internal, login, owner = (me.pw_name, me.pw_name, me)
    if me.pw_uid == 0:
        internal, group, login, owner = "dovecot", "dovecot", "dovenull", pwd.getpwnam("nobody")
    ids = {"owner": str(owner.pw_uid), "owner_group": str(owner.pw_gid)}
    return {"internal": internal, "group": group, "login": login, **ids}


def _filled(name: str, **words: object) -> str:
    return Template((CONF / name).read_text("utf-8")).substitute(words)


def _queue(folder: Path) -> None:
    """The folders that Postfix's own start script would make, in two seconds."""
    owner = pwd.getpwnam("postfix")
    for name in ("data", *(f"spool/{queue}" for queue in QUEUES)):
        made = folder / name
        made.mkdir(parents=True)
        if name != "spool/pid":
            os.chown(made, owner.pw_uid, owner.pw_gid)


def _certificate(ca: trustme.CA, folder: Path) -> Path:
    """A certificate for localhost, by this authority; returns the authority's own file."""
    issued = ca.issue_cert(HOST)
    issued.private_key_pem.write_to_path(str(folder / "key.pem"))
    for number, part in enumerate(issued.cert_chain_pems):
        part.write_to_path(str(folder / "cert.pem"), append=number > 0)
    ca.cert_pem.write_to_path(str(folder / "ca.pem"))
    return folder / "ca.pem"


Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]]


@contextmanager
def scripted(script: Script) -> Iterator[int]:
    """The port of a server that treats each connection by this coroutine, and closes it where that ends."""
    loop = asyncio.new_event_loop()
    ready: Future[int] = Future()
    end = asyncio.Event()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await script(reader, writer)
        finally:
            writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        ready.set_result(server.sockets[0].getsockname()[1])
        await end.wait()
        server.close()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield ready.result(10)
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()


@contextmanager
def _folder() -> Iterator[Path]:
    """Short, as socket paths have 108 bytes at most, and open to the servers' own users."""
    folder = Path(tempfile.mkdtemp(prefix="mb-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Program:
    """A server that greets, from its beginning to its end, and may be ended and begun anew in between."""

    def __init__(self, command: list[str], port: int, log: Path) -> None:
        self._begun = partial(_running, command, port, log)
        self._life = ExitStack()
        self._pid = 0

    def __enter__(self) -> "_Program":
        self.restart()
        return self

    def __exit__(self, *_: object) -> None:
        self._life.close()

    def restart(self) -> None:
        self._life.close()
        self._pid = self._life.enter_context(self._begun())

    def kill(self) -> None:
        os.killpg(self._pid, signal.SIGKILL)
        for _ in range(TRIES - 1):  # what it had locked is free when the last of its processes is gone
            with suppress(NotStarted):
                return self.restart()
        return self.restart()


@contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[int]:
    """From the first connection that the server takes until it has ended; its process group."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=silent, stderr=silent, start_new_session=True) as process:
        try:
            _await(port, process, log)
            yield process.pid
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with suppress(ProcessLookupError):  # Dovecot's sessions would go on without their master
                os.killpg(process.pid, signal.SIGKILL)


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """A server tells nobody that it listens, so it is asked until it greets.

    A connection alone says little: a master that finds one of its other ports taken listens for a moment, too.
    """
    end = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < end:
        if _greets(port):
            return
        time.sleep(0.02)
    raise NotStarted(log.read_text("utf-8", "replace") if log.exists() else f"ended with {process.poll()}")


def _greets(port: int) -> bool:
    with socket.socket() as probe, suppress(OSError):
        # From another address: a probe could meet itself on a free port (TCP's simultaneous open) and take it.
        probe.bind(("127.0.0.2", 0))
        probe.settimeout(5)
        probe.connect(("127.0.0.1", port))
        return bool(probe.recv(1))
    return False


def _free_ports(count: int) -> list[int]:
    """Free now; all are held until the last is found, so that no two are the same."""
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()
