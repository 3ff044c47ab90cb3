"""What becomes of the archive by time alone: its cases go there, and are found there by their words."""

import sqlite3
from contextlib import closing
from datetime import datetime

from mailbot.duties import Duties
from rules import lookup
from rules.model import OutcomeKind
from store.catalogue import Catalogue
from tests.mailbot.duties.month import CUTOFF, decide, play
from tests.mailbot.intake.counter import Counter

CLOSED = datetime.fromisoformat("2027-06-01T09:00:00+09:00")


def test_an_archive_of_an_earlier_program_gets_its_concordance(counter: Counter) -> None:
    """Once, by the duty; a search finds the case before, meanwhile and afterwards."""
    counter.bring()
    decide(counter, "R8-0001", OutcomeKind.WITHDRAWN, CUTOFF)
    play(counter, CUTOFF)
    play(counter, CLOSED)
    archive, duties = counter.office.store.archive, Duties(office=counter.office)
    found = Catalogue(archive).find(lookup.words("状態:取下げ"))
    assert len(found) == 1 and archive.backlog == 0
    with closing(sqlite3.connect(archive.file)) as connection:
        connection.execute("PRAGMA user_version = 1")
    assert Catalogue(archive).find(lookup.words("状態:取下げ")) == found and archive.backlog
    archive.put(())

    assert [due.duty for due in duties.carry_out(CLOSED)] == ["concordance"]

    assert archive.backlog == 0 and duties.carry_out(CLOSED) == []
    assert Catalogue(archive).find(lookup.words("状態:取下げ")) == found
