"""What is finished leaves the register and is not forgotten: found by all its marks, listed, taken up again."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from rules.finished import is_finished, last_closed_year
from rules.model import Arrival, Handled, Letter, LetterKind, LetterState, OutcomeKind, State
from rules.record import replace
from store import archive as archive_file, archiving, arrivals, cases, outbox
from store.documents import Documents, Store
from store.errors import Damaged, StoreBusy
from tests.store.matters import ARRIVED, FIRM, Matter, matter, put

JAPAN = ZoneInfo("Asia/Tokyo")
JUNE = datetime.fromisoformat("2027-06-01T00:00:00+09:00")

MOVING = """
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo
from store import archiving
from store.documents import Store
zone = ZoneInfo("Asia/Tokyo")
with Store(Path(sys.argv[1])).transaction() as db:
    archiving.move(db, archiving.lot(db, datetime.fromisoformat(sys.argv[2]), zone), zone)
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def filled(store: Store, *matters: Matter) -> Store:
    with store.transaction() as db:
        put(db, *matters)
    return store


def archive(store: Store, now: datetime = JUNE) -> archiving.Lot:
    with store.transaction() as db:
        lot = archiving.lot(db, now, JAPAN)
        archiving.move(db, lot, JAPAN)
    return lot


def live(db: Documents) -> tuple[list[str], list[str], list[str]]:
    return tuple(list(db.rows(table)) for table in ("cases", "arrivals", "letters"))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("instant", "year"),
    [
        ("2027-05-31T23:59:59+09:00", 2025),
        ("2027-05-31T15:00:00+00:00", 2026),
        ("2027-12-31T00:00:00+09:00", 2026),
        ("2028-01-01T00:00:00+09:00", 2026),
    ],
)
def test_a_year_is_closed_two_months_after_its_end(instant: str, year: int) -> None:
    """The books of a fiscal year close on 31 May, on the office's clock."""
    assert last_closed_year(datetime.fromisoformat(instant), JAPAN) == year


@pytest.mark.parametrize(
    ("of", "finished"),
    [
        (matter(), True),
        (matter(state=State.WITHDRAWN, outcome=OutcomeKind.WITHDRAWN), True),
        (matter(state=State.DUPLICATE, outcome=None), True),
        (matter(outcome=OutcomeKind.SELECTED), False),
        (matter(state=State.LISTED, outcome=OutcomeKind.SELECTED), True),
        (matter(state=State.NEGOTIATING, outcome=OutcomeKind.SELECTED), False),
        (matter(state=State.RELEASED), False),
        (matter(state=State.NEEDS_PERSON, outcome=None), False),
        (matter(letter=LetterState.HELD), False),
        (matter(letter=LetterState.TO_PRINT), False),
        (matter(letter=LetterState.REFUSED), True),
        (matter(arrived=datetime(2027, 3, 20, tzinfo=JAPAN)), False),
        (matter(arrived=datetime(2027, 4, 1, tzinfo=JAPAN)), False),
    ],
)
def test_what_the_office_is_finished_with(of: Matter, finished: bool) -> None:
    """An end state, told, quiet for two months; a selected product waits for a word about its terms."""
    assert is_finished(of.case, [of.letter], JUNE, JAPAN) is finished


def test_a_selected_product_waits_no_longer_than_a_year() -> None:
    """An office that never notes the terms still has a register that does not grow."""
    selected = matter(outcome=OutcomeKind.SELECTED)

    assert is_finished(selected.case, [selected.letter], JUNE + timedelta(days=366), JAPAN)


def test_finished_matters_leave_the_register(store: Store) -> None:
    """Case, mail and letter go together once the year is closed; what is under way stays, and so does the business."""
    filled(store, matter("R8-0001"), matter("R8-0002", state=State.NEGOTIATING))

    assert not archive(store, JUNE - timedelta(seconds=1))
    lot = archive(store)

    assert ([each.number for each in lot.cases], len(lot.arrivals), len(lot.letters)) == (["R8-0001"], 1, 1)
    db = store.snapshot()
    assert live(db) == (["R8-0002"], [matter("R8-0002").mail.id], ["L-0002"])
    assert cases.business(db, FIRM.id) is not None
    assert not archive(store)


