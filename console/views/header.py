"""The first line of every place: where am I, and is it healthy?"""

from datetime import datetime, timedelta

from console import words
from console.register import IN_TROUBLE
from console.session import Session
from console.shown import Shown, clean
from console.views.lines import Tone
from rules.model import LetterState
from rules.rounds import title
from store.health import Health, stalled

WAITING = (LetterState.READY, LetterState.SENDING, LetterState.DEFERRED)


def head(session: Session, *, wide: bool) -> tuple[Shown, Shown, Tone]:
    """The round that runs at the left, mail in and out at the right; alarm when a person is needed."""
    register, now = session.register, session.clock()
    poll_seconds = max(imap.poll_seconds for imap in session.desk.config.imap)
    receiving, sound = mail_in(session.health, now, poll_seconds, alive=session.alive)
    failed = register.count(*IN_TROUBLE)
    counts = [f"{words.WAITING}{register.count(*WAITING)}", f"{words.HELD}{register.count(LetterState.HELD)}"]
    if failed or wide:
        counts.append(f"{words.FAILED}{failed}")
    sending = words.PAUSED if register.pause else words.SENDING
    right = f"{words.RECEIVING} {receiving}  {sending} {' '.join(counts)}"
    left = f"{words.TITLE}  {title(register.current_round(now))}"
    alarm = failed or register.pause or not sound
    return clean(left), clean(right), Tone.ALARM if alarm else Tone.PLAIN


def mail_in(health: Health, now: datetime, poll_seconds: int, *, alive: bool) -> tuple[str, bool]:
    """'正常 2分前', and whether no person is needed; without a daemon nothing is sound, whenever it last looked."""
    if health.failures and alive:
        return words.TROUBLED.format(count=health.failures), False
    last = health.last_poll_at
    if last is None:
        return words.NEVER if alive else words.NO_DAEMON, False
    sound = alive and not stalled(last, now, poll_seconds)
    state = words.HEALTHY if sound else words.STALLED if alive else words.NO_DAEMON
    return f"{state} {ago(now - last)}", sound


def ago(since: timedelta) -> str:
    minutes = int(since.total_seconds()) // 60
    if minutes < 1:
        return words.JUST_NOW
    if minutes < 60:
        return words.MINUTES_AGO.format(minutes=minutes)
    if minutes < 48 * 60:
        return words.HOURS_AGO.format(hours=minutes // 60)
    return words.AGO.format(days=minutes // 1440)
