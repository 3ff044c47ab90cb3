"""Strings through every widget that shows strangers' text, a screenful at a time.

`python -m tests.console.parade SEED COUNT` draws them on the terminal that it runs in, then leaves.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import islice

from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.widgets import Input

from console.shown import Shown, clean, fit, fold, joined
from console.views.lines import Line, Row, Tone
from console.widgets.bar import Bar
from console.widgets.gate import Gate
from console.widgets.line import TONES
from console.widgets.page import Page
from console.widgets.table import Column, Table
from tests.console.strange import strings

BATCH = 16
WIDTH, HEIGHT = 80, 60
CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What no terminal may get but from the program itself."""


class Parade(App[None]):
    COMPONENT_CLASSES = TONES
    """Without its gate what is drawn was cleaned by the widgets' own texts alone; an input needs the gate."""

    CSS = """
    * { scrollbar-size: 0 0; }
    Bar, Input { height: 1; border: none; padding: 0; }
    Table { height: 18; }
    Page { height: 1fr; }
    Toast { border: none; width: 70; }
    """

    def __init__(self, *, gate: bool, batches: Sequence[Sequence[str]] = ()) -> None:
        super().__init__()
        self._filters = [Gate()] if gate else []
        self._gate, self._batches = gate, batches

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *self._filters]

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        yield Table((Column(clean("見出し"), share=1),), id="table", empty=clean(""))
        yield Page(id="page")
        if self._gate:
            yield Input(id="entry", compact=True)

    def on_mount(self) -> None:
        if self._batches:
            self.call_after_refresh(self._next, 0)

    def _next(self, number: int) -> None:
        if number == len(self._batches):
            self.exit()
        else:
            self.draw(self._batches[number])
            self.set_timer(0.02, lambda: self._next(number + 1))

    def draw(self, texts: Sequence[str]) -> None:
        self.query_one("#bar", Bar).say(clean(texts[0]), clean(texts[-1][:20]), tone=Tone.ALARM)
        self.query_one("#table", Table).show([Row(str(n), (clean(text),)) for n, text in enumerate(texts)])
        self.query_one("#page", Page).show([Line(clean(text), indent=2) for text in texts])
        if self._gate:
            self.query_one("#entry", Input).value = texts[0]
            self.clear_notifications()
            self.notify(clean(texts[0])[:60], markup=False)


def expected(texts: Sequence[str]) -> Iterator[Shown]:
    """The rows of the table as they must stand there, then the lines of the page."""
    for n, text in enumerate(texts):
        yield joined(clean(" " if n else ">"), clean(" "), fit(clean(text), WIDTH - 3))
    for text in texts:
        yield from (fit(line, WIDTH) for line in fold(clean(text), WIDTH, 2))


def batches(seed: int, count: int) -> Iterator[list[str]]:
    texts = strings(seed, count)
    while batch := list(islice(texts, BATCH)):
        yield batch


if __name__ == "__main__":
    Parade(gate=True, batches=list(batches(int(sys.argv[1]), int(sys.argv[2])))).run()
