"""Takes letters to the SMTP server. The only module that knows aiosmtplib.

Each letter has one recipient and one outcome. What the server last said, and when, decides it: DATA is sent
apart from the text, so that a lost connection is known to lie before or after the server's 354.
"""

import re
import ssl
from collections.abc import Callable, Iterable
from itertools import chain, islice

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from aiosmtplib.response import SMTPResponse

from mailbot.errors import LoginRefused, ServerAway, ServerError, ServerRefused, Untrusted
from mailbot.servers import credentials, tls
from mailbot.servers.outcomes import Deferred, Outcome, Refused, Sent, Uncertain
from mailbot.servers.rounds import LANES, Commit, Rounds
from rules import replies
from rules.model import Letter
from rules.record import Struct
from store.config import Smtp
from store.faults import fault

GREETING = "[127.0.0.1]"
"""What EHLO says: an address literal (RFC 5321, 4.1.4). Asking for this machine's name may wait for DNS."""

ADDRESS = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")
"""What may stand between < and > of MAIL and RCPT without SMTPUTF8; dots may stand anywhere (docomo)."""


class Patience(Struct, frozen=True, kw_only=True):
    """Seconds to wait for a reply (RFC 5321, 4.5.3.2 asks for ten minutes after the final dot)."""

    reply: float = 60
    final: float = 600


PATIENT = Patience()


async def deliver(
    settings: Smtp,
    secret: Callable[[], str],
    letters: Iterable[tuple[Letter, bytes]],
    *,
    commit: Commit,
    patience: Patience = PATIENT,
) -> None:
    """Send these letters, begun in order; one that fails never stops the rest.

    `commit` hears of a letter before anything of it is said to the server, and of its outcome before the next one
    is said in its place, or soon: a commit that tells how some went tells as well which ones follow. The first letter
    goes alone; where it went well, a further conversation is begun with each round of letters, up to LANES.
    `secret` is asked for anew at each login.
    What concerns all letters alike raises LoginRefused, Untrusted, ServerRefused, ServerAway or what `secret` raises:
    letters that `commit` has not heard of stay as they are.
    """
    rounds = Rounds([_Session(settings, secret, patience) for _ in range(LANES)], commit)
    try:
        waiting = iter(letters)
        while some := list(islice(waiting, rounds.most)):
            begun = await rounds.begin(len(some))
            if some[begun:]:
                waiting = chain(some[begun:], waiting)
            await rounds.send(some[:begun])
    finally:
        await rounds.end()


async def knock(settings: Smtp, secret: str, *, patience: Patience = PATIENT) -> None:
    """Connect, log in and leave again. Raises what `deliver` raises for all letters alike."""
    session = _Session(settings, lambda: secret, patience)
    try:
        await session.begin()
    finally:
        await session.end()


