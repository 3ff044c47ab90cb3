"""Sending what is due (発送): each letter is claimed, handed to the mail server, and settled.

The commit that settles a letter claims the next one.
"""

import logging
import secrets
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import starmap

from mailbot import logbook
from mailbot.errors import HeaderRefused
from mailbot.log import about
from mailbot.paper import post
from mailbot.servers import courier, credentials
from mailbot.servers.envelope import build
from mailbot.servers.outcomes import Deferred, Outcome, Refused, Sent, Went
from mailbot.servers.pace import Pace
from mailbot.wiring import Clock, Office
from rules.model import Letter, LetterState
from rules.moves import Refusal
from rules.record import Struct, replace
from rules.words import LETTER_STATES, LETTERS
from store import cases, outbox, raw, requests, results
from store.documents import Documents
from store.errors import Damaged
from store.faults import fault
from store.tomlfile import LibraryError

log = logging.getLogger(__name__)

AHEAD = 8
"""Letters whose bytes are built and written while others before them leave."""


class Dispatch(Struct, frozen=True, kw_only=True):
    office: Office
    clock: Clock
    pace: Pace

    async def send_due(self) -> int:
        """Sends what is due and the pace allows; how many letters were tried. One failing letter stops no other.

        Raises LoginRefused, ServerAway and the like where the server takes no letter at all: all stay as they were.
        Only one may send at a time: a letter found on its way is one that a crash or a full disk left there.
        """
        self.recover()
        db = self.office.store.snapshot()
        waiting = [] if cases.pause(db) else outbox.due(db, self.clock())
        lot = waiting[: self.pace.grant(len(waiting))]
        if lot:
            smtp = self.office.config.smtp
            secret = partial(credentials.secret, smtp)
            # Here and not in `_ready`, which the collector may end in any thread: ending a pool waits for its threads.
            with ThreadPoolExecutor(AHEAD, "letters") as hands:
                await courier.deliver(smtp, secret, self._ready(lot, hands), commit=self._commit)
        return len(lot)

    def is_held_back(self) -> bool:
        """Letters are due that only the pace keeps back."""
        db = self.office.store.snapshot()
        return not cases.pause(db) and bool(outbox.due(db, self.clock()))

    def recover(self) -> None:
        """What was left in the middle becomes `uncertain`."""
        if outbox.in_state(self.office.store.snapshot(), LetterState.SENDING):
            with self.office.store.transaction() as db:
                for letter in outbox.recover(db):
                    self._record(db, letter, letter.reason)

    def pretend(self, letter: Letter, outcome: Outcome) -> bool:
        """The same steps as a sent letter takes, with an outcome that no server gave."""
        claimed = bool(self._commit((), (letter,)))
        if claimed:
            self._commit(((letter, outcome),), ())
        return claimed

    def _ready(self, lot: Sequence[Letter], hands: ThreadPoolExecutor) -> Iterator[tuple[Letter, bytes]]:
        """The letters with their bytes, built once and kept: every later attempt sends the same ones.

        `hands` keep them, since the disk takes several files in the time of one. Where a letter can't be built, it is
        refused like one that no server takes, so a person hears of it.
        """
        post.foresee(each for each in lot if each.raw is None)
        kept: deque[tuple[Letter, bytes, Future[str]]] = deque()
        for letter in lot:
            if (data := self._built(letter)) is not None:
                kept.append((letter, data, hands.submit(raw.put, self.office.directory, data)))
            if len(kept) > AHEAD:
                yield _whole(*kept.popleft())
        yield from starmap(_whole, kept)

    def _built(self, letter: Letter) -> bytes | None:
        directory = self.office.directory
        try:
            if letter.raw is not None:
                return raw.get(directory, letter.raw)
            whole, files = post.enclosed(letter, self.office.calendar.zone)
            files |= {file.sha256: raw.get(directory, file.sha256) for file in letter.files}
            return build(whole, self.office.config, files, at=self.clock())
        except (HeaderRefused, Damaged) as error:
            self.pretend(letter, Refused(str(error)))
            return None

    def _commit(self, went: Sequence[Went], leaving: Sequence[Letter]) -> list[Letter]:
        """How letters went, and that others are on their way now; those of them that may be."""
        if went:
            fault("dispatch.answered")
        with self.office.store.transaction() as db:
            settled = [self._settled(db, letter, outcome) for letter, outcome in went]
            claimed = [letter for letter in leaving if self._claimed(db, letter)]
        for letter in settled:
            if isinstance(letter, Letter):
                self._tell(letter)
        if went:
            fault("dispatch.settled")
        if claimed:
            fault("dispatch.claimed")
        return claimed

    def _claimed(self, db: Documents, letter: Letter) -> bool:
        self._recheck(db, letter)
        return isinstance(outbox.claim(db, letter, self.clock()), Letter)

    def _recheck(self, db: Documents, letter: Letter) -> None:
        """Whether the letter still says what holds; one that does not is held, and `claim` then refuses it."""
        library, config, now = self.office.library, self.office.config, self.clock()
        try:
            results.recheck(db, library, config, letter, now)
            requests.recheck(db, letter, now, self.office.calendar)
        except LibraryError as error:
            outbox.hold(db, letter.id, str(error))

    def _settled(self, db: Documents, letter: Letter, outcome: Outcome) -> Letter | Refusal:
        now = self.clock()
        match outcome:
            case Sent(reply):
                settled = outbox.sent(db, letter.id, now, reply)
                for case in results.told(db, letter, now, self.office.calendar):
                    logbook.record(db, now, f"case.{case.state}", case.number, letter.id)
            case Deferred(reason):
                jitter = secrets.randbelow(100) / 400
                settled = outbox.deferred(db, letter.id, now, reason, reply=reason, jitter=jitter)
            case Refused(reason):
                settled = outbox.refused(db, letter.id, reason, reason)
            case _:
                settled = outbox.uncertain(db, letter.id, outcome.reason)
        if isinstance(settled, Letter):
            self._record(db, settled, settled.reply or settled.reason)
        return settled

    def _tell(self, letter: Letter) -> None:
        what = f"{LETTERS[letter.kind]} {LETTER_STATES[letter.state]}"
        told = ("手紙", letter.id, what, *letter.cases, letter.reply or letter.reason)
        log.info("%s", " ".join(filter(None, told)), extra=about(letter.cases))

    def _record(self, db: Documents, letter: Letter, detail: str) -> None:
        logbook.record(db, self.clock(), f"letter.{letter.state}", letter.id, detail)


def _whole(letter: Letter, data: bytes, kept: "Future[str]") -> tuple[Letter, bytes]:
    """A letter whose bytes are on the disk."""
    whole = replace(letter, raw=kept.result())
    fault("dispatch.built")
    return whole, data
