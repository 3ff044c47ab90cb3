"""The store's files as they lie on the disk, read with nothing but the standard library."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from rules.record import Struct, field

Document = dict[str, Any]


class Books(Struct, kw_only=True):
    """What one look at a data directory shows; `torn` says what can't be read or does not fit together."""

    cases: dict[str, Document]
    letters: dict[str, Document]
    arrivals: dict[str, Document]
    left: list[Document]
    audit: list[Document]
    pending: list[Document]
    """Events of the last commit, which the audit may still lack."""
    raw: set[str]
    attempts: set[str]
    torn: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, directory: Path) -> "Books":
        torn: list[str] = []
        tables = _register(directory / "register.json", torn)
        _register(directory / "register.json.previous", torn)
        archived = _archived(directory / "archive.sqlite3", torn)
        audit = _chained(directory / "audit.jsonl", torn)
        kept = directory / "raw"
        return cls(
            # What stands in both was being moved when we died: there the register counts.
            cases=archived.get("cases", {}) | tables.get("cases", {}),
            letters=archived.get("letters", {}) | tables.get("letters", {}),
            arrivals=archived.get("arrivals", {}) | tables.get("arrivals", {}),
            left=[json.loads(line) for line in _lines(directory / "left.jsonl")],
            audit=audit,
            pending=list(tables.get("events", {}).values()),
            raw={file.name for file in kept.glob("??/??/*")},
            attempts={file.name for file in (directory / "attempts").glob("*")},
            torn=torn,
        )

    @property
    def events(self) -> list[Document]:
        """All that was committed, whether the audit has it yet or not."""
        known = {event["id"] for event in self.audit}
        return self.audit + [event for event in self.pending if event["id"] not in known]

    def of_letter(self, id: str, *states: str) -> int:
        """How many events say that the letter came into one of these states."""
        words = {f"letter.{state}" for state in states}
        return sum(event["subject"] == id and event["what"] in words for event in self.events)


def spoilt(directory: Path) -> list[str]:
    """The files under `raw/` that are not what their names say."""
    return [
        f"raw {file.name} is another"
        for file in (directory / "raw").glob("??/??/*")
        if hashlib.sha256(file.read_bytes()).hexdigest() != file.name
    ]


def wide(directory: Path) -> list[str]:
    """What others than the owner may read or write."""
    return [f"{path.name} is open to others" for path in directory.rglob("*") if path.stat().st_mode & 0o077]


def half_written(directory: Path) -> list[str]:
    """What a crash leaves and the next start must clear away."""
    return [f"{path.name} was left" for path in directory.rglob("*.new") if path.name != "health.new"]


def _register(file: Path, torn: list[str]) -> dict[str, dict[str, Document]]:
    if not file.exists():
        return {}
    try:
        read: dict[str, dict[str, Document]] = json.loads(file.read_bytes())["tables"]
    except (ValueError, KeyError) as error:
        torn.append(f"{file.name}: {error!r}")
        return {}
    return read


def _archived(file: Path, torn: list[str]) -> dict[str, dict[str, Document]]:
    """From a copy: whoever opens the file itself takes back what a kill left half written in it."""
    found: dict[str, dict[str, Document]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for each in file.parent.glob(f"{file.name}*"):
            shutil.copy(each, folder)
        copy = Path(folder) / file.name
        try:
            with closing(sqlite3.connect(copy)) as archive:
                if archive.execute("SELECT 1 FROM sqlite_master").fetchone():
                    for kind, key, document in archive.execute("SELECT kind, key, document FROM documents"):
                        found.setdefault(kind, {})[key] = json.loads(document)
        except (sqlite3.DatabaseError, ValueError) as error:
            torn.append(f"{file.name}: {error!r}")
    return found


def _chained(file: Path, torn: list[str]) -> list[Document]:
    """The events of the audit; each line must hold the hash of the line before it, and no event comes twice."""
    last, events = "0" * 64, []
    for number, line in enumerate(_lines(file), 1):
        try:
            event = json.loads(line)
        except ValueError:
            torn.append(f"audit line {number} can't be read")
            continue
        if event["last"] != last:
            torn.append(f"audit line {number} does not follow")
        last = hashlib.sha256(line).hexdigest()
        events.append(event)
    if len({event["id"] for event in events}) < len(events):
        torn.append("audit: an event stands there twice")
    return events


def _lines(file: Path) -> list[bytes]:
    """Whole lines alone: a kill may have cut the last one, which the next writer cuts off."""
    return file.read_bytes().split(b"\n")[:-1] if file.exists() else []
