"""The register: commits are whole or absent, seen at once, and never lost between processes."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from store import audit
from store.audit import Event
from store.documents import Documents, Store
from store.errors import Damaged, NewerSchema, StoreBusy, Unwritable

NOW = datetime(2026, 11, 23, 1, 2, tzinfo=UTC)

ONE_COMMIT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from store.audit import Event
from store.documents import Store
with Store(Path(sys.argv[1])).transaction() as db:
    db.put("cases", "R8-0001", {"state": "new"})
    db.record(Event(at=datetime(2026, 11, 23, tzinfo=UTC), by="robot", what="case.new", subject="R8-0001"))
"""

COUNTING = """
import sys
from pathlib import Path
from store.documents import Store
store = Store(Path(sys.argv[1]))
for _ in range(40):
    with store.transaction() as db:
        held = db.get("counters", "n") or {"last": 0}
        db.put("counters", "n", {"last": held["last"] + 1})
"""


def run(program: str, directory: Path, **env: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", program, str(directory)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | env,
    )


def states(db: Documents) -> dict[str, str]:
    return {key: document["state"] for key, document in db.all("cases")}


def event(subject: str) -> Event:
    return Event(at=NOW, by="robot", what="case.new", subject=subject)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def test_a_commit_is_seen_by_others(store: Store) -> None:
    """What a transaction put is in every later snapshot, also in that of another process' store."""
    with store.transaction() as db:
        db.put("cases", "R8-0001", {"state": "accepted"})
        db.put("cases", "R8-0002", {"state": "tabled"})
        db.remove("cases", "R8-0002")
        db.remove("cases", "R8-0003")

    assert states(store.snapshot()) == {"R8-0001": "accepted"}
    assert Store(store.directory).snapshot().get("cases", "R8-0001") == {"state": "accepted"}


def test_put_takes_the_place_of_the_whole_document(store: Store) -> None:
    """No key of an older document lives on in a newer one."""
    with store.transaction() as db:
        db.put("cases", "R8-0001", {"state": "a", "old": 1})
        db.put("cases", "R8-0001", {"state": "b"})

    assert store.snapshot().get("cases", "R8-0001") == {"state": "b"}


def test_an_exception_writes_nothing(store: Store) -> None:
    """A transaction that raises leaves file, token and the process' own view as they were."""
    with store.transaction() as db:
        db.put("cases", "R8-0001", {"state": "old"})
    token = store.token()

    with pytest.raises(KeyError), store.transaction() as db:
        db.put("cases", "R8-0001", {"state": "new"})
        raise KeyError

    assert store.token() == token
    assert states(store.snapshot()) == {"R8-0001": "old"}


def test_a_snapshot_stays_as_it_was(store: Store) -> None:
    """Later commits don't reach into a snapshot, and changing a snapshot changes nothing else."""
    with store.transaction() as db:
        db.put("cases", "R8-0001", {"state": "old"})
    before = store.snapshot()
    with store.transaction() as db:
        db.put("cases", "R8-0001", {"state": "new"})
        db.put("cases", "R8-0002", {"state": "new"})
    store.snapshot().put("cases", "R8-0003", {"state": "dream"})

    assert states(before) == {"R8-0001": "old"}
    assert states(store.snapshot()) == {"R8-0001": "new", "R8-0002": "new"}


def test_the_token_changes_with_every_commit(store: Store) -> None:
    """However fast commits follow each other, no two have the same token; without a change there is none."""
    tokens = [store.token()]
    for n in range(20):
        with store.transaction() as db:
            db.put("cases", "R8-0001", {"state": str(n)})
        tokens.append(store.token())
    with store.transaction():
        pass

    assert len(set(tokens)) == 21
    assert store.token() == tokens[-1]


def test_two_processes_lose_nothing(store: Store) -> None:
    """Two processes that count at the same time in the same register come to the sum."""
    counting = [run(COUNTING, store.directory) for _ in range(2)]

    assert [process.wait() for process in counting] == [0, 0]
    assert store.snapshot().get("counters", "n") == {"last": 80}


