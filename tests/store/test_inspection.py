"""Each kind of damage, made by hand, is found and comes with what to do; a whole directory has none."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rules.model import LetterState
from store import archiving, cases, inspection, outbox, raw
from store.audit import Event
from store.documents import Store
from tests.store.matters import ARRIVED, matter, put
from tests.store.test_archiving import JAPAN, JUNE

SHA = "8" * 64


def office(directory: Path) -> Store:
    """One live case and one archived, each with its mail, a line in the audit, mail that was left."""
    store = Store(directory)
    with store.transaction() as db:
        for number, state in (("R8-0001", LetterState.SENT), ("R8-0002", LetterState.HELD)):
            put(db, matter(number, letter=state, id=raw.put(directory, number.encode())))
            db.record(Event(at=ARRIVED, by="mailbot", what="case.new", subject=number))
        db.put(cases.COUNTERS, "R8", {"last": 2})
    with store.transaction() as db:
        archiving.move(db, archiving.lot(db, JUNE, JAPAN), JAPAN)
    return store


def raw_of(store: Store, number: str) -> Path:
    (path,) = (file for file in store.directory.glob("raw/*/*/*") if file.read_bytes() == number.encode())
    return path


def rewritten(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


DAMAGES: dict[str, tuple[Callable[[Store], object], str, str]] = {
    "register cut": (lambda store: os.truncate(store.file, 100), "register.json", "バックアップから"),
    "register lost": (lambda store: store.file.unlink(), "register.json", "バックアップから"),
    "register newer": (lambda store: store.file.write_text('{"schema":99,"tables":{}}'), "", "更新"),
    "mail lost": (lambda store: raw_of(store, "R8-0002").unlink(), "raw/", "バックアップから"),
    "mail changed": (lambda store: raw_of(store, "R8-0002").write_bytes(b"x"), "raw/", "バックアップから"),
    "archived mail lost": (lambda store: raw_of(store, "R8-0001").unlink(), "raw/", "バックアップから"),
    "modes": (lambda store: store.log.chmod(0o644), "audit.jsonl", "chmod"),
    "folder modes": (lambda store: (store.directory / "raw").chmod(0o755), "raw", "chmod"),
    "audit touched": (
        lambda store: rewritten(store.log, b'"subject":"R8-0001"', b'"subject":"R8-0009"'),
        "audit.jsonl",
        "バックアップ",
    ),
    "audit lost": (lambda store: store.log.unlink(), "audit.jsonl", "バックアップから"),
    "leftover": (
        lambda store: (store.directory / "deeds.json.new").touch(mode=0o600),
        "deeds.json.new",
        "消して",
    ),
    "broken restore": (
        lambda store: (store.directory / "restoring").mkdir(mode=0o700),
        "restoring",
        "消して",
    ),
    "archive spoilt": (
        lambda store: store.archive.file.write_bytes(b"x" * 9000),
        "archive",
        "バックアップから",
    ),
    "archive cut": (lambda store: os.truncate(store.archive.file, 8192), "archive", "バックアップから"),
    "left torn": (
        lambda store: (store.directory / "left.jsonl").write_bytes(b"{}\n"),
        "left.jsonl",
        "そのまま",
    ),
    "counts lost": (
        lambda store: store.file.write_text(json.dumps({"schema": 1, "tables": {}})),
        "register.json",
        "mailbot restore",
    ),
}


def test_a_whole_directory_has_no_problem(tmp_path: Path) -> None:
    """What the program itself writes is in order, and looking changes nothing."""
    store = office(tmp_path / "data")
    before = {file: file.stat().st_mtime_ns for file in store.directory.rglob("*")}

    assert list(inspection.problems(store.directory)) == []
    assert {file: file.stat().st_mtime_ns for file in store.directory.rglob("*")} == before


def test_an_alert_before_the_first_mail_is_no_damage(tmp_path: Path) -> None:
    """A new office that can't log in yet has a letter to its staff and nothing to keep a record of."""
    store = Store(tmp_path / "data")
    with store.transaction() as db:
        outbox.add(db, matter().letter)

    assert list(inspection.problems(store.directory)) == []


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_named(tmp_path: Path, name: str) -> None:
    """The file that is wrong, what is wrong with it, and what to do."""
    store = office(tmp_path / "data")
    (store.directory / "left.jsonl").touch(mode=0o600)
    damage, file, mend = DAMAGES[name]
    damage(store)

    found = list(inspection.problems(store.directory))

    assert found and all(each.problem and each.mend for each in found)
    assert any(file in each.file and mend in each.mend for each in found), found


def test_a_file_that_goes_meanwhile_is_no_damage(tmp_path: Path) -> None:
    """A console that leaves, a letter that is written: what was there a moment ago hides nothing else from view."""
    directory = office(tmp_path / "data").directory
    files = {directory / "a", directory / "z"}
    for file in files:
        file.touch()
        file.chmod(0o644)
    looking = inspection.problems(directory)

    first = next(looking)
    (passing,) = files - {Path(first.file)}
    passing.unlink()

    assert "ほかの利用者も読めます" in first.problem and list(looking) == []
