"""Files that other projects test with, through the whole intake: mails as they are, the rest attached to an entry.

They are fetched, never committed: licences differ, and some are real attacks. What breaks us becomes a small file of
our own.
"""

import os
import resource
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from mailbot.intake.taking import Coming, take
from mailbot.mail.filekind import FileKind, kind_of
from rules.model import Handled
from rules.record import Struct, field
from store import arrivals
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import Counter as Office, opened
from tests.mailbot.intake.desk import WIRE, mail, with_file
from tests.soak.bounds import Bounds, Report
from tests.soak.intake import OFFICE_FULL

MAILS = (".eml", ".mbox", ".txt", ".mail")
"""Names under which whole mails lie in such collections."""

LONGEST = 20.0
"""Seconds for one file, all of its children's work included."""

HUNG = 120
"""Seconds after which a file is given up, and the run goes on behind it."""

MOST_MEMORY = 1_000_000_000
"""Bytes of this process and of each child at their largest."""

LARGEST = 40 << 20
"""Bytes; a server hands over no larger mail (`limits.message_mb`)."""

SAFE = frozenset({Handled.CASE, Handled.PERSON, Handled.IGNORED, Handled.LEFT})
"""What an end may be; `set_aside` counts apart."""


class Figures(Struct):
    ends: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")


def run(folders: Sequence[Path], bounds: Bounds) -> Report:
    """Every file below these folders, in the order of their names; `bounds` may end it earlier."""
    report, figures = Report(), Figures()
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    with tempfile.TemporaryDirectory() as place:
        office: Office | None = None
        for number, file in zip(bounds.rounds(), files, strict=False):
            if office is None or number % OFFICE_FULL == 0:
                if office is not None:
                    office.office.bench.close()
                office = opened(Path(place) / str(number))
            _one(office, number, file, report, figures)
        if office is not None:
            office.office.bench.close()
    largest = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    if largest * 1024 > MOST_MEMORY:
        report.failures.append(f"{largest // 1024} MB of memory")
    told = ", ".join(f"{end} {count}" for end, count in sorted(figures.ends.items()))
    seconds, name = figures.slowest
    report.summary = (
        f"{sum(figures.ends.values())} files ({told}), slowest {seconds:.1f} s ({name}), {largest // 1024} MB"
    )
    return report


def _one(office: Office, number: int, file: Path, report: Report, figures: Figures) -> None:
    data = file.read_bytes()
    if len(data) > LARGEST or not data.strip():
        figures.ends["not taken: empty or too large for a mail"] += 1
        return
    whole = data if _is_mail(file, data) else _attached(number, file, data)
    started = time.monotonic()
    try:
        with _patience():
            arrival = take(office.office, Coming(data=whole, received_at=MONDAY), now=MONDAY)
    except Exception as error:  # whatever it is: that is the question
        figures.ends["raised"] += 1
        report.failures.append(f"{file}: {error!r}")
        return
    seconds = time.monotonic() - started
    figures.slowest = max(figures.slowest, (seconds, file.name))
    figures.ends[arrival.handled] += 1
    if seconds > LONGEST:
        report.failures.append(f"{file}: {seconds:.1f} s")
    known = arrivals.arrival(office.office.store.snapshot(), arrival.id)
    if arrival.handled not in SAFE or (known is None and arrival.handled is not Handled.LEFT):
        report.failures.append(f"{file}: {arrival.handled}, {'known' if known else 'lost'}")


def _is_mail(file: Path, data: bytes) -> bool:
    return file.suffix.lower() in MAILS or kind_of(data, file.name) is FileKind.EML


def _attached(number: int, file: Path, data: bytes) -> bytes:
    """As an entry brings it: it is opened as sheet, pledge, picture or archive, whatever it is."""
    return with_file(mail(sender=f"a{number}@corpus.example"), data, file.name).as_bytes(policy=WIRE)


@contextmanager
def _patience() -> Iterator[None]:
    """Raises TimeoutError in the middle of what never ends."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"hung for {HUNG} s in {os.getpid()}")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(HUNG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
