"""The mail servers themselves are killed while they write: no letter or mail of ours is lost or doubled by it."""

import threading
from collections import Counter as Count
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import trustme

from mailbot.errors import ServerAway
from mailbot.servers.courier import Patience
from mailbot.servers.outcomes import Deferred, Sent, Uncertain
from mailbot.servers.rounds import LANES
from store import faults
from tests import servers
from tests.crash.witnesses import Mailbox
from tests.e2e.test_run import eventually
from tests.mailbot.intake.counter import Counter
from tests.mailbot.servers.test_courier import Outbox, letter, smtp
from tests.mailbot.test_mailbox_faults import before, question

LETTERS = 8
PLACES = ("courier.mail", "courier.rcpt", "courier.data", "courier.written")


@contextmanager
def witnessed(place: str, passage: int, act: "threading.Thread") -> Iterator[None]:
    """The act begins when this named place is passed for the n-th time."""
    passed = Count[str]()

    def hear(name: str) -> None:
        passed[name] += 1
        if name == place and passed[name] == passage:
            act.start()

    faults.witness = hear
    try:
        yield
    finally:
        faults.witness = None
        act.join()


@pytest.fixture(scope="module")
def postfix(ca: trustme.CA, dovecot: servers.Dovecot) -> Iterator[servers.Postfix]:
    """One of its own."""
    with servers.postfix(ca, dovecot) as running:
        yield running


@pytest.mark.parametrize("place", PLACES)
async def test_a_killed_postfix(
    place: str, postfix: servers.Postfix, dovecot: servers.Dovecot, users: Iterator[str]
) -> None:
    """Killed at a step of the fourth letter: at most one of each conversation is uncertain, the rest leaves, once."""
    user, outbox = next(users), Outbox()
    number = 1000 * PLACES.index(place)
    letters = [letter(f"{user}@{servers.DOMAIN}", number + each) for each in range(LETTERS)]
    with witnessed(place, 4, threading.Thread(target=postfix.kill)), suppress(ServerAway):
        await outbox.deliver(smtp(port=postfix.port), *letters, patience=Patience(reply=20, final=20))
    doubtful = {id for id, outcome in outbox.settled.items() if isinstance(outcome, Uncertain)}
    for _ in range(2):
        again = [each for each in letters if isinstance(outbox.settled.get(each.id, Deferred("")), Deferred)]
        await outbox.deliver(smtp(port=postfix.port), *again, patience=Patience(reply=20, final=20))

    assert len(doubtful) <= LANES and set(outbox.claimed) == outbox.settled.keys()
    assert all(isinstance(outbox.settled[each.id], Sent) for each in letters if each.id not in doubtful)
    sure = {each.message_id for each in letters if each.id not in doubtful}
    box = Mailbox(dovecot.port, user)
    eventually(lambda: sure <= box.mails("INBOX").keys())
    assert set(box.mails("INBOX").values()) == {1}
    box.close()


def test_a_killed_dovecot(counter: Counter, ca: trustme.CA) -> None:
    """Killed while mails are taken, and while they are moved: each is taken once, in order, and none is left lying."""
    with servers.dovecot(ca) as running:
        mailroom = before(counter, running, "kikaku")
        mailroom.deliver(*(question(number) for number in range(45)))
        for place, passage in (("reception.fetched", 7), ("reception.fetched", 20), ("reception.filed", 1)):
            with witnessed(place, passage, threading.Thread(target=running.kill)):
                mailroom.serve(passes=1)
        mailroom.serve()

        assert mailroom.errors and all(isinstance(error, ServerAway) for error in mailroom.errors)
        assert [mail.subject for mail in counter.mails] == [f"{number:03}" for number in range(45)]
        assert (mailroom.count("INBOX"), mailroom.count("要確認")) == (0, 45)
