"""The main job, whole programs against servers in this process: nothing is lost, nothing is sent twice."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mailbot import wiring
from mailbot.__main__ import main
from mailbot.servers.embedded import EmbeddedServers
from store import locks
from tests import entries
from tests.e2e import town
from tests.e2e.town import MONDAY, NOTICE, Town

JUST_IN_TIME = datetime.fromisoformat("2026-11-20T23:59:59+09:00")


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    return town.at_home(tmp_path / "office", embedded)


def test_complete_entry_is_acknowledged(office: Town, embedded: EmbeddedServers) -> None:
    """A complete entry becomes an accepted case, and its sender hears so, in the same thread."""
    mail = town.entry()
    embedded.deliver("kikaku", mail, MONDAY)

    office.ok("once", now=MONDAY)

    (case,) = office.json("cases")
    assert (case["number"], case["state"], case["round"]) == ("R8-0001", "accepted", "2026-11")
    (answer,) = town.received(embedded)
    assert answer["X-Mailbot-Kind"] == "acknowledgement"
    assert town.header(answer, "In-Reply-To") == case["mails"][0]["message_id"]
    assert answer["Auto-Submitted"] == "auto-replied"


def test_once_five_times_answers_once(office: Town, embedded: EmbeddedServers) -> None:
    """However often the same mailbox is worked on, each mail has one case and one answer."""
    embedded.deliver("kikaku", town.entry(), MONDAY)
    embedded.deliver(
        "kikaku", town.entry(entries.filled("nonfood", caution=""), sender="kobo@example.jp"), MONDAY
    )

    for minute in range(5):
        office.here("once", now=MONDAY + timedelta(minutes=minute))

    assert len(embedded.received) == len(office.json("outbox")) == len(office.json("cases")) == 2


@pytest.mark.parametrize("zone", ["America/New_York", "UTC", "Asia/Tokyo"])
def test_round_does_not_depend_on_host_zone(tmp_path: Path, embedded: EmbeddedServers, zone: str) -> None:
    """The last second of the 20th counts for this round, the next for the next, wherever the machine stands."""
    office = Town(folder=town.at_home(tmp_path, embedded).folder, environment={"TZ": zone})
    late = entries.filled("nonfood")
    embedded.deliver("kikaku", town.entry(), JUST_IN_TIME)
    embedded.deliver("kikaku", town.entry(late), JUST_IN_TIME + timedelta(seconds=1))

    office.ok("once", now=JUST_IN_TIME + timedelta(minutes=1))

    assert [case["round"] for case in office.json("cases")] == ["2026-11", "2026-12"]
    (round_, _) = office.json("rounds")
    assert round_["notice_at"] == "2026-12-10T09:00:00+09:00"


def test_notice_day_run_twice_and_late(office: Town, embedded: EmbeddedServers) -> None:
    """Results leave on the 10th at 09:00, once; a machine that was off sends them the next day, once."""
    embedded.deliver("kikaku", town.entry(), MONDAY)
    office.here("once", now=MONDAY)
    _decide(office, "R8-0001")

    office.here("once", now=NOTICE - timedelta(seconds=1))
    assert town.kinds(embedded) == ["acknowledgement"]

    for delay in (timedelta(days=1), timedelta(days=1, minutes=5), timedelta(days=2)):
        office.here("once", now=NOTICE + delay)
    assert town.kinds(embedded) == ["acknowledgement", "result"]
    assert office.json("cases")[0]["state"] == "notified"


def test_unapproved_result_never_leaves(office: Town, embedded: EmbeddedServers) -> None:
    """An outcome without 決裁 stays in the office; staff are told at the notice time, once."""
    embedded.deliver("kikaku", town.entry(), MONDAY)
    office.here("once", now=MONDAY)
    office.here("outcome", "R8-0001", "selected", "--by", "山田", now=MONDAY)

    for _ in range(2):
        office.here("once", now=NOTICE)

    assert town.kinds(embedded) == ["acknowledgement", "alert"]


def test_correction_by_reply_continues_the_case(office: Town, embedded: EmbeddedServers) -> None:
    """A mended sheet that answers our letter closes the gap of its case; no second case is made."""
    embedded.deliver("kikaku", town.entry(entries.filled("food", storage="")), MONDAY)
    office.here("once", now=MONDAY)
    (asked,) = town.received(embedded)
    assert asked["X-Mailbot-Kind"] == "correction_request"

    mended = town.entry(pledge=False, answers=town.header(asked, "Message-ID"))
    embedded.deliver("kikaku", mended, MONDAY + timedelta(hours=1))
    office.here("once", now=MONDAY + timedelta(hours=1))

    (case,) = office.json("cases")
    assert case["state"] == "accepted"
    assert [mail["role"] for mail in case["mails"]] == ["entry", "correction"]
    assert town.kinds(embedded) == ["correction_request", "acknowledgement"]


def test_stranger_with_our_number_changes_nothing(office: Town, embedded: EmbeddedServers) -> None:
    """Our number and Message-ID from another address change and tell nothing; the clerk sees that they came."""
    embedded.deliver("kikaku", town.entry(entries.filled("food", storage="")), MONDAY)
    office.here("once", now=MONDAY)
    before = office.json("show", "R8-0001")
    (asked,) = town.received(embedded)

    forged = town.entry(
        b"",
        sender="evil@example.org",
        subject="Re: 整理番号 R8-0001",
        text="誓約書を取り下げます。結果を教えてください。",
        answers=town.header(asked, "Message-ID"),
    )
    embedded.deliver("kikaku", forged, MONDAY + timedelta(hours=1))
    office.here("once", now=MONDAY + timedelta(hours=1))

    after = office.json("show", "R8-0001")
    assert "evil@example.org" in after["attention"].pop()
    assert after | {"version": before["version"]} == before
    told = [each for each in town.received(embedded) if each["To"] == "evil@example.org"]
    assert all(each["X-Mailbot-Kind"] == "receipt" and not each["X-Mailbot-Case"] for each in told)


def test_a_mail_that_must_wait_keeps_no_letter_waiting(
    office: Town, embedded: EmbeddedServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else works on a mail for long: that is told with 73, and what is due leaves all the same."""
    embedded.deliver("kikaku", town.entry(pledge=False), MONDAY)
    office.here("once", now=MONDAY)
    embedded.deliver("kikaku", town.entry(entries.filled("nonfood")), MONDAY)
    monkeypatch.setattr(wiring, "DESK_SECONDS", 0.1)

    with locks.exclusive(office.folder / "data" / "desk.lock", wait=0):
        code = main(office.command("once", now=MONDAY + timedelta(minutes=15))[3:])

    assert (code, town.kinds(embedded)) == (73, ["correction_request"])


