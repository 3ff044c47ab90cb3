"""What the mail servers themselves say: which mail lies where, and which letters Postfix took."""

import imaplib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from imapclient import imap_utf7

from tests import servers

NAMED = re.compile(r"postfix/cleanup\[\d+\]: (\w+): message-id=(<[^>]*>)")
TAKEN = re.compile(r"postfix/qmgr\[\d+\]: (\w+): from=<.*>, size=\d+, nrcpt=\d+ \(queue active\)")
HEADERS = "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID IN-REPLY-TO X-MAILBOT-KIND)])"


class Mailbox:
    """One user's mailbox on Dovecot, over a connection of our own."""

    def __init__(self, port: int, user: str) -> None:
        self.user = user
        self._client = imaplib.IMAP4(servers.HOST, port)
        self._client.login(user, servers.PASSWORD)

    def close(self) -> None:
        self._client.logout()

    def put(self, data: bytes, at: datetime) -> None:
        answer, _ = self._client.append("INBOX", "", imaplib.Time2Internaldate(at), data)
        assert answer == "OK"

    def mails(self, folder: str) -> Counter[str]:
        """Message-ID -> how often it lies there."""
        return Counter(header["message-id"] for header in self.headers(folder))

    def headers(self, folder: str) -> Iterator[dict[str, str]]:
        """Of each mail; a folder that is not there has none."""
        name = imap_utf7.encode(folder).decode("ascii")
        answer, count = self._client.select(f'"{name}"', readonly=True)
        if answer != "OK" or count == [b"0"]:
            return
        _, rows = self._client.fetch("1:*", HEADERS)
        for row in rows:
            if isinstance(row, tuple):
                lines = re.sub(r"\r\n[ \t]+", " ", row[1].decode("ascii", "replace")).splitlines()
                pairs = (line.partition(":") for line in lines if ":" in line)
                yield {name.lower(): value.strip() for name, _, value in pairs}


class PostLog:
    """Postfix's log: every mail that it made its own, once for each."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = 0
        self._names: dict[str, str] = {}
        self._seen: set[str] = set()
        self.taken: Counter[str] = Counter()
        """Message-ID -> how often Postfix took such a mail."""

    def read_on(self) -> None:
        with self._file.open("rb") as file:
            file.seek(self._read)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in whole.decode("utf-8", "replace").splitlines():
            if named := NAMED.search(line):
                self._names[named[1]] = named[2]
            elif (taken := TAKEN.search(line)) and taken[1] not in self._seen:
                self._seen.add(taken[1])
                self.taken[self._names[taken[1]]] += 1
