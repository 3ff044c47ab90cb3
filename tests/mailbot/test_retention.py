"""What a clerk may erase when its time is over: the case with its letters and mails, and nothing that others need."""

from datetime import date, datetime

import pytest

from rules.model import OutcomeKind, State
from rules.moves import Refusal
from rules.retention import kept_until
from store import audit, cases, raw
from store.desk import retention
from tests.e2e.town import MONDAY
from tests.mailbot.duties.month import CUTOFF, decide, play
from tests.mailbot.intake.counter import Counter, sheet
from tests.rules.office import TOKYO

OVER = datetime.fromisoformat("2032-04-01T00:00:00+09:00")
"""The first day on which a case that ended in fiscal 2026 need not be kept."""


@pytest.mark.parametrize(
    ("ended", "until"),
    [("2026-12-10", "2032-03-31"), ("2027-03-31", "2032-03-31"), ("2027-04-01", "2033-03-31")],
)
def test_five_years_after_the_fiscal_year_of_the_end(ended: str, until: str) -> None:
    """The years are counted from the April after the end, on the office's calendar."""
    assert kept_until(datetime.fromisoformat(f"{ended}T12:00:00+09:00"), 5, TOKYO) == date.fromisoformat(
        until
    )


@pytest.fixture
def ended(counter: Counter) -> Counter:
    """Two products of one business in two mails; the first was withdrawn, the second waits for a correction."""
    counter.bring()
    counter.bring(sheet("nonfood", material=""), MONDAY, pledge=False)
    decide(counter, "R8-0001", OutcomeKind.WITHDRAWN, CUTOFF)
    play(counter, CUTOFF)
    return counter


def files(counter: Counter) -> set[str]:
    return {path.name for path in (counter.office.directory / "raw").rglob("*") if len(path.name) == 64}


def test_nothing_goes_before_its_time(ended: Counter) -> None:
    """On the last day of its term a case is not listed; what has not ended never is. A list changes nothing."""
    before = ended.office.store.file.read_bytes()
    assert retention.listed(ended.desk(), now=datetime.fromisoformat("2032-03-31T23:59:59+09:00")) == ()
    assert [each.case.number for each in retention.listed(ended.desk(), now=OVER)] == ["R8-0001"]
    assert ended.office.store.file.read_bytes() == before

    refused = retention.erase(ended.desk(), until=OVER.date(), now=OVER)
    assert isinstance(refused, Refusal)


def test_case_goes_with_its_letters(ended: Counter) -> None:
    """The other product, its mail and its letter stay, and so does the mail whose pledge is on file."""
    mails = ended.mails
    gone = retention.erase(ended.desk(), now=OVER)

    assert not isinstance(gone, Refusal) and [each.case.number for each in gone] == ["R8-0001"]
    assert [case.number for case in ended.cases] == ["R8-0002"]
    assert all("R8-0001" not in letter.cases for letter in ended.letters)
    assert ended.mails == mails and raw.get(ended.office.directory, mails[0].id)
    event = audit.every(ended.office.store.log)[-1]
    assert (event.what, event.subject, event.by) == ("case.erased", "R8-0001", "山田")


def test_mail_that_nothing_names_goes(counter: Counter) -> None:
    """A mail without a pledge leaves with its case, from the disk as well; sent letters do, too."""
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, pledge=False)
    decide(counter, "R8-0002", OutcomeKind.WITHDRAWN, CUTOFF)
    play(counter, CUTOFF)
    going, staying = counter.mails[1].id, counter.mails[0].id

    retention.erase(counter.desk(), now=OVER)

    assert going not in files(counter) and staying in files(counter)
    assert [mail.id for mail in counter.mails] == [staying]
    for kept in (counter.office.store.file, counter.office.store.previous):
        assert "い草のコースター".encode() not in kept.read_bytes()


def test_a_deed_whose_file_is_lost_stops_nothing(ended: Counter) -> None:
    """Nobody can tell whose words the lost file held: the deed is forgotten, and what is left of the file goes."""
    folder = ended.office.directory / "deeds"
    (torn,) = folder.glob("*.json")
    torn.write_bytes(torn.read_bytes()[:100])

    gone = retention.erase(ended.desk(), now=OVER)

    assert not isinstance(gone, Refusal) and [each.case.number for each in gone] == ["R8-0001"]
    assert not list(folder.glob("*.json"))


def test_what_has_not_ended_stays(ended: Counter) -> None:
    """A product still under way in old years is never listed, however old."""
    assert ended.cases[1].state is State.CORRECTION_REQUESTED
    far = datetime.fromisoformat("2060-01-01T00:00:00+09:00")

    assert [each.case.number for each in retention.listed(ended.desk(), now=far)] == ["R8-0001"]


def test_what_was_archived_goes_too(counter: Counter) -> None:
    """A case in the archive is listed and erased like any other, and no question leads to it any more."""
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, pledge=False)
    decide(counter, "R8-0002", OutcomeKind.WITHDRAWN, CUTOFF)
    play(counter, CUTOFF)
    going = counter.mails[1].id
    play(counter, datetime.fromisoformat("2027-06-01T09:00:00+09:00"))
    store = counter.office.store
    assert [each.number for each in store.archive.summaries()] == ["R8-0002"]

    gone = retention.erase(counter.desk(), now=OVER)

    assert not isinstance(gone, Refusal) and [each.case.number for each in gone] == ["R8-0002"]
    assert store.archive.summaries() == [] and cases.get(store.snapshot(), "R8-0002") is None
    assert going not in files(counter)
    assert "い草のコースター".encode() not in store.archive.file.read_bytes()
    assert retention.erase(counter.desk(), now=OVER) == ()
