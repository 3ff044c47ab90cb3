"""The kills: one office after the other, its program killed at random instants and at every named place."""

import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

import trustme

import mailbot.daemon  # noqa: F401  # `run` imports it when it begins; every life is to have it
from mailbot.__main__ import main
from rules.record import Struct, field
from tests import servers
from tests.crash import ledger
from tests.crash.books import Books
from tests.crash.clerks import Clerks, Deed
from tests.crash.doorman import doorman
from tests.crash.lives import Ended, Lives, settle
from tests.crash.office import STAFF, USERS, Office
from tests.servers import Dovecot, Postfix

QUICK = "service imap-login {\n  service_count = 0\n}\nservice imap {\n  service_count = 1000\n}\n"
"""Dovecot keeps its processes: starting two for each connection would be most of a kill."""

OFFICE_FULL = 50
"""Kills of one office; then the next one is opened: first starts are killed too, and no register grows large."""

CALM = 60
"""Seconds for a pass without a kill."""

POINTS = (
    "raw.written", "raw.replaced", "intake.kept", "attempts.counted", "intake.understood", "intake.left",
    "left.jsonl.appended",
    "reception.looked", "register.json.written", "register.json.linked", "register.json.replaced",
    "register.json.synced", "audit.jsonl.appended", "intake.committed", "reception.fetched", "reception.filed",
    "reception.copied", "dispatch.built", "dispatch.claimed", "courier.mail", "courier.rcpt", "courier.data",
    "courier.written", "dispatch.answered", "dispatch.settled", "archive.written",
)  # fmt: skip
"""Where a pass over the mailbox and the outbox is killed."""

DEED_POINTS = (
    "deeds.kept", "register.json.written", "register.json.linked", "register.json.replaced",
    "register.json.synced", "audit.jsonl.appended",
)  # fmt: skip
"""Where a clerk's command is killed."""


FAILED = Path(".soak/failed")
"""Where an office lies in which something was found."""


class Tally(Struct, kw_only=True):
    """What happened up to now, over several runs of the harness."""

    kills: int = 0
    offices: int = 0
    places: Counter[str] = field(default_factory=Counter)
    """Where it was killed: the last named place that it had passed."""
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


class Ground(Struct, kw_only=True):
    """The servers, and an interpreter that begins lives at once."""

    folder: Path
    """Of its offices."""
    dovecot: Dovecot
    postfix: Postfix
    python: str
    """What a life starts its children with."""
    users: Iterator[str]
    """Mailboxes that nobody else has."""


@contextmanager
def ground() -> Iterator[Ground]:
    """Servers of our own, and an interpreter in which everything was done once."""
    with ExitStack() as life:
        ca = trustme.CA()
        dovecot = life.enter_context(servers.dovecot(ca, QUICK))
        postfix = life.enter_context(servers.postfix(ca, dovecot))
        yield life.enter_context(prepared(dovecot, postfix, iter(servers.USERS[1:])))


@contextmanager
def prepared(dovecot: Dovecot, postfix: Postfix, users: Iterator[str]) -> Iterator[Ground]:
    """On these servers, with these mailboxes."""
    with tempfile.TemporaryDirectory(prefix="mb-") as folder, doorman() as python:
        others = (
            user for user in users if user != STAFF
        )  # an office that reads its own staff's mail is none
        made = Ground(folder=Path(folder), dovecot=dovecot, postfix=postfix, python=python, users=others)
        _work_once(made)
        yield made


