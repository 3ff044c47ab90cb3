"""Letters on their way: each step a commit, one failing letter stops no other, nothing leaves twice by itself."""

import asyncio
from asyncio import StreamReader, StreamWriter
from datetime import datetime

import pytest

from mailbot.dispatch import Dispatch
from mailbot.errors import ServerAway
from mailbot.servers.embedded import HOST, EmbeddedServers
from mailbot.servers.pace import Pace
from rules.model import File, LetterState
from rules.record import replace
from store import outbox, raw
from store.desk import sending
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import Counter, sheet
from tests.mailbot.servers.test_courier_faults import answer, greet
from tests.servers import scripted


@pytest.fixture
def connected(counter: Counter, embedded: EmbeddedServers) -> Counter:
    """The counter, whose letters leave through the SMTP server of this test."""
    return over(counter, embedded.smtp_port)


def over(counter: Counter, port: int) -> Counter:
    config = counter.office.config
    smtp = replace(config.smtp, host=HOST, port=port, tls="none", user="", password_file=None, per_minute=0)
    return replace(counter, office=replace(counter.office, config=replace(config, smtp=smtp)))


def dispatch(counter: Counter, now: datetime = MONDAY, per_minute: int = 0) -> Dispatch:
    return Dispatch(office=counter.office, clock=lambda: now, pace=Pace(per_minute, lambda: 0.0))


def states(counter: Counter) -> list[LetterState]:
    return [letter.state for letter in counter.letters]


def two_letters(counter: Counter) -> None:
    counter.bring()
    counter.bring(sheet("nonfood"), MONDAY, sender="other@example.jp")


def test_letters_leave_and_leave_once(connected: Counter, embedded: EmbeddedServers) -> None:
    """What is due is sent to its one recipient with the bytes that are kept; a second run finds nothing."""
    two_letters(connected)

    for _ in range(2):
        asyncio.run(dispatch(connected).send_due())

    assert states(connected) == [LetterState.SENT] * 2
    assert [each.recipients for each in embedded.received] == [letter.to for letter in connected.letters]
    assert [raw.get(connected.office.directory, str(letter.raw)) for letter in connected.letters] == [
        each.data for each in embedded.received
    ]


def test_server_away_leaves_letters_as_they_are(connected: Counter, embedded: EmbeddedServers) -> None:
    """Nobody is claimed while no server listens: no attempt is counted, and the next run sends."""
    connected.bring()
    away = over(connected, 1)
    with pytest.raises(ServerAway):
        asyncio.run(dispatch(away).send_due())
    assert [(letter.state, letter.attempts) for letter in connected.letters] == [(LetterState.READY, 0)]

    asyncio.run(dispatch(connected).send_due())

    assert states(connected) == [LetterState.SENT]


def test_letter_that_cannot_be_built_stops_no_other(connected: Counter, embedded: EmbeddedServers) -> None:
    """A letter whose attachment is gone is refused, so that a person hears of it; the next one leaves."""
    two_letters(connected)
    gone = File(name="x.pdf", sha256="0" * 64, media_type="application/pdf", size=1)
    with connected.office.store.transaction() as db:
        outbox.replace(db, replace(connected.letters[0], files=(gone,)))

    asyncio.run(dispatch(connected).send_due())

    assert states(connected) == [LetterState.REFUSED, LetterState.SENT]
    connected.do_duties(MONDAY)
    assert len(connected.letters) == 3


def test_pause_in_the_middle_of_a_batch(counter: Counter) -> None:
    """The letter that is on its way arrives, the next one stays."""
    two_letters(counter)

    async def clerk_stops_it(reader: StreamReader, writer: StreamWriter) -> None:
        await greet(reader, writer, RCPT="")
        sending.pause(counter.desk(), "点検", now=MONDAY)
        writer.write(b"250 ok\r\n")
        await answer(reader, writer, DATA="354 go on")

    with scripted(clerk_stops_it) as port:
        asyncio.run(dispatch(over(counter, port)).send_due())

    assert states(counter) == [LetterState.SENT, LetterState.READY]


def test_letter_left_on_its_way_becomes_uncertain(connected: Counter, embedded: EmbeddedServers) -> None:
    """What was claimed and never settled, for a full disk or a crash, is not sent again by itself."""
    connected.bring()
    with connected.office.store.transaction() as db:
        outbox.claim(db, connected.letters[0], MONDAY)

    asyncio.run(dispatch(connected).send_due())

    assert states(connected) == [LetterState.UNCERTAIN]
    assert not embedded.received


def test_pace_keeps_the_rest(connected: Counter) -> None:
    """Beyond the minute's worth letters wait, and the dispatch knows that it keeps them back."""
    two_letters(connected)
    slow = dispatch(connected, per_minute=1)

    assert asyncio.run(slow.send_due()) == 1
    assert slow.is_held_back()
