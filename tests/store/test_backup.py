"""A backup is one moment of the office, and coming back from it sends nothing twice and gives no number again."""

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rules.model import LetterState
from rules.moves import Refusal
from rules.record import replace
from store import archiving, arrivals, audit, backup, cases, inspection, outbox, presence, raw, restore, seat
from store.audit import Event
from store.documents import Store
from store.errors import BadBackup, Damaged, NotEmpty, Unwritable
from store.presence import Present
from tests.store.matters import matter, put
from tests.store.test_archiving import JAPAN, JUNE
from tests.store.test_documents import little_space

NOW = datetime.fromisoformat("2026-12-15T18:00:00+09:00")
LATER = NOW + timedelta(days=3)

WRITING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from rules.model import Arrival, Handled
from store import arrivals, cases, raw
from store.audit import Event
from store.documents import Store
directory, name = Path(sys.argv[1]), sys.argv[2]
store, now = Store(directory), datetime(2026, 12, 1, tzinfo=UTC)
for n in range(40):
    id = raw.put(directory, f"{name} {n}".encode() * 100)
    with store.transaction() as db:
        cases.running_number(db, "R8")
        arrivals.put(db, Arrival(id=id, received_at=now, handled=Handled.CASE, filed=True))
        db.record(Event(at=now, by=name, what="mail.case", subject=id))
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.tar"


def office(store: Store, *states: LetterState) -> Store:
    """A case for each, whose letter is in this state."""
    with store.transaction() as db:
        for n, state in enumerate(states, 1):
            sha = raw.put(store.directory, f"mail {n}".encode())
            put(db, matter(f"R8-{n:04}", letter=state, id=sha))
        db.put(cases.COUNTERS, "R8", {"last": len(states)})
        db.record(Event(at=NOW, by="mailbot", what="case.new", subject="R8"))
    return store


def files(directory: Path) -> dict[str, bytes]:
    found = {file.relative_to(directory): file for file in directory.rglob("*") if file.is_file()}
    passing = {*backup.PASSING, "cases.lock", "desk.lock", "daemon.lock"}
    return {str(name): file.read_bytes() for name, file in found.items() if not passing & set(name.parts)}


def test_the_last_backup_is_known(store: Store, file: Path) -> None:
    """When and where, for who asks whether there is one; a note that is damaged says nothing."""
    assert backup.last(store.directory) is None
    backup.make(office(store), file, NOW)
    backup.make(store, file.with_name("later.tar"), LATER)

    made = backup.last(store.directory)
    assert made is not None and (made.made_at, made.file) == (LATER, str(file.with_name("later.tar")))
    (store.directory / backup.NOTE).write_bytes(b"{")
    assert backup.last(store.directory) is None


def test_everything_comes_back(store: Store, file: Path, tmp_path: Path) -> None:
    """Register, raw mail, archive, journals and the office's own texts: the same but for what makes it safe."""
    office(store, LetterState.SENT, LetterState.SENT)
    with store.transaction() as db:
        archiving.move(db, archiving.lot(db, JUNE, JAPAN), JAPAN)
    for name, text in {"letters/alert.txt": "件名: 自分の文\n\n本文", "left.jsonl": ""}.items():
        (store.directory / name).parent.mkdir(mode=0o700, exist_ok=True)
        (store.directory / name).write_text(text)
        (store.directory / name).chmod(0o600)
    made, there = backup.make(store, file, NOW), tmp_path / "there"

    assert restore.restore(file, there, LATER) == made
    before, after = files(store.directory), files(there)
    assert before.keys() == after.keys() >= {"archive.sqlite3", "letters/alert.txt", "left.jsonl"}
    changed = {name for name in before if before[name] != after[name]}
    assert changed - {"archive.sqlite3"} == {"register.json", "audit.jsonl"}
    assert cases.get(Store(there).snapshot(), "R8-0001") == cases.get(store.snapshot(), "R8-0001")
    assert list(inspection.problems(there)) == []


