"""Mails that were taken are known again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rules.model import Arrival, File, Place
from store import arrivals
from store.documents import Documents, Store

NOW = datetime(2026, 11, 23, 1, 2, tzinfo=UTC)


def place(uid: int) -> Place:
    return Place(account="kikaku@imap", folder="INBOX", uidvalidity=7, uid=uid)


@pytest.fixture
def db(tmp_path: Path) -> Documents:
    return Store(tmp_path).snapshot()


def test_an_arrival_is_found_by_each_of_its_marks(db: Documents) -> None:
    """Id, place, fingerprint and Message-ID lead to the same mail."""
    sheet = File(name="エントリーシート.xlsx", sha256="f" * 64, media_type="application/x", size=3)
    mail = Arrival(
        id="a" * 64,
        places=(place(1), place(2)),
        fingerprint="f1",
        message_id="<1@x>",
        received_at=NOW,
        attachments=(sheet,),
    )
    arrivals.put(db, Arrival(id="b" * 64, received_at=NOW))
    arrivals.put(db, mail)

    assert arrivals.arrival(db, mail.id) == mail
    assert arrivals.by_fingerprint(db, "f1") == mail
    assert arrivals.at(db, place(1)) == arrivals.at(db, place(2)) == mail
    assert arrivals.places(db) == {place(1), place(2)}
    assert [each.id[0] for each in arrivals.every(db)] == ["b", "a"]


def test_nothing_matches_an_empty_mark(db: Documents) -> None:
    """Mails without Message-ID are not copies of each other."""
    arrivals.put(db, Arrival(id="b" * 64, received_at=NOW))

    assert arrivals.by_fingerprint(db, "") is None
    assert arrivals.arrival(db, "c" * 64) is None
