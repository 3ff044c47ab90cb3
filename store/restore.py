"""A backup put back into an empty data directory, checked byte for byte, so that nothing of it is sent twice."""

import hashlib
import os
import shutil
import tarfile
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec

from rules.model import LetterState
from store import cases, durable, locks, outbox
from store.audit import Event
from store.backup import FORM, MANIFEST, PIECE, Manifest, Member
from store.documents import Documents, Store
from store.errors import BadBackup, NotEmpty
from store.library import OWN_TEXTS

PLACE = "restoring"
"""The folder inside the data directory where a backup lies until all of it was checked."""

STEP = 1000
"""Counts go on behind the next multiple: what was given out since the backup is not given out again."""

LOCKS = ("cases.lock", "desk.lock", "daemon.lock")

ON_THE_WAY = "バックアップの時点で送信の途中でした。届いたかどうかは、相手に確かめてください。"


def restore(file: Path, directory: Path, now: datetime) -> Manifest:
    """Raises BadBackup, and NotEmpty for a directory that holds anything of an office already; then nothing changes.

    Letters that may have left since the backup are held, all sending is stopped until a person lets it go on, and no
    number that may have been given out since is given again.
    """
    durable.folder(directory)
    with locks.for_life(directory), durable.writing(directory):
        allowed = {PLACE, *OWN_TEXTS, *(f"{name}.before" for name in OWN_TEXTS), *LOCKS}
        if found := sorted({each.name for each in directory.iterdir()} - allowed):
            raise NotEmpty(directory, found[0])
        place = directory / PLACE
        shutil.rmtree(place, ignore_errors=True)
        manifest = _unpacked(file, durable.folder(place))
        store = Store(place)
        if store.file.exists():
            with store.transaction() as db:
                make_safe(db, manifest.made_at, now)
        _put_in_place(place, directory)
    return manifest


def make_safe(db: Documents, made_at: datetime, now: datetime) -> None:
    """What a register of that moment may not do of itself any more."""
    for letter in outbox.in_state(db, LetterState.SENDING):
        outbox.uncertain(db, letter.id, ON_THE_WAY)
    for letter in outbox.in_state(db, LetterState.READY, LetterState.DEFERRED):
        outbox.hold(db, letter.id, outbox.MAYBE_GONE)
    for name, count in db.all(cases.COUNTERS):
        db.put(cases.COUNTERS, name, {"last": (count["last"] // STEP + 1) * STEP})
    reason = f"{made_at:%Y-%m-%d %H:%M %z} のバックアップから戻しました"
    cases.set_pause(db, cases.Pause(by="mailbot", reason=reason, at=now, restored=True))
    db.record(Event(at=now, by="mailbot", what="register.restored", subject="register", detail=reason))


def _unpacked(file: Path, place: Path) -> Manifest:
    """The files of the backup, each as its manifest has it."""
    try:
        opened = file.open("rb")
    except OSError as error:
        raise BadBackup(file, error.strerror or "開けません") from error
    try:
        with opened, tarfile.open(fileobj=opened, mode="r|") as tar:
            found = {head.name: _written(tar, head, place) for head in tar}
    except (tarfile.TarError, EOFError) as error:
        raise BadBackup(file, "途中で切れているか、バックアップではありません") from error
    try:
        said = (place / MANIFEST).read_bytes()
        manifest = msgspec.json.decode(said, type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise BadBackup(file, "途中で切れているか、バックアップではありません") from error
    (place / MANIFEST).unlink()
    if manifest.form > FORM:
        raise BadBackup(file, "新しい版のプログラムのバックアップです")
    found.pop(MANIFEST, None)
    expected = {each.name: each for each in manifest.members}
    for name in sorted(found.keys() | expected.keys()):
        if found.get(name) != expected.get(name):
            raise BadBackup(file, f"{name} の内容が、作ったときと違います")
    return manifest


def _written(tar: tarfile.TarFile, head: tarfile.TarInfo, place: Path) -> Member:
    path, source = PurePosixPath(head.name), tar.extractfile(head) if head.isreg() else None
    if source is None or path.is_absolute() or ".." in path.parts or (place / path).exists():
        raise tarfile.TarError(head.name)
    target, sha = place / path, hashlib.sha256()
    durable.folder(target.parent)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        while piece := source.read(PIECE):
            sha.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    durable.sync_folder(target.parent)
    return Member(name=head.name, size=head.size, sha256=sha.hexdigest())


def _put_in_place(place: Path, directory: Path) -> None:
    """The register comes last: until it stands, the directory is plainly no office's.

    Texts that `init` put into a new directory give way to those of the backup, and are kept beside them.
    """
    for entry in sorted(place.iterdir(), key=lambda each: each.name == "register.json"):
        if entry.suffix == ".lock":
            continue
        there = directory / entry.name
        if there.is_dir():
            before = there.with_name(f"{entry.name}.before")
            shutil.rmtree(before, ignore_errors=True)
            there.replace(before)
        entry.replace(there)
        durable.sync_folder(directory)
    shutil.rmtree(place)