def test_it_is_one_moment_while_others_write(store: Store, file: Path, tmp_path: Path) -> None:
    """Taken beside two busy processes: every mail of the register has its bytes, every commit its line in the audit."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    writing = [
        subprocess.Popen([sys.executable, "-c", WRITING, str(store.directory), name], env=environment)
        for name in ("robot", "clerk")
    ]
    taken = 0
    while any(process.poll() is None for process in writing):
        backup.make(store, file, NOW)
        there = tmp_path / f"there{taken}"
        restore.restore(file, there, LATER)
        again = Store(there)
        with again.transaction() as db:
            arrived = [each.id for each in arrivals.every(db)]
        told = [event.subject for event in audit.every(again.log) if event.what == "mail.case"]
        assert told == arrived
        assert [each for each in inspection.problems(there) if "番号" not in each.problem] == []
        taken += 1

    assert [process.wait() for process in writing] == [0, 0] and taken


def test_nothing_is_sent_again_by_itself(store: Store, file: Path, tmp_path: Path) -> None:
    """What may have left since is held, what was under way is uncertain, and sending waits for a person's word."""
    states = (
        LetterState.READY,
        LetterState.DEFERRED,
        LetterState.SENDING,
        LetterState.SENT,
        LetterState.HELD,
    )
    office(store, *states)
    backup.make(store, file, NOW)
    restore.restore(file, tmp_path / "there", LATER)

    db = Store(tmp_path / "there").snapshot()
    held, doubt = LetterState.HELD, LetterState.UNCERTAIN
    assert [each.state for each in outbox.letters(db)] == [held, held, doubt, LetterState.SENT, held]
    stopped = cases.pause(db)
    assert stopped is not None and "2026-12-15 18:00" in stopped.reason
    first = outbox.letter(db, "L-0001")
    assert first is not None and "送信済みの控え" in first.reason


def test_what_the_robot_makes_before_that_word_is_held_too(store: Store, file: Path, tmp_path: Path) -> None:
    """Duties and mails of the lost days make their letters again: none leaves before a clerk has looked at each."""
    office(store)
    backup.make(store, file, NOW)
    restore.restore(file, tmp_path / "there", LATER)
    again = Store(tmp_path / "there")
    with again.transaction() as db:
        made = outbox.add(db, replace(matter(letter=LetterState.READY).letter, sent_at=None))
        cases.set_pause(db, None)
        assert outbox.due(db, LATER) == []
        assert not isinstance(outbox.release(db, made.id), Refusal)
        later = outbox.add(db, replace(made, id="L-2", key="other", state=LetterState.READY))

    assert (made.state, later.state) == (LetterState.HELD, LetterState.READY)


def test_no_number_is_given_twice(store: Store, file: Path, tmp_path: Path) -> None:
    """Counts go on far behind what may have been given out since: the gap shows that there was a restore."""
    office(store, LetterState.SENT, LetterState.SENT)
    backup.make(store, file, NOW)
    restore.restore(file, tmp_path / "there", LATER)

    with Store(tmp_path / "there").transaction() as db:
        assert cases.new_number(db, "R8") == "R8-1001"
    told = [event.what for event in audit.every(tmp_path / "there" / "audit.jsonl")]
    assert (
        told == ["case.new", "register.restored"] and audit.verify(tmp_path / "there" / "audit.jsonl") == ()
    )


def test_only_an_empty_directory_is_filled(store: Store, file: Path) -> None:
    """An office that lives there is not touched: not even one that lost its register."""
    office(store, LetterState.SENT)
    backup.make(store, file, NOW)
    before = files(store.directory)

    with pytest.raises(NotEmpty):
        restore.restore(file, store.directory, LATER)

    assert files(store.directory) == before


def test_texts_of_a_new_office_give_way(store: Store, file: Path, tmp_path: Path) -> None:
    """`init` writes forms and letters first; those of the backup take their place, the others are kept beside."""
    office(store)
    for directory, text in ((store.directory, "前"), (tmp_path / "there", "新")):
        (directory / "letters").mkdir(mode=0o700, parents=True)
        (directory / "letters" / "alert.txt").write_text(text)
    backup.make(store, file, NOW)
    restore.restore(file, tmp_path / "there", LATER)

    assert (tmp_path / "there" / "letters" / "alert.txt").read_text() == "前"
    assert (tmp_path / "there" / "letters.before" / "alert.txt").read_text() == "新"


@pytest.mark.parametrize("place", ["first", "middle", "last", "cut", "empty", "other"])
def test_a_spoilt_backup_is_refused(store: Store, file: Path, tmp_path: Path, place: str) -> None:
    """One changed byte, a missing end or another file: a sentence, and the directory is still empty."""
    office(store, LetterState.SENT)
    backup.make(store, file, NOW)
    data = bytearray(file.read_bytes())
    match place:
        case "first" | "middle":
            at = data.index(b"R8-0001" if place == "first" else b"mail 1")
            data[at] ^= 1
        case "last":
            at = data.index(b'"sha256":"') + 12
            data[at] = ord("0") if data[at] != ord("0") else ord("1")
        case "cut":
            del data[data.index(b'"sha256":"') :]
        case "empty":
            data.clear()
        case "other":
            data[:] = b"no backup" * 1000
    file.write_bytes(data)

    with pytest.raises(BadBackup) as raised:
        restore.restore(file, tmp_path / "there", LATER)

    assert str(file) in str(raised.value)
    assert files(tmp_path / "there") == {}


