"""How the daemon fares: written at every pass, worth nothing after a crash, so kept out of the register."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from store import durable


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    last_poll_at: datetime | None = None
    """When the mailbox was last looked through without a failure."""
    failures: int = 0
    """Passes that failed in a row."""
    last_failure: str = ""
    """Why the last one failed: a whole Japanese sentence; empty when it did not."""
    sending_failure: str = ""
    """Why no letter at all can leave at present: a whole Japanese sentence; empty when letters leave."""


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