class _Session:
    """One conversation with the server, taken up again where it broke off."""

    def __init__(self, settings: Smtp, secret: Callable[[], str], patience: Patience) -> None:
        self._settings = settings
        self._secret = secret
        self._said = ""
        """The secret as it was last said to the server."""
        self._patience = patience
        self._sender = settings.envelope_from or settings.sender
        self._server = f"{settings.host}:{settings.port}"
        self._client: SMTP | None = None
        self.refused: ServerRefused | None = None
        """Set when the server refused the sender: no letter of this run will fare better."""

    @property
    def is_open(self) -> bool:
        return self._client is not None and self._client.is_connected

    async def reset(self) -> None:
        """Ready for the next mail, or no longer open."""
        if self._client is not None:
            try:
                await self._client.rset()
            except (SMTPException, OSError):
                self._client.close()

    async def begin(self) -> None:
        """Open: as it is, or anew."""
        if self.is_open:
            return
        try:
            self._client = await self._entered()
        except (SMTPException, OSError) as error:
            with credentials.veiling(self._settings, self._said):
                raise _told(self._server, error) from error

    def _asked(self) -> str:
        self._said = self._secret()
        return self._said

    async def end(self) -> None:
        if self._client is None:
            return
        try:
            await self._client.quit(timeout=min(self._patience.reply, 5))
        except (SMTPException, OSError):
            pass  # nothing hangs on the server's farewell
        finally:
            self._client.close()

    async def send(self, recipient: str, data: bytes) -> Outcome:
        """What became of a letter; the conversation is open."""
        assert self._client is not None  # noqa: S101
        client = self._client
        if not ADDRESS.fullmatch(recipient):
            return Refused("宛先のアドレスに、メールで使えない文字があります")
        try:
            reply = await client.execute_command(b"MAIL", f"FROM:<{self._sender}>".encode())
            if reply.code >= 500:
                self.refused = ServerRefused(self._server, _words(reply))
                return Deferred(_words(reply))
            fault("courier.mail")
            if reply.code == 250:
                reply = await client.execute_command(b"RCPT", f"TO:<{recipient}>".encode())
                fault("courier.rcpt")
            if reply.code in (250, 251):
                reply = await client.execute_command(b"DATA")
                fault("courier.data")
        except (SMTPException, OSError) as error:
            client.close()
            return Deferred(_reason(error))
        if reply.code != 354:
            return Refused(replies.told(_words(reply))) if reply.code >= 500 else Deferred(_words(reply))
        return await self._say(client, data)

    async def _say(self, client: SMTP, data: bytes) -> Outcome:
        """The text and its final dot, after the server's 354."""
        try:
            if client.protocol is None:
                raise SMTPServerDisconnected("Connection lost")
            client.protocol.write(_dotted(data))
            fault("courier.written")
            reply = await client.protocol.read_response(timeout=self._patience.final)
        except (SMTPException, OSError) as error:
            client.close()
            return Uncertain(_reason(error))
        if 200 <= reply.code < 300:
            return Sent(_words(reply))
        return Refused(replies.told(_words(reply))) if reply.code >= 500 else Deferred(_words(reply))

    async def _entered(self) -> SMTP:
        """Connected and logged in. A token that is refused may have expired on its way here: one more is asked for."""
        try:
            return await self._connect()
        except SMTPAuthenticationError as error:
            if self._settings.auth != "xoauth2" or error.code < 500:
                raise
            return await self._connect()

    async def _connect(self) -> SMTP:
        settings = self._settings
        client = SMTP(
            hostname=settings.host,
            port=settings.port,
            local_hostname=GREETING,
            timeout=self._patience.reply,
            use_tls=settings.tls == "implicit",
            start_tls=settings.tls == "starttls",
            tls_context=tls.context(self._server, settings),
        )
        try:
            await client.connect()
            if client.is_ehlo_or_helo_needed:
                await client.ehlo()
            if settings.user and settings.auth == "xoauth2":
                await client.auth_xoauth2(settings.user, self._asked())
            elif settings.user:
                await client.login(settings.user, self._asked())
        except BaseException:
            client.close()
            raise
        return client


def _dotted(data: bytes) -> bytes:
    """With every leading dot doubled, and the end (RFC 5321, 4.5.2). `data` has CRLF line ends alone."""
    return re.sub(rb"(?m)^\.", b"..", data) + b".\r\n"


def _told(server: str, error: SMTPException | OSError) -> ServerError:
    """What a failed connection means for the whole run."""
    certificate = next(
        (e for e in (error, error.__cause__) if isinstance(e, ssl.SSLCertVerificationError)), None
    )
    if certificate is not None:
        return Untrusted(server, certificate.verify_message)
    if isinstance(error, SMTPResponseException) and error.code < 500:
        return ServerAway(server, _reason(error))
    if isinstance(error, SMTPAuthenticationError):
        return LoginRefused(server, _reason(error))
    if isinstance(error, OSError) and not isinstance(error, SMTPResponseException):
        return ServerAway(server, _reason(error))
    return ServerRefused(server, _reason(error))


def _reason(error: SMTPException | OSError) -> str:
    match error:
        case SMTPResponseException():
            return _words(SMTPResponse(error.code, error.message))
        case TimeoutError():
            return "サーバーの返事が時間内にありませんでした"
        case SMTPServerDisconnected():
            return "サーバーとの接続が途中で切れました"
        case _:
            return _clean(str(error))


def _words(reply: SMTPResponse) -> str:
    return _clean(f"{reply.code} {reply.message}")


def _clean(text: str) -> str:
    """One line without control characters, of a length that a person reads."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:300]
