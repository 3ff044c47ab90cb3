"""One clerk at one console: what they see of the register, what they do to it, and what `u` takes back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from console import register, words
from console.casefile import Casefile
from console.register import Register, Sheet
from rules.decide import Refusal
from rules.model import Case, Letter, OutcomeKind
from rules.rounds import Calendar, title
from rules.words import OUTCOMES
from store import audit, health
from store.deeds import Deed
from store.desk import Desk, approval, letters, outcomes, undo
from store.errors import Stale, StoreError
from store.health import Health


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
    labels: dict[str, str] = field(default_factory=dict)
    """What this console calls the deeds of its clerk, by their ids."""

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
        deed = undo.last(self.desk)
        return "" if deed is None else self._label(deed)

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
            return outcomes.rehearse(self.desk, case.number, kind, reason=reason, now=self.clock())
        except StoreError as error:
            return Refusal(message=str(error))

    def record_outcome(self, case: Case, kind: OutcomeKind, reason: str | None, note: str) -> Report:
        number = case.number
        return self._do(
            words.DID_OUTCOME.format(number=number, outcome=OUTCOMES[kind]),
            lambda: outcomes.record(
                self.desk, number, kind, reason=reason, note=note, now=self.clock(), seen=case.version
            ),
        )

    def clear_outcome(self, case: Case) -> Report:
        return self._do(
            words.DID_CLEAR.format(number=case.number),
            lambda: outcomes.clear(self.desk, case.number, now=self.clock(), seen=case.version),
        )

    def release_round(self, sheet: Sheet, approver: str, approved_on: date, document_number: str) -> Report:
        return self._do(
            words.DID_RELEASE.format(round=title(sheet.round)),
            lambda: approval.release(
                self.desk,
                sheet.round.id,
                approver=approver,
                approved_on=approved_on,
                document_number=document_number,
                now=self.clock(),
            ),
        )

    def unrelease_round(self, sheet: Sheet) -> Report:
        return self._do(
            words.DID_UNRELEASE.format(round=title(sheet.round)),
            lambda: approval.take_back(self.desk, sheet.round.id, now=self.clock()),
        )

    def release_letter(self, letter: Letter) -> Report:
        return self._do(
            words.DID_LETTER_RELEASE.format(letter=_named(letter)),
            lambda: letters.release(self.desk, letter.id, now=self.clock(), seen=letter.version),
        )

    def hold_letter(self, letter: Letter) -> Report:
        return self._do(
            words.DID_LETTER_HOLD.format(letter=_named(letter)),
            lambda: letters.hold(self.desk, letter.id, now=self.clock()),
        )

    def retry_letter(self, letter: Letter) -> Report:
        return self._do(
            words.DID_LETTER_RETRY.format(letter=_named(letter)),
            lambda: letters.retry(self.desk, letter.id, now=self.clock()),
        )

    def printed_letter(self, letter: Letter) -> Report:
        return self._do(
            words.DID_LETTER_PRINTED.format(letter=_named(letter)),
            lambda: letters.printed(self.desk, letter.id, now=self.clock()),
        )

    def undo(self) -> Report:
        """Takes back the last deed of this clerk, one of an earlier session too; a refusal says why not."""
        label = self.undoable
        return self._try(words.UNDONE.format(deed=label), lambda: undo.take_back(self.desk, now=self.clock()))

    def _do(self, label: str, act: Callable[[], object]) -> Report:
        """One act, remembered by its label. Refusals and troubles are told, never raised."""
        report = self._try(words.DONE.format(deed=label), act)
        if report.ok and (deed := undo.last(self.desk)):
            self.labels[deed.id] = label
        return report

    def _try(self, said: str, act: Callable[[], object]) -> Report:
        try:
            done = act()
        except Stale as stale:
            return Report(self._who_was_first(stale), ok=False)
        except StoreError as error:
            return Report(str(error), ok=False)
        return Report(done.message, ok=False) if isinstance(done, Refusal) else Report(said)

    def _label(self, deed: Deed) -> str:
        return self.labels.get(deed.id) or f"{words.EVENTS.get(deed.what, deed.what)} {deed.subject}"

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
