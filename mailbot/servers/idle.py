"""Waiting for new mail with IDLE (RFC 2177), on the socket itself.

Written by hand because the client library's own wait loses lines that come in two pieces, spins when the
server closes the connection, and does not see what came together with the server's `+`.
"""

import select
import socket
import ssl
import time
from io import BufferedReader
from typing import Protocol

from mailbot.servers.bell import Bell

RENEW = 9 * 60
"""Seconds after which IDLE is begun anew: some gateways forget a silent connection after ten minutes."""

TAG = b"WAIT"
"""Cannot be one of imaplib's own tags, which end in a number."""


class Connection(Protocol):
    """What is used of `imaplib.IMAP4`; `readline` raises on nothing but the socket's own errors."""

    sock: socket.socket
    file: BufferedReader

    def send(self, data: bytes) -> None: ...
    def readline(self) -> bytes: ...


class NotIdle(Exception):
    """The server answered IDLE with NO or BAD; `reply` is its line."""

    def __init__(self, reply: str) -> None:
        super().__init__(reply)
        self.reply = reply


def wait(connection: Connection, seconds: float, bell: Bell) -> bool:
    """Whether mail came (since the last command too) or the bell rang within this time.

    A folder must be selected. Raises NotIdle, and OSError when the connection is lost or the server silent.
    """
    connection.send(TAG + b" NOOP\r\n")  # pymap tells what came before IDLE only after it
    if _read_until(connection, TAG + b" OK"):
        return True
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        rang, news = _once(connection, min(left, RENEW), bell)
        if rang or news:
            return True
    return False


def _once(connection: Connection, seconds: float, bell: Bell) -> tuple[bool, bool]:
    """One IDLE from begin to end, cut short by whatever the server says: (the bell rang, mail came)."""
    connection.send(TAG + b" IDLE\r\n")
    news = _read_until(connection, b"+")
    rang = False
    if not news and not _read_ahead(connection):
        poll = select.poll()
        poll.register(connection.sock, select.POLLIN)
        poll.register(bell, select.POLLIN)
        rang = any(fd == bell.fileno() for fd, _ in poll.poll(seconds * 1000))
        if rang:
            bell.hush()
    connection.send(b"DONE\r\n")
    return rang, _read_until(connection, TAG + b" OK") or news


def _read_until(connection: Connection, start: bytes) -> bool:
    """Read whole lines up to the one that begins so; whether one of them tells of mail that came."""
    news = False
    while not (line := connection.readline()).startswith(start):
        if not line:
            raise ConnectionResetError("closed by the server")
        if line.startswith(TAG):
            raise NotIdle(line.decode("utf-8", "replace").strip())
        news = news or line.split()[2:3] == [b"EXISTS"]
    return news


def _read_ahead(connection: Connection) -> bool:
    """Whether bytes lie in the reader's own buffer already: `poll` on the socket would not tell."""
    timeout = connection.sock.gettimeout()
    connection.sock.settimeout(0)
    try:
        return bool(connection.file.peek(1))
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    finally:
        connection.sock.settimeout(timeout)
