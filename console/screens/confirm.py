"""A question in whole sentences whose first, safe answer is No."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from console import words
from console.screens.dialog import Choices, Dialog
from console.shown import clean
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Table


class Confirm(Dialog[bool]):
    def __init__(self, question: str, about: Sequence[str], *, no: str, yes: str) -> None:
        super().__init__(classes="dialog")
        self._question, self._about, self._no, self._yes = question, about, no, yes

    def compose(self) -> ComposeResult:
        yield Page(id="question", can_focus=False)
        yield Choices(id="answer")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        about = (Line(clean(sentence)) for sentence in self._about)
        self.query_one("#question", Page).show([Line(clean(self._question), Tone.STRONG), Line(), *about])
        self.query_one("#answer", Choices).offer({"no": self._no, "yes": self._yes})
        self.query_one("#hint", Bar).say(clean(words.CHOOSE_HINT))
        self.query_one("#answer").focus()

    @on(Table.Opened)
    def _answered(self, event: Table.Opened) -> None:
        self.dismiss(event.key == "yes")
