"""The way into a mailbox over IMAP: connection, TLS and login, and where the folders then lie."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imapclient import IMAPClient, SocketTimeout

from mailbot.servers import tls
from store.config import Imap


@contextmanager
def entered(name: str, settings: Imap, secret: str, patience: float) -> Iterator[IMAPClient]:
    """A connection that is logged in; it stays open behind the block, unless that raises.

    `patience`: seconds that the server may keep silent at a time. Raises Untrusted, and what the library and the
    system raise.
    """
    context = tls.context(name, settings)
    client = IMAPClient(
        settings.host,
        settings.port,
        ssl=settings.tls == "implicit",
        ssl_context=context,
        timeout=SocketTimeout(connect=min(patience, 30), read=patience),
    )
    # The library sets 5, which formats every fetched byte for a log that nobody reads: ten times slower.
    client._imap.debug = 0
    client.normalise_times = False
    try:
        if settings.tls == "starttls":
            client.starttls(context)
        _log_in(client, settings, secret)
        yield client
    except BaseException:
        with suppress(OSError):  # a failed TLS handshake has closed it already
            client.shutdown()
        raise


def places(client: IMAPClient, mailbox: str) -> tuple[str, str]:
    """The path of the inbox, and what stands before the name of every other folder (RFC 2342)."""
    known = client.namespace() if client.has_capability("NAMESPACE") else None
    if not mailbox:
        return "INBOX", known.personal[0][0] if known and known.personal else ""
    above, separator = known.other[0] if known and known.other else ("", "/")
    return above + mailbox, above + mailbox + separator


def _log_in(client: IMAPClient, settings: Imap, secret: str) -> None:
    if settings.auth == "xoauth2":
        client.oauth2_login(settings.user, secret)
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(settings.user, secret)  # LOGIN knows ASCII alone
    else:
        client.login(settings.user, secret)
