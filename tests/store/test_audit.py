"""The audit log: each line hangs on the one before, and no event stands twice."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.audit import Event, append, every, verify

NOW = datetime(2026, 11, 23, 1, 2, tzinfo=UTC)


def events(count: int) -> list[Event]:
    return [
        Event(at=NOW, by="山田", login="yamada", what="outcome.recorded", subject=f"R8-{n:04}", detail="選定")
        for n in range(count)
    ]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


def test_events_come_back_in_order(log: Path) -> None:
    """What was appended is read back equal, and the chain is whole."""
    three = events(3)
    append(log, three[:1])
    append(log, three[1:])

    assert every(log) == three
    assert verify(log) == ()


def test_an_event_is_not_appended_twice(log: Path) -> None:
    """Appending again after a crash adds only what is missing."""
    three = events(3)
    append(log, three[:2])
    append(log, three)

    assert every(log) == three


def test_a_torn_last_line_is_repaired(log: Path) -> None:
    """A line cut by a crash at any byte is cut off, written anew, and the chain holds."""
    two = events(2)
    append(log, two)
    whole = log.read_bytes()

    for cut in (1, 20, len(whole) // 2 - 1, len(whole) // 2, len(whole) - 1):
        log.write_bytes(whole[:-cut])
        append(log, two)
        assert every(log) == two
        assert verify(log) == ()


@pytest.mark.parametrize("change", ["edit", "drop", "swap", "garble"])
def test_any_change_is_found(log: Path, change: str) -> None:
    """Editing, dropping, swapping or garbling a line in the middle is reported with its line."""
    append(log, events(5))
    lines = log.read_bytes().splitlines(keepends=True)
    match change:
        case "edit":
            lines[1] = lines[1].replace("山田".encode(), "田中".encode())
        case "drop":
            del lines[2]
        case "swap":
            lines[1], lines[2] = lines[2], lines[1]
        case "garble":
            lines[2] = b"{}\n"
    log.write_bytes(b"".join(lines))

    found = verify(log)

    assert found[0].key in {"2行目", "3行目"}
    assert found[0].file == str(log)


def test_no_log_is_no_problem(log: Path) -> None:
    """Before the first event there is nothing to verify and nothing to read."""
    append(log, [])

    assert verify(log) == ()
    assert every(log) == []
    assert not log.exists()
