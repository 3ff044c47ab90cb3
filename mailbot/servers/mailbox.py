"""The office's mailbox on its IMAP server, behind a few typed calls.

One connection, one thread; imapclient is known here, in `login` and in `complaints` alone. Nothing changes a flag of
a mail that stays: bodies come by BODY.PEEK[]. After ServerAway the connection is of no more use; after ServerRefused
it is.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date
from typing import Any, Self

from imapclient import IMAPClient, exceptions as imap

from mailbot.errors import FolderRefused, LoginRefused, ServerAway, ServerRefused
from mailbot.servers import complaints, credentials, idle, login
from mailbot.servers.bell import Bell
from mailbot.servers.lots import BATCH, HEADS, Fetched, Head, Heading, by_size, in_lots
from store.config import Imap

PATIENCE = 60.0
"""Seconds that the server may keep silent in the middle of a step."""


class Mailbox:
    """One folder, open. UIDs are those of the last `uids()`; a mail that vanished since is passed over."""

    def __init__(self, client: IMAPClient, settings: Imap) -> None:
        self.server = _name(settings)
        self._client = client
        self._inbox, self._prefix = login.places(client, settings.mailbox)
        self._folder = self._path(settings.folder)
        self._made: set[str] = set()
        self._uidvalidity = 0
        """Under which the folder was last opened or listed."""
        self._reopened = False
        """Since the last listing: what came before that will not be told as news."""
        self.asked_at: float | None = None
        """`time.monotonic` of the step for which the server is being waited for; None between steps."""

    @classmethod
    def open(cls, settings: Imap, secret: str, *, patience: float = PATIENCE) -> Self:
        """Connect, log in and select `folder`. `patience`: seconds that the server may keep silent at a time.

        `mailbox` names another user's mailbox as the server lists it below its namespace for such (RFC 2342):
        all folders are then those of that mailbox.
        """
        name = _name(settings)
        with (
            credentials.veiling(settings, secret),
            _telling(name),
            login.entered(name, settings, secret, patience) as client,
        ):
            opened = cls(client, settings)
            opened._uidvalidity = opened._select()
        return opened

    @classmethod
    def enter(cls, settings: Imap, *, patience: float = PATIENCE) -> Self:
        """Open with the secret of the configuration, which is asked for anew each time.

        A token that is refused may have expired on its way here: one more is asked for, then that refusal counts.
        Raises SecretUnreadable and what `open` raises.
        """
        try:
            return cls.open(settings, credentials.secret(settings), patience=patience)
        except LoginRefused:
            if settings.auth != "xoauth2":
                raise
            return cls.open(settings, credentials.secret(settings), patience=patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Log out, without waiting long for a server that does not answer. May be called twice."""
        with suppress(imap.IMAPClientError, OSError):
            self._client.socket().settimeout(2)
            self._client.logout()
        with suppress(imap.IMAPClientError, OSError):
            self._client.shutdown()

    def uids(self) -> tuple[int, list[int]]:
        """UIDVALIDITY, and every UID that is in the folder now, oldest first."""
        with self._step():
            self._uidvalidity = self._select()
            self._reopened = False
            return self._uidvalidity, sorted(self._client.search("ALL"))

    def heads(self, uids: Iterable[int]) -> dict[int, Head]:
        with self._step():
            return {
                uid: Head(received_at=row[b"INTERNALDATE"].astimezone(UTC), size=row[b"RFC822.SIZE"])
                for some in in_lots(sorted(uids), HEADS)
                for uid, row in self._fetch(some, "INTERNALDATE", "RFC822.SIZE").items()
            }

    def fetch(self, uids: Iterable[int]) -> Iterator[Fetched]:
        """Whole mails in order of UID, byte for byte."""
        heads = self.heads(uids)
        for some in by_size(heads):
            with self._step():
                rows = self._fetch(some, "BODY.PEEK[]")
            for uid, row in rows.items():
                data = self._whole(uid, row[b"BODY[]"], heads[uid].size)
                yield Fetched(uid=uid, received_at=heads[uid].received_at, data=data)

    def headings(self, uids: Iterable[int]) -> dict[int, Heading]:
        """Of mails in the folder that is open."""
        with self._step():
            return self._headings(sorted(uids))

    def headings_in(self, folder: str, since: date) -> dict[int, Heading]:
        """Of all mails in another folder that the server took in since this day; none where there is no folder."""
        with self._step():
            path = self._path(folder)
            if not self._client.folder_exists(path):
                return {}
            self._client.select_folder(path, readonly=True)
            try:
                return self._headings(sorted(self._client.search(["SINCE", since])))
            finally:
                self._reopen()

    def file_away(self, uids: Iterable[int], folder: str) -> None:
        """Move to this folder, made where it is missing. Arrival times and flags stay with the mails.

        Without MOVE (RFC 6851) they are copied and exactly these UIDs expunged (RFC 4315): a plain EXPUNGE
        would take what others have marked as deleted.
        """
        with self._step():
            path = self._made_path(folder)
            for some in in_lots(sorted(uids), BATCH):
                if self._client.has_capability("MOVE"):
                    self._client.move(some, path)
                elif self._client.has_capability("UIDPLUS"):
                    self._client.copy(some, path)
                    self._client.delete_messages(some, silent=True)
                    self._client.uid_expunge(some)
                else:
                    raise ServerRefused(self.server, "MOVE も UIDPLUS もないため、メールを移せません")

    def append(self, folder: str, data: bytes, message_id: str) -> bool:
        """Keep a copy of a sent letter, unless one with its Message-ID lies there; whether it was added."""
        with self._step():
            path = self._made_path(folder)
            self._client.select_folder(path, readonly=True)
            try:
                missing = not self._client.search(["HEADER", "Message-ID", message_id])
                if missing:
                    self._client.append(path, data, flags=[b"\\Seen"])
            finally:
                self._reopen()
            return missing

    def wait(self, seconds: float, bell: Bell) -> bool:
        """Whether there is a reason to look again: mail came (known only with IDLE), or the bell rang."""
        if self._reopened:
            return True
        if not self._client.has_capability("IDLE"):
            return bell.wait(seconds)
        with self._step(seconds):
            return idle.wait(self._client._imap, seconds, bell)

    @contextmanager
    def _step(self, seconds: float = 0.0) -> Iterator[None]:
        """One talk with the server, which may take `seconds` more than others by its nature."""
        self.asked_at = time.monotonic() + seconds
        try:
            with _telling(self.server):
                yield
        finally:
            self.asked_at = None

    def _whole(self, uid: int, data: bytes, size: int) -> bytes:
        """The mail once more where its length is not what the server had told: it may have been cut.

        Exchange tells a length that is nearly right, so the same bytes twice are a whole mail.
        """
        if len(data) == size:
            return data
        with self._step():
            again = self._fetch([uid], "BODY.PEEK[]")
        if again.get(uid, {}).get(b"BODY[]") != data:
            raise ServerAway(self.server, f"メール UID {uid} が途中で切れています")
        return data

    def _headings(self, uids: Sequence[int]) -> dict[int, Heading]:
        # By the alphabet, as some servers answer, whatever the order in which they were asked.
        part = "BODY.PEEK[HEADER.FIELDS (FROM MESSAGE-ID SUBJECT)]"
        return {
            uid: Heading(received_at=row[b"INTERNALDATE"].astimezone(UTC), header=row[_answered(part)])
            for some in in_lots(uids, HEADS)
            for uid, row in self._fetch(some, "INTERNALDATE", part).items()
        }

    def _select(self) -> int:
        try:
            answer = self._client.select_folder(self._folder)
        except imap.IMAPClientAbortError:
            raise
        except imap.IMAPClientError as error:
            words = complaints.words(error)
            if any(code in words for code in complaints.PASSING):
                raise ServerRefused(self.server, words) from error
            raise FolderRefused(self.server, f"「{self._folder}」: {words}") from error
        if b"UIDVALIDITY" not in answer:
            raise ServerRefused(self.server, "UIDVALIDITY がありません")
        return int(answer[b"UIDVALIDITY"])

    def _reopen(self) -> None:
        """Raises ServerAway where the UIDs that were listed name other mails now (RFC 3501, 2.3.1.1)."""
        self._reopened = True
        if self._select() != self._uidvalidity:
            raise ServerAway(self.server, "メールの番号がサーバーで付け直されました")

    def _fetch(self, uids: Sequence[int], *items: str) -> dict[int, dict[bytes, Any]]:
        """Only complete rows: an unasked FETCH holds flags alone, and Dovecot gives NIL for an expunged mail.

        Other servers say NO when one of the mails is gone (RFC 2180, 4.1): then the rest is asked for again.
        """
        wanted = [_answered(item) for item in items]
        try:
            rows = self._client.fetch(uids, items)
        except imap.IMAPClientAbortError:
            raise
        except imap.IMAPClientError:
            self._reopen()
            there = set(self._client.search("ALL"))
            left = [uid for uid in uids if uid in there]
            if len(left) == len(uids):
                raise
            rows = self._client.fetch(left, items)
        whole = {uid for uid, row in rows.items() if all(row.get(item) is not None for item in wanted)}
        return {uid: rows[uid] for uid in uids if uid in whole}

    def _path(self, folder: str) -> str:
        if folder.upper() == "INBOX":
            return self._inbox
        return folder if folder.startswith(self._prefix) else self._prefix + folder

    def _made_path(self, folder: str) -> str:
        path = self._path(folder)
        if path not in self._made:
            if not self._client.folder_exists(path):
                self._client.create_folder(path)
                self._client.subscribe_folder(path)
            self._made.add(path)
        return path


def _answered(item: str) -> bytes:
    """Under which name the server answers what was asked for by this one."""
    return item.replace(".PEEK", "").encode()


def _name(settings: Imap) -> str:
    return f"{settings.host}:{settings.port}"


@contextmanager
def _telling(server: str) -> Iterator[None]:
    """Turns what the library and the system raise into this office's errors."""
    try:
        yield
    except Exception as error:
        if told := complaints.told(server, error):
            raise told from error
        raise
