"""The courier on real servers and on misbehaving ones: each letter ends in the one outcome that is true."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from mailbot.errors import LoginRefused, ServerRefused, Untrusted
from mailbot.servers.bell import Bell
from mailbot.servers.courier import Patience, deliver, knock
from mailbot.servers.embedded import EmbeddedServers
from mailbot.servers.mailbox import Mailbox
from mailbot.servers.outcomes import Deferred, Outcome, Refused, Sent, Went
from rules.model import Letter, LetterKind, LetterState
from rules.record import Struct, field
from store.config import Smtp
from tests import servers
from tests.mailbot.servers.test_mailbox import Post, settings

NOW = datetime(2026, 12, 10, tzinfo=UTC)
QUICK = Patience(reply=0.5, final=0.5)


def letter(to: str, number: int = 1) -> Letter:
    return Letter(
        id=f"L-{number:06}", key=f"key-{number}", kind=LetterKind.RESULT, state=LetterState.READY, to=(to,),
        subject="", body="", message_id=f"<{number}@office.test>", made_at=NOW, due_at=NOW,
    )  # fmt: skip


def text(one: Letter) -> bytes:
    return f"Message-ID: {one.message_id}\r\nSubject: x\r\n\r\n.one dot\r\n..two\r\nend\r\n".encode()


def smtp(**given: object) -> Smtp:
    return Smtp(**{"host": "localhost", "tls": "none", "sender": "kikaku@office.test", **given})  # type: ignore[arg-type]


class Outbox(Struct):
    """What the courier told, in order."""

    claimed: list[str] = field(default_factory=list)
    settled: dict[str, Outcome] = field(default_factory=dict)
    held: tuple[str, ...] = ()

    def claim(self, one: Letter) -> bool:
        if one.id in self.held:
            return False
        self.claimed.append(one.id)
        return True

    def settle(self, one: Letter, outcome: Outcome) -> None:
        self.settled[one.id] = outcome

    def commit(self, went: Sequence[Went], leaving: Sequence[Letter]) -> list[Letter]:
        for one, outcome in went:
            self.settle(one, outcome)
        return [one for one in leaving if self.claim(one)]

    async def deliver(
        self, settings: Smtp, *letters: Letter, secret: str = "", patience: Patience = QUICK
    ) -> None:
        pairs = [(one, text(one)) for one in letters]
        await deliver(settings, lambda: secret, pairs, commit=self.commit, patience=patience)


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


async def test_letters_arrive_byte_for_byte(embedded: EmbeddedServers, outbox: Outbox) -> None:
    """Sender, the one recipient and every byte arrive, leading dots too; the server's reply is kept."""
    letters = [letter("info@example.jp", 1), letter("a..b.@docomo.ne.jp", 2)]

    await outbox.deliver(smtp(port=embedded.smtp_port), *letters)

    assert [one.data for one in embedded.received] == [text(one) for one in letters]
    assert [one.recipients for one in embedded.received] == [one.to for one in letters]
    assert {one.sender for one in embedded.received} == {"kikaku@office.test"}
    assert outbox.settled == {one.id: Sent("250 OK") for one in letters}


async def test_the_envelope_sender(embedded: EmbeddedServers, outbox: Outbox) -> None:
    """Where it is configured, bounces go to another address than the office's."""
    await outbox.deliver(
        smtp(port=embedded.smtp_port, envelope_from="bounces@office.test"), letter("info@example.jp")
    )

    assert embedded.received[0].sender == "bounces@office.test"


async def test_a_letter_that_is_not_claimed_stays(embedded: EmbeddedServers, outbox: Outbox) -> None:
    """What was held meanwhile is passed over; nothing of it is told to the server."""
    outbox.held = ("L-000001",)

    await outbox.deliver(smtp(port=embedded.smtp_port), letter("a@example.jp", 1), letter("b@example.jp", 2))

    assert [one.recipients for one in embedded.received] == [("b@example.jp",)]
    assert list(outbox.settled) == ["L-000002"]


@pytest.mark.parametrize(
    "address", ["a@example.jp\r\nRCPT TO:<b@example.jp>", "名前@example.jp", "a b@example.jp", "a@b>,<c@d"]
)
async def test_an_address_that_mail_cannot_carry(
    address: str, embedded: EmbeddedServers, outbox: Outbox
) -> None:
    """It is refused here, and the next letter leaves."""
    await outbox.deliver(smtp(port=embedded.smtp_port), letter(address, 1), letter("b@example.jp", 2))

    assert isinstance(outbox.settled["L-000001"], Refused)
    assert [one.recipients for one in embedded.received] == [("b@example.jp",)]


