"""An IMAP and an SMTP server inside this process, on free loopback ports: for the demo and the tests."""

import asyncio
import imaplib
import threading
from argparse import Namespace
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session
from proxyprotocol.result import ProxyResultLocal
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Login
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from rules.record import Struct

HOST = "127.0.0.1"


class Received(Struct, frozen=True, kw_only=True):
    """One mail that the SMTP server took."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes


class EmbeddedServers:
    """Both servers, from entering `with` to leaving it; every method may be called from any thread.

    `users`: name -> password for IMAP. SMTP asks for no login. No TLS: they listen on loopback alone.
    """

    def __init__(self, users: Mapping[str, str]) -> None:
        self.imap_port = 0
        self.smtp_port = 0
        self._users = dict(users)
        self._post = _Post()
        self._ready: Future[None] = Future()
        self._loop = asyncio.new_event_loop()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="embedded-servers", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.result()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Drop all connections and end. May be called twice."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end.set)
            self._thread.join()

    @property
    def received(self) -> tuple[Received, ...]:
        """All that the SMTP server has taken so far, in order."""
        return tuple(self._post.received)

    def wait_for(self, count: int, seconds: float) -> tuple[Received, ...]:
        """What was received, as soon as it is `count` mails; TimeoutError when time is over before."""
        with self._post.came:
            if not self._post.came.wait_for(lambda: len(self._post.received) >= count, seconds):
                raise TimeoutError(f"{len(self._post.received)} of {count} mails after {seconds} s")
            return self.received

    def deliver(self, user: str, data: bytes, received_at: datetime, *, folder: str = "INBOX") -> None:
        """Put a mail into a mailbox as if the server had taken it in at this instant."""
        with imaplib.IMAP4(HOST, self.imap_port, timeout=10) as connection:
            connection.login(user, self._users[user])
            answer, words = connection.append(folder, "", imaplib.Time2Internaldate(received_at), data)
            if answer != "OK":
                raise ValueError(words)

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._serve())
        except OSError as error:
            self._ready.set_exception(error)

    async def _serve(self) -> None:
        async with AsyncExitStack() as stack:
            imap = await asyncio.start_server(_imap(self._users), HOST, 0)
            smtp = await self._loop.create_server(
                lambda: SMTP(self._post, hostname="localhost", loop=self._loop, data_size_limit=None), HOST, 0
            )
            for server in (imap, smtp):
                stack.callback(server.close)
            self.imap_port = imap.sockets[0].getsockname()[1]
            self.smtp_port = smtp.sockets[0].getsockname()[1]
            self._ready.set_result(None)
            await self._end.wait()


class _Post:
    """What aiosmtpd hands each mail to."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.came = threading.Condition()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = Received(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            data=envelope.original_content or b"",
        )
        with self.came:
            self.received.append(mail)
            self.came.notify_all()
        return "250 OK"


class _Settings(Config):
    @property
    def greeting(self) -> bytes:
        """Without this machine's full name: asking for it may cost a DNS time-out."""
        return b"Server ready"


def _imap(users: Mapping[str, str]) -> Callable[[StreamReader, StreamWriter], Coroutine[Any, Any, None]]:
    """What serves one connection.

    Not started by pymap itself, which keeps no reference to its tasks: Python 3.13 then collects a connection
    while it idles.
    """
    settings = _Settings(
        Namespace(passlib_cfg=None, proxy_protocol=None),
        host=HOST,
        port=0,
        tls_enabled=False,
        demo_data=False,
        demo_user="",
        demo_password="",
        hash_context=Cleartext(),
        cpu_subsystem=Subsystem.for_asyncio(),
        invalid_user_sleep=0.0,
    )
    settings.apply_context()
    login = Login(settings)
    for name, password in users.items():
        login.users_dict[name] = UserMetadata(settings, name, password=password)
    serve = IMAPServer(login, settings)

    async def connected(reader: StreamReader, writer: StreamWriter) -> None:
        await serve(reader, writer, SocketInfo.get(writer, ProxyResultLocal(), unique_id=uuid4().bytes))

    return connected