class Siege:
    """One office, killed until it is full."""

    def __init__(self, ground: Ground, folder: Path, chance: random.Random, tally: Tally) -> None:
        users = [next(ground.users) for _ in range(USERS)]
        self.office = Office.opened(folder, chance, users, ground.dovecot, ground.postfix)
        self._chance = chance
        self._tally = tally
        self._clerks = Clerks(self.office, chance)
        self._lives = Lives(folder=folder, python=ground.python)
        self._span = 0.4
        """Seconds that a pass takes on this machine at present."""
        self.failures: list[str] = []
        self.letters = 0

    def bout(self, kills: Iterator[int]) -> bool:
        """Mail comes, the program is killed while it works on it, and has its pass at last. Whether no kill is left."""
        over = False
        for _ in range(self._chance.randint(8, 24)):
            if over := next(kills, None) is None:
                break
            while not self._kill(fresh=self._post()):
                pass
            self.failures += ledger.torn(self.office)
        self._pass()
        self.failures += ledger.wrong(self.office)
        self.letters = len(Books.of(self.office.data).letters)
        return over

    def _post(self) -> bool:
        """Whether anything new came."""
        office, chance = self.office, self._chance
        coming = chance.choice((0, 0, 0, 1, 1, 2))
        for _ in range(coming):
            office.post(office.traffic.next())
        again = [mail for mail in office.mails if mail.stays is not None]
        if again and chance.random() < 0.03:
            office.post_again(chance.choice(again))
        if chance.random() < 0.1:
            for letter in office.asked()[:1]:
                office.replied.add(letter.message_id)
                office.post(office.traffic.correction(letter))
        return bool(coming)

    def _kill(self, *, fresh: bool) -> bool:
        """One life that is to be killed; whether it was, and did not end by itself before."""
        chance = self._chance
        deed = self._clerks.next() if chance.random() < 0.25 else None
        if deed is not None and chance.random() < 0.5:
            return self._killed_deed(deed)
        if fresh and chance.random() < 0.6:
            fault = f"{chance.choice(POINTS)}:{chance.choice((1, 1, 1, 1, 2, 3))}"
            life = self._lives.begin("once", fault=fault)
            how = "named"
            seconds = float(CALM)
        else:
            command = chance.choice(("once", "run"))
            life = self._lives.begin(command)
            how = f"random {command}"
            seconds = chance.uniform(0, self._span * (1.2 if command == "once" else 1.5))
            if chance.random() < 0.8:
                life.passes_within(CALM)
        if deed is not None:
            self._done(deed, self._lives.begin(*deed.command).end(CALM))
        return self._counted(how, life.end(seconds))

    def _killed_deed(self, deed: Deed) -> bool:
        if self._chance.random() < 0.5:
            life = self._lives.begin(*deed.command, fault=self._chance.choice(DEED_POINTS))
            ended = life.end(CALM)
        else:
            ended = self._lives.begin(*deed.command).end(self._chance.uniform(0, 0.15))
        self._done(deed, ended)
        return self._counted("deed", ended)

    def _done(self, deed: Deed, ended: Ended) -> None:
        if deed.resends:
            self.office.resent[deed.resends] += 1
        if ended.code == 0:
            self.office.done.append(deed.by)
            self._tally.counts["deeds done"] += 1

    def _counted(self, how: str, ended: Ended) -> bool:
        if not ended.killed:
            self._tally.counts[f"ended with {ended.code}"] += 1
            return False
        self._tally.kills += 1
        self._tally.counts[f"kills {how}"] += 1
        self._tally.places[ended.place or "start"] += 1
        return True

    def _pass(self) -> None:
        started = time.monotonic()
        ended = self._lives.begin("once").end(CALM)
        if ended.code != 0:
            self.failures.append(f"a pass in peace ended with {ended}")
        self._span = (self._span + time.monotonic() - started) / 2


def besiege(ground: Ground, number: int, chance: random.Random, tally: Tally, kills: Iterator[int]) -> bool:
    """One office, until it is full; whether no kill is left. One in which something fails is kept in FAILED."""
    folder = ground.folder / f"office{number}"
    siege = Siege(ground, folder, chance, tally)
    end, over = tally.kills + OFFICE_FULL, False
    while not (over or siege.failures or tally.kills >= end):
        over = siege.bout(kills)
    siege.office.close()
    tally.counts["mails"] += sum(mail.copies for mail in siege.office.mails)
    tally.counts["letters"] += siege.letters
    tally.failures += [f"office {number}: {failure}" for failure in siege.failures]
    if siege.failures:
        shutil.copytree(folder, FAILED / folder.name, dirs_exist_ok=True)
    shutil.rmtree(folder)
    return over


def _work_once(ground: Ground) -> None:
    """An office in this very process: whatever is made once in a process is then made before all lives."""
    folder = ground.folder / "first"
    users = [next(ground.users) for _ in range(USERS)]
    office = Office.opened(folder, random.Random(0), users, ground.dovecot, ground.postfix)  # noqa: S311
    for mail in office.traffic.one_of_each():
        office.post(mail)
    _here(folder, "once")
    number = next(
        case["number"] for case in Books.of(office.data).cases.values() if case["state"] == "tabled"
    )
    _here(folder, "outcome", number, "selected", "--by", "山田")
    _here(folder, "release", "2020-01", "--approver", "課長", "--approved", "2020-02-03", "--by", "山田")
    _here(folder, "once")
    assert not ledger.wrong(office)
    office.close()
    settle()


def _here(folder: Path, *command: str) -> None:
    with redirect_stdout(StringIO()):
        assert main([f"--config={folder / 'config.toml'}", *command]) == 0
