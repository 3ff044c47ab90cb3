"""The JSON that scripts rely on: CONTRACT.md section 6, key by key."""

import json
from datetime import timedelta

from mailbot import listing
from rules.model import OutcomeKind
from rules.record import replace
from store import health, locks
from store.desk import outcomes, sending
from store.health import Health, Tally, Watched
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import LOCKED, Counter, sheet

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


def test_status_is_ok_until_a_person_is_needed(counter: Counter) -> None:
    """Fine with cases under way; not with a mail for a person, nor while sending is stopped."""
    counter.bring()
    status = listing.status(counter.office, MONDAY)
    assert {"ok", "last_poll_at", "failures", "queue", "person", "next"} <= status.keys()
    assert status["ok"] and status["queue"] == {"ready": 1}
    assert status["next"][0] == {"duty": "close", "due_at": "2026-11-20T23:59:59+09:00"}

    sending.pause(counter.desk(), "点検", now=MONDAY)
    assert not listing.status(counter.office, MONDAY)["ok"]
    sending.resume(counter.desk(), now=MONDAY)

    counter.bring(LOCKED, MONDAY + timedelta(hours=1), pledge=False)
    status = listing.status(counter.office, MONDAY)
    assert (status["ok"], status["person"]) == (False, 1)


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


def test_status_of_a_daemon_that_died_or_stalled(counter: Counter) -> None:
    """Red when it died without an orderly end, and when a living one has missed two looks; `once` alone is no fault."""
    title, directory = counter.office.config.imap[0].title, counter.office.directory
    now = MONDAY + timedelta(minutes=5)
    watched = Watched(last_poll_at=MONDAY)
    health.write(directory, Health(last_poll_at=MONDAY, mailboxes={title: watched}))
    assert listing.status(counter.office, now)["ok"]

    health.write(directory, Health(last_poll_at=MONDAY, running=True, mailboxes={title: watched}))
    status = listing.status(counter.office, now)
    assert (status["ok"], status["daemon"]) == (False, "died")

    with locks.for_life(directory):
        status = listing.status(counter.office, now)
        assert (status["ok"], status["daemon"]) == (False, "running")
        assert [each["stalled"] for each in status["mailboxes"]] == [True]
        assert listing.status(counter.office, MONDAY + timedelta(minutes=2))["ok"]


def test_status_reconciles_each_mailbox(counter: Counter) -> None:
    """The figures and the differences of the last look; a mail that fails needs a person, a stray is only named."""
    title, directory = counter.office.config.imap[0].title, counter.office.directory
    tally = Tally(lying=3, taken=0, left=2, earlier=0, large=0, waiting=1, strays=("受付済 UID 3",))
    for failed, ok in (((), True), (("INBOX UID 7",), False)):
        watched = Watched(last_poll_at=MONDAY, tally=replace(tally, failed=failed))
        health.write(directory, Health(last_poll_at=MONDAY, mailboxes={title: watched}))

        status = listing.status(counter.office, MONDAY)

        (mailbox,) = status["mailboxes"]
        assert (status["ok"], mailbox["title"]) == (ok, title)
        assert mailbox["tally"]["left"] == 2 and mailbox["differences"] == [*failed, "受付済 UID 3"]
        assert json.loads(json.dumps(mailbox))["tally"]["strays"] == ["受付済 UID 3"]
