"""The mailbox where only a full server will do: TLS, other users' mailboxes, servers with fewer abilities."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from mailbot.errors import ServerRefused, Untrusted
from mailbot.servers.bell import Bell
from mailbot.servers.lots import BATCH
from mailbot.servers.mailbox import Mailbox
from tests import servers
from tests.mailbot.servers.test_mailbox import ARRIVED, Post, mail, settings

BASIC = "imap_capability = IMAP4rev1 SASL-IR"


@pytest.fixture(params=["starttls", "implicit"])
def secured(request: pytest.FixtureRequest, dovecot: servers.Dovecot) -> tuple[str, int]:
    """How TLS begins, and the port for it."""
    return request.param, dovecot.port if request.param == "starttls" else dovecot.tls_port


def test_the_configured_authority_is_trusted(
    secured: tuple[str, int], dovecot: servers.Dovecot, user: str
) -> None:
    """With the right `ca_file` both ways of TLS work, on to mail that arrives while we wait."""
    tls, port = secured
    post = Post(dovecot.port, user)
    bell = Bell()

    with Mailbox.open(
        settings(post, port=port, tls=tls, ca_file=dovecot.ca_file), servers.PASSWORD
    ) as mailbox:
        mailbox.uids()
        assert not mailbox.wait(0.05, bell)
        post.deliver(mail())
        assert mailbox.wait(30, bell)
        assert [one.data for one in mailbox.fetch(mailbox.uids()[1])] == [mail()]
    bell.close()


@pytest.mark.parametrize("which", ["another", "system", "missing"])
def test_other_authorities_are_refused(
    secured: tuple[str, int], which: str, dovecot: servers.Dovecot, user: str, tmp_path: Path
) -> None:
    """A certificate by an authority that is not configured is refused before any password is sent."""
    tls, port = secured
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "another"))
    ca_file = None if which == "system" else tmp_path / which

    with pytest.raises(Untrusted):
        Mailbox.open(
            settings(Post(dovecot.port, user), port=port, tls=tls, ca_file=ca_file), servers.PASSWORD
        )


def test_the_name_in_the_certificate_counts(
    secured: tuple[str, int], dovecot: servers.Dovecot, user: str
) -> None:
    """The right authority vouches for localhost, not for the address that was configured."""
    tls, port = secured

    with pytest.raises(Untrusted):
        Mailbox.open(
            settings(Post(dovecot.port, user), host="127.0.0.1", port=port, tls=tls, ca_file=dovecot.ca_file),
            servers.PASSWORD,
        )


@pytest.fixture
def without_move(ca: trustme.CA, dovecot: servers.Dovecot) -> Iterator[servers.Dovecot]:
    with servers.dovecot(ca, BASIC + " UIDPLUS") as running:
        yield running


def test_filing_without_move(without_move: servers.Dovecot) -> None:
    """A server without MOVE: copied with its arrival, removed; what a person marked as deleted stays."""
    post = Post(without_move.port, "kikaku")
    post.deliver(mail(1))
    post.deliver(mail(2), flags=r"\Deleted")

    with Mailbox.open(settings(post), servers.PASSWORD) as mailbox:
        _, uids = mailbox.uids()
        mailbox.file_away(uids[:1], "要確認")

        assert mailbox.uids()[1] == uids[1:]
    with Mailbox.open(settings(post, folder="要確認"), servers.PASSWORD) as filed:
        assert [(one.data, one.received_at) for one in filed.fetch(filed.uids()[1])] == [(mail(1), ARRIVED)]


def test_waiting_without_idle(without_move: servers.Dovecot) -> None:
    """A server without IDLE is asked again after the time; the bell still wakes."""
    bell = Bell()
    with Mailbox.open(settings(Post(without_move.port, "kikaku")), servers.PASSWORD) as mailbox:
        assert not mailbox.wait(0.05, bell)
        bell.ring()
        assert mailbox.wait(30, bell)
    bell.close()


def test_no_safe_way_to_file(ca: trustme.CA, dovecot: servers.Dovecot) -> None:
    """With neither MOVE nor UIDPLUS nothing is touched: a plain EXPUNGE could take other people's mail."""
    with servers.dovecot(ca, BASIC) as running:
        post = Post(running.port, "kikaku")
        post.deliver(mail())
        with Mailbox.open(settings(post), servers.PASSWORD) as mailbox:
            before = mailbox.uids()
            with pytest.raises(ServerRefused):
                mailbox.file_away(before[1], "受付済")

            assert mailbox.uids() == before


def test_what_vanishes_between_head_and_body_is_passed_over(dovecot: servers.Dovecot, user: str) -> None:
    """The size was still told, the body is NIL: the other mails of the lot come all the same."""
    post = Post(dovecot.port, user)
    post.deliver(*(mail(number) for number in range(BATCH + 2)))
    with Mailbox.open(settings(post), servers.PASSWORD) as mailbox:
        _, uids = mailbox.uids()

        fetching = mailbox.fetch(uids)
        first = next(fetching)
        post.delete(uids[BATCH])
        rest = list(fetching)

    assert [first.uid, *(one.uid for one in rest)] == uids[:BATCH] + uids[BATCH + 1 :]


def test_folders_below_the_inbox(ca: trustme.CA, dovecot: servers.Dovecot) -> None:
    """Where the server wants all folders below the inbox, they are made there."""
    with servers.dovecot(ca, "namespace inbox {\n  prefix = INBOX/\n}") as running:
        post = Post(running.port, "kikaku")
        post.deliver(mail())
        with Mailbox.open(settings(post), servers.PASSWORD) as mailbox:
            mailbox.file_away(mailbox.uids()[1], "受付済")

        for name in ("INBOX/受付済", "受付済"):
            with Mailbox.open(settings(post, folder=name), servers.PASSWORD) as done:
                assert len(done.uids()[1]) == 1


def test_another_mailbox(dovecot: servers.Dovecot, users: Iterator[str]) -> None:
    """With `mailbox` the inbox and all folders are those of the other user, and mail there is seen."""
    owner, robot = Post(dovecot.port, next(users)), next(users)
    owner.deliver(mail())

    with Mailbox.open(settings(owner, user=robot, mailbox=owner.user), servers.PASSWORD) as mailbox:
        _, uids = mailbox.uids()
        assert [one.data for one in mailbox.fetch(uids)] == [mail()]
        mailbox.file_away(uids, "受付済")

    with Mailbox.open(settings(owner, folder="受付済"), servers.PASSWORD) as done:
        assert len(done.uids()[1]) == 1
