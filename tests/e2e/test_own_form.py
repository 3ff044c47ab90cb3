"""An office with a form of its own: learned from its blank, laid into the data directory, used from then on."""

from pathlib import Path

import pytest

from mailbot.servers.embedded import EmbeddedServers
from tests.e2e import town
from tests.e2e.town import MONDAY, NOTICE, Town
from tests.mailbot.learning.graph import graph

PAPER = graph()
OPERATOR = {
    'name = ""\naddress = ""                  #': 'name = "株式会社かがし屋"\naddress = "buyer@example.jp" #'
}


@pytest.fixture
def office(tmp_path: Path, embedded: EmbeddedServers) -> Town:
    """It learned its form before the first mail came."""
    own = town.at_home(tmp_path / "office", embedded, **OPERATOR)
    blank, forms = tmp_path / "blank.xlsx", own.folder / "data" / "forms"
    blank.write_bytes(PAPER.blank)
    forms.mkdir(parents=True, mode=0o700)
    own.here("forms", "learn", str(blank), "-o", str(forms / "kogei.toml"))
    return own


def test_an_entry_on_the_offices_own_form(office: Town, embedded: EmbeddedServers) -> None:
    """It is read, accepted, answered, decided and handed over; where a form is named, by its own title."""
    embedded.deliver("kikaku", town.entry(PAPER.filled()), MONDAY)
    office.here("once", now=MONDAY)

    (case,) = office.json("cases")
    assert (case["form"], case["state"], case["product"]) == ("kogei", "accepted", "桐の小箱")
    assert case["business"]["name"] == "筑後木工"
    assert case["fields"]["price"]["value"] == 2800
    assert {finding["severity"] for finding in case["findings"]} <= {"info", "warning"}

    office.here("outcome", "R8-0001", "selected", "--by", "山田", now=MONDAY)
    approval = ("--by", "山田", "--approver", "課長", "--approved", "2026-12-01")
    office.here("release", "2026-11", *approval, now=NOTICE)
    office.here("once", now=NOTICE)
    office.here("once", now=NOTICE)

    letters = {letter["kind"]: letter["body"] for letter in office.json("outbox")}
    assert letters.keys() - {"digest"} == {"acknowledgement", "result", "handover"}
    assert "特産品取扱申込書(工芸品)" in letters["handover"]
    assert "kogei" not in letters["handover"]


def test_ours_are_read_beside_it(office: Town, embedded: EmbeddedServers) -> None:
    """A form of its own takes nothing from the others."""
    embedded.deliver("kikaku", town.entry(), MONDAY)
    office.here("once", now=MONDAY)

    (case,) = office.json("cases")
    assert (case["form"], case["state"]) == ("food", "accepted")


def test_whoever_asks_gets_its_blank_too(office: Town, embedded: EmbeddedServers) -> None:
    """Guidance carries the blanks of every form."""
    question = town.entry(b"", pledge=False, text="エントリーシートをお送りします。よろしくお願いします。")
    embedded.deliver("kikaku", question, MONDAY)
    office.here("once", now=MONDAY)

    (letter,) = [letter for letter in office.json("outbox") if letter["kind"] == "guidance"]
    assert "特産品取扱申込書(工芸品).xlsx" in letter["attachments"]
