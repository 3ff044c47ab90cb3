"""The wait against servers that split, join and break off what they say: each is a script."""

import asyncio
import base64
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator

import pytest

from mailbot.errors import LoginRefused, ServerAway, ServerRefused
from mailbot.servers.bell import Bell
from mailbot.servers.mailbox import Mailbox
from tests.mailbot.servers.test_mailbox import Post, mail, settings
from tests.servers import Script, scripted

LONG = 30.0
ANSWERS = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1 IDLE\r\n",
    b"SELECT": b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n",
}


async def until(word: bytes, reader: StreamReader, writer: StreamWriter) -> bytes:
    """Answer every command with OK up to the one with this word; its tag."""
    while line := await reader.readline():
        tag, command, *_ = line.split()
        if word in line:
            return tag
        writer.write(ANSWERS.get(command, b"") + tag + b" OK done\r\n")
    raise ConnectionError("the client left")


async def idle(reader: StreamReader, writer: StreamWriter, *first: bytes) -> bytes:
    """Up to the client's IDLE, answered by these pieces, each in a segment of its own; its tag."""
    writer.write(b"* OK ready\r\n")
    tag = await until(b" IDLE", reader, writer)
    for piece in first:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.02)  # or the kernel joins the pieces to one segment
    return tag


async def end(tag: bytes, reader: StreamReader, writer: StreamWriter) -> None:
    assert await reader.readline() == b"DONE\r\n"
    writer.write(tag + b" OK done\r\n")
    await until(b"LOGOUT", reader, writer)


async def exists_together_with_the_plus(reader: StreamReader, writer: StreamWriter) -> None:
    await end(await idle(reader, writer, b"+ idling\r\n* 1 EXISTS\r\n"), reader, writer)


async def exists_before_the_plus(reader: StreamReader, writer: StreamWriter) -> None:
    await end(await idle(reader, writer, b"* 1 EXISTS\r\n+ idling\r\n"), reader, writer)


async def exists_in_pieces(reader: StreamReader, writer: StreamWriter) -> None:
    await end(await idle(reader, writer, b"+ idling\r\n", b"* 1 EX", b"ISTS\r\n"), reader, writer)


async def still_here_then_exists(reader: StreamReader, writer: StreamWriter) -> None:
    tag = await idle(reader, writer, b"+ idling\r\n", b"* OK Still here\r\n")
    assert await reader.readline() == b"DONE\r\n"
    writer.write(tag + b" OK done\r\n")
    await exists_together_with_the_plus_again(reader, writer)


async def exists_together_with_the_plus_again(reader: StreamReader, writer: StreamWriter) -> None:
    tag = await until(b" IDLE", reader, writer)
    writer.write(b"+ idling\r\n* 1 EXISTS\r\n")
    await end(tag, reader, writer)


async def close_while_idle(reader: StreamReader, writer: StreamWriter) -> None:
    await idle(reader, writer, b"+ idling\r\n")


async def bye_while_idle(reader: StreamReader, writer: StreamWriter) -> None:
    await idle(reader, writer, b"+ idling\r\n", b"* BYE shutting down\r\n")


async def stall_after_done(reader: StreamReader, writer: StreamWriter) -> None:
    await idle(reader, writer, b"+ idling\r\n", b"* 1 EXISTS\r\n")
    await reader.read()


async def refuse_idle(reader: StreamReader, writer: StreamWriter) -> None:
    tag = await idle(reader, writer)
    writer.write(tag + b" NO not now\r\n")
    await until(b"LOGOUT", reader, writer)


async def accept_then_stall(reader: StreamReader, writer: StreamWriter) -> None:
    await reader.read()


async def bye_at_login(reader: StreamReader, writer: StreamWriter) -> None:
    writer.write(b"* OK ready\r\n")
    await until(b"LOGIN", reader, writer)
    writer.write(b"* BYE too busy\r\n")


async def login_unavailable(reader: StreamReader, writer: StreamWriter) -> None:
    writer.write(b"* OK ready\r\n")
    writer.write(await until(b"LOGIN", reader, writer) + b" NO [UNAVAILABLE] try later\r\n")
    await reader.read()


async def take_token(reader: StreamReader, writer: StreamWriter) -> None:
    writer.write(b"* OK ready\r\n")
    tag = await until(b"AUTHENTICATE XOAUTH2", reader, writer)
    writer.write(b"+ \r\n")
    given = base64.b64decode(await reader.readline())
    right = given == b"user=kikaku\1auth=Bearer token\1\1"
    writer.write(tag + (b" OK in\r\n" if right else b" NO [AUTHENTICATIONFAILED] expired\r\n"))
    await until(b"LOGOUT", reader, writer)


