"""What the daemon says of its own health while it lives; written only when it changes."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from store import health
from store.errors import Unwritable


class Pulse:
    """May be used from any thread."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._health = health.read(directory)

    def passed(self, now: datetime) -> None:
        """The mailbox was looked through."""
        with self._lock:
            self._write(replace(self._health, last_poll_at=now, failures=0, last_failure=""))

    def failed(self, failures: int, why: str) -> None:
        with self._lock:
            self._write(replace(self._health, failures=failures, last_failure=why))

    def sending(self, failure: str) -> None:
        """Why no letter can leave; '' when letters leave."""
        with self._lock:
            self._write(replace(self._health, sending_failure=failure))

    def _write(self, changed: health.Health) -> None:
        if changed != self._health:
            with suppress(Unwritable):  # a full disk is told of by the work itself, and must not end it
                health.write(self._directory, changed)
                self._health = changed
