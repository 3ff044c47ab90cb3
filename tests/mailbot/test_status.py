"""`mailbot status`: whether a person is needed, and how each mailbox fares."""

import json
from datetime import timedelta

from mailbot.status import status
from rules.record import replace
from store import health, locks
from store.desk import sending
from store.health import Health, Tally, Watched
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import LOCKED, Counter


def test_ok_until_a_person_is_needed(counter: Counter) -> None:
    """Fine with cases under way; not with a mail for a person, nor while sending is stopped."""
    counter.bring()
    found = status(counter.office, MONDAY)
    assert {"ok", "last_poll_at", "failures", "queue", "person", "next"} <= found.keys()
    assert found["ok"] and found["queue"] == {"ready": 1}
    assert found["next"][0] == {"duty": "close", "due_at": "2026-11-20T23:59:59+09:00"}

    sending.pause(counter.desk(), "点検", now=MONDAY)
    assert not status(counter.office, MONDAY)["ok"]
    sending.resume(counter.desk(), now=MONDAY)

    counter.bring(LOCKED, MONDAY + timedelta(hours=1), pledge=False)
    found = status(counter.office, MONDAY)
    assert (found["ok"], found["person"]) == (False, 1)


def test_a_daemon_that_died_or_stalled(counter: Counter) -> None:
    """Red when it died without an orderly end, and when a living one has missed two looks; `once` alone is no fault."""
    title, directory = counter.office.config.imap[0].title, counter.office.directory
    now = MONDAY + timedelta(minutes=5)
    watched = Watched(last_poll_at=MONDAY)
    health.write(directory, Health(last_poll_at=MONDAY, mailboxes={title: watched}))
    assert status(counter.office, now)["ok"]

    health.write(directory, Health(last_poll_at=MONDAY, running=True, mailboxes={title: watched}))
    found = status(counter.office, now)
    assert (found["ok"], found["daemon"]) == (False, "died")

    with locks.for_life(directory):
        found = status(counter.office, now)
        assert (found["ok"], found["daemon"]) == (False, "running")
        assert [each["stalled"] for each in found["mailboxes"]] == [True]
        assert status(counter.office, MONDAY + timedelta(minutes=2))["ok"]


def test_it_reconciles_each_mailbox(counter: Counter) -> None:
    """The figures and the differences of the last look; a mail that fails needs a person, a stray is only named."""
    title, directory = counter.office.config.imap[0].title, counter.office.directory
    tally = Tally(lying=3, taken=0, left=2, earlier=0, large=0, waiting=1, strays=("受付済 UID 3",))
    for failed, ok in (((), True), (("INBOX UID 7",), False)):
        watched = Watched(last_poll_at=MONDAY, tally=replace(tally, failed=failed))
        health.write(directory, Health(last_poll_at=MONDAY, mailboxes={title: watched}))

        found = status(counter.office, MONDAY)

        (mailbox,) = found["mailboxes"]
        assert (found["ok"], mailbox["title"]) == (ok, title)
        assert mailbox["tally"]["left"] == 2 and mailbox["differences"] == [*failed, "受付済 UID 3"]
        assert json.loads(json.dumps(mailbox))["tally"]["strays"] == ["受付済 UID 3"]
