"""One clerk at one console: what they see of the register, how a deed is done and told, and what `u` takes back."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from console import register, words
from console.actions import ACTIONS, Actions
from console.dates import Dates
from console.paper.draft import Draft
from console.views.casefile import ROUND, Casefile
from console.words import habits
from rules.model import Case
from rules.moves import Refusal
from rules.record import Struct
from rules.rounds import round_named, title
from store import audit, cases, deeds, health, locks
from store.deeds import Deed
from store.desk import Desk, undo
from store.errors import Stale, StoreError
from store.health import Health

Thing = TypeVar("Thing")

REMEMBERED = 20
"""Deeds that the record shows."""


class Conflict(Struct, frozen=True, kw_only=True):
    """Somebody wrote first: what the clerk saw, what stands there now, and what was to be done."""

    sentence: str
    deed: str
    seen: Case | None
    now: Case | None


class Report(Struct, frozen=True):
    """What came of a key: a sentence for the clerk, and whether it went well."""

    message: str
    ok: bool = True
    conflict: Conflict | None = None


class Session:
    def __init__(
        self,
        *,
        desk: Desk,
        clock: Callable[[], datetime],
        actions: Actions = ACTIONS,
        read_only: bool = False,
    ) -> None:
        """`read_only`: nothing is done at this console, whatever is pressed."""
        self.desk = desk
        self.clock = clock
        self.actions = actions
        self.read_only = read_only
        self.calendar = desk.calendar
        self.register = register.read(desk.store, self.calendar)
        self.round = ""
        """The one that the clerk has chosen; places that show one round share it."""
        self.draft = Draft()
        """The entry on paper that is being typed."""
        self.labels: dict[str, str] = {}
        """What this console calls the deeds of its clerk, by their ids."""
        self._archived: Case | None = None
        """The one of years gone by that was looked at last."""

    def look(self) -> bool:
        """Reads the register again if anybody committed; whether it did. StoreError when it can't be read."""
        if self.desk.store.token() == self.register.token:
            return False
        self.register = register.read(self.desk.store, self.calendar)
        self._archived = None
        return True

    @property
    def health(self) -> Health:
        return health.read(self.desk.store.directory)

    @property
    def alive(self) -> bool:
        """Whether a daemon works on this data directory now."""
        return locks.daemon_lives(self.desk.store.directory)

    @property
    def undoable(self) -> str:
        """What `u` would take back; empty when there is nothing."""
        deed = undo.last(self.desk)
        return "" if deed is None else self.label(deed)

    @property
    def dates(self) -> Dates:
        """How days and instants are written today."""
        return Dates.on(self.clock(), self.calendar.zone)

    def case(self, number: str) -> Case | None:
        """Live, or of years gone by; None where there is none, or the archive can't be read."""
        found = self.register.cases.get(number)
        if found is None and number:
            if self._archived is None or self._archived.number != number:
                with suppress(StoreError):
                    self._archived = cases.get(self.desk.store.snapshot(), number)
            if self._archived and self._archived.number == number:
                found = self._archived
        return found

    def file(self, number: str) -> Casefile | None:
        """The case with its form and its history; None when it is gone."""
        case = self.case(number)
        if case is None:
            return None
        register = self.register
        if number not in register.cases:
            register = register.with_archived(self.desk.store, case)
        try:
            form = self.desk.library.form(case.form)
        except StoreError:  # the answers are shown without their order and labels
            form = None
        return Casefile(case=case, register=register, form=form, log=self.desk.store.log, dates=self.dates)

    def do(self, label: str, act: Callable[[], object], *, seen: Sequence[Case] = ()) -> Report:
        """One deed, remembered by its label ('R8-0055 を選定と記録'). Refusals and troubles are told, never raised.

        `seen`: the cases as the clerk saw them, for a colleague who was first.
        """
        report = self._try(words.DONE.format(deed=label), act, label=label, seen=seen)
        if report.ok and (deed := undo.last(self.desk)):
            self.labels[deed.id] = label
        return report

    def do_each(
        self,
        what: str,
        chosen: Sequence[Thing],
        act: Callable[[Desk, Thing], object],
        *,
        named: Callable[[Thing], str],
        seen: Sequence[Case] = (),
    ) -> Report:
        """The same deed ('保留に') to each of these, as one: all, or none where one is refused."""

        def one(each: Thing) -> Callable[[Desk], object]:
            return lambda desk: act(desk, each)

        acts = [one(each) for each in chosen]
        if len(acts) == 1:
            label = words.DID.format(name=named(chosen[0]), what=what)
            return self.do(label, lambda: acts[0](self.desk), seen=seen)
        label = words.DID_TOGETHER.format(count=len(acts), what=what)
        return self.do(label, lambda: self.desk.together(acts, self.clock()), seen=seen)

    def decide_each(self, what: str, cases: Sequence[Case], act: Callable[[Desk, Case], object]) -> Report:
        """That for cases, which are named by their number and may have been changed by a colleague."""
        return self.do_each(what, cases, act, named=lambda case: case.number, seen=cases)

    def undo(self, deed: Deed | None = None) -> Report:
        """Takes back this deed, else the clerk's last, one of an earlier session too; a refusal says why not."""
        label = self.label(deed) if deed else self.undoable
        id = deed.id if deed else None
        return self._try(
            words.UNDONE.format(deed=label), lambda: undo.take_back(self.desk, id, now=self.clock())
        )

    def deeds(self) -> tuple[Deed, ...]:
        """The last that can be taken back, by whomever, the newest first."""
        return tuple(deeds.every(self.desk.store.snapshot()))[: -REMEMBERED - 1 : -1]

    def label(self, deed: Deed) -> str:
        """As this console called it, else as the audit does."""
        told = filter(None, (words.EVENTS.get(deed.what, deed.what), self._subject(deed), deed.detail))
        return self.labels.get(deed.id) or " ".join(told)

    def _subject(self, deed: Deed) -> str:
        """A round by its name; a mail's long id says nothing, and what it is about follows."""
        if deed.subject in self.register.mails:
            return ""
        return (
            title(round_named(deed.subject, self.calendar)) if ROUND.fullmatch(deed.subject) else deed.subject
        )

    def _try(
        self, said: str, act: Callable[[], object], *, label: str = "", seen: Sequence[Case] = ()
    ) -> Report:
        if self.read_only:
            return Report(habits.READ_ONLY, ok=False)
        try:
            done = act()
        except Stale as stale:
            return self._refused(stale, label, seen)
        except StoreError as error:
            return Report(str(error), ok=False)
        return Report(done.message, ok=False) if isinstance(done, Refusal) else Report(said)

    def _refused(self, stale: Stale, label: str, seen: Sequence[Case]) -> Report:
        sentence = self._who_was_first(stale)
        if not isinstance(stale.case, Case):
            return Report(words.NOT_SAVED.format(why=sentence), ok=False)
        number = stale.case.number
        before = next((case for case in seen if case.number == number), None)
        now = stale.theirs if isinstance(stale.theirs, Case) else None
        return Report(
            sentence, ok=False, conflict=Conflict(sentence=sentence, deed=label, seen=before, now=now)
        )

    def _who_was_first(self, stale: Stale) -> str:
        name = getattr(stale.case, "number", None) or getattr(stale.case, "id", "")
        events = [event for event in audit.every(self.desk.store.log) if event.subject == name]
        if not events:
            return str(stale)
        last = events[-1]
        what = words.EVENTS.get(last.what, last.what)
        return words.CHANGED_MEANWHILE.format(
            number=name, at=self.dates.short(last.at), by=last.by, what=what
        )
