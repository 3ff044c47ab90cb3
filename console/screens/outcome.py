"""Recording an outcome: reason, note, and the very letter that it leads to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from console import words
from console.deeds import outcomes
from console.lines import Line, Tone
from console.screens.dialog import Choices, Dialog
from console.session import Session
from console.shown import clean, lines
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Table
from rules.decide import Refusal
from rules.model import Case, OutcomeKind
from rules.words import OUTCOMES

NO_REASON = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    reason: str | None
    note: str


class OutcomeDialog(Dialog[Choice]):
    """A rejection asks for its reason first; a deferral may give one; Enter in the note records."""

    def __init__(self, session: Session, cases: Sequence[Case], kind: OutcomeKind) -> None:
        super().__init__(classes="dialog")
        self._session, self._cases, self._kind = session, cases, kind

    def compose(self) -> ComposeResult:
        yield Bar(id="question", tone=Tone.STRONG)
        if self._kind is not OutcomeKind.SELECTED:
            yield Bar(id="which")
            yield Choices(id="reasons")
        yield Bar(id="note-label")
        yield Input(id="note", compact=True, max_length=500)
        yield Page(id="letter")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        outcome = OUTCOMES[self._kind]
        first = self._cases[0]
        question = words.RECORD_OUTCOME.format(number=first.number, product=first.product, outcome=outcome)
        if len(self._cases) > 1:
            question = words.RECORD_OUTCOMES.format(count=len(self._cases), outcome=outcome)
        self.query_one("#question", Bar).say(clean(question))
        self.query_one("#note-label", Bar).say(clean(words.NOTE_HINT))
        self.query_one("#hint", Bar).say(clean(words.RECORD_HINT))
        if self._kind is OutcomeKind.SELECTED:
            self.query_one("#note").focus()
        else:
            self.query_one("#which", Bar).say(clean(words.CHOOSE_REASON))
            self.query_one("#reasons", Choices).offer(dict(self._reasons()))
            self.query_one("#reasons").focus()
        self._preview()

    def _reasons(self) -> Iterator[tuple[str, str]]:
        if self._kind is OutcomeKind.DEFERRED:
            yield NO_REASON, words.NO_REASON
        for reason in self._session.desk.library.tables().reasons.reason:
            yield reason.code, f"{reason.code}  {reason.label}"

    @property
    def _reason(self) -> str | None:
        if self._kind is OutcomeKind.SELECTED:
            return None
        key = self.query_one("#reasons", Choices).key
        return None if key == NO_REASON else key

    @on(Table.Moved)
    def _preview(self) -> None:
        letter = outcomes.rehearse(self._session, self._cases[0], self._kind, self._reason)
        page = self.query_one("#letter", Page)
        if letter is None or isinstance(letter, Refusal):
            page.show([Line(clean(letter.message if letter else words.NO_PREVIEW), Tone.ALARM)])
            return
        head = f"{words.TO}: {words.COMMA.join(letter.to)}   {words.SUBJECT}: {letter.subject}"
        page.show(
            [
                Line(clean(words.PREVIEW_HEAD), Tone.QUIET),
                Line(clean(head), Tone.STRONG),
                *(Line(line) for line in lines(letter.body)),
            ]
        )

    @on(Table.Opened)
    def _to_note(self) -> None:
        self.query_one("#note").focus()

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss(Choice(self._reason, event.value.strip()))
