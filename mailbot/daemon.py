"""The daemon: a thread for each mailbox, a heartbeat looks what is due and sends it; `once` does one pass of each.

APScheduler gives the beat and nothing else: what is due is computed from the register, so a missed beat loses nothing.
"""

import asyncio
import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from mailbot import metrics
from mailbot.beat import Beat
from mailbot.dispatch import Dispatch
from mailbot.duties import Duties
from mailbot.errors import LoginRefused, MailbotError
from mailbot.log import about
from mailbot.pulse import Pulse
from mailbot.servers.pace import Pace
from mailbot.status import status
from mailbot.supervisor import NOBODY, Supervisor, Turn
from mailbot.trouble import LOGIN_REST, Trouble
from mailbot.watch import Watch
from mailbot.wiring import Clock, Office
from rules.words import DUTIES
from store import locks
from store.config import Imap
from store.errors import StoreError

log = logging.getLogger(__name__)

BEAT = 1
"""Seconds between two looks at what is due to leave: a console's act leaves within a few seconds."""

DUTY_BEAT = 20
"""Seconds between two looks at the calendar."""

REPORT_BEAT = 60
"""Seconds between two reports to whoever watches this machine."""

LONGEST_WORK = 3600.0
"""Seconds that one lot of letters or duties may take; the end of a letter alone may last ten minutes."""

FAREWELL = 30
"""Seconds that the watches have to end the mail at hand."""


class Daemon:
    def __init__(self, office: Office, clock: Clock, supervisor: Supervisor = NOBODY) -> None:
        self._office = office
        self._clock = clock
        self._supervisor = supervisor
        self._duties = Duties(office=office)
        pace = Pace(office.config.smtp.per_minute, time.monotonic)
        self._dispatch = Dispatch(office=office, clock=clock, pace=pace)
        self._pulse = Pulse(office.directory, (imap.title for imap in office.config.imap))
        self._watches: list[Watch] = []
        self._late = Trouble("予定の仕事")
        self._stuck = Trouble("送信")
        self._unheard = Trouble("稼働状況の書き出し")
        self._busy = asyncio.Lock()
        self._turn = Turn(LONGEST_WORK)

    def run(self) -> None:
        """Until SIGTERM or SIGINT; ends after the letter and the mail at hand. Raises Locked when another daemon lives.

        A register that can't be read, or is a newer program's, is told at once: trying again would not help.
        """
        with locks.for_life(self._office.directory), self._office.bench as bench:
            self._office.store.snapshot()
            bench.prepare()
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
        beat = scheduler.add_job(self._send, Beat(BEAT))
        scheduler.add_job(self._do_duties, Beat(DUTY_BEAT), next_run_time=self._clock())

        def hurry() -> None:
            if not stop.is_set():  # the last mail may be taken when there is no beat any more
                beat.modify(next_run_time=self._clock())

        def taken() -> None:
            loop.call_soon_threadsafe(hurry)

        scheduler.add_job(self._look_after, Beat(DUTY_BEAT), args=[taken])
        scheduler.add_job(self._report, Beat(REPORT_BEAT), next_run_time=self._clock())
        if self._supervisor.beat is not None:
            scheduler.add_job(self._show_life, Beat(self._supervisor.beat))
        clock = asyncio.create_task(self._mind_the_clock(scheduler))
        self._pulse.running(True)
        self._watches = [self._begun(imap, taken) for imap in self._office.config.imap]
        scheduler.start()
        log.info("動き始めました。")
        self._supervisor.ready()
        await stop.wait()
        self._supervisor.stopping()
        log.info("止まります。手元の仕事を終えるまでお待ちください。")
        for watch in self._watches:
            watch.stop()
        clock.cancel()
        scheduler.pause()
        async with self._busy:  # the letter on its way gets its answer; shutting down now would cut it off
            scheduler.shutdown(wait=False)
        await asyncio.to_thread(self._join)
        self._pulse.running(False)

    async def _mind_the_clock(self, scheduler: AsyncIOScheduler) -> None:
        """A clock that is set back would have every beat wait until the old time comes again: they begin anew."""
        before = self._clock()
        while True:
            await asyncio.sleep(BEAT)
            now = self._clock()
            if now < before:
                log.warning("時計が%d秒戻されました。", (before - now).total_seconds())
                for job in scheduler.get_jobs():
                    job.modify(next_run_time=now)
            before = now

    def _begun(self, imap: Imap, taken: Callable[[], None]) -> Watch:
        watch = Watch(self._office, self._clock, imap, self._pulse, taken)
        watch.start()
        return watch

    async def _look_after(self, taken: Callable[[], None]) -> None:
        """The watchdog: a watch that hangs is let go, and another takes its place."""
        for place, watch in enumerate(self._watches):
            if watch.hangs:
                log.warning("%s: サーバーとのやりとりが終わらないため、つなぎ直します。", watch.imap.title)
                watch.stop()
                self._watches[place] = self._begun(watch.imap, taken)

    async def _report(self) -> None:
        """Tells how the office fares to whoever watches this machine; that they can't be told hinders no work."""
        file = self._office.config.log.metrics_file
        if file is None and not self._supervisor.address:
            return
        try:
            found = await asyncio.to_thread(status, self._office, self._clock())
            self._supervisor.fares(metrics.sentence(found))
            if file is not None:
                await asyncio.to_thread(metrics.write, file, found)
            self._unheard.over()
        except (MailbotError, StoreError) as error:
            self._unheard.happened(str(error))

    def _show_life(self) -> None:
        """Only while the work goes on: a piece of it that never ends is ended by whoever watches."""
        if not self._turn.is_stuck:
            self._supervisor.alive()

    def _join(self) -> None:
        end = time.monotonic() + FAREWELL
        for watch in self._watches:
            watch.join(max(0.0, end - time.monotonic()))

    async def _do_duties(self) -> None:
        async with self._busy:
            with self._telling(self._late):
                for due in await asyncio.to_thread(self._duties.carry_out, self._clock()):
                    done = f"{DUTIES.get(due.duty, due.duty)} {due.subject}"
                    log.info("予定の仕事を行いました: %s", done, extra=about(due.cases))

    async def _send(self) -> None:
        if self._busy.locked() or self._stuck.rest:
            return
        async with self._busy:
            with self._telling(self._stuck):
                if await self._dispatch.send_due():
                    for watch in self._watches:
                        watch.look()  # the first one keeps the copies

    @contextmanager
    def _telling(self, trouble: Trouble) -> Iterator[None]:
        try:
            with self._turn.taken():
                yield
            trouble.over()
        except (MailbotError, StoreError) as error:
            least = LOGIN_REST if isinstance(error, LoginRefused) else 0.0
            trouble.happened(str(error), least=least)
        except Exception as error:
            log.exception("思いがけない失敗がありました。")
            trouble.happened(f"思いがけない失敗({type(error).__name__})がありました。やり直します。")
        self._pulse.sending(self._stuck.why or self._late.why)
