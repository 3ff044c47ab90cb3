"""One clerk at one console: what they see of the register, what they do to it, and what `u` takes back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from console import register, words
from console.casefile import Casefile
from console.register import Register, Sheet
from rules.decide import Refusal
from rules.model import Case, Letter, Outcome, OutcomeKind
from rules.rounds import Calendar, title
from rules.words import OUTCOMES
from store import audit, health
from store.desk import Desk
from store.errors import Stale, StoreError
from store.health import Health

T = TypeVar("T")

UNDO_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done, and how it is taken back."""

    label: str
    take_back: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a key: a sentence for the clerk, and whether it went well."""

    message: str
    ok: bool = True


@dataclass(slots=True, kw_only=True)
class Session:
    desk: Desk
    clock: Callable[[], datetime]
    calendar: Calendar = field(init=False)
    register: Register = field(init=False)
    deeds: list[Deed] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    """The version in which this clerk last left each case: an undo finds it so, or somebody came between."""

    def __post_init__(self) -> None:
        self.calendar = self.desk.calendar
        self.register = register.read(self.desk.store, self.calendar)

    def look(self) -> bool:
        """Reads the register again if anybody committed; whether it did. StoreError when it can't be read."""
        if self.desk.store.token() == self.register.token:
            return False
        self.register = register.read(self.desk.store, self.calendar)
        return True

    @property
    def health(self) -> Health:
        return health.read(self.desk.store.directory)

    @property
    def undoable(self) -> str:
        """What `u` would take back; empty when there is nothing."""
        return self.deeds[-1].label if self.deeds else ""

    def when(self, instant: datetime | None) -> str:
        """On the office's clock; empty for None."""
        return f"{instant.astimezone(self.calendar.zone):%Y-%m-%d %H:%M}" if instant else ""

    def file(self, number: str) -> Casefile | None:
        """The case with its form and its history; None when it is gone."""
        case = self.register.cases.get(number)
        if case is None:
            return None
        try:
            form = self.desk.library.form(case.form)
        except StoreError:  # the answers are shown without their order and labels
            form = None
        return Casefile(case=case, register=self.register, form=form, log=self.desk.store.log)

    def rehearse_outcome(self, case: Case, kind: OutcomeKind, reason: str | None) -> Letter | Refusal | None:
        """The letter that this outcome would lead to, or why there can be none."""
        try:
            return self.desk.rehearse_outcome(case.number, kind, reason=reason, now=self.clock())
        except StoreError as error:
            return Refusal(message=str(error))

    def record_outcome(self, case: Case, kind: OutcomeKind, reason: str | None, note: str) -> Report:
        number = case.number
        return self._do(
            words.DID_OUTCOME.format(number=number, outcome=OUTCOMES[kind]),
            lambda: self.desk.record_outcome(
                number, kind, reason=reason, note=note, now=self.clock(), seen=case.version
            ),
            lambda done: self._restore(done, case.outcome),
        )

    def clear_outcome(self, case: Case) -> Report:
        return self._do(
            words.DID_CLEAR.format(number=case.number),
            lambda: self.desk.clear_outcome(case.number, now=self.clock(), seen=case.version),
            lambda done: self._restore(done, case.outcome),
        )

    def _restore(self, done: Case, before: Outcome | None) -> Case | Refusal:
        """The outcome that stood before `done`; Stale where somebody else changed the case meanwhile."""
        number, seen, now = done.number, self.left[done.number], self.clock()
        if before is None:
            return self.desk.clear_outcome(number, now=now, seen=seen)
        return self.desk.record_outcome(
            number, before.kind, reason=before.reason, note=before.note, now=now, seen=seen
        )

    def release_round(self, sheet: Sheet, approver: str, approved_on: date, document_number: str) -> Report:
        id = sheet.round.id
        return self._do(
            words.DID_RELEASE.format(round=title(sheet.round)),
            lambda: self.desk.release_round(
                id,
                approver=approver,
                approved_on=approved_on,
                document_number=document_number,
                now=self.clock(),
            ),
            lambda done: self.desk.unrelease_round(id, numbers=done.cases, now=self.clock()),
        )

    def unrelease_round(self, sheet: Sheet) -> Report:
        return self._do(
            words.DID_UNRELEASE.format(round=title(sheet.round)),
            lambda: self.desk.unrelease_round(sheet.round.id, now=self.clock()),
        )

    def release_letter(self, letter: Letter) -> Report:
        return self._do(
            words.DID_LETTER_RELEASE.format(letter=_named(letter)),
            lambda: self.desk.release_letter(letter.id, now=self.clock(), seen=letter.version),
            lambda _: self.desk.hold_letter(letter.id, now=self.clock()),
        )

    def hold_letter(self, letter: Letter) -> Report:
        return self._do(
            words.DID_LETTER_HOLD.format(letter=_named(letter)),
            lambda: self.desk.hold_letter(letter.id, now=self.clock()),
            lambda _: self.desk.release_letter(letter.id, now=self.clock()),
        )

    def retry_letter(self, letter: Letter) -> Report:
        return self._do(
            words.DID_LETTER_RETRY.format(letter=_named(letter)),
            lambda: self.desk.retry_letter(letter.id, now=self.clock()),
            lambda _: self.desk.hold_letter(letter.id, now=self.clock()),
        )

    def printed_letter(self, letter: Letter) -> Report:
        return self._do(
            words.DID_LETTER_PRINTED.format(letter=_named(letter)),
            lambda: self.desk.printed_letter(letter.id, now=self.clock()),
        )

    def undo(self) -> Report:
        """Takes back the last deed. What cannot be taken back any more is told once and forgotten."""
        deed = self.deeds.pop()
        _, report = self._try(words.UNDONE.format(deed=deed.label), deed.take_back)
        return report

    def _do(
        self,
        label: str,
        act: Callable[[], T | Refusal],
        take_back: Callable[[T], object] | None = None,
    ) -> Report:
        """One act; `take_back` gets what it returned. Refusals and troubles are told, never raised."""
        done, report = self._try(words.DONE.format(deed=label), act)
        if take_back and done is not None:
            self.deeds.append(Deed(label, partial(take_back, done)))
            del self.deeds[:-UNDO_DEPTH]
        return report

    def _try(self, said: str, act: Callable[[], T | Refusal]) -> tuple[T | None, Report]:
        try:
            done = act()
        except Stale as stale:
            return None, Report(self._who_was_first(stale), ok=False)
        except StoreError as error:
            return None, Report(str(error), ok=False)
        if isinstance(done, Refusal):
            return None, Report(done.message, ok=False)
        for case in done if isinstance(done, tuple) else (done,):
            if isinstance(case, Case):
                self.left[case.number] = case.version
        return done, Report(said)

    def _who_was_first(self, stale: Stale) -> str:
        name = getattr(stale.case, "number", None) or getattr(stale.case, "id", "")
        events = [event for event in audit.every(self.desk.store.log) if event.subject == name]
        if not events:
            return str(stale)
        last = events[-1]
        what = words.EVENTS.get(last.what, last.what)
        return words.CHANGED_MEANWHILE.format(number=name, at=self.when(last.at), by=last.by, what=what)


def _named(letter: Letter) -> str:
    """'結果の通知 R8-0055': as the list shows it."""
    return f"{words.LETTERS[letter.kind]} {letter.cases[0] if letter.cases else words.COMMA.join(letter.to)}"
