"""What the daemon says of its own health while it lives; written only when it changes."""

import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from rules.record import replace
from store import health
from store.errors import Unwritable
from store.health import Health, Tally, Watched


class Pulse:
    """May be used from any thread. `titles`: the mailboxes that are watched."""

    def __init__(self, directory: Path, titles: Iterable[str]) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        before = health.read(directory)
        known = {title: before.mailboxes.get(title, Watched()) for title in titles}
        self._health = replace(before, mailboxes=known)
        self._written: Health | None = None

    def watched(self, title: str) -> Watched:
        return self._health.mailboxes[title]

    def looked(self, title: str, now: datetime) -> None:
        """The mailbox shows what lies in it; what hinders the work may last."""
        with self._lock:
            self._note(title, replace(self._health.mailboxes[title], last_poll_at=now))

    def passed(self, title: str, tally: Tally, now: datetime) -> None:
        """The mailbox was looked through to the end."""
        with self._lock:
            self._note(title, Watched(last_poll_at=now, tally=tally))

    def failed(self, title: str, why: str, now: datetime) -> None:
        """One failure more in a row."""
        with self._lock:
            before = self._health.mailboxes[title]
            since = before.failing_since or now
            failures = before.failures + 1
            self._note(title, replace(before, failures=failures, last_failure=why, failing_since=since))

    def sending(self, failure: str) -> None:
        """Why no letter can leave; '' when letters leave."""
        with self._lock:
            self._write(replace(self._health, sending_failure=failure))

    def running(self, running: bool) -> None:
        """Whether a daemon lives from now on."""
        with self._lock:
            self._write(replace(self._health, running=running))

    def _note(self, title: str, watched: Watched) -> None:
        every = {**self._health.mailboxes, title: watched}
        worst = max(every.values(), key=lambda each: each.failures)
        polls = [each.last_poll_at for each in every.values()]
        self._write(
            replace(
                self._health,
                mailboxes=every,
                last_poll_at=None if None in polls else min(filter(None, polls)),
                failures=worst.failures,
                last_failure=worst.last_failure,
            )
        )

    def _write(self, changed: Health) -> None:
        self._health = changed
        if changed != self._written:
            with suppress(Unwritable):  # a full disk is told of by the work itself, and must not end it
                health.write(self._directory, changed)
                self._written = changed