@pytest.mark.parametrize("names", [("./{}",), ("{}", "{}")])
def test_a_backup_that_was_packed_anew_is_refused(
    store: Store, file: Path, tmp_path: Path, names: tuple[str, ...]
) -> None:
    """Under names that its manifest does not know, or with a member twice: it is no backup, and no disk is blamed."""
    backup.make(office(store), file, NOW)
    anew = tmp_path / "anew.tar"
    with tarfile.open(file) as old, tarfile.open(anew, "w") as new:
        for head in old:
            for name in names:
                data = old.extractfile(head)
                new.addfile(head.replace(name=name.format(head.name), deep=False), data)

    with pytest.raises(BadBackup):
        restore.restore(anew, tmp_path / "there", LATER)

    assert files(tmp_path / "there") == {}


@pytest.mark.parametrize("name", ["../escaped", "/tmp/escaped", "a/../../escaped"])
def test_a_hostile_backup_writes_nothing_elsewhere(file: Path, tmp_path: Path, name: str) -> None:
    """Names with dots and absolute ones are refused, as are links."""
    with tarfile.open(file, "w") as tar:
        link, head = tarfile.TarInfo("raw"), tarfile.TarInfo(name)
        link.type, link.linkname, head.size = tarfile.SYMTYPE, str(tmp_path), 1
        tar.addfile(head, io.BytesIO(b"x"))
        tar.addfile(link)

    with pytest.raises(BadBackup):
        restore.restore(file, tmp_path / "deep" / "there", LATER)

    assert not list(tmp_path.rglob("escaped")) and not Path("/tmp/escaped").exists()


def test_a_full_disk_leaves_the_older_backup(store: Store, file: Path) -> None:
    """A backup that does not fit is told, and yesterday's stays whole under its name."""
    office(store)
    backup.make(store, file, NOW)
    older = file.read_bytes()
    raw.put(store.directory, b"x" * 50_000)

    with little_space(30_000), pytest.raises(Unwritable):
        backup.make(store, file, NOW)

    assert file.read_bytes() == older
    assert [each.name for each in file.parent.iterdir() if each != store.directory] == [file.name]


@pytest.mark.parametrize("spoil", [lambda file: file.unlink(), lambda file: os.truncate(file, 50)])
def test_a_damaged_register_leaves_the_older_backup(
    store: Store, file: Path, spoil: Callable[[Path], object]
) -> None:
    """The last good copy is what the office needs now: nothing that can't be restored takes its place."""
    backup.make(office(store, LetterState.SENT), file, NOW)
    good = file.read_bytes()
    spoil(store.file)

    with pytest.raises(Damaged):
        backup.make(store, file, LATER)

    assert file.read_bytes() == good


def test_a_backup_is_for_its_owner_alone(store: Store, file: Path) -> None:
    """Mode 0600 under any umask; what it holds comes back as 0600 and 0700."""
    office(store, LetterState.SENT)
    before = os.umask(0)
    try:
        backup.make(store, file, NOW)
        restore.restore(file, file.parent / "there", LATER)
    finally:
        os.umask(before)

    there = [file, *(file.parent / "there").rglob("*")]
    assert {each.stat().st_mode & 0o777 for each in there if each.is_file()} == {0o600}
    assert {each.stat().st_mode & 0o777 for each in there if each.is_dir()} == {0o700}


def test_what_consoles_leave_for_themselves_is_in_no_backup(store: Store, file: Path) -> None:
    """How a clerk left the screen, words and all, and who has which case open: of no worth elsewhere."""
    seat.keep_frame(store.directory, "tanaka", {"lines": ["R8-0001 梅干し"]})
    presence.tell(store.directory, "a", Present(by="田中", case="R8-0001", at=NOW))

    kept = backup.make(office(store), file, NOW).members
    assert not [each.name for each in kept if each.name.startswith(("console/", "presence/"))]


def test_damaged_raw_mail_is_told_when_it_is_copied(store: Store, file: Path) -> None:
    """The backup is made all the same, and names what is no longer what it was."""
    office(store, LetterState.SENT)
    sha = raw.put(store.directory, b"as it came")
    assert backup.make(store, file, NOW).damaged == ()
    raw.path_of(store.directory, sha).write_bytes(b"as it was made")

    (damaged,) = backup.make(store, file, NOW).damaged
    assert damaged.endswith(sha)
