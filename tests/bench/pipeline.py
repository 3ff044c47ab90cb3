"""Intake of waiting mails, from a real Dovecot to stored case and queued answer, beside the floor for the same bytes.

The floor fetches the mails in batches, cuts them at their boundaries and has calamine read the workbooks: nothing
is understood, kept or answered. Both take turns over the same mails, so that a slow minute falls on both.
"""

import base64
import imaplib
import io
import re
import resource
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import trustme
from imapclient import IMAPClient

from mailbot.reception import Reception
from mailbot.servers.mailbox import Mailbox
from mailbot.wiring import Office
from rules.model import Handled, LetterState
from rules.record import Struct, replace
from store import arrivals, outbox
from tests import entries, servers
from tests.bench import memory
from tests.bench.subjects import loaded_by_calamine, photo
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import opened
from tests.servers import HOST, PASSWORD, Dovecot

MAILS, LOTS = 500, 5
WAKING = 3
"""Mails before all that are counted: the children start with them."""
BATCH = 20
NAME = "見本000000"
NOW = MONDAY + timedelta(days=1)
WORKBOOK = re.compile(rb"\r\n\r\n(UEsDB.*?)\r\n--", re.DOTALL)
"""The base64 of a zip, up to the next boundary."""


class Spent(Struct, frozen=True):
    """Milliseconds a mail: on the clock, and of CPU with that of the children."""

    wall: float
    cpu: float


def mails(first: int, many: int) -> list[bytes]:
    """Each of a business that nobody knows yet: a workbook with a photo and a signed pledge, 145 KB."""
    answers = {**entries.ANSWERS["food"], "name": NAME, "jan": "なし", "biz_name": f"{NAME}堂", "corp_no": ""}
    sheet = entries.pictured(entries.filled("food", answers), "food", photo(320, 270))
    return [
        entry(_renamed(sheet, f"見本{n:06}"), sender=f"new{n}@example.jp") for n in range(first, first + many)
    ]


def _renamed(sheet: bytes, name: str) -> bytes:
    """The workbook of another business: to fill in each anew takes longer than all that is measured."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(NAME.encode(), name.encode()))
    return made.getvalue()


def report(many: int = MAILS) -> str:
    """Markdown: both ways a mail, and the ratio of their medians over the lots."""
    ours, floor, kb = spent(many)
    rows = [
        f"| {name} | {each.wall:.1f} | {each.wall / floor.wall:.1f} | {each.cpu:.1f} | {each.cpu / floor.cpu:.1f} |"
        for name, each in {"fetch, cut, calamine": floor, "stored case, queued answer": ours}.items()
    ]
    head = f"| {many} mails of {kb:.0f} KB from Dovecot | ms a mail | / floor | ms CPU | / floor |"
    return "\n".join((head, "|---|---|---|---|---|", *rows))


def spent(many: int) -> tuple[Spent, Spent, float]:
    """(ours, the floor, KB of a mail)."""
    with ExitStack() as stack:
        dovecot = stack.enter_context(servers.dovecot(trustme.CA()))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        office = stack.enter_context(_office(folder, dovecot))
        sizes = [WAKING, *[max(1, many // LOTS)] * LOTS]
        ours, floor = [], []
        for number, lot in enumerate(sizes):
            data = mails(10_000 * number, lot)
            _deliver(dovecot, data)
            floor.append(_measured(office, partial(_floor, dovecot, lot), lot))
            ours.append(_measured(office, partial(_taken, office, lot), lot))
        return _middle(ours[1:]), _middle(floor[1:]), len(data[0]) / 1000


@contextmanager
def _office(folder: Path, dovecot: Dovecot) -> Iterator[Office]:
    counter = opened(folder, replies_per_hour=100_000)
    secret = folder / "imap.password"
    secret.write_text(PASSWORD)
    secret.chmod(0o600)
    imap = replace(
        counter.office.config.imap[0],
        host=HOST,
        port=dovecot.port,
        tls="none",
        user="bench",
        mailbox="",
        password_file=secret,
    )
    office = replace(counter.office, config=replace(counter.office.config, imap=(imap,)))
    yield office
    office.bench.close()


def _deliver(dovecot: Dovecot, mails: list[bytes]) -> None:
    with imaplib.IMAP4(HOST, dovecot.port) as mailbox:
        mailbox.login("bench", PASSWORD)
        for data in mails:
            assert mailbox.append("INBOX", None, None, data)[0] == "OK"


def _floor(dovecot: Dovecot, many: int) -> None:
    read = 0
    with IMAPClient(HOST, dovecot.port, ssl=False) as client:
        client._imap.debug = 0
        client.login("bench", PASSWORD)
        client.select_folder("INBOX", readonly=True)
        uids = client.search("ALL")
        for start in range(0, len(uids), BATCH):
            for row in client.fetch(uids[start : start + BATCH], ["BODY.PEEK[]"]).values():
                found = WORKBOOK.search(row[b"BODY[]"])
                assert found is not None
                loaded_by_calamine(base64.b64decode(found[1]))
                read += 1
    assert read == many, (read, many)


def _taken(office: Office, many: int) -> None:
    (imap,) = office.config.imap
    with Mailbox.enter(imap) as mailbox:
        taken = list(Reception(office, lambda: NOW, imap).receive(mailbox))
    assert len(taken) == many
    assert all(each.handled is Handled.CASE for each in taken), taken[0].reason
    db = office.store.snapshot()
    assert len(outbox.in_state(db, LetterState.READY)) >= many
    assert not arrivals.unfiled(db)


def _measured(office: Office, work: Callable[[], None], many: int) -> Spent:
    wall, cpu = time.perf_counter(), _cpu(office)
    work()
    return Spent(1000 * (time.perf_counter() - wall) / many, 1000 * (_cpu(office) - cpu) / many)


def _cpu(office: Office) -> float:
    """Seconds of this process, of its children that have ended, and of those that wait at the bench."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    waiting = sum(map(memory.seconds, office.bench.pids()))
    return time.process_time() + ended.ru_utime + ended.ru_stime + waiting


def _middle(found: list[Spent]) -> Spent:
    return Spent(
        statistics.median(each.wall for each in found), statistics.median(each.cpu for each in found)
    )
