"""One pass of everything: all new mail, all due duties, all due letters."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime

from mailbot.dispatch import Dispatch
from mailbot.duties import Duties
from mailbot.errors import MailbotError
from mailbot.pulse import Pulse
from mailbot.reception import Reception
from mailbot.servers import credentials
from mailbot.servers.mailbox import Mailbox
from mailbot.servers.pace import Pace
from mailbot.wiring import Office
from rules.model import Arrival
from store import locks


def once(office: Office, clock: Callable[[], datetime]) -> list[Arrival]:
    """Raises Locked beside a live daemon. A server that fails is raised at the end: the rest is done all the same."""
    pulse = Pulse(office.directory)
    failures: list[MailbotError] = []
    with locks.for_life(office.directory):
        dispatch = Dispatch(
            office=office, clock=clock, pace=Pace(office.config.smtp.per_minute, time.monotonic)
        )
        dispatch.recover()
        taken = _visit(office, clock, pulse, failures)
        try:
            send_all(office, dispatch, clock)
            pulse.sending("")
        except MailbotError as error:
            failures.append(error)
            pulse.sending(str(error))
        if not failures:
            _keep_copies(office, clock)
    if failures:
        raise failures[0]
    return taken


def send_all(office: Office, dispatch: Dispatch, clock: Callable[[], datetime]) -> None:
    """Duties and letters in turn, until neither leaves anything to do: a sent result may make the handover due."""
    duties = Duties(office=office)
    while True:
        done = duties.carry_out(clock())
        tried = asyncio.run(dispatch.send_due())
        if not done and not tried:
            wait = dispatch.pace.wait() if dispatch.is_held_back() else 0.0
            if not wait:
                return
            asyncio.run(asyncio.sleep(wait))


def _visit(
    office: Office, clock: Callable[[], datetime], pulse: Pulse, failures: list[MailbotError]
) -> list[Arrival]:
    imap = office.config.imap
    try:
        with Mailbox.open(imap, credentials.secret(imap)) as mailbox:
            taken = Reception(office, clock).receive(mailbox)
        pulse.passed(clock())
    except MailbotError as error:
        failures.append(error)
        pulse.failed(1, str(error))
        return []
    return taken


def _keep_copies(office: Office, clock: Callable[[], datetime]) -> None:
    imap = office.config.imap
    with Mailbox.open(imap, credentials.secret(imap)) as mailbox:
        Reception(office, clock).keep_copies(mailbox)
