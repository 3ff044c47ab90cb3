"""A fault proxy: leads connections to a real server, and spoils each in the way that was asked for.

    with faulty(server.port, Broken(mark=b"BODY[] {", further=60)) as port: ...

The first connection meets the first fault, the second the second; all that follow are sound. It knows no protocol
but lines, so IMAP and SMTP are spoilt alike.
"""

import asyncio
import re
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from rules.record import Struct
from tests.servers import scripted


class Broken(Struct, frozen=True, kw_only=True):
    """The server's words end `further` bytes behind the first `mark`; after these `words` nothing more comes."""

    mark: bytes = b""
    further: int = 0
    words: bytes = b""
    stalls: bool = False
    """The connection stays open and silent, instead of being closed."""


class Refused(Struct, frozen=True, kw_only=True):
    """Every command whose beginning (behind an IMAP tag) this expression matches gets this reply; the server never
    hears of it.
    """

    command: bytes
    reply: bytes


class Changed(Struct, frozen=True, kw_only=True):
    """The server says `new` wherever it would say `old`."""

    old: bytes
    new: bytes


SOUND = Changed(old=b"", new=b"")
Fault = Broken | Refused | Changed


@contextmanager
def faulty(port: int, *faults: Fault, every: Fault = SOUND) -> Iterator[int]:
    """The port of a proxy before the server on `port`. `every`: what all connections after the first ones meet."""
    coming = iter(faults)

    async def lead(reader: StreamReader, writer: StreamWriter) -> None:
        fault = next(coming, every)
        there, back = await asyncio.open_connection("localhost", port)
        up = asyncio.create_task(_upward(reader, writer, back, fault))
        down = asyncio.create_task(_downward(there, writer, fault))
        with suppress(ConnectionError):
            await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        down.cancel()
        back.close()

    with scripted(lead) as ours:
        yield ours


async def _upward(reader: StreamReader, writer: StreamWriter, back: StreamWriter, fault: Fault) -> None:
    """What the client says, a line at a time."""
    while line := await reader.readline():
        tag, _, command = line.partition(b" ")
        if isinstance(fault, Refused) and re.match(fault.command, command):
            writer.write(tag + b" " + fault.reply + b"\r\n")
        else:
            back.write(line)


async def _downward(there: StreamReader, writer: StreamWriter, fault: Fault) -> None:
    said, passed = b"", 0
    while data := await there.read(65536):
        if isinstance(fault, Changed) and fault.old:
            data = data.replace(fault.old, fault.new)
        said += data
        end = _end(said, fault)
        writer.write(said[passed:end])
        passed = len(said)
        if end is not None:
            assert isinstance(fault, Broken)
            writer.write(fault.words)
            await writer.drain()
            if fault.stalls:
                await asyncio.Event().wait()  # until the client has had enough
            return


def _end(said: bytes, fault: Fault) -> int | None:
    """Where the server's words end, as soon as so much has been said."""
    if not isinstance(fault, Broken) or (at := said.find(fault.mark)) < 0:
        return None
    end = at + len(fault.mark) + fault.further
    return end if len(said) >= end else None
