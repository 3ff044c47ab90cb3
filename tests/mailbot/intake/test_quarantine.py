"""With a virus scanner, nothing that it did not pass is opened: a person has the mail, and its sender no answer."""

import io
import zipfile
from dataclasses import replace

import pytest
from msgspec import structs

from mailbot.intake.again import again
from rules.model import Arrival, Handled, LetterKind, Role
from tests.clamd import EICAR, Clamd
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import Counter
from tests.mailbot.intake.desk import WIRE, mail, with_file


def scanned(counter: Counter, address: str) -> Counter:
    config = counter.office.config
    scan = structs.replace(config.scan, clamd=address)
    return Counter(office=replace(counter.office, config=structs.replace(config, scan=scan)))


def test_what_the_scanner_passes_is_taken(counter: Counter) -> None:
    """Every file of the mail was seen, and the case is as without a scanner."""
    clamd = Clamd()
    with clamd.at() as address:
        arrival = scanned(counter, address).bring()

    assert arrival.handled is Handled.CASE and len(clamd.seen) == len(arrival.attachments) == 2
    assert [letter.kind for letter in counter.letters] == [LetterKind.ACKNOWLEDGEMENT]


def zipped(name: str, data: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(name, data)
    return whole.getvalue()


@pytest.mark.parametrize("inside", [False, True])
def test_a_virus_is_a_persons(counter: Counter, inside: bool) -> None:
    """Also one in an archive: no case, no answer; the clerk reads what was found and in which file."""
    name, data = "悪い.xlsx", b"PK" + EICAR
    message = with_file(mail(), zipped(name, data), "書類.zip") if inside else with_file(mail(), data, name)
    with Clamd().at() as address:
        arrival = scanned(counter, address).take(message.as_bytes(policy=WIRE))

    assert (arrival.handled, arrival.role) == (Handled.PERSON, Role.SUSPICIOUS)
    assert "悪い.xlsx" in arrival.reason and "Eicar-Test-Signature" in arrival.reason
    assert not counter.cases and not counter.letters


def test_a_scanner_that_is_down_keeps_mail_for_a_person(counter: Counter) -> None:
    """Nothing is opened or answered; when it is back, `reprocess` takes the mail as of its arrival."""
    with Clamd().at() as address:
        pass
    arrival = scanned(counter, address).take(entry())
    assert arrival.handled is Handled.PERSON and f"mailbot reprocess {arrival.id[:10]}" in arrival.reason
    assert not counter.cases and not counter.letters

    with Clamd().at() as address:
        office = scanned(counter, address)
        taken = again(office.office, office.desk(), arrival.id, now=MONDAY)

    assert isinstance(taken, Arrival) and taken.handled is Handled.CASE
    (case,) = counter.cases
    assert case.accepted_at == MONDAY and len(counter.letters) == 1


def test_strangers_mail_is_not_scanned(counter: Counter) -> None:
    """What is none of our business is left alone before anybody looks into its files."""
    clamd = Clamd()
    with clamd.at() as address:
        scanned(counter, address).bring(
            b"", pledge=True, subject="こんにちは", text="よろしく", sender="a@b.example"
        )

    assert not clamd.seen