@pytest.fixture(params=["starttls", "implicit"])
def secured(request: pytest.FixtureRequest, postfix: servers.Postfix) -> dict[str, object]:
    port = postfix.submission if request.param == "starttls" else postfix.submissions
    return {"port": port, "tls": request.param, "user": "kikaku", "ca_file": postfix.ca_file}


async def test_postfix_takes_and_delivers(
    secured: dict[str, object], dovecot: servers.Dovecot, users: Iterator[str], outbox: Outbox
) -> None:
    """With TLS and a login each letter lies in its own mailbox; one that is refused stops none."""
    first, second = next(users), next(users)
    letters = [letter(f"{first}@{servers.DOMAIN}", 1), letter(f"nobody@{servers.DOMAIN}", 2),
               letter(f"{second}@{servers.DOMAIN}", 3)]  # fmt: skip

    await outbox.deliver(smtp(**secured), *letters, secret=servers.PASSWORD, patience=Patience())

    assert [type(outcome) for _, outcome in sorted(outbox.settled.items())] == [Sent, Refused, Sent]
    assert "550" in outbox.settled["L-000002"].reason  # type: ignore[union-attr]
    for name, one in ((first, letters[0]), (second, letters[2])):
        assert arrived(Post(dovecot.port, name)).endswith(text(one).partition(b"\r\n\r\n")[2])


def arrived(post: Post) -> bytes:
    """The one mail of this mailbox, as soon as it is there."""
    bell = Bell()
    with Mailbox.open(settings(post), servers.PASSWORD) as mailbox:
        while not (uids := mailbox.uids()[1]):
            assert mailbox.wait(30, bell)
        [one] = mailbox.fetch(uids)
    bell.close()
    return one.data


async def test_postfix_defers(postfix: servers.Postfix, outbox: Outbox) -> None:
    """A 4xx at RCPT is no refusal: the letter may try again."""
    await outbox.deliver(smtp(port=postfix.port), letter("info@example.jp"), patience=Patience())

    assert isinstance(outbox.settled["L-000001"], Deferred)


@pytest.mark.parametrize("which", ["another", "system", "host"])
async def test_an_unproved_server_gets_nothing(
    secured: dict[str, object], which: str, outbox: Outbox, tmp_path: Path
) -> None:
    """Another authority or another host name: no login, no letter is claimed."""
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "another"))
    changed: dict[str, dict[str, object]] = {
        "another": {"ca_file": tmp_path / "another"},
        "system": {"ca_file": None},
        "host": {"host": "127.0.0.1"},
    }

    with pytest.raises(Untrusted):
        await outbox.deliver(
            smtp(**{**secured, **changed[which]}),
            letter("info@example.jp"), secret=servers.PASSWORD, patience=Patience(),
        )  # fmt: skip

    assert outbox.claimed == []


async def test_wrong_password(secured: dict[str, object], outbox: Outbox) -> None:
    """A refused login concerns the whole run: letters stay as they are."""
    with pytest.raises(LoginRefused) as refused:
        await outbox.deliver(
            smtp(**secured),
            letter("info@example.jp"),
            secret="not-the-password",
            patience=Patience(),
        )

    assert "not-the-password" not in str(refused.value)
    assert outbox.claimed == []


async def test_a_knock_says_nothing(secured: dict[str, object]) -> None:
    """The doctor's knock logs in and leaves; a wrong password is told."""
    await knock(smtp(**secured), servers.PASSWORD)

    with pytest.raises(LoginRefused):
        await knock(smtp(**secured), "not-the-password")


async def test_starttls_missing(embedded: EmbeddedServers, outbox: Outbox) -> None:
    """A server (or somebody before it) that hides STARTTLS gets nothing."""
    with pytest.raises(ServerRefused):
        await outbox.deliver(smtp(port=embedded.smtp_port, tls="starttls"), letter("info@example.jp"))

    assert embedded.received == ()


async def test_plain_text_never_leaves_the_machine(outbox: Outbox) -> None:
    """Without TLS only loopback is spoken to; nobody is even called."""
    with pytest.raises(Untrusted):
        await outbox.deliver(smtp(port=25, host="smtp.example.jp"), letter("info@example.jp"))
