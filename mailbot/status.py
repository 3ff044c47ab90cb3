"""How the office fares: its mailboxes, what waits for a person, what comes next. For `mailbot status` and watchers."""

from collections import Counter
from datetime import datetime, tzinfo

from msgspec.structs import asdict

from mailbot import listing
from mailbot.duties import Duties
from mailbot.plain import Json, at
from mailbot.wiring import Office
from rules.model import State
from store import cases, health, locks, outbox
from store.config import Imap
from store.health import Health, Watched

ROUTINE = frozenset({"digest"})
"""Duties of every day: no news."""


def status(office: Office, now: datetime) -> Json:
    """`ok` is False when a person is needed: a failure, a letter that did not leave, a mail that nobody looked at."""
    db = office.store.snapshot()
    zone = office.calendar.zone
    letters = list(outbox.letters(db))
    pulse = health.read(office.directory)
    person = len(listing.mails(office, person=True)) + sum(
        each.state is State.NEEDS_PERSON for each in cases.every(db)
    )
    troubled = sum(each.state in outbox.TROUBLED for each in letters)
    stopped = cases.pause(db)
    alive = locks.daemon_lives(office.directory)
    mailboxes = [_mailbox(imap, pulse, now, zone, alive=alive) for imap in office.config.imap]
    return {
        "ok": not (
            pulse.failures
            or pulse.sending_failure
            or troubled
            or person
            or stopped
            or (pulse.running and not alive)
            or any(each["stalled"] or (each["tally"] and each["tally"]["failed"]) for each in mailboxes)
        ),
        "daemon": "running" if alive else "died" if pulse.running else "stopped",
        "mailboxes": mailboxes,
        "last_poll_at": at(pulse.last_poll_at, zone),
        "failures": pulse.failures,
        "failure": pulse.last_failure or pulse.sending_failure,
        "paused": None if stopped is None else {"by": stopped.by, "reason": stopped.reason},
        "queue": Counter(str(each.state) for each in letters),
        "person": person,
        "next": [
            {"duty": due.duty, "due_at": at(due.due_at, zone)}
            for due in Duties(office=office).coming(db, now)
            if due.duty not in ROUTINE
        ],
    }


def _mailbox(imap: Imap, pulse: Health, now: datetime, zone: tzinfo, *, alive: bool) -> Json:
    """`stalled`: a daemon lives and has missed more looks than it may."""
    watched = pulse.mailboxes.get(imap.title, Watched())
    tally = watched.tally
    return {
        "title": imap.title,
        "last_poll_at": at(watched.last_poll_at, zone),
        "failures": watched.failures,
        "failure": watched.last_failure,
        "failing_since": at(watched.failing_since, zone),
        "stalled": alive and health.stalled(watched.last_poll_at, now, imap.poll_seconds),
        "tally": None if tally is None else asdict(tally),
        "differences": [] if tally is None else [*tally.failed, *tally.strays],
    }
