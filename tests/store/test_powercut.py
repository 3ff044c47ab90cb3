"""Power cuts: whatever of a commit's writes the disk had, the old or the new register stands, and the log follows.

The writes are recorded at the system's door while they really happen. A crash keeps every name that was synced with
its folder and any choice of the later ones, every byte that was synced with its file and any beginning of what is just
being written: POSIX promises no more.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from rules.record import Struct, field
from store import audit
from store.audit import Event
from store.documents import Store

NOW = datetime(2026, 11, 23, 1, 2, tzinfo=UTC)

Names = dict[str, int]
"""File name -> the file behind it, in one folder."""


class Recorder(Struct):
    """What happened in a folder, in order: a name changed, a file was synced, the folder was synced."""

    folder: Path
    steps: list[tuple[Any, ...]] = field(default_factory=list)

    def names(self) -> Names:
        return {entry.name: entry.inode() for entry in os.scandir(self.folder)}

    def note_names(self, before: Names) -> None:
        after = self.names()
        changed = {
            name: after.get(name)
            for name in before.keys() | after.keys()
            if before.get(name) != after.get(name)
        }
        if changed:
            self.steps.append(("names", changed))

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("open", "link", "replace", "unlink", "rename", "truncate"):
            monkeypatch.setattr(os, name, self._naming(getattr(os, name)))
        monkeypatch.setattr(os, "fsync", self._syncing(os.fsync))

    def _naming(self, real: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            before = self.names()
            done = real(*args, **named)
            self.note_names(before)
            return done

        return call

    def _syncing(self, real: Any) -> Any:
        def call(descriptor: int) -> None:
            real(descriptor)
            path = Path(f"/proc/self/fd/{descriptor}").readlink()
            if path == self.folder:
                self.steps.append(("folder",))
            elif path.parent == self.folder:
                self.steps.append(("file", os.fstat(descriptor).st_ino, path.read_bytes()))

        return call


def crashes(
    names: Names, contents: dict[int, bytes], steps: list[tuple[Any, ...]]
) -> Iterator[dict[str, bytes]]:
    """Every state of the folder that a power cut within these steps may leave."""
    for cut in range(len(steps) + 1):
        done, synced = steps[:cut], dict(contents)
        last = max((n for n, step in enumerate(done) if step[0] == "folder"), default=-1)
        for step in done:
            if step[0] == "file":
                synced[step[1]] = step[2]
        certain = dict(names)
        for step in done[: last + 1]:
            if step[0] == "names":
                certain |= step[1]
        loose = [step[1] for step in done[last + 1 :] if step[0] == "names"]
        coming = {step[1]: step[2] for step in steps[cut : cut + 1] if step[0] == "file"}
        for chosen in product((False, True), repeat=len(loose)):
            standing: dict[str, int | None] = dict(certain)
            for change, taken in zip(loose, chosen, strict=True):
                standing |= change if taken else {}
            for part in (0.0, 0.5, 1.0):
                yield {
                    name: synced.get(inode, b"")
                    + _begun(synced.get(inode, b""), coming.get(inode, b""), part)
                    for name, inode in standing.items()
                    if inode is not None
                }


def _begun(before: bytes, after: bytes, part: float) -> bytes:
    """As much of what is being written as the disk had: journals grow, other files are written anew."""
    fresh = after[len(before) :] if after.startswith(before) else b""
    return fresh[: int(len(fresh) * part)]


def commit(store: Store, state: str) -> None:
    with store.transaction() as db:
        db.put("cases", "R8-0001", {"state": state, "room": "x" * 300})
        db.record(Event(at=NOW, by="robot", what="case.new", subject=state))


@pytest.mark.parametrize("earlier", [0, 1, 2])
def test_a_power_cut_leaves_the_old_or_the_new_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, earlier: int
) -> None:
    """In every state that may be found afterwards; and the next commit completes the log, each event once."""
    store = Store(tmp_path / "data")
    for n in range(earlier):
        commit(store, f"state {n}")
    names = {entry.name: entry.inode() for entry in os.scandir(store.directory)}
    contents = {inode: (store.directory / name).read_bytes() for name, inode in names.items()}
    recorder = Recorder(store.directory)
    with monkeypatch.context() as patched:
        recorder.watch(patched)
        commit(store, "new")

    old = f"state {earlier - 1}" if earlier else None
    told = [f"state {n}" for n in range(earlier)]
    seen = set()
    for n, state in enumerate(crashes(names, contents, recorder.steps)):
        key = tuple(sorted(state.items()))
        if key in seen:
            continue
        seen.add(key)
        directory = tmp_path / f"crash{n}"
        directory.mkdir()
        for name, data in state.items():
            (directory / name).write_bytes(data)
        found = (Store(directory).snapshot().get("cases", "R8-0001") or {"state": None})["state"]
        assert found in (old, "new"), state
        again = Store(directory)
        commit(again, "after")
        told_then = [*told, "new", "after"] if found == "new" else [*told, "after"]
        assert [event.subject for event in audit.every(again.log)] == told_then
        assert audit.verify(again.log) == ()

    assert len(seen) >= 8
    assert len([step for step in recorder.steps if step[0] == "file"]) == 2
