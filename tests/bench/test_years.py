"""The benchmark over years runs, and its offices hold what it says."""

import pytest

from store import arrivals, cases, outbox
from tests.bench.seeded import archive
from tests.bench.years import main, office


def test_both_tables_have_their_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """A row for each size of the register, and one for each of three offices; nothing is 1.00 of itself."""
    assert main(["--live", "12", "24", "--busy", "6", "--archived", "6", "--rounds", "1"]) == 0

    rows = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert [row[0].strip() for row in rows[1:3]] == ["12", "24"]
    assert [row[0].strip() for row in rows[4:]] == ["nothing", "6 live", "6 archived"]
    assert float(rows[4][2]) == float(rows[4][4]) == 1.0


def test_the_archive_is_one_of_years() -> None:
    """Every case of it is a whole one, found by its number, its mail and its letter."""
    with office() as counter:
        archive(counter, 5, 2)
        db = counter.office.store.snapshot()
        for n in range(1, 6):
            case = cases.get(db, f"H1-{n:04}")
            assert case is not None and case.entry.fields
            (letter,) = outbox.about(db, case.number)
            mail = arrivals.arrival(db, letter.answers or "")
            assert mail is not None and mail.cases == (case.number,)
            assert arrivals.at(db, mail.places[0]) == arrivals.by_fingerprint(db, mail.fingerprint) == mail
            assert outbox.by_key(db, letter.key) == outbox.by_message_id(db, letter.message_id) == letter
