"""A small server that speaks clamd's protocol: it finds the EICAR test string, and can misbehave."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""In two pieces, so that no scanner takes this file for one."""


class Clamd:
    """`most`: bytes of a stream that it takes; `silent`: it hears and says nothing."""

    def __init__(self, *, most: int = 25_000_000, silent: bool = False) -> None:
        self.most = most
        self.silent = silent
        self.seen: list[bytes] = []
        self.end = threading.Event()

    def serve(self, there: socket.socket) -> None:
        with there.makefile("rwb") as talk:
            command = _until_nul(talk.read)
            if self.silent:
                self.end.wait(30)
            elif command == b"zPING":
                talk.write(b"PONG\0")
            elif command == b"zINSTREAM":
                talk.write(self._judged(talk.read) + b"\0")
            else:
                talk.write(b"UNKNOWN COMMAND\0")

    def _judged(self, read: "_Read") -> bytes:
        data = b""
        while size := int.from_bytes(read(4), "big"):
            data += read(size)
            if len(data) > self.most:
                return b"INSTREAM size limit exceeded. ERROR"
        self.seen.append(data)
        return b"stream: Eicar-Test-Signature FOUND" if EICAR in data else b"stream: OK"

    @contextmanager
    def at(self, path: Path | None = None) -> Iterator[str]:
        """Its address: this path, or a free port of this machine."""
        judge = self

        class Talk(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                judge.serve(self.request)

        server: socketserver.BaseServer
        if path is None:
            tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
            server, address = tcp, f"127.0.0.1:{tcp.server_address[1]}"
        else:
            server, address = socketserver.ThreadingUnixStreamServer(str(path), Talk), str(path)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield address
        finally:
            self.end.set()
            server.shutdown()
            server.server_close()
            thread.join()


class _Read(Protocol):
    def __call__(self, size: int, /) -> bytes: ...


def _until_nul(read: "_Read") -> bytes:
    said = b""
    while (byte := read(1)) not in (b"", b"\0"):
        said += byte
    return said
