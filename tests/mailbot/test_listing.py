"""The JSON that scripts rely on: CONTRACT.md section 6, key by key."""

import json

from mailbot import listing
from rules.model import OutcomeKind
from store.desk import outcomes
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import Counter, sheet

CASE = (
    "number state form channel business product round arrived_at accepted_at fields notice_to findings pledge "
    "photos attention outcome mails letters version revisions round_reason approval told "
    "given overruled papers terms screening notes seen"
).split()


def test_case_has_exactly_the_agreed_keys(counter: Counter) -> None:
    """Keys in the contract's order and ours after them, times with offset, values as JSON has them."""
    counter.bring(sheet(storage=""))
    (case,) = listing.case_list(counter.office.store.snapshot(), counter.cases, counter.office.calendar)

    assert list(case) == CASE
    assert list(case["business"]) == ["id", "name", "municipality", "email"]
    assert case["arrived_at"] == "2026-11-16T09:00:00+09:00" and case["accepted_at"] is None
    assert case["fields"]["jan"]["value"] == "4569951116179"
    assert case["fields"]["price"]["value"] == 650
    assert case["fields"]["recycle"]["value"] == ["紙", "びん等"]
    assert case["fields"]["entry_date"]["value"] == "2026-11-18"
    (gap,) = [each for each in case["findings"] if each["severity"] == "error"]
    assert list(gap) == ["code", "severity", "field", "label", "cell", "message"]
    assert (gap["code"], gap["field"]) == ("missing", "storage")
    assert list(case["mails"][0]) == ["id", "message_id", "role", "received_at"]
    assert list(case["letters"][0]) == ["id", "kind", "state", "to", "due_at", "sent_at"]
    assert json.loads(json.dumps(case)) == case


def test_outcome_of_a_case(counter: Counter) -> None:
    """What was decided, by whom and when."""
    counter.bring()
    outcomes.record(counter.desk(), "R8-0001", OutcomeKind.REJECTED, reason="R04", note="n", now=MONDAY)
    db = counter.office.store.snapshot()

    (case,) = listing.case_list(db, counter.cases, counter.office.calendar)

    assert case["outcome"] == {
        "kind": "rejected",
        "reason": "R04",
        "note": "n",
        "conditions": "",
        "remark": "",
        "by": "山田",
        "recorded_at": "2026-11-16T09:00:00+09:00",
    }


def test_rounds_and_businesses(counter: Counter) -> None:
    """Counts by state, what is still open, and which products a business has."""
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, pledge=False)

    (round,) = listing.rounds(counter.office, counter.office.store.snapshot())
    assert list(round)[:6] == ["id", "cutoff_at", "notice_at", "closed", "counts", "undecided"]
    assert list(round)[6:] == ["grace_until", "agenda_given_out", "unapproved", "letters_not_left"]
    assert (round["counts"], round["undecided"], round["closed"]) == ({"accepted": 2}, 2, False)

    outcomes.record(counter.desk(), "R8-0001", OutcomeKind.SELECTED, now=MONDAY)
    (round,) = listing.rounds(counter.office, counter.office.store.snapshot())
    assert (round["undecided"], round["unapproved"], round["letters_not_left"]) == (1, 1, 1)

    (business,) = listing.businesses(counter.office.store.snapshot(), counter.office.calendar.zone)
    keys = (
        "id name numbers addresses notice_to postal address undeliverable pledge cases contacts agents notice_by"
        " merged_into"
    )
    assert list(business) == keys.split()
    assert business["cases"] == ["R8-0001", "R8-0002"]


def test_mails_and_letters(counter: Counter) -> None:
    """Keys of the contract, and the first 2,000 characters of a text at most."""
    counter.bring(text="あ" * 3000)

    (mail,) = listing.mails(counter.office, person=False)
    assert list(mail) == (
        "id message_id received_at from subject text attachments role handled cases reason done beside".split()
    )
    assert len(mail["text"]) == 2000 and mail["cases"] == ["R8-0001"]
    assert listing.mails(counter.office, person=True) == []

    letter = listing.letter(counter.letters[0], counter.office.calendar.zone)
    assert {"subject", "body", "attachments", "cases"} <= letter.keys()
