"""Recording an outcome: reason, note, what the business is told, and the very letter that it leads to."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from console import words
from console.deeds import outcomes
from console.deeds.outcomes import Choice
from console.screens.dialog import Choices, Dialog
from console.session import Session
from console.shown import clean, lines
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Table
from console.words import meeting as said
from rules.model import Case, Outcome, OutcomeKind
from rules.moves import Refusal
from rules.words import OUTCOMES

NO_REASON = "none"
CONDITIONS = "conditions"
"""Only a selection has them."""
LABELS = {"note": said.NOTE_LABEL, CONDITIONS: said.CONDITIONS_LABEL, "remark": said.REMARK_LABEL}
"""The lines to type in, in their order. The note comes first: Enter in it is the usual way."""


class OutcomeDialog(Dialog[Choice]):
    """A rejection asks for its reason first; a deferral may give one; Enter in any line records.

    What was recorded with the same outcome before stands there already.
    """

    def __init__(self, session: Session, cases: Sequence[Case], kind: OutcomeKind) -> None:
        super().__init__(classes="dialog")
        self._session, self._cases, self._kind = session, cases, kind
        without = "" if kind is OutcomeKind.SELECTED else CONDITIONS
        self._labels = {id: label for id, label in LABELS.items() if id != without}

    def compose(self) -> ComposeResult:
        yield Page(id="question", can_focus=False)
        if self._kind is not OutcomeKind.SELECTED:
            yield Bar(id="which")
            yield Choices(id="reasons")
        for id in self._labels:
            with Horizontal(classes="field"):
                yield Bar(id=f"{id}-label")
                yield Input(getattr(self._before, id, ""), id=id, compact=True, max_length=500)
        yield Page(id="letter")
        yield Bar(id="hint", tone=Tone.QUIET)

    @property
    def _before(self) -> Outcome | None:
        """The same outcome, recorded earlier: about one product alone."""
        outcome = self._cases[0].outcome
        return outcome if len(self._cases) == 1 and outcome and outcome.kind is self._kind else None

    def on_mount(self) -> None:
        outcome = OUTCOMES[self._kind]
        first = self._cases[0]
        question = words.RECORD_OUTCOME.format(number=first.number, product=first.product, outcome=outcome)
        if len(self._cases) > 1:
            question = words.RECORD_OUTCOMES.format(count=len(self._cases), outcome=outcome)
        self.ask(question)
        for id, label in self._labels.items():
            self.query_one(f"#{id}-label", Bar).say(clean(label))
        self.query_one("#hint", Bar).say(clean(said.TELLING_HINT))
        if self._kind is OutcomeKind.SELECTED:
            self.query_one("#note").focus()
        else:
            reasons = self.query_one("#reasons", Choices)
            reasons.offer(dict(self._reasons()))
            reasons.go(self._before.reason or "" if self._before else "")
            reasons.focus()
        self._preview()

    def _reasons(self) -> Iterator[tuple[str, str]]:
        if self._kind is OutcomeKind.DEFERRED:
            yield NO_REASON, words.NO_REASON
        for reason in self._session.desk.library.tables().reasons.reason:
            yield reason.code, f"{reason.code}  {reason.label}"

    @property
    def _choice(self) -> Choice:
        told = {id: self.query_one(f"#{id}", Input).value.strip() for id in self._labels}
        return Choice(reason=self._reason, **told)

    @property
    def _reason(self) -> str | None:
        if self._kind is OutcomeKind.SELECTED:
            return None
        key = self.query_one("#reasons", Choices).key
        return None if key == NO_REASON else key

    @on(Input.Changed, "#conditions, #remark")
    def _reworded(self) -> None:
        """After the letter was drawn, so that typing never waits."""
        self.call_after_refresh(self._preview)

    @on(Table.Moved)
    def _preview(self) -> None:
        if self._kind is not OutcomeKind.SELECTED:
            offered = self.query_one("#reasons", Choices).whereabouts
            self.query_one("#which", Bar).say(clean(words.CHOOSE_REASON), offered)
        letter = outcomes.rehearse(self._session, self._cases[0], self._kind, self._choice)
        page = self.query_one("#letter", Page)
        if letter is None or isinstance(letter, Refusal):
            page.show([Line(clean(letter.message if letter else words.NO_PREVIEW), Tone.ALARM)])
            return
        head = f"{words.TO}: {words.COMMA.join(letter.to)}   {words.SUBJECT}: {letter.subject}"
        page.show(
            [
                *self._replaced(),
                Line(clean(words.PREVIEW_HEAD), Tone.QUIET),
                Line(clean(head), Tone.STRONG),
                *(Line(line) for line in lines(letter.body)),
            ]
        )

    def _replaced(self) -> Iterator[Line]:
        """What was recorded otherwise before and would be lost, which a mark at a wrong row is enough for."""
        told = [
            f"{case.number} {OUTCOMES[case.outcome.kind]}"
            for case in self._cases
            if case.outcome and case.outcome.kind is not self._kind
        ]
        if told:
            yield Line(clean(said.REPLACED.format(before=words.COMMA.join(told))), Tone.ALARM)

    @on(Table.Opened)
    def _to_note(self) -> None:
        self.query_one("#note").focus()

    @on(Input.Submitted)
    def _done(self) -> None:
        self.dismiss(self._choice)
