"""The courier against servers that refuse, stall and break off: each a script with one true outcome."""

import base64
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable

import pytest

from mailbot.errors import LoginRefused, ServerAway, ServerError, ServerRefused
from mailbot.servers.outcomes import Deferred, Outcome, Refused, Sent, Uncertain
from tests.mailbot.servers.test_courier import Outbox, letter, smtp
from tests.servers import Script, scripted


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


async def answer(reader: StreamReader, writer: StreamWriter, **replies: str) -> bytes:
    """Answer each command, with 250 unless `replies` names its verb; where that is '', end with the line."""
    while line := await reader.readline():
        reply = replies.get(line[:4].decode().strip().upper(), "250 ok")
        if not reply:
            return line
        writer.write(f"{reply}\r\n".encode())
        if reply.startswith("354"):
            while await reader.readline() != b".\r\n":
                pass
            writer.write(b"250 taken\r\n")
    return b""


async def greet(reader: StreamReader, writer: StreamWriter, **replies: str) -> bytes:
    writer.write(b"220 ready\r\n")
    return await answer(reader, writer, **replies)


async def accept_then_stall(reader: StreamReader, writer: StreamWriter) -> None:
    await reader.read()


async def refuse_everybody(reader: StreamReader, writer: StreamWriter) -> None:
    writer.write(b"554 not for you\r\n")


async def busy(reader: StreamReader, writer: StreamWriter) -> None:
    writer.write(b"421 too busy\r\n")


async def close_at_mail(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, MAIL="")


async def stall_at_rcpt(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, RCPT="")
    await reader.read()


async def close_at_data(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, DATA="")


async def refuse_550_at_rcpt(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, RCPT="550 5.1.1 unknown")


async def defer_451_at_rcpt(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, RCPT="451 4.7.1 greylisted")


async def defer_452_at_data(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, DATA="452 no space")


async def defer_421_at_mail(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, MAIL="421 closing")


async def nonsense_at_rcpt(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, RCPT="what?")


async def close_after_354(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, DATA="")
    writer.write(b"354 go on\r\n")


async def after_dot(reader: StreamReader, writer: StreamWriter, reply: bytes) -> None:
    await greet(reader, writer, DATA="")
    writer.write(b"354 go on\r\n")
    while await reader.readline() != b".\r\n":
        pass
    writer.write(reply)


async def close_after_dot(reader: StreamReader, writer: StreamWriter) -> None:
    await after_dot(reader, writer, b"")


async def stall_after_dot(reader: StreamReader, writer: StreamWriter) -> None:
    await after_dot(reader, writer, b"")
    await reader.read()


async def nonsense_after_dot(reader: StreamReader, writer: StreamWriter) -> None:
    await after_dot(reader, writer, b"what?\r\n")


async def refuse_554_after_dot(reader: StreamReader, writer: StreamWriter) -> None:
    await after_dot(reader, writer, b"554 5.7.1 spam\r\n")


async def defer_451_after_dot(reader: StreamReader, writer: StreamWriter) -> None:
    await after_dot(reader, writer, b"451 4.3.0 try later\r\n")


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        (close_at_mail, Deferred), (stall_at_rcpt, Deferred), (close_at_data, Deferred),
        (defer_451_at_rcpt, Deferred), (defer_452_at_data, Deferred), (defer_421_at_mail, Deferred),
        (nonsense_at_rcpt, Deferred), (defer_451_after_dot, Deferred),
        (refuse_550_at_rcpt, Refused), (refuse_554_after_dot, Refused),
        (close_after_354, Uncertain), (close_after_dot, Uncertain), (stall_after_dot, Uncertain),
        (nonsense_after_dot, Uncertain),
    ],
)  # fmt: skip
async def test_each_misbehaviour_has_its_outcome(
    script: Script, outcome: Callable[[str], Outcome], outbox: Outbox
) -> None:
    """Trouble before 354 is tried again, a 5xx is final, trouble after 354 is uncertain, for each letter."""
    with scripted(script) as port:
        await outbox.deliver(smtp(port=port), letter("a@example.jp", 1), letter("b@example.jp", 2))

    assert [type(one) for one in outbox.settled.values()] == [outcome, outcome]


