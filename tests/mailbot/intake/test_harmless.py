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
