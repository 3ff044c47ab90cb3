"""Who has which case open: a small file for each console, for colleagues alone.

No record: it is in no audit and no backup, it is not fsynced, and what a console that died left behind goes stale.
"""

import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from rules.record import Struct
from store import codec, durable

FRESH = timedelta(seconds=90)
"""So long a file counts; a console that still has the case open writes it again before."""

FOLDER = "presence"


class Present(Struct, frozen=True, kw_only=True):
    by: str
    case: str
    """Its number."""
    at: datetime


def tell(directory: Path, seat: str, present: Present) -> None:
    """This console has the case open. Where the disk takes nothing nobody is told, and nothing else happens."""
    with suppress(OSError):
        folder = durable.folder(directory / FOLDER)
        new = folder / f"{seat}.new"
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(codec.to_document(present)))
        new.replace(folder / f"{seat}.json")


def leave(directory: Path, seat: str) -> None:
    """It has none open any more."""
    with suppress(OSError):
        (directory / FOLDER / f"{seat}.json").unlink(missing_ok=True)


def others(directory: Path, seat: str, case: str, now: datetime) -> tuple[str, ...]:
    """Who else has this case open, by name, each once. Files that are long stale are taken away."""
    found = []
    for file in sorted((directory / FOLDER).glob("*.json")):
        present = _read(file)
        if file.stem == seat or present is None:
            continue
        if abs(now - present.at) > FRESH:
            with suppress(OSError):
                file.unlink(missing_ok=True)
        elif present.case == case:
            found.append(present.by)
    return tuple(dict.fromkeys(found))


def _read(file: Path) -> Present | None:
    """None for one that was just taken away, or is none of ours."""
    try:
        return codec.from_document(Present, msgspec.json.decode(file.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
