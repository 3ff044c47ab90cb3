"""The rehearsal: what would leave, when and to whom; what holds it; and nothing of it happens."""

from datetime import datetime, timedelta
from pathlib import Path

from mailbot.rehearsal import rehearse
from rules.model import OutcomeKind
from store.desk import sending
from tests.e2e.town import MONDAY, NOTICE
from tests.mailbot.duties.month import CUTOFF, decide, release, with_committee, with_operator
from tests.mailbot.intake.counter import Counter, sheet

END = NOTICE + timedelta(days=1)
THURSDAY = datetime.fromisoformat("2026-11-12T10:00:00+09:00")


def test_month_is_told_in_order(counter: Counter) -> None:
    """The waiting answer, the digest, then result and handover on the notice day, free to leave; nothing changes."""
    counter = with_operator(counter)
    counter.bring()
    decide(counter, "R8-0001", OutcomeKind.SELECTED, CUTOFF)
    release(counter, CUTOFF)
    before = counter.office.store.file.read_bytes()

    rows = rehearse(counter.office, CUTOFF, END)

    assert [(row["kind"], row["blocked_by"]) for row in rows] == [
        ("acknowledgement", None),
        ("digest", None),
        ("handover", None),
        ("result", None),
    ]
    assert [row["at"] for row in rows[-2:]] == [NOTICE.isoformat()] * 2
    assert counter.office.store.file.read_bytes() == before


def test_office_of_a_month_is_told_whole_and_stays_untouched(counter: Counter) -> None:
    """Reminder, agenda, warnings, delay and digests with what holds each; not a byte of the data directory changes."""
    counter = with_committee(counter, "kurume@example.jp", "…")
    counter.bring(sheet(storage=""), THURSDAY)
    counter.bring(sheet("nonfood"), MONDAY, pledge=False)
    before = _contents(counter.office.directory)

    rows = rehearse(counter.office, THURSDAY + timedelta(hours=1), END)

    told = {(row["kind"], row["blocked_by"] is None) for row in rows}
    free = {"reminder", "alert", "digest"}
    assert told >= {*((kind, True) for kind in free), ("agenda", False), ("query", False)}
    assert [row["to"] for row in rows if row["kind"] == "agenda"] == [["kurume@example.jp"]]
    assert {row["at"][11:19] for row in rows if row["kind"] == "digest"} == {"08:30:00"}
    assert _contents(counter.office.directory) == before


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_held_is_named(counter: Counter) -> None:
    """A result without 決裁 says what it waits for, and staff would hear of it."""
    counter.bring()
    decide(counter, "R8-0001", OutcomeKind.SELECTED, MONDAY)

    rows = {row["kind"]: row for row in rehearse(counter.office, MONDAY, END)}

    assert "決裁" in rows["result"]["blocked_by"]
    assert rows["alert"]["blocked_by"] is None


def test_paused_office(counter: Counter) -> None:
    """While sending is stopped every letter is blocked by that."""
    counter.bring()
    sending.pause(counter.desk(), "点検", now=MONDAY)

    assert [row["blocked_by"] for row in rehearse(counter.office, MONDAY, END)][:1] == ["点検"]


def test_nothing_after_the_end(counter: Counter) -> None:
    """What is due later is not told; an empty register has nothing to tell."""
    assert rehearse(counter.office, MONDAY, END) == []
    counter.bring(pledge=False)

    assert rehearse(counter.office, MONDAY, MONDAY + timedelta(minutes=9)) == []
    assert len(rehearse(counter.office, MONDAY, MONDAY + timedelta(minutes=10))) == 1