def test_what_was_archived_is_known_by_all_its_marks(store: Store) -> None:
    """Number, bytes, place, fingerprint, our Message-ID and key lead to what stood in the register, in any process."""
    old = matter()
    filled(store, old)
    archive(store)

    for db in (store.snapshot(), Store(store.directory).snapshot()):
        case = cases.get(db, "R8-0001")
        assert case == replace(old.case, version=1)
        assert cases.numbers_of(db, FIRM.id) == {"R8-0001"}
        assert arrivals.arrival(db, old.mail.id) == arrivals.at(db, old.mail.places[0]) == old.mail
        assert arrivals.by_fingerprint(db, old.mail.fingerprint) == old.mail
        letter = outbox.by_message_id(db, old.letter.message_id)
        assert letter is not None and letter.id == "L-0001"
        assert outbox.by_key(db, old.letter.key) == letter
        assert outbox.about(db, "R8-0001") == [letter]
        assert outbox.by_message_id(db, "<other@x>") is None and arrivals.by_fingerprint(db, "") is None


def test_a_letter_once_made_is_never_made_again(store: Store) -> None:
    """A letter with the key of an archived one is that very letter."""
    filled(store, matter())
    archive(store)

    with store.transaction() as db:
        assert outbox.add(db, replace(matter().letter, id="L-9999")).id == "L-0001"


def test_what_is_touched_again_is_taken_up_again(store: Store) -> None:
    """A late bounce puts letter and case back into the register, where they count; the year after they leave again."""
    filled(store, matter())
    archive(store)
    with store.transaction() as db:
        assert isinstance(outbox.bounced(db, "L-0001", "宛先不明"), Letter)
        case = cases.get(db, "R8-0001")
        assert case is not None
        cases.put(db, replace(case, attention=("届きませんでした。",)))

    db = store.snapshot()
    assert [each.state for each in outbox.about(db, "R8-0001")] == [LetterState.BOUNCED]
    assert [each.attention for each in cases.every(db)] == [("届きませんでした。",)]

    assert archive(store).cases and live(store.snapshot()) == ([], [], [])
    kept = cases.get(store.snapshot(), "R8-0001")
    assert kept is not None and (kept.version, kept.attention) == (2, ("届きませんでした。",))


def test_numbers_are_not_given_again(store: Store) -> None:
    """The count of a fiscal year goes on although its cases are gone."""
    filled(store, matter())
    with store.transaction() as db:
        assert cases.new_number(db, "R8") == "R8-0001"
    archive(store)

    with store.transaction() as db:
        assert cases.new_number(db, "R8") == "R8-0002"


def test_a_letter_about_several_cases_leaves_with_the_last(store: Store) -> None:
    """As long as one of its cases is on the desk, the letter lies beside it."""
    shared = replace(matter().letter, cases=("R8-0001", "R8-0002"))
    filled(store, replace(matter("R8-0001"), letter=shared), matter("R8-0002", state=State.NEGOTIATING))
    archive(store)

    assert live(store.snapshot())[2] == ["L-0001", "L-0002"]


def test_mail_and_letters_without_a_case_leave_with_their_year(store: Store) -> None:
    """Inquiries that are done with and alerts of a closed year go; what still waits for a person stays."""
    alert = replace(matter().letter, id="L-9000", key="alert:1", kind=LetterKind.ALERT, cases=())
    mails: dict[str, dict[str, Any]] = {
        "done": {"handled": Handled.PERSON, "done": True},
        "waits": {"handled": Handled.PERSON},
        "copy": {"handled": Handled.IGNORED},
        "here": {"handled": Handled.IGNORED, "filed": False},
        "new": {"handled": Handled.IGNORED, "received_at": JUNE},
    }
    with store.transaction() as db:
        outbox.add(db, alert)
        for id, given in mails.items():
            arrivals.put(db, Arrival(**{"id": id, "received_at": ARRIVED, "filed": True, **given}))
    archive(store)

    assert live(store.snapshot()) == ([], ["waits", "here", "new"], [])


@pytest.mark.parametrize("step", ["archive.written", "register.json.written", "register.json.replaced"])
def test_a_kill_in_the_middle_loses_and_doubles_nothing(store: Store, step: str) -> None:
    """Killed at any step, every matter is found, listed once, and the next run finishes the move."""
    matters = [matter(f"R8-{n:04}") for n in range(1, 8)]
    filled(store, *matters)
    command = [sys.executable, "-c", MOVING, str(store.directory), JUNE.isoformat()]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "MAILBOT_FAULT": step}

    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL

    again = Store(store.directory)
    for _ in range(2):
        db = again.snapshot()
        assert all(cases.get(db, each.case.number) for each in matters)
        assert all(len(outbox.about(db, each.case.number)) == 1 for each in matters)
        archive(again)
    assert live(again.snapshot()) == ([], [], [])
    assert again.archive.years() == {"R8": 7}


