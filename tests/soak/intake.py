"""Spoilt mails through the whole intake, into a real register: none raises, none is lost, none is answered twice."""

import random
import tempfile
from collections import Counter
from hashlib import sha256
from pathlib import Path

from mailbot.intake.taking import Coming, take
from mailbot.wiring import Office
from rules.model import Arrival, Handled, Place
from store import arrivals, audit, outbox, raw
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import opened, sheet
from tests.mails.expected import NAMES, raw as mail_named
from tests.mails.spoiling import spoil
from tests.soak.bounds import Bounds, Report

OFFICE_FULL = 400
"""Mails of one register; then a new one is opened, as each commit writes all of it."""

LARGE = 100_000
"""Bytes. A larger mail is no wilder than a small one, and slow to spoil by the thousand."""


def run(seed: int, bounds: Bounds) -> Report:
    """What fails is written beside as `soak-SEED-NUMBER.eml`, to be added to the corpus."""
    chance = random.Random(seed)  # noqa: S311  # no secret: it spoils mails
    mails = originals()
    report, ends = Report(), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        office, number = None, -1
        for number in bounds.rounds():
            if office is None or number % OFFICE_FULL == 0:
                office = _next_office(office, Path(folder) / str(number), report)
            data = spoil(bytearray(chance.choice(mails)), chance, mails)
            ends[_taken(office, data, number, f"{seed}-{number}", report)] += 1
        if office is not None:
            _closed(office, report)
    told = ", ".join(f"{how} {count}" for how, count in sorted(ends.items()))
    report.summary = f"{number + 1} mails ({told})"
    return report


def originals() -> list[bytes]:
    """The corpus, and entries that become cases."""
    entries = [entry(), entry(sheet(storage="")), entry(sheet("nonfood"), pledge=False), entry(b"")]
    return entries * 10 + [data for name in NAMES if len(data := mail_named(name)) < LARGE]


def _taken(office: Office, data: bytes, uid: int, name: str, report: Report) -> str:
    place = Place(account="soak", folder="INBOX", uidvalidity=1, uid=uid + 1)
    try:
        arrival = take(office, Coming(data=data, received_at=MONDAY, place=place), now=MONDAY)
    except Exception as error:  # whatever it is: that is the question
        Path(f"soak-{name}.eml").write_bytes(data)
        report.failures.append(f"soak-{name}.eml: {error!r}")
        return "raised"
    if wrong := _wrong(office, arrival, data):
        Path(f"soak-{name}.eml").write_bytes(data)
        report.failures.append(f"soak-{name}.eml: {wrong}")
    return arrival.handled


def _wrong(office: Office, arrival: Arrival, data: bytes) -> str:
    """What must hold for each mail: it is in the register with its bytes, or left with nothing of it kept."""
    kept = arrivals.arrival(office.store.snapshot(), sha256(data).hexdigest())
    copy = raw.path_of(office.directory, arrival.id).exists()
    if arrival.handled is Handled.LEFT:
        return "left and kept" if copy or kept else ""
    if arrival.handled is Handled.SET_ASIDE:
        return "set aside at its first try"
    return "" if kept and copy else "lost"


def _next_office(before: Office | None, folder: Path, report: Report) -> Office:
    if before is not None:
        _closed(before, report)
    return opened(folder).office


def _closed(office: Office, report: Report) -> None:
    """What must hold for all of them together."""
    db = office.store.snapshot()
    letters = list(outbox.letters(db))
    answered = Counter(letter.answers for letter in letters if letter.answers)
    senders = {mail.id: mail.sender for mail in arrivals.every(db)}
    report.failures += [f"answered {count} times: {id}" for id, count in answered.items() if count > 1]
    report.failures += [
        f"answered elsewhere: {letter.id}"
        for letter in letters
        if letter.answers and letter.to != (senders.get(letter.answers),)
    ]
    if problems := audit.verify(office.store.log):
        report.failures.append(f"audit: {problems}")
    office.bench.close()
