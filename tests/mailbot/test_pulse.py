"""What the daemon says of its mailboxes while it lives, and what a restart still knows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.pulse import Pulse
from store import health
from store.health import Tally, stalled

NOW = datetime(2026, 11, 16, 0, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EMPTY = Tally(lying=0, taken=0, left=0, earlier=0, large=0, waiting=0)
TITLES = ("a INBOX", "b INBOX")


def test_of_several_mailboxes_the_worst_counts(tmp_path: Path) -> None:
    """One dead mailbox shows in the figures of the whole, and the other one's looks don't hide it."""
    pulse = Pulse(tmp_path, TITLES)
    pulse.passed("a INBOX", EMPTY, NOW)
    assert health.read(tmp_path).last_poll_at is None, "the other one was not looked at yet"
    pulse.passed("b INBOX", EMPTY, NOW)
    for minute in (1, 2):
        pulse.failed("a INBOX", "つながりません。", NOW + minute * MINUTE)
        pulse.passed("b INBOX", EMPTY, NOW + minute * MINUTE)

    told = health.read(tmp_path)
    assert (told.last_poll_at, told.failures, told.last_failure) == (NOW, 2, "つながりません。")
    assert told.mailboxes["b INBOX"].failures == 0


def test_the_beginning_of_a_failure_outlives_a_restart(tmp_path: Path) -> None:
    """A restarted daemon knows since when it fails; a sign of life does not end that, a pass does."""
    Pulse(tmp_path, TITLES).failed("a INBOX", "x", NOW)
    pulse = Pulse(tmp_path, TITLES)
    pulse.looked("a INBOX", NOW + MINUTE)
    pulse.failed("a INBOX", "x", NOW + 2 * MINUTE)

    watched = health.read(tmp_path).mailboxes["a INBOX"]
    assert (watched.failing_since, watched.failures, watched.last_poll_at) == (NOW, 2, NOW + MINUTE)
    pulse.passed("a INBOX", EMPTY, NOW)
    assert health.read(tmp_path).mailboxes["a INBOX"].failing_since is None


def test_a_mailbox_that_is_watched_no_more_is_forgotten(tmp_path: Path) -> None:
    """What was taken out of the configuration fails nobody's status."""
    Pulse(tmp_path, TITLES).failed("a INBOX", "x", NOW)
    Pulse(tmp_path, TITLES[1:]).passed("b INBOX", EMPTY, NOW)

    assert health.read(tmp_path).failures == 0


@pytest.mark.parametrize(("seconds", "red"), [(60, False), (134, False), (136, True)])
def test_red_after_two_missed_looks(seconds: int, red: bool) -> None:
    """With a look a minute, two may be missed."""
    assert stalled(NOW, NOW + timedelta(seconds=seconds), 60) is red
    assert not stalled(None, NOW, 60)
