"""Who did what, and when: lines that are only ever added, each with the hash of the line before it."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from rules.record import Struct, field
from store import codec, journal
from store.errors import Problem

FIRST = "0" * 64
"""What stands for the hash of the line before the first."""

ROBOT = "mailbot"
"""By whom is what no clerk did."""

ROOM = 65536
"""Bytes at the end of the log in which events are looked for, beside their own size."""


class Event(Struct, frozen=True, kw_only=True):
    """One thing that was done."""

    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Given once; the log takes an event with the same id no second time."""
    at: datetime
    by: str
    """The name that a clerk gave (`--by`), or 'mailbot'."""
    login: str = ""
    """The login of the operating system that stood behind it."""
    what: str
    """A stable word: 'case.accepted', 'letter.sent', 'round.released'."""
    subject: str
    """What it was done to: a case number, letter id, round id or mail id."""
    detail: str = ""
    """What changed and why, for people."""


class Line(Event, frozen=True, kw_only=True):
    """An event as it stands in the log."""

    last: str
    """sha256 of the line before, in hex."""


def append(path: Path, events: Sequence[Event]) -> None:
    """Adds those events that the end of the log does not hold yet, in this order. One writer at a time."""
    if not events:
        return
    documents = [codec.to_document(event) for event in events]
    end = journal.tail(path, ROOM + 2 * len(msgspec.json.encode(documents)))
    lines = end.splitlines()
    last = _hash(lines[-1]) if lines else FIRST
    fresh = []
    for document in documents:
        if document["id"].encode() not in end:
            fresh.append(msgspec.json.encode({**document, "last": last}))
            last = _hash(fresh[-1])
    journal.append(path, fresh)


def every(path: Path) -> list[Event]:
    """All events, oldest first; lines that can't be read are left out (`verify` names them)."""
    return list(_read(journal.lines(path)))


def _read(lines: Iterable[bytes]) -> Iterator[Event]:
    for line in lines:
        with suppress(msgspec.DecodeError):
            yield msgspec.json.decode(line, type=Event)


def since(path: Path, instant: datetime) -> list[Event]:
    """Those of this instant and later, oldest first, read from the end: years of others cost nothing."""
    size = ROOM
    while True:
        is_all = not path.exists() or path.stat().st_size <= size
        lines = journal.tail(path, size).split(b"\n")[:-1]
        found = list(_read(lines if is_all else lines[1:]))
        if is_all or (found and found[0].at < instant):
            return [event for event in found if event.at >= instant]
        size *= 4


def head(path: Path) -> str:
    """The hash of the last line, in hex, which stands for the whole log; FIRST before there is one."""
    lines = journal.tail(path, ROOM).splitlines()
    return _hash(lines[-1]) if lines else FIRST


def verify(path: Path) -> tuple[Problem, ...]:
    """Every line that can't be read or does not follow from the one before; empty when the log is whole."""
    problems = []
    last = FIRST
    for number, line in enumerate(journal.lines(path), 1):
        trouble = _trouble(line, last)
        if trouble:
            problems.append(
                Problem(
                    file=str(path),
                    key=f"{number}行目",
                    problem=trouble,
                    mend="バックアップの記録と見比べて、いつ誰が触れたかを確かめてください。",
                )
            )
        last = _hash(line)
    return tuple(problems)


def _trouble(line: bytes, last: str) -> str:
    try:
        read = msgspec.json.decode(line, type=Line)
    except msgspec.DecodeError:
        return "記録として読めません。"
    return "" if read.last == last else "前の行が書き換えられたか、消されています。"


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
