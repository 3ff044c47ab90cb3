"""Letters on their way at once: claimed together, settled together, never more than there are conversations."""

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Sequence

import pytest

from mailbot.servers import rounds
from mailbot.servers.courier import PATIENT
from mailbot.servers.embedded import EmbeddedServers
from mailbot.servers.outcomes import Deferred, Refused, Sent, Uncertain, Went
from mailbot.servers.rounds import LANES
from rules.model import Letter
from rules.record import field
from tests.mailbot.servers.test_courier import Outbox, letter, smtp
from tests.mailbot.servers.test_courier_faults import answer, greet
from tests.servers import scripted

MANY = [letter(f"{number}@example.jp", number) for number in range(1, 14)]


class Watched(Outbox):
    commits: list[tuple[list[str], list[str]]] = field(default_factory=list)
    """Letters that each settled, and claimed."""
    third: threading.Event = field(default_factory=threading.Event)
    """Letter 3 is settled."""

    def commit(self, went: Sequence[Went], leaving: Sequence[Letter]) -> list[Letter]:
        self.commits.append(([one.id for one, _ in went], [one.id for one in leaving]))
        claimed = super().commit(went, leaving)
        if "L-000003" in self.settled:
            self.third.set()
        return claimed


async def test_a_commit_settles_what_went_and_claims_what_follows(embedded: EmbeddedServers) -> None:
    """One letter first, then one more each time; none is claimed before a conversation is free for it."""
    outbox = Watched()

    await outbox.deliver(smtp(port=embedded.smtp_port), *MANY)

    claimed = [leaving for _, leaving in outbox.commits if leaving]
    assert [len(each) for each in claimed] == [1, 2, 3, LANES, 3]
    settled, following = outbox.commits[-2]
    assert (sorted(settled), following) == (claimed[-2], claimed[-1])
    assert outbox.claimed == [one.id for one in MANY]
    assert sorted(one.recipients for one in embedded.received) == sorted(one.to for one in MANY)


async def test_a_server_that_takes_one_conversation() -> None:
    """Refused a second one, the letters leave over the first, and no third is tried."""
    outbox, connections = Watched(), []

    async def takes_one(reader: StreamReader, writer: StreamWriter) -> None:
        connections.append(1)
        if len(connections) > 1:
            writer.write(b"421 too many connections\r\n")
        else:
            await greet(reader, writer, DATA="354 go on")

    with scripted(takes_one) as port:
        await outbox.deliver(smtp(port=port), *MANY[:6])

    assert list(map(type, outbox.settled.values())) == [Sent] * 6
    assert outbox.claimed == [one.id for one in MANY[:6]]
    assert len(connections) == 2


async def test_each_letter_of_a_round_has_its_own_outcome() -> None:
    """One is refused, one put off, one lost behind the 354: none of it touches the others, and the rest leaves."""
    outbox = Watched()

    async def picky(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await answer(reader, writer, RCPT="", DATA="354 go on"):
            writer.write({b"<4": b"550 no\r\n", b"<5": b"451 later\r\n"}.get(line[8:10], b"250 ok\r\n"))
            if line[8:10] == b"<6":
                await answer(reader, writer, DATA="")
                writer.write(b"354 go on\r\n")
                return

    with scripted(picky) as port:
        await outbox.deliver(smtp(port=port), *MANY)

    odd = {"L-000004": Refused, "L-000005": Deferred, "L-000006": Uncertain}
    assert {id: type(outcome) for id, outcome in outbox.settled.items()} == {
        one.id: odd.get(one.id, Sent) for one in MANY
    }


async def test_who_was_answered_does_not_wait_for_who_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is silent at one letter until the other of its round is settled."""
    outbox = Watched()
    monkeypatch.setattr(rounds, "PROMPT", 0.01)

    async def silent_at_the_second(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await answer(reader, writer, RCPT="", DATA="354 go on"):
            if line[8:10] == b"<2":
                await asyncio.to_thread(outbox.third.wait, 30)
            writer.write(b"250 ok\r\n")

    with scripted(silent_at_the_second) as port:
        await outbox.deliver(smtp(port=port), *MANY[:3], patience=PATIENT)

    assert list(outbox.settled) == ["L-000001", "L-000003", "L-000002"]
    assert set(map(type, outbox.settled.values())) == {Sent}


async def test_stopped_in_the_middle() -> None:
    """What was answered is settled also where the run is called off; only the letter in doubt stays claimed."""
    outbox, said = Watched(), threading.Event()

    async def silent_at_the_second(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await answer(reader, writer, RCPT="", DATA="354 go on"):
            if line[8:10] == b"<2":
                said.set()
                await reader.read()
            writer.write(b"250 ok\r\n")

    with scripted(silent_at_the_second) as port:
        running = asyncio.create_task(outbox.deliver(smtp(port=port), *MANY[:2], patience=PATIENT))
        await asyncio.to_thread(said.wait, 30)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    assert outbox.claimed == ["L-000001", "L-000002"]
    assert outbox.settled == {"L-000001": Sent("250 taken")}
