"""The watch over the mailbox: takes mail for as long as the daemon lives, in a thread of its own."""

import logging
import threading
from collections.abc import Callable

from mailbot.errors import MailbotError
from mailbot.pulse import Pulse
from mailbot.reception import Reception
from mailbot.servers import credentials
from mailbot.servers.bell import Bell
from mailbot.servers.mailbox import Mailbox
from mailbot.trouble import Trouble
from mailbot.wiring import Clock, Office
from store.errors import StoreError

log = logging.getLogger(__name__)


class Watch(threading.Thread):
    """IMAP is spoken in this thread alone. Ringing `bell` lets it look at once; `taken` hears of every mail."""

    def __init__(
        self, office: Office, clock: Clock, bell: Bell, pulse: Pulse, taken: Callable[[], None]
    ) -> None:
        super().__init__(name="watch", daemon=True)
        self._office = office
        self._clock = clock
        self._bell = bell
        self._pulse = pulse
        self._taken = taken
        self._reception = Reception(office, clock)
        self._trouble = Trouble("受信")
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._watch()
            except (MailbotError, StoreError) as error:
                self._rest(str(error))
            except Exception as error:
                log.exception("受信の途中で思いがけない失敗がありました。")
                self._rest(f"思いがけない失敗({type(error).__name__})がありました。やり直します。")

    def stop(self) -> None:
        """Ends after the mail that is being worked on."""
        self._stopped.set()
        self._bell.ring()

    def _watch(self) -> None:
        """On one connection, until it fails or the watch is stopped."""
        imap = self._office.config.imap
        with Mailbox.open(imap, credentials.secret(imap)) as mailbox:
            while not self._stopped.is_set():
                self._pass(mailbox)
                self._trouble.over()
                self._pulse.passed(self._clock())
                mailbox.wait(imap.poll_seconds, self._bell)

    def _pass(self, mailbox: Mailbox) -> None:
        for arrival in self._reception.receive(mailbox, stopped=self._stopped.is_set):
            log.info("受信 %s %s %s", arrival.handled, " ".join(arrival.cases), arrival.reason)
            self._taken()
        self._reception.keep_copies(mailbox)

    def _rest(self, why: str) -> None:
        self._trouble.happened(why)
        self._pulse.failed(self._trouble.failures, why)
        self._bell.wait(self._trouble.rest)
