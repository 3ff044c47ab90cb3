"""One pass of everything: all new mail, all due duties, all due letters."""

import asyncio
import time
from collections.abc import Iterator

from mailbot import reconciliation
from mailbot.alarms import Alarm
from mailbot.dispatch import Dispatch
from mailbot.duties import Duties
from mailbot.errors import MailbotError
from mailbot.pulse import Pulse
from mailbot.reception import Reception
from mailbot.servers.mailbox import Mailbox
from mailbot.servers.pace import Pace
from mailbot.wiring import Clock, Office
from rules.model import Arrival
from store import locks
from store.config import Imap
from store.errors import StoreError
from store.tomlfile import LibraryError


def once(office: Office, clock: Clock) -> list[Arrival]:
    """What was taken. Raises Locked beside a live daemon; what else goes wrong is raised at the end: the rest is done
    all the same, with every other mailbox too.
    """
    pulse = Pulse(office.directory, (imap.title for imap in office.config.imap))
    failures: list[Exception] = []
    with locks.for_life(office.directory):
        dispatch = Dispatch(
            office=office, clock=clock, pace=Pace(office.config.smtp.per_minute, time.monotonic)
        )
        dispatch.recover()
        taken = [
            arrival for imap in office.config.imap for arrival in _visit(office, clock, imap, pulse, failures)
        ]
        try:
            send_all(office, dispatch, clock)
            pulse.sending("")
        except (MailbotError, StoreError) as error:
            failures.append(error)
            pulse.sending(str(error))
        if not failures:
            _keep_copies(office, clock)
    if failures:
        raise failures[0]
    return taken


def send_all(office: Office, dispatch: Dispatch, clock: Clock) -> None:
    """Duties and letters in turn, until neither leaves anything to do: a sent result may make the handover due."""
    duties = Duties(office=office)
    hindered: LibraryError | None = None
    while True:
        try:
            done = duties.carry_out(clock())
        except LibraryError as error:  # letters that are ready need no text of the office any more
            done, hindered = [], error
        tried = asyncio.run(dispatch.send_due())
        if not done and not tried:
            wait = dispatch.pace.wait() if dispatch.is_held_back() else 0.0
            if not wait:
                break
            asyncio.run(asyncio.sleep(wait))
    if hindered is not None:
        raise hindered


def _visit(
    office: Office, clock: Clock, imap: Imap, pulse: Pulse, failures: list[Exception]
) -> Iterator[Arrival]:
    alarm, reception = Alarm(office=office, pulse=pulse, title=imap.title), Reception(office, clock, imap)
    try:
        with Mailbox.enter(imap) as mailbox:
            yield from reception.receive(mailbox)
            strays = reconciliation.strays(office, imap, mailbox, clock())
            tally = reconciliation.tally(office, imap, mailbox, reception, strays=strays)
        alarm.over(tally, clock())
    except (MailbotError, StoreError) as error:
        failures.append(error)
        alarm.failed(error, str(error), clock())


def _keep_copies(office: Office, clock: Clock) -> None:
    first = office.config.imap[0]
    reception = Reception(office, clock, first)
    if reception.uncopied():
        with Mailbox.enter(first) as mailbox:
            reception.keep_copies(mailbox)
