"""The composition root: a configuration becomes the concrete parts that the commands and the daemon work with."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Self

from mailbot.intake.attempts import Attempts
from mailbot.sheets.bench import Bench
from rules.model import Place
from rules.record import Struct
from rules.rounds import Calendar
from rules.tables import Context
from store import locks
from store.calendar import calendar
from store.config import Config, Imap
from store.context import context
from store.documents import Store
from store.leftmail import LeftMail
from store.library import Library

DESK_SECONDS = 60.0
"""How long a mail waits for the one on the desk: it may hold many files, each of which has seconds."""

Clock = Callable[[], datetime]
"""Says what time it is: an aware instant."""


class Office(Struct, frozen=True, kw_only=True):
    """All that a piece of work needs to know of this office; the same for as long as the program runs."""

    config: Config
    store: Store
    library: Library
    calendar: Calendar
    left: LeftMail
    attempts: Attempts
    bench: Bench

    @classmethod
    def of(cls, config: Config) -> Self:
        """Opens the data directory, makes it if it is missing."""
        directory = config.store.path
        return cls(
            config=config,
            store=Store(directory),
            library=Library(directory),
            calendar=calendar(config.rounds),
            left=LeftMail(directory),
            attempts=Attempts(directory / "attempts"),
            bench=Bench(),
        )

    @property
    def directory(self) -> Path:
        return self.config.store.path

    def desk(self) -> AbstractContextManager[None]:
        """One mail is worked on at a time, in whatever process: copies of it in two mailboxes, or one in a mailbox
        and one that a clerk hands in meanwhile (`import`), are one mail. Raises StoreBusy.
        """
        return locks.exclusive(self.directory / "desk.lock", wait=DESK_SECONDS)

    def mailbox(self, place: Place | None) -> Imap:
        """The settings of the mailbox in which a mail lies; the first one's for what lies in none any more."""
        first, *others = self.config.imap
        if place is not None:
            for each in others:
                if (each.account, each.folder) == (place.account, place.folder):
                    return each
        return first

    def context(self, instant: datetime) -> Context:
        """What the checks of a sheet that arrived at this instant may know."""
        return context(self.config, self.library, instant)
