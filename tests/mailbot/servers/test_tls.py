"""TLS as the robot speaks it: real handshakes with servers that are too old, expired, strange or somebody else."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from mailbot.errors import ServerError, Untrusted
from mailbot.servers import courier, tls
from mailbot.servers.mailbox import Mailbox
from rules.record import replace
from store.config import Imap, Smtp

PATIENCE = 10
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
YESTERDAY = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251  # certificates are judged by the real clock


@contextmanager
def listening(context: ssl.SSLContext) -> Iterator[int]:
    """A port where each client gets this handshake, and a greeting of IMAP behind it."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    plain, _ = server.accept()
                except OSError:
                    return
                with plain, suppress(OSError), context.wrap_socket(plain, server_side=True) as there:
                    there.sendall(b"* BYE not today\r\n")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
    thread.join(PATIENCE)


@pytest.fixture
def ca_file(ca: trustme.CA, tmp_path: Path) -> Path:
    file = tmp_path / "ca.pem"
    ca.cert_pem.write_to_path(str(file))
    return file


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def imap(port: int, ca_file: Path | None) -> Imap:
    return Imap(host="localhost", port=port, user="kikaku", start_at=LONG_AGO, ca_file=ca_file)


def smtp(port: int, ca_file: Path | None) -> Smtp:
    return Smtp(host="localhost", port=port, tls="implicit", sender="a@b.example", ca_file=ca_file)


async def refused(port: int, ca_file: Path | None) -> list[str]:
    """What both connections raise; neither may have sent a password."""
    told = []
    with pytest.raises(ServerError) as by_imap:
        Mailbox.open(imap(port, ca_file), "secret", patience=PATIENCE)
    told.append(type(by_imap.value).__name__)
    with pytest.raises(ServerError) as by_smtp:
        await courier.knock(smtp(port, ca_file), "secret", patience=courier.Patience(reply=PATIENCE))
    told.append(type(by_smtp.value).__name__)
    return told


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
async def test_old_versions_are_not_spoken(ca: trustme.CA, ca_file: Path, version: ssl.TLSVersion) -> None:
    """A server that knows nothing newer than TLS 1.1 gets no connection, though its certificate is good."""
    context = server_context(ca.issue_cert("localhost"))
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    with listening(context) as port:
        told = await refused(port, ca_file)

    assert "Untrusted" not in told, "the certificate is not what is wrong"


async def test_the_same_server_with_a_newer_version_is_spoken_to(ca: trustme.CA, ca_file: Path) -> None:
    """The counter-check: TLS 1.2 gets as far as the server's own words."""
    context = server_context(ca.issue_cert("localhost"))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with listening(context) as port, pytest.raises(ServerError, match="not today"):
        Mailbox.open(imap(port, ca_file), "secret", patience=PATIENCE)


@pytest.mark.parametrize("fault", ["expired", "strange", "another host", "no authority given"])
async def test_a_certificate_that_proves_nothing(ca: trustme.CA, ca_file: Path, fault: str) -> None:
    """Expired, of an authority that nobody named, for another host: no password is sent, and that is what is told."""
    issuer = trustme.CA() if fault == "strange" else ca
    until = YESTERDAY if fault == "expired" else None
    certificate = issuer.issue_cert(
        "elsewhere.example" if fault == "another host" else "localhost", not_after=until
    )
    with listening(server_context(certificate)) as port:
        told = await refused(port, None if fault == "no authority given" else ca_file)

    assert told == ["Untrusted", "Untrusted"]


def test_no_setting_switches_the_checks_off(ca_file: Path) -> None:
    """With or without an authority of the office's own, name and chain are checked, nothing old is spoken, and
    nothing crosses a network in the clear.
    """
    for given in (None, ca_file):
        context = tls.context("x", imap(993, given))
        assert context is not None and context.check_hostname
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    with pytest.raises(Untrusted):
        tls.context("x", imap(993, Path("/nonexistent/ca.pem")))
    for server in (replace(imap(143, None), tls="none"), replace(smtp(25, None), tls="none")):
        assert tls.context("x", server) is None
        with pytest.raises(Untrusted):
            tls.context("x", replace(server, host="imap.example.jp"))
