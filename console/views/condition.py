"""稼働状況: each thing that must work, how it is, and the next step in words."""

import platform
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import version

from console.register import IN_TROUBLE
from console.session import Session
from console.views.header import WAITING, ago
from console.words import status as words
from rules.model import Handled, LetterKind, LetterState, State
from rules.record import Struct
from store import audit, backup, health
from store.config import Imap
from store.health import Watched
from store.inspection import FREE_BYTES

SCARCE = 4
"""Times FREE_BYTES: from here on somebody should make room."""
GIGA = 1_000_000_000
BACKUP_AGE = timedelta(days=3)
ALARM_AGE = timedelta(days=7)
SHOWN_OF_HEAD = 16
"""Digits of the hash; the digest has all of them."""


class Point(Struct, frozen=True, kw_only=True):
    key: str
    word: str
    """FINE, MIND or STOPPED of `words.status`."""
    name: str
    said: str
    step: str = ""
    """What a person should do now; '' where nothing."""


def points(session: Session) -> tuple[Point, ...]:
    """Read anew each time: nothing here is worth keeping."""
    alive = session.alive
    return (
        _daemon(session, alive=alive),
        *(point for imap in session.desk.config.imap for point in _mailbox(session, imap, alive=alive)),
        _sending(session),
        _person(session),
        _alarms(session),
        _disk(session),
        _backup(session),
        _audit(session),
        Point(key="version", word=words.FINE, name=words.VERSION, said=_version()),
    )


def overall(found: tuple[Point, ...]) -> str:
    """The worst of them in a sentence."""
    minded = [point.word for point in found if point.word != words.FINE]
    worst = words.STOPPED if words.STOPPED in minded else words.MIND if minded else words.FINE
    return words.OVERALL[worst].format(count=len(minded))


def _daemon(session: Session, *, alive: bool) -> Point:
    if alive:
        return Point(key="daemon", word=words.FINE, name=words.DAEMON, said=words.RUNNING)
    said = words.DIED if session.health.running else words.IDLE
    return Point(key="daemon", word=words.STOPPED, name=words.DAEMON, said=said, step=words.START)


def _mailbox(session: Session, imap: Imap, *, alive: bool) -> Iterator[Point]:
    watched = session.health.mailboxes.get(imap.title, Watched())
    several = len(session.desk.config.imap) > 1
    name = f"{words.MAILBOX} {imap.mailbox or imap.user}" if several else words.MAILBOX
    yield Point(key=imap.title, name=name, **_polled(session, imap, watched, alive=alive))
    left = (*watched.tally.failed, *watched.tally.strays) if watched.tally else ()
    yield Point(
        key=f"unread {imap.title}",
        word=words.MIND if left else words.FINE,
        name=words.UNREAD,
        said=words.UNREAD_COUNT.format(count=len(left)) if left else words.NO_UNREAD,
        step=words.UNREAD_STEP.format(folder=imap.person, names="、".join(left)) if left else "",
    )


def _polled(session: Session, imap: Imap, watched: Watched, *, alive: bool) -> dict[str, str]:
    now, last = session.clock(), watched.last_poll_at
    if watched.failures:
        since = session.dates.short(watched.failing_since or last)
        said = words.FAILING.format(since=since, count=watched.failures, why=watched.last_failure)
        return {"word": words.STOPPED, "said": said, "step": words.CHECK_SERVER}
    if last is None:
        return {
            "word": words.MIND,
            "said": words.NEVER_POLLED,
            "step": words.BEGINNING if alive else words.START,
        }
    told = {"last": session.dates.short(last), "ago": ago(now - last)}
    if not alive:
        return {"word": words.STOPPED, "said": words.POLLED_LAST.format(**told), "step": words.START}
    if health.stalled(last, now, imap.poll_seconds):
        return {"word": words.STOPPED, "said": words.POLLED_LAST.format(**told), "step": words.STALLED}
    until = _clock(session, last + timedelta(seconds=imap.poll_seconds))
    return {"word": words.FINE, "said": words.POLLED.format(**told, next=until)}