def test_a_long_wait_ends_in_store_busy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction gives up when another one holds the register, and says so; reading needs no wait."""
    monkeypatch.setattr("store.documents.WAIT_SECONDS", 0.05)

    with store.transaction():
        with pytest.raises(StoreBusy) as raised, Store(store.directory).transaction():
            raise AssertionError("two at once")
        assert states(store.snapshot()) == {}

    assert "ほかの処理" in str(raised.value)


@pytest.mark.parametrize(
    ("step", "arrives"),
    [
        ("register.json.written", False),
        ("register.json.linked", False),
        ("register.json.replaced", True),
        ("register.json.synced", True),
        ("audit.jsonl.appended", True),
    ],
)
def test_a_kill_at_each_step_leaves_a_whole_register(store: Store, step: str, arrives: bool) -> None:
    """Killed at any step, the commit is there or not, and the log agrees after the next transaction."""
    with store.transaction() as db:
        db.put("cases", "R8-0000", {"state": "old"})

    assert run(ONE_COMMIT, store.directory, MAILBOT_FAULT=step).wait() == -signal.SIGKILL

    again = Store(store.directory)
    assert states(again.snapshot()) == {"R8-0000": "old"} | ({"R8-0001": "new"} if arrives else {})
    with again.transaction() as db:
        db.record(event("R8-0009"))
    assert [line.subject for line in audit.every(again.log)] == ["R8-0001"] * arrives + ["R8-0009"]
    assert audit.verify(again.log) == ()
    assert not list(store.directory.glob("*.new"))


def test_what_a_crash_left_half_written_is_cleared_away(store: Store) -> None:
    """At the next start, in every folder that only the holder of the register's lock writes; the daemon's own stays."""
    (store.directory / "deeds").mkdir()
    left = ["register.json.new", "register.json.previous.new", "deeds/D-000001.json.new"]
    for name in (*left, "health.new"):
        (store.directory / name).write_text("half")

    Store(store.directory)

    assert [file.name for file in store.directory.rglob("*.new")] == ["health.new"]


@contextmanager
def little_space(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_old_register(store: Store) -> None:
    """When the disk takes no more, Unwritable is raised, the old state stands; with space, work goes on."""
    with store.transaction() as db:
        db.put("cases", "R8-0001", {"state": "old"})

    with little_space(1000), pytest.raises(Unwritable) as raised, store.transaction() as db:
        db.put("cases", "R8-0002", {"state": "x" * 2000})

    assert raised.value.file == store.file
    assert states(store.snapshot()) == {"R8-0001": "old"}
    with store.transaction() as db:
        db.put("cases", "R8-0002", {"state": "x" * 2000})
    assert len(states(Store(store.directory).snapshot())) == 2


def test_the_log_catches_up_after_a_full_disk(store: Store) -> None:
    """A commit whose log line found no space stands; the line is written with the next transaction, once."""
    with store.transaction() as db:
        db.record(event("first" * 500))

    with little_space(2600), store.transaction() as db:
        db.put("cases", "R8-0001", {"state": "kept"})
        db.record(event("second"))

    assert states(store.snapshot()) == {"R8-0001": "kept"}
    assert [line.subject for line in audit.every(store.log)] == ["first" * 500]
    for _ in range(2):
        with store.transaction():
            pass
    assert [line.subject for line in audit.every(store.log)] == ["first" * 500, "second"]
    assert audit.verify(store.log) == ()


@pytest.mark.parametrize(
    "damage", [b"", b'{"schema":1,"tables":{"cases":{"R8-00', b'{"schema":1,"tables":[]}', b"\xff"]
)
def test_a_damaged_register_is_left_alone(store: Store, damage: bytes) -> None:
    """A register that can't be read is named, never replaced by an empty one; the copy before it remains."""
    for state in ("older", "old"):
        with store.transaction() as db:
            db.put("cases", "R8-0001", {"state": state})
    store.file.unlink()
    store.file.write_bytes(damage)

    with pytest.raises(Damaged) as raised, Store(store.directory).transaction():
        raise AssertionError("opened")

    assert raised.value.file == store.file
    assert "register.json.previous" in str(raised.value)
    assert store.file.read_bytes() == damage
    assert b"older" in store.previous.read_bytes()


def test_a_lost_register_is_damage_not_a_beginning(store: Store) -> None:
    """Where a log tells of commits, a missing register is never taken for a new one."""
    with store.transaction() as db:
        db.record(event("R8-0001"))
    store.file.unlink()

    with pytest.raises(Damaged):
        store.snapshot()


def test_a_newer_register_is_refused(store: Store) -> None:
    """A register of a later shape is not touched by this program, whatever its tables look like."""
    store.file.write_bytes(msgspec.json.encode({"schema": 2, "tables": [1]}))

    with pytest.raises(NewerSchema) as raised:
        store.snapshot()

    assert (raised.value.found, raised.value.known) == (2, 1)


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    """Directory 0700 and files 0600, even under a careless umask."""
    before = os.umask(0)
    try:
        store = Store(tmp_path / "data")
        with store.transaction() as db:
            db.record(event("R8-0001"))
    finally:
        os.umask(before)

    assert store.directory.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in store.directory.iterdir()} == {0o600}


def test_no_text_keeps_a_commit_from_the_log(store: Store) -> None:
    """Half characters in an event's words are replaced in register and log; nothing is lost for them."""
    with store.transaction() as db:
        db.record(event("R8-\udc80"))

    assert [line.subject for line in audit.every(store.log)] == ["R8-?"]


def test_naive_times_do_not_reach_the_log(store: Store) -> None:
    """An event without a zone fails the transaction before anything is written."""
    with pytest.raises(ValueError, match="naive"), store.transaction() as db:
        db.record(Event(at=datetime(2026, 11, 23), by="a", what="b", subject="c"))  # noqa: DTZ001

    assert store.token() == (0, 0)
