"""Something to be read on the whole screen, where a preview has room for its beginning alone; closed by q."""

from collections.abc import Iterable

from textual.app import ComposeResult

from console import words
from console.screens.dialog import Dialog
from console.shown import clean
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page


class TextDialog(Dialog[None]):
    def __init__(self, lines: Iterable[Line], *, title: str = "") -> None:
        super().__init__(classes="dialog")
        self._lines, self._title = tuple(lines), title

    def compose(self) -> ComposeResult:
        if self._title:
            yield Bar(id="title", tone=Tone.STRONG)
        yield Page(id="text")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        for bar in self.query("#title").results(Bar):
            bar.say(clean(self._title))
        page = self.query_one("#text", Page)
        page.show(self._lines)
        page.focus()
        self.query_one("#hint", Bar).say(clean(words.BACK_HINT))
        self.call_after_refresh(self._more)

    def _more(self) -> None:
        """That there is more below the screen, which nothing else tells."""
        if self.query_one("#text", Page).max_scroll_y:
            self.query_one("#hint", Bar).say(clean(words.GO_ON_HINT), clean(words.BACK_HINT))
