"""The daemon: one thread watches the mailbox, a heartbeat looks what is due and sends it; `once` does one pass of each.

APScheduler gives the beat and nothing else: what is due is computed from the register, so a missed beat loses nothing.
"""

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from mailbot.dispatch import Dispatch
from mailbot.duties import Duties
from mailbot.errors import MailbotError
from mailbot.pulse import Pulse
from mailbot.reception import Reception
from mailbot.servers import credentials
from mailbot.servers.bell import Bell
from mailbot.servers.mailbox import Mailbox
from mailbot.servers.pace import Pace
from mailbot.wiring import Office
from store import locks
from store.errors import StoreError

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

BEAT = 1
"""Seconds between two looks at whether anybody changed the register: a console's act leaves within a few seconds."""

DUTY_BEAT = 20
"""Seconds between two looks at the calendar."""

LONGEST_WAIT = 300
"""Seconds between two tries of a server that does not answer; the first waits are shorter."""


class Watch(threading.Thread):
    """Takes mail for as long as the daemon lives; IMAP is spoken in this thread alone."""

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
        self._stopped = threading.Event()

    def run(self) -> None:
        failures = 0
        while not self._stopped.is_set():
            try:
                with self._open() as mailbox:
                    while not self._stopped.is_set():
                        self._pass(mailbox)
                        failures = 0
                        self._pulse.passed(self._clock())
                        mailbox.wait(self._office.config.imap.poll_seconds, self._bell)
            except (MailbotError, StoreError) as error:
                failures += 1
                self._note(failures, str(error))
                self._bell.wait(min(LONGEST_WAIT, 2**failures))
            except Exception as error:
                failures += 1
                log.exception("受信の途中で思いがけない失敗がありました。やり直します。")
                self._note(failures, f"思いがけない失敗({type(error).__name__})")
                self._bell.wait(min(LONGEST_WAIT, 2**failures))

    def stop(self) -> None:
        """Ends after the mail that is being worked on."""
        self._stopped.set()
        self._bell.ring()

    def _open(self) -> Mailbox:
        imap = self._office.config.imap
        return Mailbox.open(imap, credentials.secret(imap))

    def _pass(self, mailbox: Mailbox) -> None:
        for arrival in self._reception.receive(mailbox, stopped=self._stopped.is_set):
            log.info("受信 %s %s %s", arrival.handled, " ".join(arrival.cases), arrival.reason)
            self._taken()
        self._reception.keep_copies(mailbox)

    def _note(self, failures: int, why: str) -> None:
        log.warning("%s", why)
        self._pulse.failed(failures, why)


class Daemon:
    def __init__(self, office: Office, clock: Clock) -> None:
        self._office = office
        self._clock = clock
        self._duties = Duties(office=office)
        pace = Pace(office.config.smtp.per_minute, time.monotonic)
        self._dispatch = Dispatch(office=office, clock=clock, pace=pace)
        self._bell = Bell()
        self._pulse = Pulse(office.directory)
        self._failures = 0
        self._rest_until = 0.0
        self._busy = asyncio.Lock()

    def run(self) -> None:
        """Until SIGTERM or SIGINT; ends after the letter and the mail at hand. Locked when another daemon lives."""
        with locks.for_life(self._office.directory), self._office.bench:
            self._dispatch.recover()
            asyncio.run(self._live())

    async def _live(self) -> None:
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        scheduler = AsyncIOScheduler(
            timezone=self._office.calendar.zone,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        beat = scheduler.add_job(self._send, "interval", seconds=BEAT)
        scheduler.add_job(self._do_duties, "interval", seconds=DUTY_BEAT, next_run_time=self._clock())
        scheduler.start()

        def taken() -> None:
            loop.call_soon_threadsafe(lambda: beat.modify(next_run_time=self._clock()))

        watch = Watch(self._office, self._clock, self._bell, self._pulse, taken)
        watch.start()
        log.info("動き始めました。")
        await stop.wait()
        log.info("止まります。手元の仕事を終えるまでお待ちください。")
        watch.stop()
        scheduler.pause()
        async with self._busy:  # the letter on its way gets its answer; shutting down now would cut it off
            scheduler.shutdown(wait=False)
        await asyncio.to_thread(watch.join, 30)

    async def _do_duties(self) -> None:
        async with self._busy:
            with self._telling("予定の仕事"):
                for due in await asyncio.to_thread(self._duties.carry_out, self._clock()):
                    log.info("予定の仕事を行いました: %s %s", due.duty, due.subject)

    async def _send(self) -> None:
        """Sends what is due, if anything changed or a waiting letter's time may have come."""
        if self._busy.locked() or time.monotonic() < self._rest_until:
            return
        async with self._busy:
            with self._telling("送信"):
                if await self._dispatch.send_due():
                    self._bell.ring()  # the watch keeps the copies
                self._failures = 0
                self._pulse.sending("")

    @contextmanager
    def _telling(self, what: str) -> Iterator[None]:
        try:
            yield
        except (MailbotError, StoreError) as error:
            self._failures += 1
            self._rest_until = time.monotonic() + min(LONGEST_WAIT, 2**self._failures)
            log.warning("%s: %s", what, error)
            self._pulse.sending(str(error))
        except Exception:
            self._rest_until = time.monotonic() + LONGEST_WAIT
            log.exception("%sの途中で思いがけない失敗がありました。", what)
