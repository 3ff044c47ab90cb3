"""Alarms (警報): staff hear once that a mailbox can't be served, and once that it can again.

An incident lasts from the first failure to the first pass without one. Its beginning is kept over restarts
(`store.health`), so a daemon that is started again and again tells nothing twice. Within an incident each kind of
fault is told once.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from mailbot.errors import LoginRefused, MailboxFull, SecretUnreadable, ServerAway, ServerRefused, Untrusted
from mailbot.pulse import Pulse
from mailbot.staff import telling
from mailbot.wiring import Office
from rules.model import Letter
from rules.record import Struct
from store import outbox
from store.errors import StoreError, Unwritable
from store.health import Tally
from store.tomlfile import LibraryError

log = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
"""A fault that comes and goes is told no more often than this."""

MEND = "「mailbot doctor」で確かめ、直してください。直ったときは、もう一度お知らせします。"
LOOK = "メールサーバーとネットワークを確かめてください。つながったときは、もう一度お知らせします。"
NOTHING = "していただくことはありません。止まっていた間に届いたメールも受け付けました。"


class Fault(Struct, frozen=True, kw_only=True):
    """A kind of failure. `grace` passes before anybody is told: it may be over by itself."""

    error: type[Exception]
    name: str
    grace: timedelta = timedelta(0)
    todo: str = MEND


FAULTS = (
    Fault(error=LoginRefused, name="login"),
    Fault(error=SecretUnreadable, name="secret"),
    Fault(error=Untrusted, name="certificate"),
    Fault(error=MailboxFull, name="full"),
    Fault(error=Unwritable, name="disk"),
    Fault(error=LibraryError, name="library"),
    Fault(error=ServerRefused, name="refused", grace=timedelta(minutes=1)),
    Fault(error=ServerAway, name="away", grace=timedelta(minutes=10), todo=LOOK),
    Fault(error=Exception, name="unexpected", grace=timedelta(minutes=10)),
)
"""The first that fits counts."""


class Alarm(Struct, frozen=True, kw_only=True):
    """Of one mailbox, `title` as in `Imap.title`; keeps its health too. Nothing here raises."""

    office: Office
    pulse: Pulse
    title: str

    def failed(self, error: Exception, why: str, now: datetime) -> None:
        """`error` has just stopped the work; `why` says so in a whole sentence."""
        self.pulse.failed(self.title, why, now)
        fault = next(each for each in FAULTS if isinstance(error, each.error))
        since = self.pulse.watched(self.title).failing_since or now
        if now - since >= fault.grace:
            try:
                self._ring(fault, since, why, now)
            except (
                StoreError
            ) as hindrance:  # a disk that takes nothing: health and log say so, and the next try
                log.warning("職員に知らせる手紙を作れません。%s", hindrance)

    def over(self, tally: Tally, now: datetime) -> None:
        """A pass came to its end."""
        since = self.pulse.watched(self.title).failing_since
        try:
            if since is not None:
                self._end(since, now)
        except StoreError as hindrance:
            log.warning("職員に知らせる手紙を作れません。%s", hindrance)
        else:
            self.pulse.passed(self.title, tally, now)

    def _ring(self, fault: Fault, since: datetime, why: str, now: datetime) -> None:
        key = self._key(fault.name, since)
        earlier = self._letters(f"mailbox:{self.title}:{fault.name}:")
        if not any(each.made_at > now - HOUR or each.key.startswith(f"alert:{key}:") for each in earlier):
            what = f"メールボックス {self.title} のメールを受け付けられません。{why}"
            self._tell(key, what, fault.todo, now)

    def _end(self, since: datetime, now: datetime) -> None:
        told = [self._key(fault.name, since) for fault in FAULTS]
        if any(True for key in told for _ in self._letters(f"{key}:")):
            what = f"メールボックス {self.title} のメールを、また受け付けています。"
            self._tell(self._key("over", since), what, NOTHING, now)

    def _letters(self, key: str) -> Iterator[Letter]:
        letters = outbox.letters(self.office.store.snapshot())
        return (letter for letter in letters if letter.key.startswith(f"alert:{key}"))

    def _key(self, fault: str, since: datetime) -> str:
        return f"mailbox:{self.title}:{fault}:{since.isoformat(timespec='seconds')}"

    def _tell(self, key: str, what: str, todo: str, now: datetime) -> None:
        with self.office.store.transaction() as db:
            telling(self.office, key, what, todo)(db, now)
