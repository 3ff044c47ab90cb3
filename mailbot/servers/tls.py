"""TLS for both servers: certificate and host name are always checked, nothing is older than TLS 1.2."""

import ssl
from pathlib import Path

from mailbot.errors import Untrusted
from store.config import is_loopback


def context(server: str, ca_file: Path | None) -> ssl.SSLContext:
    """Trusts the authorities of `ca_file` alone where one is given, else those of the system.

    Raises Untrusted where the file cannot be read.
    """
    try:
        made = ssl.create_default_context(cafile=ca_file)
    except OSError as error:
        raise Untrusted(server, f"{ca_file}: {error.strerror or error}") from error
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made


def refuse_plain(server: str, host: str) -> None:
    """Raises Untrusted unless `host` is this machine: a password never crosses a network in the clear."""
    if not is_loopback(host):
        raise Untrusted(server, "暗号化しない接続は、この計算機の中だけで使えます")
