"""A virus scanner on this machine: clamd, spoken to as clamd(8) has it. Files are handed over whole (INSTREAM)."""

import socket

from mailbot.errors import ScannerAway
from rules.record import Struct

PIECE = 1 << 16

PATIENCE = 60.0
"""Seconds of silence: a large archive takes clamd a while."""

LONGEST_ANSWER = 4096

SILENT = "返事がありません"
TOO_LARGE = "ファイルが大きすぎます"

_END = b"\0\0\0\0"
_FOUND, _CLEAN, _TOO_LARGE = " FOUND", "stream: OK", "size limit exceeded"


class Virus(Struct, frozen=True):
    name: str
    """As the scanner calls it."""


class Scanner(Struct, frozen=True, kw_only=True):
    address: str
    """An absolute path of a socket, or 'host:port' on this machine."""
    patience: float = PATIENCE

    def scan(self, data: bytes) -> Virus | None:
        """What was found in these bytes. Raises ScannerAway where there is no word on them at all."""
        answer = self._asked(b"zINSTREAM\0", data)
        if answer == _CLEAN:
            return None
        if answer.endswith(_FOUND):
            return Virus(answer.removeprefix("stream: ").removesuffix(_FOUND))
        raise ScannerAway(self.address, TOO_LARGE if _TOO_LARGE in answer else answer or SILENT)

    def ping(self) -> None:
        """Raises ScannerAway unless it is there and answers."""
        answer = self._asked(b"zPING\0")
        if answer != "PONG":
            raise ScannerAway(self.address, answer or SILENT)

    def _asked(self, command: bytes, data: bytes | None = None) -> str:
        try:
            with self._connected() as there:
                try:
                    there.sendall(command)
                    if data is not None:
                        _hand_over(there, data)
                except (BrokenPipeError, ConnectionResetError):
                    pass  # it has heard enough, and says why
                return _answer(there)
        except OSError as error:
            raise ScannerAway(self.address, error.strerror or str(error)) from error

    def _connected(self) -> socket.socket:
        if not self.address.startswith("/"):
            host, _, port = self.address.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), timeout=self.patience)
        there = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        there.settimeout(self.patience)
        try:
            there.connect(self.address)
        except OSError:
            there.close()
            raise
        return there


def _hand_over(there: socket.socket, data: bytes) -> None:
    """In pieces, each behind its length; a length of 0 ends it."""
    for start in range(0, len(data), PIECE):
        piece = data[start : start + PIECE]
        there.sendall(len(piece).to_bytes(4, "big") + piece)
    there.sendall(_END)


def _answer(there: socket.socket) -> str:
    heard = b""
    while b"\0" not in heard and len(heard) < LONGEST_ANSWER:
        piece = there.recv(LONGEST_ANSWER)
        if not piece:
            break
        heard += piece
    return heard.split(b"\0")[0].decode("utf-8", "replace").strip()
