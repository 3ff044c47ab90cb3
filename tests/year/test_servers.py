"""The turns of a month over real Dovecot and Postfix: `once --now` that jumps, and `run` on a clock that is not ours.

The 20th lies between two Sundays of holidays (敬老の日 to 秋分の日 2026), the 10th of October is a Saturday before a
holiday: the notice day is Tuesday the 13th.
"""

import imaplib
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from mailbot.marking import Given
from store import audit, cases, outbox
from store.documents import Store
from tests import entries, servers
from tests.conftest import require
from tests.e2e import town
from tests.e2e.test_run import PATIENCE, configured, eventually, folder, opened
from tests.e2e.town import Town
from tests.servers import Dovecot, Postfix

LIBRARY = next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)

LONG = 90
"""Seconds to wait for the program on a busy machine; the clock's library makes it slower."""

ROUND = "2026-09"
SECOND = timedelta(seconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+09:00")


OVER, NOTICE = at("2026-09-21T00:00:00"), at("2026-10-13T09:00:00")


class Business:
    """Who writes from a mailbox of its own; its mail lies in the office's as of the instant that the test says."""

    def __init__(self, dovecot: Dovecot, office: str, user: str) -> None:
        self.dovecot, self.office, self.user = dovecot, office, user
        self.address = f"{user}@{servers.DOMAIN}"

    def writes(self, when: datetime, answers: Message | None = None, **gaps: Given) -> None:
        own: dict[str, Given] = {"biz_name": f"{self.user}商店", "corp_no": "", "contact_mail": self.address}
        sheet = entries.filled("food", {**entries.ANSWERS["food"], **own, **gaps})
        to, told = f"{self.office}@{servers.DOMAIN}", town.header(answers, "Message-ID") if answers else ""
        data = town.entry(sheet, sender=self.address, to=to, answers=told, pledge=not answers)
        with opened(self.dovecot, self.office) as client:
            client.append("INBOX", "", imaplib.Time2Internaldate(when), data)

    def has(self, *kinds: str) -> list[Message]:
        """Waits until these letters lie in its mailbox, in this order and no others."""
        eventually(lambda: len(folder(self.dovecot, self.user, "INBOX")) >= len(kinds))
        with opened(self.dovecot, self.user) as client:
            client.select("INBOX", readonly=True)
            _, parts = client.fetch("1:*", "(BODY.PEEK[])") if kinds else ("", [])
        found = [message_from_bytes(part[1]) for part in parts if isinstance(part, tuple)]
        assert [mail["X-Mailbot-Kind"] for mail in found] == list(kinds)
        return found


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot, postfix: Postfix, user: str) -> Town:
    home = configured(tmp_path / "office", dovecot, postfix, user)
    config = home.folder / "config.toml"
    text = config.read_text().replace("2026-11-01T00:00:00", "2026-08-01T00:00:00")
    config.write_text(text.replace('closed_day = "same"', 'closed_day = "next"'))
    return home


@pytest.fixture
def businesses(dovecot: Dovecot, user: str, users: Iterator[str]) -> tuple[Business, Business]:
    return Business(dovecot, user, next(users)), Business(dovecot, user, next(users))


def once(office: Town, now: datetime) -> None:
    """In this process: starting the program is shown elsewhere."""
    office.here("once", now=now)


def decided(office: Town, number: str, now: datetime) -> None:
    office.here("outcome", number, "selected", "--by", "山田", now=now)
    approved = ("--approver", "課長", "--approved", f"{now:%Y-%m-%d}")
    office.here("release", ROUND, "--by", "山田", *approved, now=now)


