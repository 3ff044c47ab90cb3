"""TLS for both servers: certificate and host name are always checked, nothing is older than TLS 1.2."""

import ssl

from mailbot.errors import Untrusted
from store.config import Server, is_loopback


def context(name: str, server: Server) -> ssl.SSLContext | None:
    """Trusts the authorities of `ca_file` alone where one is given, else those of the system. None: in the clear.

    `name`: what the server is called in errors. Raises Untrusted where the file cannot be read, and where a password
    would cross a network in the clear.
    """
    if server.tls == "none":
        if not is_loopback(server.host):
            raise Untrusted(name, "暗号化しない接続は、この計算機の中だけで使えます")
        return None
    try:
        made = ssl.create_default_context(cafile=server.ca_file)
    except OSError as error:
        raise Untrusted(name, f"{server.ca_file}: {error.strerror or error}") from error
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made