def _clock(session: Session, at: datetime) -> str:
    return f"{at.astimezone(session.calendar.zone):%H:%M:%S}"


def _sending(session: Session) -> Point:
    register = session.register

    def point(word: str, said: str, step: str = "") -> Point:
        return Point(key="sending", word=word, name=words.SENDING, said=said, step=step)

    if pause := register.pause:
        return point(words.STOPPED, words.PAUSED.format(by=pause.by, reason=pause.reason), words.RESUME)
    if why := session.health.sending_failure:
        return point(words.STOPPED, words.NOT_SENDING.format(why=why), words.CHECK_SERVER)
    if troubled := register.count(*IN_TROUBLE):
        return point(words.MIND, words.TROUBLED.format(count=troubled), words.TROUBLED_STEP)
    if session.desk.config.letters.mode == "observe":
        return point(words.MIND, words.OBSERVING, words.OBSERVING_STEP)
    counts = words.SENDING_COUNTS.format(
        waiting=register.count(*WAITING),
        held=register.count(LetterState.HELD),
        to_print=register.count(LetterState.TO_PRINT),
    )
    return point(words.FINE, counts)


def _person(session: Session) -> Point:
    register = session.register
    mails = sum(mail.handled is Handled.PERSON and not mail.done for mail in register.mails.values())
    cases = sum(case.state is State.NEEDS_PERSON for case in register.cases.values())
    waits = bool(mails or cases)
    return Point(
        key="person",
        word=words.MIND if waits else words.FINE,
        name=words.PERSON,
        said=words.PERSON_COUNTS.format(mails=mails, cases=cases) if waits else words.NOBODY_WAITS,
        step=words.PERSON_STEP if waits else "",
    )


def _alarms(session: Session) -> Point:
    since = session.clock() - ALARM_AGE
    told = [
        letter
        for letter in session.register.letters.values()
        if letter.kind is LetterKind.ALERT and letter.made_at >= since
    ]
    if not told:
        return Point(key="alarms", word=words.FINE, name=words.ALARMS, said=words.NO_ALARMS)
    last = max(told, key=lambda letter: letter.made_at)
    said = words.ALARM.format(at=session.dates.short(last.made_at), subject=last.subject)
    return Point(key="alarms", word=words.MIND, name=words.ALARMS, said=said, step=words.ALARM_STEP)


def _disk(session: Session) -> Point:
    free = shutil.disk_usage(session.desk.store.directory).free
    scarce = words.MIND if free < SCARCE * FREE_BYTES else words.FINE
    word = words.STOPPED if free < FREE_BYTES else scarce
    said = words.FREE.format(free=f"{free / GIGA:.1f}")
    step = "" if word == words.FINE else words.DISK_STEP
    return Point(key="disk", word=word, name=words.DISK, said=said, step=step)


def _backup(session: Session) -> Point:
    made = backup.last(session.desk.store.directory)
    if made is None:
        said, fresh = words.NO_BACKUP, False
    else:
        age = session.clock() - made.made_at
        said = words.BACKUP_MADE.format(at=session.dates.short(made.made_at), ago=ago(age), name=made.file)
        fresh = age < BACKUP_AGE
    return Point(
        key="backup",
        word=words.FINE if fresh else words.MIND,
        name=words.BACKUP,
        said=said,
        step="" if fresh else words.BACKUP_STEP,
    )


def _audit(session: Session) -> Point:
    head = audit.head(session.desk.store.log)
    return Point(
        key="audit", word=words.FINE, name=words.AUDIT, said=head[:SHOWN_OF_HEAD], step=words.AUDIT_STEP
    )


def _version() -> str:
    return f"mailbot {version('mailbot')}  Python {platform.python_version()}"