def test_cases_are_listed(store: Store) -> None:
    """By year, or all of it."""
    filled(
        store,
        *(matter(f"R8-{n:04}") for n in range(1, 4)),
        matter("R7-0001", arrived=ARRIVED - timedelta(days=365), state=State.WITHDRAWN),
    )
    archive(store)
    found = store.archive

    assert found.years() == {"R8": 3, "R7": 1}
    assert {each.number for each in found.summaries("R8")} == {"R8-0001", "R8-0002", "R8-0003"}
    assert len(found.summaries()) == 4
    (only,) = found.summaries("R7")
    assert (only.name, only.product, only.arrived_at.tzinfo is None) == (FIRM.name, "商品 R7-0001", False)


def test_an_archive_is_for_its_owner_alone(store: Store) -> None:
    """Mode 0600 under any umask, with nothing left beside it."""
    filled(store, matter())
    before = os.umask(0)
    try:
        archive(store)
    finally:
        os.umask(before)

    files = {file.name: file.stat().st_mode & 0o777 for file in store.directory.glob("archive*")}
    assert files == {"archive.sqlite3": 0o600}


def test_a_damaged_archive_is_named(store: Store) -> None:
    """Reading it raises Damaged with the file; the register goes on, and nothing is written over it."""
    filled(store, matter())
    archive(store)
    damage = b"no archive" * 1000
    store.archive.file.write_bytes(damage)
    other = Store(store.directory)

    with pytest.raises(Damaged) as raised:
        cases.get(other.snapshot(), "R8-0001")

    assert raised.value.file == store.archive.file
    assert other.archive.check()
    assert other.archive.file.read_bytes() == damage


def test_nothing_is_asked_where_nothing_was_archived(store: Store) -> None:
    """A young office has no archive; every question has an empty answer, and no file is made by asking."""
    db = store.snapshot()

    assert cases.get(db, "R8-0001") is None and outbox.about(db, "R8-0001") == []
    assert (store.archive.years(), store.archive.summaries(), store.archive.check()) == ({}, [], "")
    assert not store.archive.file.exists()


def test_a_year_is_whole_wherever_its_cases_lie(store: Store) -> None:
    """Cases of a fiscal year that still wait for something stand among the archived ones, by number."""
    filled(store, *(matter(f"R8-{n:04}") for n in (1, 3)), matter("R8-0002", state=State.NEGOTIATING))
    filled(store, matter("R9-0001", arrived=JUNE))
    archive(store)

    found = list(cases.of_year(store.snapshot(), "R8"))
    assert [each.number for each in found] == ["R8-0001", "R8-0002", "R8-0003"]


def test_a_reader_who_stays_keeps_the_lot_waiting(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody reads the archive for longer than anybody waits: nothing is moved, and the next time all is."""
    monkeypatch.setattr(archive_file, "WAIT_SECONDS", 0.01)
    filled(store, matter("R8-0001"))
    archive(store)
    filled(store, matter("R8-0002"))
    with closing(sqlite3.connect(store.archive.file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT 1 FROM documents").fetchone()
        with pytest.raises(StoreBusy):
            archive(store)
    archive(store)

    assert live(store.snapshot())[0] == [] and len(store.archive.summaries()) == 2


HALF_WRITTEN = """
import os, sqlite3, sys
from store.archive import TABLES
archive = sqlite3.connect(sys.argv[1], isolation_level=None)
archive.execute("PRAGMA cache_size = 1")
archive.execute("BEGIN IMMEDIATE")
for statement in filter(str.strip, TABLES.split(";")):
    archive.execute(statement)
for number in range(200):
    archive.execute("INSERT INTO documents VALUES (?, 'cases', ?, 'R8', ?)", (number, str(number), bytes(5000)))
os._exit(0)
"""


def test_a_first_lot_that_a_crash_broke_off_is_no_damage(store: Store) -> None:
    """The archive holds half of its first words when we die: whoever asks next finds none, and it is begun anew."""
    file = store.directory / "archive.sqlite3"
    filled(store, matter("R8-0001", state=State.NOTIFIED, arrived=ARRIVED))
    subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(file)], check=True)
    assert file.stat().st_size and Path(f"{file}-journal").exists()

    assert Store(store.directory).archive.keys("cases") == []

    assert archive(Store(store.directory)).cases
