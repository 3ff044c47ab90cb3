"""Cases, businesses and rounds in the register: versions, numbers, the switch that stops all sending."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rules.model import Business, Case, Entry, RoundRecord, State
from rules.record import replace
from store import cases
from store.documents import Documents, Store
from store.errors import Stale

NOW = datetime(2026, 11, 23, 1, 2, tzinfo=UTC)


def case(number: str = "R8-0001") -> Case:
    return Case(
        number=number,
        state=State.ACCEPTED,
        form="food",
        business="J-0001",
        product="あまおうジャム 150g",
        arrived_at=NOW,
        entry=Entry(form="food"),
        notice_to="info@example.jp",
    )


@pytest.fixture
def db(tmp_path: Path) -> Documents:
    return Store(tmp_path).snapshot()


def test_each_write_counts_the_version(db: Documents) -> None:
    """A stored case comes back with the next version, and reads back equal."""
    first = cases.put(db, case())
    second = cases.put(db, replace(first, state=State.TABLED))

    assert (first.version, second.version) == (1, 2)
    assert cases.get(db, "R8-0001") == second
    assert cases.get(db, "R8-0002") is None
    assert list(cases.every(db)) == [second]


def test_a_stale_write_is_refused(db: Documents) -> None:
    """Who read before somebody else wrote gets both versions and overwrites nothing."""
    read = cases.put(db, case())
    theirs = cases.put(db, replace(read, state=State.TABLED))

    with pytest.raises(Stale) as raised:
        cases.put(db, replace(read, state=State.WITHDRAWN))

    assert (raised.value.case.version, raised.value.theirs) == (1, theirs)
    assert "R8-0001" in str(raised.value)
    assert cases.get(db, "R8-0001") == theirs


def test_a_new_case_does_not_overwrite_one(db: Documents) -> None:
    """A case made anew under a number that is taken is refused."""
    cases.put(db, case())

    with pytest.raises(Stale):
        cases.put(db, case())


def test_numbers_are_never_given_twice(db: Documents) -> None:
    """Each fiscal year counts from 1; a number whose case is gone stays used; businesses count apart."""
    first = cases.new_number(db, "R8")
    cases.put(db, case(first))
    db.remove("cases", first)

    assert [first, cases.new_number(db, "R8"), cases.new_number(db, "R9")] == [
        "R8-0001",
        "R8-0002",
        "R9-0001",
    ]
    assert [cases.new_business_id(db), cases.new_business_id(db)] == ["J-0001", "J-0002"]


def test_businesses_and_rounds_have_versions_too(db: Documents) -> None:
    """A business or a round record is written by the version that was read, or refused."""
    business = cases.put_business(db, Business(id="J-0001", name="株式会社小郡食品"))
    record = cases.put_round(db, RoundRecord(id="2026-11", closed_at=NOW))

    assert cases.business(db, "J-0001") == business
    assert cases.round_record(db, "2026-11") == record
    assert cases.round_record(db, "2026-12") == RoundRecord(id="2026-12")
    assert (list(cases.businesses(db)), list(cases.round_records(db))) == ([business], [record])
    with pytest.raises(Stale):
        cases.put_business(db, Business(id="J-0001", name="別の会社"))
    with pytest.raises(Stale):
        cases.put_round(db, RoundRecord(id="2026-11"))


def test_the_pause_stands_until_it_is_lifted(db: Documents) -> None:
    """Who stopped sending, why and when is kept until somebody goes on."""
    pause = cases.Pause(by="山田", reason="誤送信の確認", at=NOW)

    assert cases.pause(db) is None
    cases.set_pause(db, pause)
    assert cases.pause(db) == pause
    cases.set_pause(db, None)
    assert cases.pause(db) is None
