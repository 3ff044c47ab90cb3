"""Whole passes over Dovecot while it is restarted, renumbered, cut off, stalled and garbled: 0 lost, 0 doubled."""

import imaplib
from datetime import datetime, timedelta

import pytest
import trustme

from mailbot.errors import FolderRefused, MailboxFull, ServerAway, ServerError, ServerRefused
from mailbot.reception import Reception
from mailbot.servers.mailbox import Mailbox
from rules.model import Arrival, LetterKind
from rules.record import Struct, field, replace
from store.config import Imap
from store.leftmail import LeftMail
from tests import servers
from tests.e2e.town import MONDAY, entry
from tests.entries import filled
from tests.faultproxy import Broken, Changed, Fault, Refused, faulty
from tests.mailbot.intake.counter import Counter
from tests.mailbot.servers.test_mailbox import Post
from tests.servers import Dovecot

PATIENCE = 0.6
"""Seconds of silence: what a minute is to the daemon."""

IN_A_BODY = b"BODY[] {"
LONG_LINE = b"* OK " + b"x" * 1_100_000 + b"\r\n"


def question(number: int) -> bytes:
    """All of one length, so that a literal's length can be found."""
    return (
        f"From: a{number:03}@example.jp\r\nTo: kikaku@city.ogori.lg.jp\r\nSubject: {number:03}\r\n"
        f"Message-ID: <{number:03}@example.jp>\r\n\r\nBody {number:03} of a mail that is taken as it is.\r\n"
    ).encode()


LENGTH = len(question(1))


class Mailroom(Struct, kw_only=True):
    """An office that takes every mail (`other = "file"`), before one mailbox of Dovecot."""

    counter: Counter
    post: Post
    taken: list[Arrival] = field(default_factory=list)
    errors: list[ServerError] = field(default_factory=list)

    @property
    def imap(self) -> Imap:
        return self.counter.office.config.imap[0]

    def deliver(self, *mails: bytes, at: datetime = MONDAY, flags: str = "") -> None:
        with self.post.connection() as connection:
            for data in mails:
                connection.append("INBOX", flags, imaplib.Time2Internaldate(at), data)

    def serve(self, port: int = 0, *, passes: int = 4) -> None:
        """What a watch does, without its rests: one reception over connections that come and go."""
        imap = replace(self.imap, port=port or self.post.port)
        reception = Reception(self.counter.office, lambda: MONDAY, self.imap)
        for _ in range(passes):
            try:
                with Mailbox.open(imap, servers.PASSWORD, patience=PATIENCE) as mailbox:
                    for arrival in reception.receive(mailbox):
                        self.taken.append(arrival)
                    reception.keep_copies(mailbox)
            except ServerError as error:
                self.errors.append(error)

    def count(self, folder: str) -> int:
        with Mailbox.open(replace(self.imap, folder=folder), servers.PASSWORD) as mailbox:
            return len(mailbox.uids()[1])

    def assert_all_taken_once(self, count: int) -> None:
        """In the order of their arrival; each filed, none doubled."""
        subjects = [f"{number:03}" for number in range(count)]
        assert [mail.subject for mail in self.counter.mails] == subjects
        assert list(dict.fromkeys(arrival.subject for arrival in self.taken)) == subjects
        assert (self.count("INBOX"), self.count("要確認")) == (0, count)


@pytest.fixture
def mailroom(counter: Counter, dovecot: Dovecot, user: str) -> Mailroom:
    return before(counter, dovecot, user)


def before(counter: Counter, dovecot: Dovecot, user: str) -> Mailroom:
    config = counter.office.config
    imap = replace(config.imap[0], host="localhost", port=dovecot.port, tls="none", user=user, other="file")
    office = replace(counter.office, config=replace(config, imap=(imap,)))
    return Mailroom(counter=replace(counter, office=office), post=Post(dovecot.port, user))


