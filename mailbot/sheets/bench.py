"""作業台: senders' bytes are opened in limited, reused children (`child`), so that no file can harm the program.

A child is started by exec and never forked: it inherits no lock, no connection and no secret.
"""

import logging
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import msgspec

from mailbot.sheets.frames import framed, unframed

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

log = logging.getLogger(__name__)

SEATS = 2
"""Children at work at the same time."""
SECONDS = 4.5
"""Of the clock, for one order: with killing and burying, a file is answered within 5. The child limits the rest."""
START_SECONDS = 30.0
"""For a child to get ready, on a busy machine too."""
ORDERS = 200
"""After so many a child is replaced: whatever it has gathered goes with it."""
_LARGEST_ANSWER = 64 << 20
_CHUNK = 1 << 16
_ROOT = Path(__file__).parents[2]


class Order(Protocol[T_co]):
    """What is done with a sender's bytes (`orders`): a struct with all that it needs."""

    def carry_out(self) -> Any:
        """In the child: the result as plain data."""

    def result(self, plain: Any) -> T_co:
        """At the desk: the result. Raises anything for what `carry_out` can't have said."""

    def lost(self, code: str) -> T_co:
        """The result where there is none: the bytes were 'damaged' or 'too_large', or we 'failed' at sound ones."""


class Lost(Exception):
    """A child that gave no answer to an order. `code` as in `Order.lost`."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(code, why)
        self.code, self.why = code, why


class Bench:
    """Carries out orders. Children are started when the first one comes, and end with this bench or its process."""

    def __init__(self, *, seconds: float = SECONDS, orders: int = ORDERS) -> None:
        self._seconds, self._orders = seconds, orders
        self._seats = threading.Semaphore(SEATS)
        self._idle: list[_Child] = []
        self._lock = threading.Lock()
        self._closed = False
        weakref.finalize(self, _end_all, self._idle)

    def do(self, order: Order[T]) -> T:
        """The result of the order; where its bytes kill, hang or overfill a child, what `order.lost` says."""
        with self._seats:
            child = self._child()
            try:
                result = order.result(child.ask(msgspec.msgpack.encode(order), self._seconds))
            except Lost as lost:
                child.end()
                log.warning("ファイルを開けませんでした(%s)。%s", lost.code, lost.why)
                return order.lost(lost.code)
            except Exception:  # a child that was taken over may answer anything
                child.end()
                log.exception("作業台の答えを読めませんでした。")
                return order.lost("failed")
            self._lay_down(child)
            return result

    def prepare(self) -> None:
        """Starts a child that gets ready while nobody waits: the first mail is then answered as fast as any."""
        self._lay_down(self._child())

    def close(self) -> None:
        """Ends the children that wait; one at work ends with its order."""
        with self._lock:
            self._closed = True
            _end_all(self._idle)

    def pids(self) -> Iterable[int]:
        """The children that wait for work."""
        return [child.pid for child in self._idle]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    def _child(self) -> "_Child":
        with self._lock:
            waiting = self._idle.pop() if self._idle else None
        if waiting is not None and waiting.is_alive:
            return waiting
        return _Child()

    def _lay_down(self, child: "_Child") -> None:
        with self._lock:
            stays = child.orders < self._orders and not self._closed
            if stays:
                self._idle.append(child)
        if not stays:
            child.end()


def _end_all(children: "list[_Child]") -> None:
    while children:
        children.pop().end()


class _Child:
    """One child process, in a group of its own."""

    def __init__(self) -> None:
        self.orders = 0
        self._ready = False
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-B", "-m", "mailbot.sheets.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
            env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8"},
        )
        assert self._process.stdin and self._process.stdout  # noqa: S101  # both are pipes
        self._to, self._from = self._process.stdin, self._process.stdout
        os.set_blocking(self._to.fileno(), False)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, order: bytes, seconds: float) -> object:
        """What the child says to the order. Raises Lost if it dies, is late, or says too much."""
        if not self._ready:
            self._exchange(b"", START_SECONDS)
            self._ready = True
        self.orders += 1
        answer = msgspec.msgpack.decode(self._exchange(framed(order), seconds), type=dict[str, object])
        if "done" not in answer:
            raise Lost("too_large" if answer.get("lost") == "too_large" else "failed", str(answer.get("why")))
        return answer["done"]

    def end(self) -> None:
        """Killed with all that it may have started, and waited for."""
        if self.is_alive:
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()
        self._from.close()
        try:
            self._to.close()
        except OSError:  # what it did not read any more
            pass

    def _exchange(self, message: bytes, seconds: float) -> bytes:
        """Writes while reading: neither side waits for the other with a full pipe."""
        deadline, rest, received = time.monotonic() + seconds, memoryview(message), bytearray()
        with selectors.DefaultSelector() as pipes:
            pipes.register(self._from, selectors.EVENT_READ)
            if message:
                pipes.register(self._to, selectors.EVENT_WRITE)
            while (answer := unframed(received)) is None:
                ready = pipes.select(max(0.0, deadline - time.monotonic()))
                if not ready or len(received) > _LARGEST_ANSWER:
                    raise Lost("too_large")
                for pipe, _ in ready:
                    if pipe.fileobj is self._from:
                        received += self._read()
                    elif not (rest := rest[self._write(rest) :]):
                        pipes.unregister(self._to)
        return answer

    def _read(self) -> bytes:
        chunk = os.read(self._from.fileno(), _CHUNK)
        if not chunk:
            raise Lost("too_large" if self._process.wait() == -signal.SIGXCPU else "damaged")
        return chunk

    def _write(self, rest: memoryview) -> int:
        try:
            return os.write(self._to.fileno(), rest[:_CHUNK])
        except BrokenPipeError:
            return len(rest)  # it is dead: the reading side says how it died
