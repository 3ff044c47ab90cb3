"""A text on the whole screen, where a preview has room for its beginning alone."""

from collections.abc import Iterable

from textual.app import ComposeResult

from console import words
from console.screens.dialog import Dialog
from console.shown import clean
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page


class WholeScreen(Dialog[None]):
    def __init__(self, lines: Iterable[Line]) -> None:
        super().__init__(classes="dialog")
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        yield Page(id="whole")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        page = self.query_one("#whole", Page)
        page.show(self._lines)
        page.focus()
        self.query_one("#hint", Bar).say(clean(words.BACK_HINT))