FAULTS: dict[str, tuple[Fault, type[ServerError]]] = {
    "cut in the greeting": (Broken(further=4), ServerAway),
    "silence instead of a greeting": (Broken(stalls=True), ServerAway),
    "another protocol": (Broken(words=b"HTTP/1.1 400 Bad Request\r\n\r\n"), ServerAway),
    "cut in the listing": (Broken(mark=b"* SEARCH", further=3), ServerAway),
    "cut in a body": (Broken(mark=IN_A_BODY, further=60), ServerAway),
    "silence in a body": (Broken(mark=IN_A_BODY, further=60, stalls=True), ServerAway),
    "bye in a body": (Broken(mark=IN_A_BODY, further=60, words=b"* BYE shutting down\r\n"), ServerAway),
    "garbage in a body": (Broken(mark=IN_A_BODY, further=9, words=b"\0\xff)(\r\n*&^%\r\n"), ServerAway),
    "garbage after the listing": (Broken(mark=b"* SEARCH", words=b" 1 x \xff\r\n$$$\r\n"), ServerAway),
    "a line without end": (Broken(mark=b"* SEARCH", words=LONG_LINE), ServerAway),
    "a literal too long": (Changed(old=b"{%d}" % LENGTH, new=b"{%d}" % (LENGTH + 900)), ServerAway),
    "a literal too short": (Changed(old=b"{%d}" % LENGTH, new=b"{%d}" % (LENGTH - 20)), ServerAway),
    "NO to a listing": (Refused(command=b"UID SEARCH", reply=b"NO [SERVERBUG] oops"), ServerRefused),
    "BAD to a fetch": (Refused(command=b"UID FETCH", reply=b"BAD what?"), ServerRefused),
    "login out of order": (Refused(command=b"AUTHENTICATE", reply=b"NO [UNAVAILABLE] later"), ServerAway),
    "no such folder": (Refused(command=b"SELECT", reply=b"NO [NONEXISTENT] gone"), FolderRefused),
    "a folder in use": (Refused(command=b"SELECT", reply=b"NO [INUSE] later"), ServerRefused),
    "a folder to read only": (Changed(old=b"[READ-WRITE]", new=b"[READ-ONLY]"), ServerRefused),
    "no room to move": (Refused(command=b"UID MOVE", reply=b"NO [OVERQUOTA] Quota exceeded"), MailboxFull),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_ends_in_a_sentence_and_a_retry(mailroom: Mailroom, name: str) -> None:
    """Whatever the server does on the first connection: it is told, the second one takes what is left, in order."""
    fault, kind = FAULTS[name]
    mailroom.deliver(*(question(number) for number in range(12)))

    with faulty(mailroom.post.port, fault) as port:
        mailroom.serve(port, passes=2)

    (error,) = mailroom.errors
    assert type(error) is kind and str(error).endswith("。") and str(error).isprintable()
    mailroom.assert_all_taken_once(12)


def test_no_room_for_copies(mailroom: Mailroom) -> None:
    """A mailbox too full for the copy of a letter: mail is taken all the same, the copy is kept when there is room."""
    mailroom.deliver(entry())
    mailroom.serve(passes=1)
    (letter,) = mailroom.counter.letters
    mailroom.counter.keep(letter, MONDAY)
    mailroom.deliver(entry(filled("nonfood"), sender="next@example.jp"))

    with faulty(mailroom.post.port, Refused(command=b"APPEND", reply=b"NO [OVERQUOTA] full")) as port:
        mailroom.serve(port, passes=2)

    assert [type(error) for error in mailroom.errors] == [MailboxFull]
    assert len(mailroom.counter.cases) == 2 and mailroom.count("Sent") == 1


def test_a_mail_that_always_breaks_keeps_no_other_waiting(mailroom: Mailroom) -> None:
    """The server dies at one mail each time: the others are taken before it, and it is tried again."""
    mailroom.deliver(question(0), question(1).replace(b"Body", b"POISON"), question(2))

    with faulty(mailroom.post.port, every=Broken(mark=b"POISON")) as port:
        mailroom.serve(port, passes=4)
    assert [mail.subject for mail in mailroom.counter.mails] == ["000", "002"]

    mailroom.serve()
    assert sorted(mail.subject for mail in mailroom.counter.mails) == ["000", "001", "002"]


def test_a_mail_that_is_refused_keeps_no_other_waiting(mailroom: Mailroom) -> None:
    """The server says NO whenever one mail is asked for, as Exchange does for one that it can't convert: the others
    are taken in the same run, the error names the mail and says what to do, and it is tried again.
    """
    mailroom.deliver(*(question(number) for number in range(25)))
    broken = Refused(
        command=rb"UID FETCH (?:\d+,)*2(?:,\d+)* \(BODY\.PEEK\[\]", reply=b"NO [SERVERBUG] no RFC 822"
    )

    with faulty(mailroom.post.port, every=broken) as port:
        mailroom.serve(port, passes=3)

    assert sorted(mail.subject for mail in mailroom.counter.mails) == [
        f"{number:03}" for number in range(25) if number != 1
    ]
    assert "UID 2" in str(mailroom.errors[-1]) and "mailbot import" in str(mailroom.errors[-1])

    mailroom.serve()
    assert len(mailroom.counter.mails) == 25 and mailroom.count("INBOX") == 0


def test_a_restart_in_mid_fetch(counter: Counter, ca: trustme.CA, dovecot: Dovecot) -> None:
    """Dovecot ends while mails are taken, and begins again: the rest follows, in order."""
    with servers.dovecot(ca) as running:
        mailroom = before(counter, running, "kikaku")
        mailroom.deliver(*(question(number) for number in range(45)))
        reception = Reception(mailroom.counter.office, lambda: MONDAY, mailroom.imap)

        with pytest.raises(ServerAway), Mailbox.open(mailroom.imap, servers.PASSWORD) as mailbox:
            for number, arrival in enumerate(reception.receive(mailbox)):
                mailroom.taken.append(arrival)
                if number == 12:
                    running.restart()
        mailroom.serve()

        mailroom.assert_all_taken_once(45)


def test_a_new_uidvalidity(mailroom: Mailroom, dovecot: Dovecot) -> None:
    """All mails numbered anew: no new case, no answer, one warning; what was left is not even downloaded again."""
    counter = mailroom.counter
    config = counter.office.config
    leaving = replace(config, imap=(replace(config.imap[0], other="leave"),))
    observing = replace(leaving, letters=replace(config.letters, mode="observe"))
    mailroom.counter = replace(counter, office=replace(counter.office, config=observing))
    mailroom.deliver(
        entry(), entry(filled("nonfood"), sender="b@example.jp"), *(question(number) for number in range(5))
    )
    mailroom.serve(passes=1)
    known, journal = mailroom.counter.letters, counter.office.left.file
    assert (len(mailroom.counter.cases), len(journal.read_bytes().splitlines())) == (2, 5)

    renumber(dovecot, mailroom.post.user)
    restarted = replace(counter.office, config=observing, left=LeftMail(journal.parent))
    mailroom.counter = replace(counter, office=restarted)
    mailroom.taken.clear()
    mailroom.serve(passes=3)

    assert len(mailroom.counter.cases) == 2 and len(mailroom.taken) == 2
    fresh = [letter for letter in mailroom.counter.letters if letter not in known]
    assert [letter.kind for letter in fresh] == [LetterKind.ALERT] and "付け直され" in fresh[0].body
    assert len(journal.read_bytes().splitlines()) == 10
    assert mailroom.errors == []


def renumber(dovecot: Dovecot, user: str) -> None:
    """What a restore from a backup does: Dovecot gives the folder a new UIDVALIDITY, and its mails UIDs from 1."""
    folder = dovecot.mail / user
    for file in (*folder.glob("dovecot-uidlist"), *folder.glob("dovecot.index*")):
        file.unlink()


def test_seen_and_old_mails_are_taken(mailroom: Mailroom) -> None:
    """Half of them read by somebody, arrived 40 days ago, dated in another century: neither flags nor dates choose."""
    config = mailroom.counter.office.config
    start = replace(config.imap[0], start_at=MONDAY - timedelta(days=50))
    office = replace(mailroom.counter.office, config=replace(config, imap=(start,)))
    mailroom.counter = replace(mailroom.counter, office=office)
    for number in range(6):
        old = b"Date: Mon, 01 Jan 1990 00:00:00 +0900\r\n" if number % 3 else b""
        flags = r"(\Seen \Answered)" if number % 2 else ""
        mailroom.deliver(old + question(number), at=MONDAY - timedelta(days=40), flags=flags)

    mailroom.serve(passes=1)

    mailroom.assert_all_taken_once(6)


@pytest.mark.parametrize(("waiting", "first"), [(50, 25), pytest.param(500, 100, marks=pytest.mark.soak)])
def test_a_stop_with_many_waiting(mailroom: Mailroom, waiting: int, first: int) -> None:
    """Stopped among many waiting mails: a new process goes on behind the last one, oldest first."""
    mailroom.deliver(*(question(number) for number in range(waiting)))
    reception = Reception(mailroom.counter.office, lambda: MONDAY, mailroom.imap)
    with Mailbox.open(mailroom.imap, servers.PASSWORD) as mailbox:
        coming = reception.receive(mailbox, stopped=lambda: len(mailroom.taken) >= first)
        for arrival in coming:
            mailroom.taken.append(arrival)
    assert first <= len(mailroom.taken) < waiting

    mailroom.serve(passes=1)

    mailroom.assert_all_taken_once(waiting)


def test_two_folders_of_one_account(mailroom: Mailroom) -> None:
    """Interleaved mails of two folders with the same UIDs: each ledger is its own."""
    with mailroom.post.connection() as connection:
        connection.create("entries")
    first = mailroom.imap
    second = replace(first, folder="entries")
    config = replace(mailroom.counter.office.config, imap=(first, second))
    mailroom.counter = replace(mailroom.counter, office=replace(mailroom.counter.office, config=config))
    for number in range(4):
        with mailroom.post.connection() as connection:
            folder = "INBOX" if number % 2 else "entries"
            connection.append(folder, "", imaplib.Time2Internaldate(MONDAY), question(number))

    for imap in (first, second, first):
        with Mailbox.open(imap, servers.PASSWORD) as mailbox:
            list(Reception(mailroom.counter.office, lambda: MONDAY, imap).receive(mailbox))

    assert sorted(mail.subject for mail in mailroom.counter.mails) == ["000", "001", "002", "003"]
    assert (mailroom.count("INBOX"), mailroom.count("entries"), mailroom.count("要確認")) == (0, 0, 4)
