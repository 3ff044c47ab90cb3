from pathlib import Path

import pytest

from mailbot.intake.taking import Coming, take
from mailbot.wiring import Office
from rules.model import Handled, Place
from store import arrivals, cases, config, outbox
from tests.e2e import town
from tests.e2e.town import MONDAY
from tests.mails.expected import NAMES, raw

HERE = Place(account="a", folder="INBOX", uidvalidity=1, uid=1)
BAD = [name for name in NAMES if name.split("-")[1] in ("robot", "bounce", "forged")]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with one case, whose mail server says who is who."""
    verdicts = {'authserv_id = ""': 'authserv_id = "mail.city.ogori.lg.jp"'}
    office = Office.of(config.load(town.found(tmp_path / "office", verdicts).folder / "config.toml"))
    take(office, Coming(data=town.entry(), received_at=MONDAY), now=MONDAY)
    return office


def test_robots_bounces_and_forgeries(office: Office) -> None:
    """Eighty-five mails of machines and impostors: none is answered, no case changes, none is lost."""
    before = list(cases.every(office.store.snapshot())), list(outbox.letters(office.store.snapshot()))

    taken = [take(office, Coming(data=raw(name), received_at=MONDAY, place=HERE), now=MONDAY) for name in BAD]

    db = office.store.snapshot()
    assert (list(cases.every(db)), list(outbox.letters(db))) == before
    kept = {arrival.id for arrival in arrivals.every(db)}
    assert all(arrival.handled is Handled.LEFT or arrival.id in kept for arrival in taken)
    assert len(taken) >= 85


def test_ten_thousand_guesses(office: Office) -> None:
    """A stranger who tries every number of a year, and as many Message-IDs, comes to no case and hears of none."""
    (letter,) = outbox.letters(office.store.snapshot())
    head, _, domain = letter.message_id.rpartition("@")
    before = list(cases.every(office.store.snapshot()))
    numbers = " ".join(f"R8-{number:04}" for number in range(1, 10_001))
    guesses = [f"{head.rpartition('.')[0]}.{number:032x}@{domain}" for number in range(10_000)]

    for start in range(0, 10_000, 500):
        answers = " ".join(guesses[start : start + 500])
        mail = town.entry(
            b"", pledge=False, sender="evil@example.org", text=numbers[start * 8 :], answers=answers
        )
        take(office, Coming(data=mail, received_at=MONDAY), now=MONDAY)

    db = office.store.snapshot()
    assert list(cases.every(db)) == before
    assert not any(mail.cases for mail in arrivals.every(db) if mail.sender == "evil@example.org")
    assert all("R8-0001" not in each.body for each in outbox.letters(db) if each.to == ("evil@example.org",))
