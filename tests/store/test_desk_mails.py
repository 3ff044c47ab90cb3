"""What a clerk does with a mail that waits for a person can be taken back, and is in the audit."""

from pathlib import Path

import pytest

from rules.model import Arrival, Case, Handled, Role
from rules.moves import Refusal
from store import arrivals, audit, cases
from store.deeds import Deed
from store.desk import Desk, mails, undo
from tests.console.seed import NOW, desk, sow

JAM = "R8-0055"
ID = "3fa9c2d1" + "0" * 56


@pytest.fixture
def clerk(tmp_path: Path) -> Desk:
    """A desk with one question that waits."""
    clerk = sow(tmp_path / "data")
    question = Arrival(
        id=ID, message_id="<q@example.jp>", received_at=NOW, sender="a@example.jp", subject="柿酢の締切"
    )
    with clerk.store.transaction() as db:
        arrivals.put(db, question)
    return clerk


def question(clerk: Desk) -> Arrival:
    found = arrivals.arrival(clerk.store.snapshot(), ID)
    assert found is not None
    return found


def test_done_and_undone(clerk: Desk) -> None:
    """It waits no longer, then again; the audit names who, and `undo` takes the last of it back."""
    assert isinstance(mails.done(clerk, ID[:8].upper(), now=NOW), Arrival)
    assert question(clerk).done
    assert isinstance(mails.undone(clerk, ID, now=NOW), Arrival)
    assert not question(clerk).done

    assert isinstance(undo.take_back(clerk, now=NOW), Deed)

    assert question(clerk).done
    what = [(event.what, event.by) for event in audit.every(clerk.store.log) if event.subject == ID]
    assert what[:2] == [("mail.done", "田中"), ("mail.undone", "田中")]


def test_assigned_to_a_case(clerk: Desk) -> None:
    """It stands in the case under its role and still waits; taken back, both are as before."""
    before = cases.get(clerk.store.snapshot(), JAM)
    assert before is not None

    case = mails.assign(clerk, ID[:8], JAM, now=NOW)

    assert isinstance(case, Case)
    assert [(mail.id, mail.role) for mail in case.mails[-1:]] == [(ID, Role.INQUIRY)]
    assert (question(clerk).cases, question(clerk).handled) == ((JAM,), Handled.PERSON)
    assert not question(clerk).done
    assert isinstance(mails.assign(clerk, ID, JAM, now=NOW), Refusal)

    undo.take_back(clerk, now=NOW)

    after = cases.get(clerk.store.snapshot(), JAM)
    assert after is not None
    assert (after.mails, question(clerk).cases) == (before.mails, ())


def test_refused(clerk: Desk) -> None:
    """Too short, unknown or ambiguous names, cases that are none, and marks that stand already change nothing."""
    with clerk.store.transaction() as db:
        arrivals.put(db, Arrival(id=ID[:60] + "1111", received_at=NOW, handled=Handled.CASE))
    token = clerk.store.token()

    for refused in (
        mails.done(clerk, ID[:7], now=NOW),
        mails.done(clerk, "00000000", now=NOW),
        mails.done(clerk, ID[:12], now=NOW),
        mails.done(clerk, ID[:60] + "1111", now=NOW),
        mails.undone(clerk, ID, now=NOW),
        mails.assign(clerk, ID, "R8-9999", now=NOW),
    ):
        assert isinstance(refused, Refusal) and refused.message.endswith("。")

    assert clerk.store.token() == token


def test_two_clerks(clerk: Desk) -> None:
    """A second clerk's mark changes nothing, and the second takes nothing back of the first."""
    other = desk(clerk.store.directory, by="佐藤")
    mails.done(clerk, ID, now=NOW)

    assert isinstance(mails.done(other, ID, now=NOW), Refusal)
    assert isinstance(undo.take_back(other, now=NOW), Refusal)
    assert question(clerk).done
