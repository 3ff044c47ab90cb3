"""With a virus scanner, nothing that it did not pass is opened: a person has the mail, and its sender no answer."""

import io
import zipfile

import pytest

from mailbot.explanation.mail import of_mail
from mailbot.intake import post
from mailbot.intake.again import again
from mailbot.intake.post import Delivery, Opened
from mailbot.mail.attachment import attachment
from mailbot.sheets.workbook import Unreadable
from rules.model import Arrival, Handled, LetterKind, Role
from rules.moves import Refusal
from rules.record import replace
from rules.scanned import locked
from store import audit
from tests.clamd import EICAR, Clamd
from tests.e2e.town import MONDAY, entry, signed_pledge
from tests.mailbot.intake.counter import Counter, sheet
from tests.mailbot.intake.desk import WIRE, mail, with_file


def scanned(counter: Counter, address: str) -> Counter:
    config = counter.office.config
    scan = replace(config.scan, clamd=address)
    return Counter(office=replace(counter.office, config=replace(config, scan=scan)))


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


def test_what_is_locked_away_is_not_opened_to_explain_it(counter: Counter) -> None:
    """`why` tells what the scanner said of its files, which stay closed, the sound sheet among them too."""
    with Clamd().at() as address:
        office = scanned(counter, address)
        found = with_file(with_file(mail(), sheet(), "a.xlsx"), EICAR, "説明.pdf")
        arrival = office.take(found.as_bytes(policy=WIRE))

    told = of_mail(office.office, office.office.store.snapshot(), arrival)["attachments"]

    assert {(each["taken_for"], each["why"]) for each in told} == {("unopened", arrival.reason)}


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


@pytest.mark.parametrize("reason", ["", "情報システム係が誤検知と確認"])
def test_a_false_alarm_is_overruled_by_a_clerk_with_a_reason(counter: Counter, reason: str) -> None:
    """The scanner still says so: without a reason the mail waits on, with one it is taken, and the audit says why."""
    with Clamd().at() as address:
        office = scanned(counter, address)
        found = with_file(with_file(mail(), sheet(), "a.xlsx"), EICAR, "説明.pdf")
        arrival = office.take(found.as_bytes(policy=WIRE))
        assert arrival.handled is Handled.PERSON and locked(arrival.reason)

        taken = again(office.office, office.desk(), arrival.id, despite_scan=reason, now=MONDAY)

    assert isinstance(taken, Arrival) and taken.handled is (Handled.CASE if reason else Handled.PERSON)
    (event,) = (each for each in audit.every(counter.office.store.log) if each.what == "mail.reprocessed")
    assert event.by == "山田" and (reason in event.detail if reason else event.detail == "")


def test_what_a_clerk_registers_is_scanned(counter: Counter) -> None:
    """A virus, and a scanner that is down, are told before the file is opened; her reason opens it."""
    pledge = attachment("誓約書.pdf", signed_pledge() + EICAR, count=0)
    delivery = Delivery(received_at=MONDAY, sheet=attachment("a.xlsx", sheet(), count=0), pledge=pledge)
    with Clamd().at() as address:
        office = scanned(counter, address).office
        refused = post.opened(office, delivery)
        opened = post.opened(office, replace(delivery, despite_scan="誤検知"))
    away = post.opened(office, delivery)

    assert isinstance(refused, Unreadable) and "誓約書.pdf" in refused.message
    assert isinstance(away, Unreadable) and "もう一度登録してください" in away.message
    assert isinstance(opened, Opened)
    assert not isinstance(post.register(office, counter.desk(), opened, by_mail=True, now=MONDAY), Refusal)
    assert any("誤検知" in each.detail for each in audit.every(counter.office.store.log))


def test_strangers_mail_is_not_scanned(counter: Counter) -> None:
    """What is none of our business is left alone before anybody looks into its files."""
    clamd = Clamd()
    with clamd.at() as address:
        scanned(counter, address).bring(
            b"", pledge=True, subject="こんにちは", text="よろしく", sender="a@b.example"
        )

    assert not clamd.seen
