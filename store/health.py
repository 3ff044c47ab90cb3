"""How the daemon fares: written at every pass, worth nothing after a crash, so kept out of the register."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from rules.record import Struct, field
from store import durable

MISSED_POLLS = 2
"""So many looks may be missed before a mailbox counts as stalled."""

SLACK = timedelta(seconds=15)
"""What a look may take, and a busy machine."""


class Tally(Struct, frozen=True, kw_only=True):
    """Every mail that lay in a watched folder after the last look, each under exactly one head."""

    lying: int
    taken: int
    """Worked on and still to be moved: all of them while the office only observes."""
    left: int
    earlier: int
    """Than `imap.start_at`."""
    large: int
    waiting: int
    """Taken at the next look, or at the one after it: those that came meanwhile and those that failed."""
    failed: tuple[str, ...] = ()
    """What names each waiting mail that has failed already, for a person."""
    strays: tuple[str, ...] = ()
    """What names each mail of the last weeks in the folders `done` and `person` that the robot never took."""


class Watched(Struct, frozen=True, kw_only=True):
    """How it goes with one mailbox."""

    last_poll_at: datetime | None = None
    failures: int = 0
    last_failure: str = ""
    failing_since: datetime | None = None
    """When the first of the present failures happened: also over restarts of the daemon."""
    tally: Tally | None = None


class Health(Struct, frozen=True, kw_only=True):
    last_poll_at: datetime | None = None
    """When the mailbox was last looked through without a failure; of several, the one that waits longest."""
    failures: int = 0
    """Passes that failed in a row; of several mailboxes, where it is worst."""
    last_failure: str = ""
    """Why the last one failed: a whole Japanese sentence; empty when it did not."""
    sending_failure: str = ""
    """Why no letter at all can leave at present: a whole Japanese sentence; empty when letters leave."""
    running: bool = False
    """A daemon began and has not ended in order."""
    mailboxes: Mapping[str, Watched] = field(default_factory=dict)
    """By `Imap.title`."""


def stalled(last_poll_at: datetime | None, now: datetime, poll_seconds: float) -> bool:
    """Whether more looks were missed than may be; a daemon that has not looked yet is only starting."""
    return last_poll_at is not None and now - last_poll_at > SLACK + MISSED_POLLS * timedelta(
        seconds=poll_seconds
    )


def read(directory: Path) -> Health:
    """What was last written; nothing known where there is no file or a damaged one."""
    try:
        return msgspec.json.decode(_file(directory).read_bytes(), type=Health)
    except (OSError, msgspec.MsgspecError):
        return Health()


def write(directory: Path, health: Health) -> None:
    """Replaces it at once, not waiting for the disk: a crash makes it worthless anyway. Raises Unwritable."""
    new = _file(directory).with_suffix(".new")
    with durable.writing(new):
        new.write_bytes(msgspec.json.encode(health))
        new.chmod(0o600)
        new.replace(_file(directory))


def _file(directory: Path) -> Path:
    return directory / "health.json"