def test_a_month_of_jumps(office: Town, businesses: tuple[Business, Business]) -> None:
    """Reminder on the 15th, the last second of the 20th, the first of the 21st, the notice on the moved day: once."""
    first, second = businesses
    first.writes(at("2026-09-07T10:00:00"))
    second.writes(at("2026-09-08T10:00:00"), storage="")
    once(office, at("2026-09-08T10:00:05"))
    first.has("acknowledgement")
    (asked,) = second.has("correction_request")

    for now in (at("2026-09-15T08:59:59"), at("2026-09-15T09:00:00"), at("2026-09-16T09:00:00")):
        once(office, now)
    second.has("correction_request", "reminder")
    second.writes(OVER - SECOND, answers=asked)
    once(office, OVER - SECOND)
    assert [case["state"] for case in office.json("cases")] == ["accepted", "accepted"]
    once(office, OVER)
    assert [(case["state"], case["round"]) for case in office.json("cases")] == [("tabled", ROUND)] * 2

    decided(office, "R8-0001", at("2026-09-30T10:00:00"))
    for now in (at("2026-10-10T09:00:00"), at("2026-10-12T09:00:00"), NOTICE - SECOND):
        once(office, now)
    first.has("acknowledgement")
    for now in (NOTICE, NOTICE + SECOND, NOTICE + timedelta(days=2)):
        once(office, now)

    (_, result) = first.has("acknowledgement", "result")
    (text,) = (part for part in result.walk() if part.get_content_type() == "text/plain")
    assert "令和8年10月13日" in bytes(text.get_payload(decode=True)).decode()
    second.has("correction_request", "reminder", "acknowledgement")


class Clock:
    """The clock that a daemon reads: it runs as ours does, set to another instant, and can be set again meanwhile."""

    def __init__(self, file: Path, now: datetime) -> None:
        self.file = file
        self.set(now)

    def set(self, now: datetime) -> None:
        offset = (now - datetime.now(UTC)).total_seconds()  # noqa: TID251  # the clock of the test itself
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{offset:+.3f}")
        fresh.replace(self.file)

    @property
    def environment(self) -> dict[str, str]:
        """Sleeping and waiting go by the true clock."""
        return {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": str(Path(__file__).with_name("faked")),
        }


def sent(store: Store) -> list[str]:
    """To businesses, as the register has it: asking the mailboxes again and again would cost more than the daemon."""
    gone = (letter for letter in outbox.letters(store.snapshot()) if letter.sent_at)
    return [letter.kind for letter in gone if letter.kind not in ("digest", "alert")]


@contextmanager
def running(office: Town, clock: Clock) -> Iterator[None]:
    process = office.start("run", **clock.environment)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0, (office.folder / "run.log").read_text()


@pytest.mark.timeout(300)
def test_daemon_crosses_the_20th_and_the_notice_time(
    office: Town, businesses: tuple[Business, Business], tmp_path: Path
) -> None:
    """It sleeps over both and wakes by itself: the list is closed after the 20th, the result leaves after the notice
    time, neither a second before nor minutes later.
    """
    require(LIBRARY is not None, "libfaketime is not installed (package libfaketime)")
    first, second = businesses
    first.writes(at("2026-09-18T10:00:00"))
    clock = Clock(tmp_path / "clock", OVER - timedelta(hours=1))
    store = Store(office.folder / "data")
    with running(office, clock):
        eventually(lambda: sent(store) == ["acknowledgement"], LONG)
        second.writes(OVER - SECOND)
        eventually(lambda: sent(store) == ["acknowledgement", "acknowledgement"], LONG)
        clock.set(OVER - 4 * SECOND)
        eventually(lambda: {case.state for case in cases.every(store.snapshot())} == {"tabled"}, LONG)

        decided(office, "R8-0001", at("2026-09-30T10:00:00"))
        clock.set(NOTICE - 4 * SECOND)
        eventually(lambda: "result" in sent(store), LONG)
    first.has("acknowledgement", "result")
    closed = [
        event.at for event in audit.every(office.folder / "data/audit.jsonl") if event.what == "case.tabled"
    ]
    assert closed and all(OVER <= each < OVER + LONG * SECOND for each in closed)
    (letter,) = [each for each in office.json("outbox") if each["kind"] == "result"]
    assert NOTICE <= datetime.fromisoformat(letter["sent_at"]) < NOTICE + LONG * SECOND
    second.has("acknowledgement")
    log = (office.folder / "run.log").read_text()
    assert "skipped" not in log  # the scheduler's own words, which tell nobody anything
