"""A real Postfix behind a line that breaks at each of its answers, in each way: its own log says what it took."""

from collections.abc import Iterator

import pytest

from mailbot.errors import ServerError
from mailbot.servers.outcomes import Deferred, Outcome, Refused, Sent, Uncertain
from tests import servers
from tests.crash.witnesses import PostLog
from tests.e2e.test_run import eventually
from tests.faultproxy import Broken, Changed, Fault, faulty
from tests.mailbot.servers.test_courier import Outbox, letter, smtp
from tests.servers import Postfix

ANSWERS = {
    "greeting": b"220 mx",
    "EHLO": b"250-mx",
    "MAIL": b"250 2.1.0 Ok",
    "RCPT": b"250 2.1.5 Ok",
    "DATA": b"354 End",
    "dot": b"250 2.0.0 Ok: queued",
}
"""How Postfix's answer to each step begins."""

KINDS = ("closed", "silent", "nonsense", "put off", "refused")


def fault_at(step: str, kind: str) -> Fault:
    answer = ANSWERS[step]
    if kind in ("put off", "refused"):
        return Changed(old=answer, new={"put off": b"451 4.3.0 later", "refused": b"550 5.7.1 no"}[kind])
    words = b"what?\r\n" if kind == "nonsense" else b""
    return Broken(mark=answer, further=-len(answer), words=words, stalls=kind != "closed")


def expected(step: str, kind: str) -> type[Outcome] | None:
    """None: it concerns all letters alike, and none was claimed."""
    if step in ("greeting", "EHLO"):
        return None
    if step == "dot":
        return Uncertain
    return Refused if kind == "refused" and step != "MAIL" else Deferred


STEPS = [(step, kind) for step in ANSWERS for kind in KINDS if step != "dot" or kind in KINDS[:3]]
"""What a server says after it took a letter is believed, so a lie there is no fault of the line."""


@pytest.fixture
def log(postfix: Postfix) -> PostLog:
    return PostLog(postfix.log)


@pytest.mark.parametrize(("step", "kind"), STEPS)
async def test_no_letter_is_lost_or_sent_twice(
    step: str, kind: str, postfix: Postfix, users: Iterator[str], log: PostLog
) -> None:
    """Tried again wherever that is safe, it arrives once; in doubt, it arrived at most once and is not tried again."""
    to, outbox = f"{next(users)}@{servers.DOMAIN}", Outbox()
    one = letter(to, 7000 + STEPS.index((step, kind)))  # no other test of this log has such a number
    with faulty(postfix.port, fault_at(step, kind)) as port:
        try:
            await outbox.deliver(smtp(port=port), one)
        except ServerError as error:
            assert str(error).endswith("。") and str(error).isprintable()
        outcome = outbox.settled.get(one.id)
        assert expected(step, kind) is (None if outcome is None else type(outcome))

        if outcome is None or isinstance(outcome, Deferred):
            await outbox.deliver(smtp(port=port), one)
            assert isinstance(outbox.settled[one.id], Sent)

    due = 0 if isinstance(outcome, Refused) else 1

    def taken() -> int:
        log.read_on()
        return log.taken[one.message_id]

    eventually(lambda: taken() >= due)
    assert taken() == due
