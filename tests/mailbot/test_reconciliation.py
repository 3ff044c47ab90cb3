"""Reconciliation: every mail on the server stands under one head, and what is in no record is named."""

from datetime import timedelta
from typing import Literal

import pytest

from mailbot import reconciliation
from mailbot.reception import Reception
from mailbot.servers.embedded import EmbeddedServers
from mailbot.servers.mailbox import Mailbox
from rules.record import replace
from store import arrivals
from store.health import Tally
from store.tomlfile import LibraryError
from tests.e2e.town import MONDAY, entry
from tests.entries import filled
from tests.mailbot.intake.counter import Counter
from tests.servers import PASSWORD

DONE = "&U9dO2G4I-"
"""受付済, as IMAP writes it."""

STRANGER = entry(b"", pledge=False, sender="y@example.jp", subject="月報", text="統計です。")


def looked(counter: Counter) -> Tally:
    """The reckoning after one pass."""
    (imap,) = counter.office.config.imap
    with Mailbox.open(imap, PASSWORD) as mailbox:
        reception = Reception(counter.office, lambda: MONDAY, imap)
        list(reception.receive(mailbox))
        strays = reconciliation.strays(counter.office, imap, mailbox, MONDAY)
        return reconciliation.tally(counter.office, imap, mailbox, reception, strays=strays)


def with_mode(counter: Counter, mode: Literal["observe", "live"]) -> Counter:
    config = counter.office.config
    letters = replace(config.letters, mode=mode)
    return replace(counter, office=replace(counter.office, config=replace(config, letters=letters)))


@pytest.mark.parametrize(("mode", "taken"), [("live", 0), ("observe", 1)])
def test_server_is_store_and_left_and_skipped(
    connected: Counter, embedded: EmbeddedServers, mode: Literal["observe", "live"], taken: int
) -> None:
    """What is taken, left, too early and too large adds up to what lies there."""
    config = connected.office.config
    small = replace(config, limits=replace(config.limits, message_mb=1))
    counter = with_mode(replace(connected, office=replace(connected.office, config=small)), mode)
    embedded.deliver("kikaku", entry(), MONDAY)
    embedded.deliver("kikaku", STRANGER, MONDAY)
    embedded.deliver("kikaku", entry(), MONDAY - timedelta(days=60))
    embedded.deliver("kikaku", entry(text="x" * 1_100_000), MONDAY)

    tally = looked(counter)

    assert tally == Tally(lying=3 + taken, taken=taken, left=1, earlier=1, large=1, waiting=0)
    assert tally.lying == tally.taken + tally.left + tally.earlier + tally.large + tally.waiting
    (line,) = reconciliation.lines(tally)
    assert f"受信箱 {3 + taken}通" in line


def test_a_lost_record_is_named(connected: Counter, embedded: EmbeddedServers) -> None:
    """One row of the ledger is gone, as after an old backup: the mail in `done` is named by subject and day."""
    for number, form in enumerate(("food", "nonfood"), 1):
        mail = entry(filled(form), sender=f"{number}@example.jp", subject=f"申込み{number}")
        embedded.deliver("kikaku", mail, MONDAY)
    assert looked(connected).strays == ()

    lost = next(mail for mail in connected.mails if mail.subject == "申込み2")
    with connected.office.store.transaction() as db:
        db.remove(arrivals.ARRIVALS, lost.id)

    (named,) = looked(connected).strays
    assert "申込み2" in named and "受付済 UID" in named and "11月16日" in named
    assert "台帳に記録のないメール" in reconciliation.lines(looked(connected))[-1]


def test_a_mail_that_somebody_moved_is_named(connected: Counter, embedded: EmbeddedServers) -> None:
    """Dragged into `done` before it was taken: nobody would have answered it. Older mail there is none of ours."""
    embedded.deliver("kikaku", entry(), MONDAY)
    looked(connected)
    embedded.deliver("kikaku", entry(sender="b@example.jp", subject="動かした"), MONDAY, folder=DONE)
    embedded.deliver("kikaku", entry(subject="昔の"), MONDAY - timedelta(days=61), folder=DONE)

    (named,) = looked(connected).strays
    assert "動かした" in named


def test_a_mail_that_fails_is_named(connected: Counter, embedded: EmbeddedServers) -> None:
    """It waits for the next pass, and its subject tells a person which one it is."""
    template = connected.office.directory / "letters" / "acknowledgement.txt"
    template.parent.mkdir()
    template.write_text("件名: {nonsense}\n\n{nonsense}\n")
    embedded.deliver("kikaku", entry(subject="失敗する"), MONDAY)
    (imap,) = connected.office.config.imap
    with Mailbox.open(imap, PASSWORD) as mailbox:
        reception = Reception(connected.office, lambda: MONDAY, imap)
        with pytest.raises(LibraryError, match="acknowledgement"):
            list(reception.receive(mailbox))
        tally = reconciliation.tally(connected.office, imap, mailbox, reception)

    assert (tally.lying, tally.waiting) == (1, 1)
    assert "失敗する" in tally.failed[0]
