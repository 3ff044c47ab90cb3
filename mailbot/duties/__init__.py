"""What is due because time passed. Computed from the register each time, so a machine that was off catches up, once.

A duty is a module of this package, named by its noun, with the function of `due.Duty`; its place in DUTIES says
when its turn comes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from mailbot.duties import (
    agenda,
    archiving,
    closing,
    concordance,
    digest,
    expiry,
    handover,
    late_approval,
    printing,
    release,
    reminder,
    troubled_letters,
    warning,
    wording,
)
from mailbot.duties.due import Coming, Due, Duty, Foreseen, Look
from mailbot.wiring import Office
from rules.record import Struct
from store.documents import Documents
from store.tomlfile import LibraryError

DUTIES: tuple[Duty, ...] = (
    reminder,
    closing,
    agenda,
    expiry,
    wording,
    warning,
    release,
    printing,
    late_approval,
    handover,
    troubled_letters,
    archiving,
    concordance,
    digest,
)
"""In the order in which they must be done after days off: what a round was, before what follows from it. The digest
tells of all of it, so it comes last.
"""

FORESEEN: tuple[Foreseen, ...] = (reminder, closing, agenda, expiry, warning, printing, digest)
"""Those that tell when something will be due; the others follow from these, or from what nobody foresees."""


class Duties(Struct, frozen=True, kw_only=True):
    office: Office
    rehearsed: bool = False
    """Nothing slow is prepared: letters are made without what a rehearsal doesn't show."""

    def due(self, db: Documents, now: datetime) -> list[Due]:
        """Everything due and not yet done, in the order in which it must be done."""
        look = Look(office=self.office, db=db, now=now)
        return [due for duty in DUTIES for due in duty.due(look)]

    def coming(self, db: Documents, now: datetime) -> list[Coming]:
        """What will be due after `now`, soonest first; what falls due for several cases at one instant, once."""
        look = Look(office=self.office, db=db, now=now)
        found = (each for duty in FORESEEN for each in duty.coming(look) if each.due_at > now)
        return sorted(dict.fromkeys(found), key=lambda each: each.due_at)

    def carry_out(self, now: datetime) -> list[Due]:
        """Does all of it, each in a commit of its own: a crash in between leaves the rest due.

        Raises LibraryError at the end where a letter text of the office kept a duty from being seen or done.
        """
        done: list[Due] = []
        hindrances: list[LibraryError] = []
        for duty in DUTIES:
            with _noted(hindrances):
                for due in duty.due(Look(office=self.office, db=self.office.store.snapshot(), now=now)):
                    with _noted(hindrances):
                        done += self._carry_out(duty, due, now)
        if hindrances:
            raise hindrances[0]
        return done

    def _carry_out(self, duty: Duty, seen: Due, now: datetime) -> list[Due]:
        """The same duty, unless somebody has done it since it was seen."""
        prepared = None if self.rehearsed or seen.prepare is None else seen.prepare()
        with self.office.store.transaction() as db:
            for due in duty.due(Look(office=self.office, db=db, now=now)):
                if (due.duty, due.subject) == (seen.duty, seen.subject):
                    (prepared or due.carry_out)(db, now)
                    return [due]
        return []


@contextmanager
def _noted(hindrances: list[LibraryError]) -> Iterator[None]:
    """What hinders one thing keeps no other from being done."""
    try:
        yield
    except LibraryError as error:
        hindrances.append(error)
