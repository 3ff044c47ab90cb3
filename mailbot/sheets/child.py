"""One worker at the bench: a process that opens senders' bytes with no network, no files and little memory.

Started by `bench`, it carries out orders from its standard input until that is closed, and so ends with its parent.
"""

import ctypes
import gc
import os
import resource
from typing import BinaryIO

import msgspec

from mailbot.sheets.frames import HEAD, framed
from mailbot.sheets.orders import AnyOrder

MEMORY = 500_000_000
"""Bytes of address space."""
CPU_SECONDS = 4
"""For one order, give or take the second that the system counts in."""
_OPEN_FILES = 32
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000

ORDER: msgspec.msgpack.Decoder[AnyOrder] = msgspec.msgpack.Decoder(AnyOrder)


def main() -> None:
    orders = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the answers.
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    confine()
    # Between orders, not within: what one order leaves is little, and to look through all that was imported is much.
    gc.disable()
    gc.freeze()
    _answer(answers, b"")
    while len(head := orders.read(HEAD)) == HEAD:
        message = orders.read(int.from_bytes(head, "big"))
        _grant_time()
        _answer(answers, _carried_out(message))
        gc.collect()
        gc.freeze()  # what is kept, a library or a form, is not looked through again


def confine() -> None:
    """Gives up what opening a file does not need. No file can be written at all, so there is no temporary folder."""
    os.umask(0o077)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # An own, empty network. Systems that grant it to nobody but root leave us the one they have.
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _grant_time() -> None:
    """So many more seconds of CPU than used up to now; the system ends us behind them."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _carried_out(message: bytes) -> bytes:
    try:
        return msgspec.msgpack.encode({"done": ORDER.decode(message).carry_out()})
    except MemoryError:
        return msgspec.msgpack.encode({"lost": "too_large"})
    except Exception as error:  # what opens files raises nothing: this is a fault of ours
        return msgspec.msgpack.encode({"lost": "failed", "why": _told(error)})


def _told(error: Exception) -> str:
    """Where it happened, without a word of what the file holds."""
    from traceback import walk_tb  # a tenth of a child's start, for what hardly ever happens

    *_, (frame, line) = walk_tb(error.__traceback__)
    return f"{type(error).__name__}, {frame.f_code.co_filename}:{line}"


def _answer(answers: BinaryIO, message: bytes) -> None:
    answers.write(framed(message))
    answers.flush()


if __name__ == "__main__":
    main()
