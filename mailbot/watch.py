"""The watch over one mailbox: takes mail for as long as the daemon lives, in a thread of its own."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from mailbot import reconciliation
from mailbot.alarms import Alarm
from mailbot.errors import LoginRefused, MailbotError
from mailbot.log import about
from mailbot.pulse import Pulse
from mailbot.reception import Reception
from mailbot.servers.bell import Bell
from mailbot.servers.mailbox import PATIENCE, Mailbox
from mailbot.trouble import LOGIN_REST, Trouble
from mailbot.wiring import Clock, Office
from rules.model import Arrival
from rules.words import HANDLED, STATES
from store import cases
from store.config import Imap
from store.errors import StoreError

log = logging.getLogger(__name__)

LONGEST_STEP = 600.0
"""Seconds that one talk with the server may take: 40 MB over a slow line. Silence ends it much sooner."""

RECONCILED = timedelta(hours=1)
"""How often the folders of handled mail are looked through."""


class Watch(threading.Thread):
    """IMAP with this mailbox is spoken in this thread alone. `taken` hears of every mail.

    A mailbox that fails is tried again and again, and stops no other. `patience`: seconds that the server may keep
    silent in the middle of a step.
    """

    def __init__(
        self,
        office: Office,
        clock: Clock,
        imap: Imap,
        pulse: Pulse,
        taken: Callable[[], None],
        *,
        patience: float = PATIENCE,
        longest_step: float = LONGEST_STEP,
    ) -> None:
        super().__init__(name=f"watch {imap.title}", daemon=True)
        self.imap = imap
        self._office = office
        self._clock = clock
        self._pulse = pulse
        self._taken = taken
        self._patience = patience
        self._longest_step = longest_step
        self._bell = Bell()
        self._reception = Reception(office, clock, imap)
        self._alarm = Alarm(office=office, pulse=pulse, title=imap.title)
        self._trouble = Trouble(f"受信 {imap.title}")
        self._stopped = threading.Event()
        self._mailbox: Mailbox | None = None
        self._opening_since: float | None = None
        self._strays: tuple[str, ...] = ()
        self._reconciled_at: datetime | None = None

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._watch()
            except (MailbotError, StoreError) as error:
                self._rest(error, str(error))
            except Exception as error:
                log.exception("受信の途中で思いがけない失敗がありました。")
                self._rest(error, f"思いがけない失敗({type(error).__name__})がありました。やり直します。")

    def look(self) -> None:
        """Look at once, unless this mailbox rests from a failure."""
        self._bell.ring()

    def stop(self) -> None:
        """Ends after the mail that is being worked on."""
        self._stopped.set()
        self._bell.ring()

    @property
    def hangs(self) -> bool:
        """Whether the server, or the way to it, holds this thread beyond all patience."""
        asked_at = None if self._mailbox is None else self._mailbox.asked_at
        since = self._opening_since or asked_at
        return since is not None and time.monotonic() - since > self._longest_step

    def _watch(self) -> None:
        """On one connection, until it fails or the watch is stopped."""
        with self._opened() as mailbox:
            while not self._stopped.is_set():
                self._pass(mailbox)
                mailbox.wait(self.imap.poll_seconds, self._bell)

    def _opened(self) -> Mailbox:
        self._mailbox, self._opening_since = None, time.monotonic()
        try:
            self._mailbox = Mailbox.enter(self.imap, patience=self._patience)
        finally:
            self._opening_since = None
        return self._mailbox

    def _pass(self, mailbox: Mailbox) -> None:
        def looked() -> None:
            self._pulse.looked(self.imap.title, self._clock())

        for arrival in self._reception.receive(mailbox, stopped=self._stopped.is_set, looked=looked):
            self._tell(arrival)
            self._taken()
        if not self._stopped.is_set():
            self._reception.keep_copies(mailbox)
            self._reconcile(mailbox)

    def _tell(self, arrival: Arrival) -> None:
        """What was decided about this mail; `why` tells the rest."""
        db = self._office.store.snapshot()
        found = (cases.get(db, number) for number in arrival.cases)
        states = " ".join(f"{case.number}({STATES[case.state]})" for case in found if case)
        told = (HANDLED[arrival.handled], arrival.id[:8], states, arrival.reason)
        log.info("受信 %s", " ".join(filter(None, told)), extra=about(arrival.cases))

    def _reconcile(self, mailbox: Mailbox) -> None:
        now = self._clock()
        if self._reconciled_at is None or now - self._reconciled_at >= RECONCILED:
            self._strays = reconciliation.strays(self._office, self.imap, mailbox, now)
            self._reconciled_at = now
        tally = reconciliation.tally(self._office, self.imap, mailbox, self._reception, strays=self._strays)
        self._trouble.over()
        self._alarm.over(tally, now)

    def _rest(self, error: Exception, why: str) -> None:
        if self._stopped.is_set():
            return
        self._trouble.happened(why, least=LOGIN_REST if isinstance(error, LoginRefused) else 0.0)
        self._alarm.failed(error, why, self._clock())
        while self._trouble.rest and not self._stopped.is_set():
            self._bell.wait(self._trouble.rest)