async def no_to_what_is_gone(reader: StreamReader, writer: StreamWriter) -> None:
    """Two mails; somebody else expunges the first before its body is fetched (RFC 2180, 4.1.2)."""
    head = b'INTERNALDATE "20-Nov-2026 23:59:59 +0900" RFC822.SIZE %d' % len(mail())
    writer.write(b"* OK ready\r\n")
    tag = await until(b"SEARCH", reader, writer)
    writer.write(b"* SEARCH 1 2\r\n" + tag + b" OK done\r\n")
    tag = await until(b"FETCH 1,2", reader, writer)
    writer.write(b"* 1 FETCH (UID 1 %b)\r\n* 2 FETCH (UID 2 %b)\r\n" % (head, head) + tag + b" OK done\r\n")
    tag = await until(b"FETCH 1,2", reader, writer)
    writer.write(tag + b" NO some are gone\r\n")
    tag = await until(b"SEARCH", reader, writer)
    writer.write(b"* SEARCH 2\r\n" + tag + b" OK done\r\n")
    tag = await until(b"FETCH 2", reader, writer)
    writer.write(b"* 1 FETCH (UID 2 BODY[] {%d}\r\n%b)\r\n" % (len(mail()), mail()) + tag + b" OK done\r\n")
    await until(b"LOGOUT", reader, writer)


@pytest.fixture
def bell() -> Iterator[Bell]:
    made = Bell()
    yield made
    made.close()


@pytest.mark.parametrize(
    "script",
    [exists_together_with_the_plus, exists_before_the_plus, exists_in_pieces, still_here_then_exists],
)
def test_mail_is_seen_however_it_is_told(script: Script, bell: Bell) -> None:
    """An EXISTS counts wherever the segments are cut, and a mere sign of life does not end the wait."""
    with scripted(script) as port, Mailbox.open(settings(Post(port, "kikaku")), "secret") as mailbox:
        start = time.monotonic()

        assert mailbox.wait(LONG, bell)
        assert time.monotonic() - start < LONG / 2


@pytest.mark.parametrize("script", [close_while_idle, bye_while_idle])
def test_a_lost_connection_is_told(script: Script, bell: Bell) -> None:
    """The server's leaving ends the wait with an error instead of a spin."""
    with scripted(script) as port, Mailbox.open(settings(Post(port, "kikaku")), "secret") as mailbox:
        with pytest.raises(ServerAway):
            mailbox.wait(LONG, bell)


def test_silence_has_an_end(bell: Bell) -> None:
    """A server that does not answer DONE is given up after the configured patience."""
    with scripted(stall_after_done) as port:
        mailbox = Mailbox.open(settings(Post(port, "kikaku")), "secret", patience=0.2)
        with pytest.raises(ServerAway):
            mailbox.wait(LONG, bell)
        mailbox.close()


def test_idle_refused(bell: Bell) -> None:
    """A NO to IDLE is the server's refusal, with its words."""
    with scripted(refuse_idle) as port, Mailbox.open(settings(Post(port, "kikaku")), "secret") as mailbox:
        with pytest.raises(ServerRefused, match="not now"):
            mailbox.wait(LONG, bell)


@pytest.mark.parametrize("script", [accept_then_stall, bye_at_login, login_unavailable])
def test_trouble_at_login_is_no_refused_password(script: Script) -> None:
    """Silence, a farewell and 'try later' (RFC 5530) do not blame the password."""
    with scripted(script) as port, pytest.raises(ServerAway):
        Mailbox.open(settings(Post(port, "kikaku")), "secret", patience=0.3)


def test_a_handshake_has_an_end() -> None:
    """A server that accepts the connection and never begins TLS is given up like any other silence."""
    with scripted(accept_then_stall) as port, pytest.raises(ServerAway):
        Mailbox.open(settings(Post(port, "kikaku"), tls="implicit"), "secret", patience=0.3)


def test_a_password_that_login_cannot_carry() -> None:
    """Without AUTH=PLAIN a password in kanji cannot be said: told like a refused one."""
    with scripted(bye_at_login) as port, pytest.raises(LoginRefused):
        Mailbox.open(settings(Post(port, "kikaku")), "秘密")


def test_a_token_instead_of_a_password() -> None:
    """With xoauth2 the secret is sent as the token that it is; an expired one is a refused login."""
    with scripted(take_token) as port:
        given = settings(Post(port, "kikaku"), auth="xoauth2")
        Mailbox.open(given, "token").close()
        with pytest.raises(LoginRefused, match="expired"):
            Mailbox.open(given, "old-token")


def test_a_refused_fetch_is_tried_without_what_is_gone() -> None:
    """Where the server says NO because one mail is gone, the others are fetched all the same."""
    with scripted(no_to_what_is_gone) as port:
        with Mailbox.open(settings(Post(port, "kikaku")), "secret") as mailbox:
            _, uids = mailbox.uids()

            assert [(one.uid, one.data) for one in mailbox.fetch(uids)] == [(2, mail())]
