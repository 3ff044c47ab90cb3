"""The disk fails at each step of a commit in turn, once or for good: old or new register, and the log follows."""

import errno
import itertools
from pathlib import Path

import pytest

from store import audit, raw
from store.audit import Event
from store.documents import Store
from store.errors import Unwritable
from tests.disk import Disk
from tests.store.test_powercut import NOW, commit

ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS)


@pytest.mark.parametrize("stays", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: errno.errorcode[error])
def test_every_step_of_a_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, stays: bool
) -> None:
    """Whoever was told that it is done finds it done; otherwise all of it is there or nothing; then work goes on."""
    for step in itertools.count(1):
        store = Store(tmp_path / str(step))
        commit(store, "old")
        disk = Disk(fails_at=step, error=error, stays=stays)
        with disk.failing(monkeypatch):
            done = _committed(store)
            if not stays:
                disk.fails_at = disk.step + step % 5 + 1  # and once more while it recovers
                _committed(Store(store.directory), "later")
        found = str((Store(store.directory).snapshot().get("cases", "R8-0001") or {})["state"])
        assert found in ({"new", "later"} if done else {"old", "new", "later"})

        again = Store(store.directory)
        commit(again, "after")

        told = [event.subject for event in audit.every(again.log)]
        assert told[0] == "old" and told[-1] == "after" and sorted(set(told)) == sorted(told)
        assert (found == "old") == (told == ["old", "after"])
        assert audit.verify(again.log) == ()
        assert not [each for each in Path(store.directory).rglob("*.new")]
        if step > disk.step:
            break

    assert step > 8


def _committed(store: Store, state: str = "new") -> bool:
    try:
        with store.transaction() as db:
            db.put("cases", "R8-0001", {"state": state, "room": "x" * 300})
            db.record(Event(at=NOW, by="robot", what="case.new", subject=state))
    except Unwritable:
        return False
    return True


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: errno.errorcode[error])
def test_every_step_of_keeping_a_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    """Bytes that are said to be kept are kept whole; those that are not leave nothing that looks like them."""
    for step in itertools.count(1):
        directory = tmp_path / str(step)
        disk = Disk(fails_at=step, error=error)
        with disk.failing(monkeypatch):
            try:
                raw.put(directory, b"a mail")
            except Unwritable:
                pass
        sha = raw.put(directory, b"a mail")
        raw.sweep(directory)

        assert raw.get(directory, sha) == b"a mail"
        assert not list(directory.rglob("*.new"))
        if step > disk.step:
            break

    assert step > 4
