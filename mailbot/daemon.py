"""The daemon: one thread watches the mailbox, a heartbeat looks what is due and sends it; `once` does one pass of each.

APScheduler gives the beat and nothing else: what is due is computed from the register, so a missed beat loses nothing.
"""

import asyncio
import logging
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from mailbot.dispatch import Dispatch
from mailbot.duties import Duties
from mailbot.errors import MailbotError
from mailbot.pulse import Pulse
from mailbot.servers.bell import Bell
from mailbot.servers.pace import Pace
from mailbot.trouble import Trouble
from mailbot.watch import Watch
from mailbot.wiring import Clock, Office
from store import locks
from store.errors import StoreError

log = logging.getLogger(__name__)

BEAT = 1
"""Seconds between two looks at what is due to leave: a console's act leaves within a few seconds."""

DUTY_BEAT = 20
"""Seconds between two looks at the calendar."""

FAREWELL = 30
"""Seconds that the watch has to end the mail at hand."""


class Daemon:
    def __init__(self, office: Office, clock: Clock) -> None:
        self._office = office
        self._clock = clock
        self._duties = Duties(office=office)
        pace = Pace(office.config.smtp.per_minute, time.monotonic)
        self._dispatch = Dispatch(office=office, clock=clock, pace=pace)
        self._bell = Bell()
        self._pulse = Pulse(office.directory)
        self._late = Trouble("予定の仕事")
        self._stuck = Trouble("送信")
        self._busy = asyncio.Lock()

    def run(self) -> None:
        """Until SIGTERM or SIGINT; ends after the letter and the mail at hand. Locked when another daemon lives."""
        with locks.for_life(self._office.directory), self._office.bench:
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
        await asyncio.to_thread(watch.join, FAREWELL)

    async def _do_duties(self) -> None:
        async with self._busy:
            with self._telling(self._late):
                for due in await asyncio.to_thread(self._duties.carry_out, self._clock()):
                    log.info("予定の仕事を行いました: %s %s", due.duty, due.subject)

    async def _send(self) -> None:
        if self._busy.locked() or self._stuck.rest:
            return
        async with self._busy:
            with self._telling(self._stuck):
                if await self._dispatch.send_due():
                    self._bell.ring()  # the watch keeps the copies

    @contextmanager
    def _telling(self, trouble: Trouble) -> Iterator[None]:
        try:
            yield
            trouble.over()
        except (MailbotError, StoreError) as error:
            trouble.happened(str(error))
        except Exception as error:
            log.exception("思いがけない失敗がありました。")
            trouble.happened(f"思いがけない失敗({type(error).__name__})がありました。やり直します。")
        self._pulse.sending(self._stuck.why or self._late.why)
