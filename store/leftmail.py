"""Mail that is left where it is: known by its header alone, in a journal beside the register.

Thousands of unrelated mails of a general mailbox never weigh on a commit.
"""

import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from rules.model import Place
from store import codec, journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One mail that is no entry, no answer to us and from no business that we know: its header alone."""

    place: Place
    message_id: str = ""
    sender: str = ""
    subject: str = ""
    received_at: datetime
    reason: str
    """Why it was left: a whole Japanese sentence."""


class LeftMail:
    """The journal `left.jsonl` of a data directory. One process adds to it, from any of its threads."""

    def __init__(self, directory: Path) -> None:
        self.file = directory / "left.jsonl"
        self._places: set[Place] | None = None
        self._lock = threading.RLock()

    def places(self) -> set[Place]:
        """Where left mail lies: nothing there is looked at again. Read once, then kept up by `append`."""
        with self._lock:
            if self._places is None:
                self._places = {left.place for left in self.every()}
            return self._places

    def append(self, *lefts: Left) -> None:
        """Remembers more, durably. Raises Unwritable."""
        with self._lock:
            journal.append(self.file, [msgspec.json.encode(codec.to_document(left)) for left in lefts])
            self.places().update(left.place for left in lefts)

    def every(self) -> list[Left]:
        """All of them, oldest first. A line that can't be read is passed over: its mail comes again."""
        found = []
        for line in journal.lines(self.file):
            with suppress(msgspec.DecodeError):
                found.append(msgspec.json.decode(line, type=Left))
        return found