def test_pledge_that_follows_makes_one_answer(office: Town, embedded: EmbeddedServers) -> None:
    """Sheet first, pledge two minutes later: one answer, which says that all is there."""
    embedded.deliver("kikaku", town.entry(pledge=False), MONDAY)
    office.here("once", now=MONDAY)
    embedded.deliver("kikaku", town.entry(b"", subject="誓約書です"), MONDAY + timedelta(minutes=2))
    office.here("once", now=MONDAY + timedelta(minutes=2))
    office.here("once", now=MONDAY + timedelta(minutes=15))

    assert town.kinds(embedded) == ["acknowledgement"]
    assert office.json("cases")[0]["accepted_at"] == "2026-11-16T09:02:00+09:00"


def test_paused_office_sends_nothing(office: Town, embedded: EmbeddedServers) -> None:
    """`pause` stops all sending, intake goes on, `resume` lets the letters go."""
    office.here("pause", "--by", "山田", "--reason", "確認のため", now=MONDAY)
    embedded.deliver("kikaku", town.entry(), MONDAY)
    office.here("once", now=MONDAY)
    assert not embedded.received
    assert office.mailbot("status").code == 1

    office.here("resume", "--by", "山田", now=MONDAY)
    office.here("once", now=MONDAY)
    assert town.kinds(embedded) == ["acknowledgement"]


def test_simulate_tells_and_changes_nothing(office: Town, embedded: EmbeddedServers) -> None:
    """The rehearsal names the result and its day, and what holds it, and leaves the register as it was."""
    embedded.deliver("kikaku", town.entry(), MONDAY)
    office.here("once", now=MONDAY)
    office.here("outcome", "R8-0001", "selected", "--by", "山田", now=MONDAY)
    before = (office.folder / "data/register.json").read_bytes()

    rows = office.json("simulate", "--until", "2026-12-11T00:00:00+09:00", now=MONDAY)
    (result,) = [row for row in rows if row["kind"] == "result"]
    assert result["at"] == "2026-12-10T09:00:00+09:00"
    assert result["blocked_by"]
    assert (office.folder / "data/register.json").read_bytes() == before
    assert len(embedded.received) == 1


def _decide(office: Town, number: str) -> None:
    office.here("outcome", number, "selected", "--by", "山田", now=MONDAY)
    office.here(
        "release", "2026-11", "--by", "山田", "--approver", "企画課長", "--approved", "2026-11-16", now=MONDAY
    )


def test_dead_mailbox_stops_no_other(tmp_path: Path, embedded: EmbeddedServers) -> None:
    """The first mailbox refuses its login, the second is served; the failure is told at the end, doctor names it."""
    home = town.at_home(tmp_path, embedded)
    config = home.folder / "config.toml"
    text = config.read_text().replace("[imap] ", "[[imap]] ")
    first = text[text.index("[[imap]]") : text.index("[smtp]")]
    second = first.replace('user = "kikaku"', 'user = "business"').replace("imap.password", "second.password")
    config.write_text(text.replace("[smtp]", f"{second}[smtp]", 1))
    (home.folder / "second.password").write_text("secret\n")
    (home.folder / "second.password").chmod(0o600)
    (home.folder / "imap.password").write_text("wrong\n")
    embedded.deliver("business", town.entry(), MONDAY)

    ended = home.mailbot("once", now=MONDAY)

    assert ended.code == 69 and "ログイン" in ended.err
    assert [case["state"] for case in home.json("cases")] == ["accepted"]
    dead, fine = home.json("status")["mailboxes"]
    assert (dead["failures"], fine["failures"]) == (1, 0)
    assert [problem["key"] for problem in home.json("doctor")] == ["imap[1].user"]
