"""A rehearsal of the days to come on a copy of the register: nothing is sent, nothing of the office changes."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mailbot.dispatch import Dispatch
from mailbot.duties import Duties
from mailbot.plain import at
from mailbot.servers.outcomes import Sent
from mailbot.servers.pace import Pace
from mailbot.wiring import Office
from rules.model import Letter, LetterState
from rules.record import replace
from store import cases, outbox
from store.documents import Store

STEP = timedelta(seconds=1)
WAITING = (LetterState.READY, LetterState.DEFERRED)


def rehearse(office: Office, now: datetime, until: datetime) -> list[dict[str, Any]]:
    """Every letter until then: when, of which kind, to whom, about what, and what would hold it back.

    Assumes that mail servers take what they are given, and that no mail comes and no clerk acts.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(office, Path(folder))
        told = {letter.id for letter in _left(copy)}
        stage = _Stage(copy)
        for instant in stage.instants(now, until):
            stage.play(instant)
        fresh = [letter for letter in outbox.letters(copy.store.snapshot()) if letter.id not in told]
        stopped = cases.pause(copy.store.snapshot())
        rows = [_row(copy, letter, now, stopped.reason if stopped else "") for letter in fresh]
    return sorted((row for row in rows if row["at"] <= (at(until, office.calendar.zone) or "")), key=_order)


class _Stage:
    """The office's duties and letters, played on the copy with a clock that jumps from one due instant to the next."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._instant = datetime.min.replace(tzinfo=UTC)
        self._duties = Duties(office=office, rehearsed=True)
        self._dispatch = Dispatch(office=office, clock=lambda: self._instant, pace=Pace(0, lambda: 0.0))

    def instants(self, now: datetime, until: datetime) -> Iterator[datetime]:
        instant = now
        while instant <= until:
            yield instant
            later = [each for each in self._coming(instant) if each > instant]
            instant = min(later, default=until + STEP)

    def play(self, instant: datetime) -> None:
        self._instant = instant
        while self._duties.carry_out(instant) or self._send(instant):
            pass

    def _coming(self, instant: datetime) -> list[datetime]:
        db = self._office.store.snapshot()
        coming = self._duties.coming(db, instant - STEP)
        duties = [
            at for due in coming for at in (due.due_at, due.due_at + STEP)
        ]  # a cut-off second still counts
        letters = [
            letter.next_attempt_at or letter.due_at
            for letter in outbox.letters(db)
            if letter.state in WAITING
        ]
        return duties + letters

    def _send(self, instant: datetime) -> bool:
        """Everything due is taken, as if by a server that refuses nothing."""
        due = outbox.due(self._office.store.snapshot(), instant)
        return any([self._dispatch.pretend(letter, Sent("250 rehearsed")) for letter in due])


def _copied(office: Office, folder: Path) -> Office:
    """The same office over a copy of its register; what its letters would carry is kept with the copy, too."""
    if office.store.file.exists():
        shutil.copyfile(office.store.file, folder / office.store.file.name)
    config = office.config
    elsewhere = replace(config, store=replace(config.store, path=folder))
    return replace(office, config=elsewhere, store=Store(folder))


def _left(office: Office) -> list[Letter]:
    gone = (*WAITING, LetterState.HELD, LetterState.TO_PRINT)
    return [letter for letter in outbox.letters(office.store.snapshot()) if letter.state not in gone]


def _row(office: Office, letter: Letter, now: datetime, stopped: str) -> dict[str, Any]:
    sent = letter.sent_at or max(letter.due_at, now)
    held = letter.reason if letter.state in (LetterState.HELD, LetterState.TO_PRINT) else ""
    return {
        "at": at(sent, office.calendar.zone),
        "kind": letter.kind,
        "to": list(letter.to),
        "cases": list(letter.cases),
        "blocked_by": held or stopped or None,
    }


def _order(row: dict[str, Any]) -> tuple[str, str]:
    return (row["at"], row["kind"])
