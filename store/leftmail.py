"""Mail that is left where it is: known by its header alone, in a journal beside the register.

Thousands of unrelated mails of a general mailbox never weigh on a commit.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from rules.model import Place, Role
from rules.record import Struct
from store import codec, journal

T = TypeVar("T")


class Left(Struct, frozen=True, kw_only=True):
    """One mail that is no entry, no answer to us and from no business that we know: its header alone."""

    place: Place
    message_id: str = ""
    sender: str = ""
    subject: str = ""
    received_at: datetime
    role: Role = Role.INQUIRY
    """What it was taken for; records of before say nothing of it."""
    reason: str
    """Why it was left: a whole Japanese sentence."""


class Spot(Struct):
    """Of a line all that a pass over the mailbox has to know."""

    place: Place


class LeftMail:
    """The journal `left.jsonl` of a data directory. One process adds to it, from any of its threads."""

    def __init__(self, directory: Path) -> None:
        self.file = directory / "left.jsonl"
        self._places: set[Place] = set()
        self._read = 0
        """Bytes of the journal whose places are known: only what came behind them is read."""
        self._lock = threading.RLock()

    def places(self) -> set[Place]:
        """Where left mail lies: nothing there is looked at again."""
        with self._lock:
            fresh, self._read = journal.since(self.file, self._read)
            self._places.update(spot.place for spot in _understood(fresh, Spot))
            return self._places

    def append(self, *lefts: Left) -> None:
        """Remembers more, durably. Raises Unwritable."""
        with self._lock:
            journal.append(self.file, [msgspec.json.encode(codec.to_document(left)) for left in lefts])

    def every(self) -> list[Left]:
        """All of them, oldest first. A line that can't be read is passed over: its mail comes again."""
        return list(_understood(journal.lines(self.file), Left))


def _understood(lines: Iterable[bytes], kind: type[T]) -> Iterator[T]:
    for line in lines:
        with suppress(msgspec.DecodeError):
            yield msgspec.json.decode(line, type=kind)
