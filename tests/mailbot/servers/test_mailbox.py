"""The mailbox on real servers: one contract for pymap and Dovecot, then what only Dovecot can show."""

import imaplib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

import pytest

from mailbot.errors import FolderRefused, LoginRefused, ServerAway, ServerRefused, Untrusted
from mailbot.servers.bell import Bell
from mailbot.servers.embedded import EmbeddedServers
from mailbot.servers.lots import BATCH
from mailbot.servers.mailbox import Mailbox
from rules.record import Struct
from store.config import Imap
from tests import servers

ARRIVED = datetime(2026, 11, 20, 23, 59, 59, tzinfo=timezone(timedelta(hours=9)))
LONG = 30.0
"""Seconds to wait for what comes at once: only a failing test waits so long."""


class Post(Struct, frozen=True):
    """A mailbox as its owner's own program sees it, beside the one under test."""

    port: int
    user: str

    @contextmanager
    def connection(self, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("localhost", self.port, timeout=10) as connection:
            connection.login(self.user, servers.PASSWORD)
            connection.select(folder)
            yield connection

    def deliver(self, *mails: bytes, flags: str = "") -> None:
        with self.connection() as connection:
            for data in mails:
                connection.append("INBOX", flags, imaplib.Time2Internaldate(ARRIVED), data)

    def flags(self) -> list[list[bytes]]:
        """Of every mail, but \\Recent: that belongs to a session, not to the mail."""
        with self.connection() as connection:
            rows = connection.fetch("1:*", "(FLAGS)")[1]
        return [
            [flag for flag in imaplib.ParseFlags(row) if flag != rb"\Recent"]
            for row in rows
            if isinstance(row, bytes)
        ]

    def delete(self, uid: int) -> None:
        with self.connection() as connection:
            connection.uid("STORE", str(uid), "+FLAGS", r"(\Deleted)")
            connection.expunge()


def mail(number: int = 1) -> bytes:
    return f"Message-ID: <{number}@example.jp>\r\nSubject: {number}\r\n\r\nbody\r\n.\r\n".encode()


def settings(post: Post, **others: object) -> Imap:
    given = {"host": "localhost", "port": post.port, "user": post.user, "tls": "none", "start_at": ARRIVED}
    return Imap(**{**given, **others})  # type: ignore[arg-type]


@pytest.fixture(params=["pymap", pytest.param("dovecot", marks=pytest.mark.servers)])
def post(request: pytest.FixtureRequest) -> Post:
    if request.param == "pymap":
        return Post(request.getfixturevalue("embedded").imap_port, "kikaku")
    return Post(request.getfixturevalue("dovecot").port, request.getfixturevalue("user"))


@pytest.fixture
def mailbox(post: Post) -> Iterator[Mailbox]:
    with Mailbox.open(settings(post), servers.PASSWORD) as opened:
        yield opened


@pytest.fixture
def bell() -> Iterator[Bell]:
    made = Bell()
    yield made
    made.close()


def test_fetch_gives_every_byte_and_the_arrival(post: Post, mailbox: Mailbox) -> None:
    """Mails come oldest first, byte for byte, with the server's INTERNALDATE as an aware instant."""
    sent = [mail(number) for number in range(2 * BATCH + 1)]
    post.deliver(*sent)

    uidvalidity, uids = mailbox.uids()
    fetched = list(mailbox.fetch(uids))

    assert uidvalidity > 0
    assert sorted(uids) == uids
    assert [one.data for one in fetched] == sent
    assert [one.uid for one in fetched] == uids
    assert {one.received_at for one in fetched} == {ARRIVED}
    assert all(one.received_at.tzinfo for one in fetched)


def test_a_folder_that_is_made_anew_keeps_none_of_its_uids(post: Post) -> None:
    """After a listing its UIDs name other mails, under another UIDVALIDITY: nothing is done by them any more."""
    with post.connection() as other:
        other.create("Entries")
        other.create("Done")
        other.append("Entries", "", imaplib.Time2Internaldate(ARRIVED), mail(1))
        with Mailbox.open(settings(post, folder="Entries"), servers.PASSWORD) as mailbox:
            mailbox.uids()
            other.delete("Entries")
            other.create("Entries")
            other.append("Entries", "", imaplib.Time2Internaldate(ARRIVED), mail(2))

            with pytest.raises(ServerAway, match="付け直され"):
                mailbox.headings_in("Done", ARRIVED.date())


def test_heads_tell_size_and_arrival(post: Post, mailbox: Mailbox) -> None:
    """Dates and sizes are known without a download."""
    post.deliver(mail(1), mail(10))

    _, uids = mailbox.uids()
    heads = mailbox.heads(uids)

    assert [heads[uid].size for uid in uids] == [len(mail(1)), len(mail(10))]
    assert {head.received_at for head in heads.values()} == {ARRIVED}


def test_looking_changes_nothing(post: Post, mailbox: Mailbox, bell: Bell) -> None:
    """Read or unread, marked or not: mail that stays keeps its flags."""
    post.deliver(mail(1), mail(2))
    post.deliver(mail(3), flags=r"\Seen \Flagged")
    before = post.flags()

    _, uids = mailbox.uids()
    list(mailbox.fetch(uids))
    mailbox.wait(0.01, bell)
    mailbox.file_away(uids[:1], "受付済")

    assert post.flags() == before[1:]


def test_uidvalidity_stays(post: Post, mailbox: Mailbox) -> None:
    """The same folder has the same UIDVALIDITY and UIDs in the next session."""
    post.deliver(mail())
    first = mailbox.uids()

    with Mailbox.open(settings(post), servers.PASSWORD) as again:
        assert again.uids() == first


def test_filing_keeps_arrival_and_flags(post: Post, mailbox: Mailbox) -> None:
    """Mails move to a folder with a Japanese name, made when missing, and stay what they were."""
    post.deliver(*(mail(number) for number in range(BATCH + 1)), flags=r"\Flagged")
    post.deliver(mail(99))
    _, uids = mailbox.uids()

    mailbox.file_away(uids[:2], "受付済")
    mailbox.file_away(uids[2:-1], "受付済")

    assert mailbox.uids()[1] == uids[-1:]
    done = Mailbox.open(settings(post, folder="受付済"), servers.PASSWORD)
    with done:
        _, moved = done.uids()
        assert [one.data for one in done.fetch(moved)] == [mail(number) for number in range(BATCH + 1)]
        assert {one.received_at for one in done.fetch(moved)} == {ARRIVED}


def test_what_vanished_is_passed_over(post: Post, mailbox: Mailbox) -> None:
    """A mail that a person deletes between the look and the fetch is no error."""
    post.deliver(mail(1), mail(2), mail(3))
    _, uids = mailbox.uids()
    post.delete(uids[1])

    fetched = list(mailbox.fetch(uids))
    mailbox.file_away(uids, "要確認")

    assert [one.data for one in fetched] == [mail(1), mail(3)]
    assert mailbox.uids()[1] == []


def test_append_once(post: Post, mailbox: Mailbox) -> None:
    """A letter is copied to the sent folder once, however often it is tried; the own folder stays open."""
    post.deliver(mail(1))
    letter = mail(7)

    added = [mailbox.append("送信済", letter, "<7@example.jp>") for _ in range(2)]

    assert added == [True, False]
    assert len(list(mailbox.fetch(mailbox.uids()[1]))) == 1
    with Mailbox.open(settings(post, folder="送信済"), servers.PASSWORD) as sent:
        assert [one.data for one in sent.fetch(sent.uids()[1])] == [letter]


def test_mail_ends_the_wait(post: Post, mailbox: Mailbox, bell: Bell) -> None:
    """New mail is known long before the time is over."""
    mailbox.uids()
    coming = threading.Thread(target=post.deliver, args=(mail(),))
    coming.start()
    start = time.monotonic()

    woken = mailbox.wait(LONG, bell)

    coming.join()
    assert woken
    assert time.monotonic() - start < LONG / 2
    assert len(mailbox.uids()[1]) == 1


def test_mail_before_the_wait_ends_it(post: Post, mailbox: Mailbox, bell: Bell) -> None:
    """What came after the last look and before IDLE is not slept over."""
    mailbox.uids()
    post.deliver(mail())
    start = time.monotonic()

    assert mailbox.wait(LONG, bell)
    assert time.monotonic() - start < LONG / 2


def test_nothing_new(mailbox: Mailbox, bell: Bell) -> None:
    """Without mail and bell the wait ends with its time, and the connection goes on."""
    assert not mailbox.wait(0.05, bell)
    assert not mailbox.wait(0.05, bell)
    assert mailbox.uids()[1] == []


def test_the_bell_ends_the_wait(mailbox: Mailbox, bell: Bell) -> None:
    """Rung before or during, from another thread, it wakes once and is hushed by that."""
    ringing = threading.Thread(target=bell.ring)
    ringing.start()

    assert mailbox.wait(LONG, bell)
    ringing.join()
    assert not mailbox.wait(0.05, bell)


def test_wrong_password(post: Post) -> None:
    """A refused login is told as such, with the server's name and without the password."""
    with pytest.raises(LoginRefused) as refused:
        Mailbox.open(settings(post), "not-the-password")

    assert refused.value.server == f"localhost:{post.port}"
    assert "not-the-password" not in str(refused.value)


def test_missing_folder(post: Post) -> None:
    """A folder that is not there is a refusal, not a lost connection, and is named."""
    with pytest.raises(FolderRefused, match="ありません"):
        Mailbox.open(settings(post, folder="ありません"), servers.PASSWORD)


def test_plain_text_never_leaves_the_machine(post: Post) -> None:
    """Without TLS only loopback is spoken to; nobody is even called."""
    with pytest.raises(Untrusted):
        Mailbox.open(settings(post, host="imap.example.jp"), servers.PASSWORD)


def test_starttls_missing(embedded: EmbeddedServers) -> None:
    """A server (or somebody before it) that hides STARTTLS gets no password."""
    with pytest.raises(ServerRefused):
        Mailbox.open(settings(Post(embedded.imap_port, "kikaku"), tls="starttls"), servers.PASSWORD)


def test_the_server_stops_while_we_wait(bell: Bell) -> None:
    """A connection closed during IDLE is told at once: no spin, no silent end."""
    with EmbeddedServers({"kikaku": servers.PASSWORD}) as running:
        mailbox = Mailbox.open(settings(Post(running.imap_port, "kikaku")), servers.PASSWORD)
        stopping = threading.Thread(target=running.stop)
        stopping.start()
        with pytest.raises(ServerAway):
            mailbox.wait(LONG, bell)
        mailbox.close()
        stopping.join()


def test_nobody_listens() -> None:
    """A server that is down is away, not an error of ours."""
    with EmbeddedServers({}) as ended:
        port = ended.imap_port

    with pytest.raises(ServerAway):
        Mailbox.open(settings(Post(port, "kikaku")), servers.PASSWORD)
