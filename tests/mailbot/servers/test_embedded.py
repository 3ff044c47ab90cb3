"""The servers inside the process, as the demo uses them."""

import gc
import imaplib
import smtplib
from datetime import UTC, datetime

import pytest

from mailbot.servers.embedded import EmbeddedServers, Received

AT = datetime(2026, 11, 18, 1, 2, 3, tzinfo=UTC)


def test_what_smtp_receives_is_kept(embedded: EmbeddedServers) -> None:
    """Sender, recipients and bytes of each mail, as soon as it is there."""
    with smtplib.SMTP("127.0.0.1", embedded.smtp_port, local_hostname="localhost") as client:
        client.sendmail("a@example.jp", ["b@example.jp"], b"Subject: x\r\n\r\n\xe3\x81\x82\r\n")

    assert embedded.wait_for(1, 10) == (
        Received(
            sender="a@example.jp", recipients=("b@example.jp",), data=b"Subject: x\r\n\r\n\xe3\x81\x82\r\n"
        ),
    )
    assert embedded.received == embedded.wait_for(1, 10)


def test_waiting_in_vain(embedded: EmbeddedServers) -> None:
    """Mail that does not come is told after the time."""
    with pytest.raises(TimeoutError):
        embedded.wait_for(1, 0.01)


def test_an_idling_client_is_not_forgotten(embedded: EmbeddedServers) -> None:
    """Garbage collection takes no waiting connection away (Python 3.13 did, as pymap starts its server)."""
    with imaplib.IMAP4("127.0.0.1", embedded.imap_port, timeout=10) as client:
        client.login("kikaku", "secret")
        client.select()
        client.send(b"x IDLE\r\n")
        assert client.readline().startswith(b"+")

        gc.collect()
        embedded.deliver("kikaku", b"Subject: x\r\n\r\n", AT)

        assert client.readline() == b"* 1 EXISTS\r\n"
        client.send(b"DONE\r\n")
        while not client.readline().startswith(b"x OK"):
            pass


def test_servers_do_not_meet() -> None:
    """Two pairs run side by side on ports of their own, each with its own mailboxes; ended twice is ended."""
    with EmbeddedServers({"kikaku": "a"}) as one, EmbeddedServers({"kikaku": "b"}) as other:
        one.deliver("kikaku", b"Subject: x\r\n\r\n", AT)
        other.deliver("kikaku", b"Subject: x\r\n\r\n", AT)
        one.stop()

        assert len({one.imap_port, one.smtp_port, other.imap_port, other.smtp_port}) == 4
        with pytest.raises(OSError, match="refused"):
            one.deliver("kikaku", b"Subject: x\r\n\r\n", AT)
