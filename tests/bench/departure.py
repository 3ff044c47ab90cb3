"""A thousand letters over a real Postfix, beside Postfix's own `smtp-source` with messages of the same size."""

import asyncio
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import trustme

from mailbot.dispatch import Dispatch
from mailbot.servers.pace import Pace
from rules.model import Letter, LetterKind, LetterState
from rules.record import replace
from store import outbox, raw
from tests import servers
from tests.e2e.town import MONDAY
from tests.mailbot.intake.counter import Counter, opened
from tests.servers import DOMAIN, HOST, USERS, Postfix

LETTERS = 1_000
SOURCE = "/usr/sbin/smtp-source"


def report(many: int = LETTERS) -> str:
    """Markdown: milliseconds a letter, and the ratio."""
    ours, source, size = seconds(many)
    rows = [
        f"| {name} | {1000 * each / many:.1f} | {each / source:.1f} |"
        for name, each in {"smtp-source, one session": source, "built, claimed, sent, settled": ours}.items()
    ]
    head = f"| {many} letters of {size / 1000:.1f} KB to Postfix | ms a letter | / smtp-source |"
    return "\n".join((head, "|---|---|---|", *rows))


def seconds(many: int) -> tuple[float, float, int]:
    """(ours, smtp-source, bytes of a letter as sent)."""
    with ExitStack() as stack:
        ca = trustme.CA()
        postfix = stack.enter_context(servers.postfix(ca, stack.enter_context(servers.dovecot(ca))))
        counter = stack.enter_context(
            _office(Path(stack.enter_context(tempfile.TemporaryDirectory())), postfix)
        )
        with counter.office.store.transaction() as db:
            for n in range(many):
                outbox.add(db, _letter(n))
        ours = _timed(lambda: _send(counter, many))
        letters = counter.letters
        size = len(raw.get(counter.office.directory, str(letters[0].raw)))
        return ours, _timed(lambda: _source(postfix, many, size)), size


@contextmanager
def _office(folder: Path, postfix: Postfix) -> Iterator[Counter]:
    counter = opened(folder)
    smtp = replace(
        counter.office.config.smtp, host=HOST, port=postfix.port, tls="none", user="", password_file=None
    )
    yield replace(counter, office=replace(counter.office, config=replace(counter.office.config, smtp=smtp)))
    counter.office.bench.close()


def _letter(n: int) -> Letter:
    return Letter(
        id=f"L-{n + 1:06}",
        key=f"bench:{n}",
        kind=LetterKind.RESULT,
        state=LetterState.READY,
        to=(f"{USERS[n % len(USERS)]}@{DOMAIN}",),
        subject="取扱商品の選定結果について(通知)",
        body="貴社の商品について、次のとおり決定しましたので、通知します。\n" * 20,
        message_id=f"<mailbot.bench.{n}@city.example.jp>",
        made_at=MONDAY,
        due_at=MONDAY,
    )


def _send(counter: Counter, many: int) -> None:
    asyncio.run(Dispatch(office=counter.office, clock=lambda: MONDAY, pace=Pace(0, lambda: 0.0)).send_due())
    sent = outbox.in_state(counter.office.store.snapshot(), LetterState.SENT)
    assert len(sent) == many, len(sent)


def _source(postfix: Postfix, many: int, size: int) -> None:
    """`-d` keeps the session, as we do; each message has one recipient."""
    to = f"{USERS[0]}@{DOMAIN}"
    command = [SOURCE, "-d", "-m", str(many), "-l", str(size), "-f", f"bench@{DOMAIN}", "-t", to]
    subprocess.run([*command, f"{HOST}:{postfix.port}"], check=True, timeout=600)


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
