"""What happened lately is read from the end of the audit, however long it has become."""

from datetime import timedelta
from pathlib import Path

from store import audit
from store.audit import Event
from tests.console.seed import NOW


def event(minutes: int) -> Event:
    return Event(
        at=NOW + timedelta(minutes=minutes), by="田中", what="case.note", subject="x", detail="あ" * 500
    )


def test_events_since_an_instant(tmp_path: Path) -> None:
    """The same as a look through the whole log, for a few, for many, for all and for none of its lines."""
    log = tmp_path / "audit.jsonl"
    audit.append(log, [event(minute) for minute in range(400)])
    assert log.stat().st_size > 4 * audit.ROOM

    every = audit.every(log)
    for minutes in (-10, 0, 1, 200, 395, 399, 400):
        instant = NOW + timedelta(minutes=minutes)
        assert audit.since(log, instant) == [each for each in every if each.at >= instant]


def test_without_a_log(tmp_path: Path) -> None:
    """A new office has done nothing yet."""
    assert audit.since(tmp_path / "audit.jsonl", NOW) == []
