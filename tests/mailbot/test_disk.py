"""The disk fails at each step of a mail and of a letter in turn: nothing lost, nothing twice, and work goes on."""

import asyncio
import errno
import itertools
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from mailbot.intake.attempts import Attempts
from mailbot.intake.taking import Coming, take
from mailbot.servers.embedded import EmbeddedServers
from rules.model import Handled, LetterKind, LetterState, Place
from rules.record import replace
from store import audit, raw
from store.errors import StoreError, Unwritable
from tests.disk import Disk
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import Counter, opened
from tests.mailbot.test_dispatch import dispatch, over

PLACE = Place(account="kikaku", folder="INBOX", uidvalidity=1, uid=1)
ENTRY = entry(pledge=False)
STRANGER = entry(b"", pledge=False, subject="月報", text="統計です。", sender="toukei@example.go.jp")


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
def test_every_step_of_a_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    """An entry whose taking the disk broke off anywhere is taken the next time: one case, one answer."""
    bench = None
    for step in itertools.count(1):
        counter = opened(tmp_path / str(step))
        bench = bench or counter.office.bench
        counter = Counter(office=replace(counter.office, bench=bench))
        coming = Coming(data=ENTRY, received_at=MONDAY, place=PLACE)
        disk = Disk(fails_at=step, error=error)
        with disk.failing(monkeypatch), suppress(StoreError):
            take(counter.office, coming, now=MONDAY)

        arrival = take(counter.office, coming, now=MONDAY)

        assert arrival.handled is Handled.CASE and arrival.places == (PLACE,)
        assert [len(counter.cases), len(counter.mails), len(counter.letters)] == [1, 1, 1]
        assert raw.get(counter.office.directory, arrival.id) == ENTRY
        assert [event.what for event in audit.every(counter.office.store.log)].count("mail.case") == 1
        assert audit.verify(counter.office.store.log) == ()
        if step > disk.step:
            break
    assert bench is not None and step > 10
    bench.close()


def test_every_step_of_leaving_a_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger's mail is left in the end, once, with nothing of it kept; what is told is that the disk is full."""
    for step in itertools.count(1):
        counter = opened(tmp_path / str(step))
        coming = Coming(data=STRANGER, received_at=MONDAY, place=PLACE)
        disk = Disk(fails_at=step, error=errno.ENOSPC)
        with disk.failing(monkeypatch):
            try:
                take(counter.office, coming, now=MONDAY)
            except Unwritable as told:
                assert told.error.errno == errno.ENOSPC
        if PLACE not in counter.office.left.places():
            take(counter.office, coming, now=MONDAY)

        assert [left.place for left in counter.office.left.every()] == [PLACE]
        assert not [file for file in (counter.office.directory / "raw").glob("??/??/*")]
        assert Attempts(counter.office.directory / "attempts").counted() == []
        if step > disk.step:
            break
    assert step > 5


def test_every_step_of_a_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedded: EmbeddedServers
) -> None:
    """A letter whose way the disk broke off anywhere leaves once, or is uncertain; then it is not sent again.

    No thread outlives the attempt: one left to the collector is waited for in whatever thread that runs in, and a
    thread that was just starting then waited for good.
    """
    for step in itertools.count(1):
        counter = over(opened(tmp_path / str(step)), embedded.smtp_port)
        counter.bring(b"", text="エントリーシートを送りたいのですが、様式をください。", pledge=False)
        assert [letter.kind for letter in counter.letters] == [LetterKind.GUIDANCE]
        already = len(embedded.received)
        disk = Disk(fails_at=step, error=errno.ENOSPC)
        with disk.failing(monkeypatch):
            try:
                asyncio.run(dispatch(counter).send_due())
            except StoreError:
                assert not [each for each in threading.enumerate() if each.name.startswith("letters")]
        before = len(embedded.received) - already
        for _ in range(2):
            asyncio.run(dispatch(counter).send_due())

        (letter,) = counter.letters
        if letter.state is LetterState.UNCERTAIN:
            assert len(embedded.received) - already == before <= 1
        else:
            assert letter.state is LetterState.SENT and len(embedded.received) - already == 1
        assert audit.verify(counter.office.store.log) == ()
        if step > disk.step:
            break
    assert step > 8
