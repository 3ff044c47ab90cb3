"""A clerk at work, and what every deed of theirs has in common."""

import os
import pwd
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rules.model import Business, Case
from rules.moves import Refusal
from rules.record import Struct, replace
from rules.rounds import Calendar
from rules.words import EVENTS
from store import cases, deeds, notices, results
from store.audit import Event
from store.calendar import calendar
from store.config import Config
from store.documents import Documents, Store
from store.errors import Stale
from store.library import Library

if TYPE_CHECKING:
    from rules.tables import Context

Done = TypeVar("Done")


LOGIN_UID = Path("/proc/self/loginuid")
"""Set once by the system when somebody logs in; sudo and su don't change it, and nobody can change it back."""
_NOBODY = 2**32 - 1
"""What stands there where nobody logged in: a service."""


def login() -> str:
    """The login of the operating system behind this process, the one before sudo where there is one."""
    return _logged_in() or os.environ.get("SUDO_USER") or _name(os.getuid())


def _logged_in() -> str:
    try:
        uid = int(LOGIN_UID.read_text())
    except (OSError, ValueError):  # a system without it
        return ""
    return "" if uid in (_NOBODY, os.getuid()) else _name(uid)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # an account that is gone
        return f"uid {uid}"


class _Refused(Exception):
    """Drops the transaction of `together`."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


class Desk(Struct, frozen=True, kw_only=True):
    """The register, the office's words, and who answers for what is done."""

    store: Store
    library: Library
    config: Config
    by: str
    login: str
    joined: Documents | None = None
    """The deed in which all of this desk's are done (`together`)."""

    @property
    def calendar(self) -> Calendar:
        return calendar(self.config.rounds)

    def context(self, instant: datetime) -> "Context":
        """What the checks of a sheet that arrived at this instant may know."""
        from store.context import context

        return context(self.config, self.library, instant)

    @contextmanager
    def deed(self, now: datetime) -> Iterator[Documents]:
        """A transaction that can be taken back (`undo`). The last event that it records is its name.

        A block that changed nothing, a refusal say, leaves no deed.
        """
        if self.joined is not None:
            yield self.joined
            return
        with self.store.transaction() as db:
            yield db
            mine = [event for event in db.events if event.by == self.by]
            if db.before and mine:
                deeds.keep(db, self.store.directory, mine[-1])

    def together(
        self, acts: Sequence[Callable[["Desk"], Done | Refusal]], now: datetime
    ) -> tuple[Done, ...] | Refusal:
        """Several deeds as one, which is taken back as one: all of them, or none where one is refused.

        Each act gets a desk whose deeds lie within this one.
        """
        try:
            with self.deed(now) as db:
                desk = replace(self, joined=db)
                done = tuple(_allowed(act(desk)) for act in acts)
                last = next((event for event in reversed(db.events) if event.by == self.by), None)
                if last and len(done) > 1:
                    detail = f"{EVENTS.get(last.what, last.what)} {len(done)}件"
                    self.record(db, "deed.together", last.subject, detail, now)
                return done
        except _Refused as refused:
            return refused.refusal

    def case(self, db: Documents, number: str, seen: int | None = None) -> Case | Refusal:
        case = cases.get(db, number)
        if case is None:
            return Refusal(message=f"整理番号 {number} の案件はありません。")
        if seen is not None and seen != case.version:
            raise Stale(replace(case, version=seen), case)
        return case

    def business(self, db: Documents, id: str, seen: int | None = None) -> Business | Refusal:
        """The business that this id leads to."""
        business = cases.business(db, id)
        if business is None:
            return Refusal(
                message=f"事業者 {id} はありません。番号は「mailbot businesses」で確かめてください。"
            )
        if seen is not None and seen != business.version:
            raise Stale(replace(business, version=seen), business)
        return business

    def record(self, db: Documents, what: str, subject: str, detail: str, now: datetime) -> None:
        """An audit event under this clerk's name."""
        db.record(Event(at=now, by=self.by, login=self.login, what=what, subject=subject, detail=detail))

    def put_all(self, db: Documents, moved: Sequence[Case], what: str, detail: str, now: datetime) -> int:
        """Stores the cases and sets their letters right; how many of these may now leave."""
        for case in moved:
            cases.put(db, case)
            self.record(db, what, case.number, detail, now)
        return results.settle_all(db, self.library, self.config, moved, now)

    def settle(self, db: Documents, case: Case, now: datetime, *, why: str = notices.UNAPPROVED) -> int:
        """Brings the result letters of this business and round in step; how many of them may now leave.

        `why` a letter that was approved is held now.
        """
        business = cases.business(db, case.business)
        if business is None or case.round is None:
            return 0
        return results.settle(db, self.library, self.config, business, case.round, now, why=why)


def _allowed(done: Done | Refusal) -> Done:
    if isinstance(done, Refusal):
        raise _Refused(done)
    return done