@pytest.mark.parametrize("script", [accept_then_stall, busy])
async def test_a_server_out_of_reach(script: Script, outbox: Outbox) -> None:
    """No greeting in time, or 'too busy': the run ends, every letter stays as it is."""
    with scripted(script) as port, pytest.raises(ServerAway):
        await outbox.deliver(smtp(port=port), letter("a@example.jp"))

    assert outbox.claimed == []


async def test_a_server_that_refuses_us(outbox: Outbox) -> None:
    """A 5xx greeting is a refusal of the whole run."""
    with scripted(refuse_everybody) as port, pytest.raises(ServerRefused, match="not for you"):
        await outbox.deliver(smtp(port=port), letter("a@example.jp"))

    assert outbox.claimed == []


async def refuse_the_sender(reader: StreamReader, writer: StreamWriter) -> None:
    await greet(reader, writer, MAIL="553 5.7.1 not your address")


async def test_a_refused_sender_is_no_letters_fault(outbox: Outbox) -> None:
    """What is refused before the recipient is named concerns all letters: none is given up for it."""
    with scripted(refuse_the_sender) as port, pytest.raises(ServerError, match="not your address"):
        await outbox.deliver(smtp(port=port), letter("a@example.jp", 1), letter("b@example.jp", 2))

    assert outbox.settled == {"L-000001": Deferred("553 5.7.1 not your address")}


async def test_after_a_lost_connection_the_rest_goes_on(outbox: Outbox) -> None:
    """The server drops the first connection after its 354: the second letter leaves over a new one."""
    connections: list[int] = []

    async def drop_only_the_first(reader: StreamReader, writer: StreamWriter) -> None:
        connections.append(1)
        if len(connections) == 1:
            await close_after_354(reader, writer)
        else:
            await greet(reader, writer, DATA="354 go on")

    with scripted(drop_only_the_first) as port:
        await outbox.deliver(smtp(port=port), letter("a@example.jp", 1), letter("b@example.jp", 2))

    assert [type(one) for one in outbox.settled.values()] == [Uncertain, Sent]


async def test_451_then_250(outbox: Outbox) -> None:
    """A letter put off in one run is taken in the next."""
    with scripted(defer_451_at_rcpt) as port:
        await outbox.deliver(smtp(port=port), letter("a@example.jp"))
    first = dict(outbox.settled)

    async def take(reader: StreamReader, writer: StreamWriter) -> None:
        await greet(reader, writer, DATA="354 go on")

    with scripted(take) as port:
        await outbox.deliver(smtp(port=port), letter("a@example.jp"))

    assert first == {"L-000001": Deferred("451 4.7.1 greylisted")}
    assert outbox.settled == {"L-000001": Sent("250 taken")}


async def take_token(reader: StreamReader, writer: StreamWriter) -> None:
    token = base64.b64encode(b"user=kikaku\1auth=Bearer token\1\1").decode()
    line = await greet(reader, writer, EHLO="250-here\r\n250 AUTH XOAUTH2", AUTH="")
    right = line.decode().split() == ["AUTH", "XOAUTH2", token]
    writer.write(b"235 in\r\n" if right else b"535 expired\r\n")
    await answer(reader, writer, DATA="354 go on")


async def test_a_token_instead_of_a_password(outbox: Outbox) -> None:
    """With xoauth2 the secret is sent as the token that it is; an expired one is a refused login."""
    with scripted(take_token) as port:
        settings = smtp(port=port, user="kikaku", auth="xoauth2")
        await outbox.deliver(settings, letter("info@example.jp"), secret="token")
        with pytest.raises(LoginRefused, match="expired"):
            await outbox.deliver(settings, letter("info@example.jp"), secret="old-token")

    assert outbox.settled == {"L-000001": Sent("250 taken")}
