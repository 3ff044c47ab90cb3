"""A whole round of result notices over a real Postfix that refuses some addresses and puts one off."""

import asyncio
import os
import shutil
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email import message_from_bytes
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest
import trustme

from mailbot.dispatch import Dispatch
from mailbot.servers.embedded import HOST
from mailbot.servers.pace import Pace
from rules.model import Business, Case, Channel, Entry, Letter, LetterKind, LetterState, OutcomeKind, State
from rules.moves import Refusal
from rules.record import Struct, field, replace
from store import cases, outbox, raw
from store.desk import approval, outcomes
from store.desk.outcomes import Word
from tests import servers
from tests.conftest import require
from tests.e2e.town import MONDAY, NOTICE
from tests.mailbot.intake.counter import Counter

EVERY = 20
LATE = 17
"""The letter whose server asks to come again."""


class Doorkeeper(Struct, frozen=True):
    """Postfix asks it about every recipient (SMTPD_POLICY_README): it writes them down and greylists one address."""

    greylisted: str
    seen: list[tuple[str, str]] = field(default_factory=list)
    """Recipient, and the transaction in which it was named."""

    def judge(self, asked: dict[str, str]) -> str:
        recipient = asked["recipient"]
        self.seen.append((recipient, asked["instance"]))
        times = sum(each == recipient for each, _ in self.seen)
        return "451 4.7.1 come again" if recipient == self.greylisted and times == 1 else "DUNNO"

    @contextmanager
    def at_the_door(self) -> Iterator[int]:
        keeper = self

        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                asked: dict[str, str] = {}
                for line in self.rfile:
                    name, _, value = line.decode().rstrip("\n").partition("=")
                    if name:
                        asked[name] = value
                        continue
                    self.wfile.write(f"action={keeper.judge(asked)}\n\n".encode())
                    asked = {}

        with ThreadingTCPServer((HOST, 0), Handler) as server:
            server.daemon_threads = True
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
            thread.start()
            yield server.server_address[1]
            server.shutdown()
            thread.join()


@pytest.fixture
def door() -> Doorkeeper:
    return Doorkeeper(greylisted=address(LATE))


@pytest.fixture
def round_over(
    counter: Counter, ca: trustme.CA, dovecot: servers.Dovecot, door: Doorkeeper
) -> Iterator[Counter]:
    """The office, all its letters leaving over a Postfix with that door."""
    require(shutil.which("postfix") is not None, "Postfix is not installed (package postfix)")
    require(os.getuid() == 0, "Postfix runs only when started by root")
    with door.at_the_door() as port:
        asks = f"\nsmtpd_recipient_restrictions = check_policy_service inet:{HOST}:{port}\n"
        with servers.postfix(ca, dovecot, asks) as running:
            config = counter.office.config
            smtp = replace(config.smtp, host=HOST, port=running.port, tls="none", user="", password_file=None)
            office = replace(counter.office, config=replace(config, smtp=smtp))
            yield replace(counter, office=office)


def address(place: int) -> str:
    """Every 20th business has an address that its server does not know; the others' are no other test's."""
    name = "gone" if place % EVERY == 0 else "user"
    return f"{name}{799 + place}@{servers.DOMAIN}"


def decide_all(counter: Counter, many: int) -> None:
    """So many businesses with a tabled product each; outcomes recorded at once, and approved."""
    with counter.office.store.transaction() as db:
        for place in range(1, many + 1):
            business = f"J-{place:04}"
            cases.put_business(db, Business(id=business, name=f"事業者{place}", notice_to=address(place)))
            cases.put(db, tabled(place, business))
    words = [Word(number=f"R8-{place:04}", kind=OutcomeKind.SELECTED) for place in range(1, many + 1)]
    assert not [
        each for each in outcomes.record_all(counter.desk(), words, now=MONDAY) if isinstance(each, Refusal)
    ]
    on = date(2026, 11, 16)
    done = approval.release(counter.desk(), "2026-11", approver="課長", approved_on=on, now=MONDAY)
    assert not isinstance(done, Refusal) and done.letters == many


def tabled(place: int, business: str) -> Case:
    return Case(
        number=f"R8-{place:04}",
        state=State.TABLED,
        form="food",
        channel=Channel.MAIL,
        business=business,
        product=f"商品{place}",
        round="2026-11",
        arrived_at=MONDAY,
        accepted_at=MONDAY,
        entry=Entry(form="food"),
        addresses=(address(place),),
        notice_to=address(place),
    )


def send(counter: Counter, after: timedelta = timedelta()) -> list[Letter]:
    """One pass at the notice instant, or later; the result letters as they then stand."""
    dispatch = Dispatch(office=counter.office, clock=lambda: NOTICE + after, pace=Pace(0, lambda: 0.0))
    asyncio.run(dispatch.send_due())
    return outbox.of_kind(counter.office.store.snapshot(), LetterKind.RESULT)


@pytest.mark.parametrize("many", [40, pytest.param(200, marks=pytest.mark.soak)])
def test_a_batch(round_over: Counter, door: Doorkeeper, many: int) -> None:
    """Of 200, 190 sent, 10 told, one of the 190 later, none twice; each to its own address alone."""
    refused = many // EVERY
    decide_all(round_over, many)

    first = Tally(letter.state for letter in send(round_over))
    assert first == {
        LetterState.SENT: many - refused - 1,
        LetterState.REFUSED: refused,
        LetterState.DEFERRED: 1,
    }
    letters = send(round_over, timedelta(minutes=5))
    send(round_over, timedelta(hours=5))

    assert Tally(letter.state for letter in letters) == {
        LetterState.SENT: many - refused,
        LetterState.REFUSED: refused,
    }
    assert Tally(recipient for recipient, _ in door.seen) == {
        address(place): 2 if place == LATE else 1 for place in range(1, many + 1)
    }
    transactions = Tally(instance for _, instance in door.seen)
    assert set(transactions.values()) == {1}
    queued = {letter.reply for letter in letters if letter.state is LetterState.SENT}
    assert len(queued) == many - refused, "Postfix gives each mail that it takes an id of its own"
    directory = round_over.office.directory
    for letter in letters:
        message = message_from_bytes(raw.get(directory, str(letter.raw)))
        assert (message["To"], message["Cc"], message["Bcc"]) == (letter.to[0], None, None)
        assert letter.to == (address(int(letter.cases[0][-4:])),)
    told = {case.number: case.state for case in round_over.cases}
    assert Tally(told.values()) == {State.NOTIFIED: many - refused, State.RELEASED: refused}


def test_staff_hear_of_each_refusal_once(counter: Counter) -> None:
    """Ten letters that no server took are ten notes to staff, however often the duties run."""
    decide_all(counter, 10)
    with counter.office.store.transaction() as db:
        for letter in outbox.of_kind(db, LetterKind.RESULT):
            outbox.claim(db, letter, NOTICE)
            outbox.refused(db, letter.id, "550 unknown")

    for _ in range(2):
        counter.do_duties(NOTICE)

    alerts = [letter for letter in counter.letters if letter.kind is LetterKind.ALERT]
    assert sum("受け取られなかった" in letter.body for letter in alerts) == 10
