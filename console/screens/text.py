"""Something to be read: a title and a page, closed by q."""

from collections.abc import Iterable

from textual.app import ComposeResult

from console import words
from console.screens.dialog import Dialog
from console.shown import clean
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page


class TextDialog(Dialog[None]):
    def __init__(self, title: str, lines: Iterable[Line]) -> None:
        super().__init__(classes="dialog")
        self._title, self._lines = title, tuple(lines)

    def compose(self) -> ComposeResult:
        yield Bar(id="title", tone=Tone.STRONG)
        yield Page(id="text")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self.query_one("#title", Bar).say(clean(self._title))
        page = self.query_one("#text", Page)
        page.show(self._lines)
        page.focus()
        self.query_one("#hint", Bar).say(clean(words.BACK_HINT))
