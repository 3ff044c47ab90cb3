"""Questions to the clerk: one at a time, Esc always changes nothing."""

from typing import TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen

from console.screens.ahead import TypedAhead
from console.shown import NOTHING, Shown, clean, fold
from console.views.lines import Line, Row, Tone
from console.widgets.page import Page
from console.widgets.table import Column, Table

T = TypeVar("T")

MOST_CHOICES = 7
"""Rows before a list of choices scrolls: the letter under it wants the room."""

MOST_LINES = 3
"""Of a question."""


class Dialog(TypedAhead[T | None], ModalScreen[T | None]):
    """Dismissed with None by Esc (or q outside inputs): nothing was decided.

    From a line to type in, PageDown and PageUp read the letter below it, which has room for its beginning alone.
    """

    BINDINGS = [
        Binding("escape,q", "leave", show=False),
        Binding("pagedown", "read(1)", show=False),
        Binding("pageup", "read(-1)", show=False),
    ]

    def on_mount(self) -> None:
        """What was told before stands in the way of nothing that is asked now."""
        self.app.clear_notifications()

    def ask(self, question: str) -> None:
        """On as many lines as it needs: what is asked stands at its end, behind the name of a product."""
        lines = fold(clean(question), self.app.size.width)
        page = self.query_one("#question", Page)
        page.styles.height = min(len(lines), MOST_LINES)
        page.show([Line(clean(question), Tone.STRONG)])

    def action_leave(self) -> None:
        """What was told of the question goes with it."""
        self.app.clear_notifications()
        self.action_cancel()

    def action_cancel(self) -> None:
        self.dismiss(None)

    def action_read(self, way: int) -> None:
        for letter in self.query("#letter").results(Page):
            letter.action_screenful(way)


class Choices(Table):
    """A short list of which Enter takes one; the first is the safe one."""

    def __init__(self, *, id: str) -> None:
        super().__init__((Column(NOTHING, share=1),), id=id)
        self._seen = 0

    def offer(self, choices: dict[str, str], *, rows: int = MOST_CHOICES) -> None:
        """Words by key, in this order; so many rows are seen at once."""
        self.show([Row(key, (clean(words),)) for key, words in choices.items()])
        self._seen = min(len(choices), rows)
        self.styles.height = self._seen

    @property
    def whereabouts(self) -> Shown:
        """'3 / 17': there are more than are seen at once, which nothing else tells."""
        count = len(self.keys)
        return clean(f"{self.position + 1} / {count}") if count > self._seen else NOTHING


class Ticks(Choices):
    """A short list of which any may be marked: none is at first, since somebody has to look. Enter goes on."""

    BINDINGS = [Binding("space", "tick", show=False), Binding("a", "tick_all", show=False)]

    def action_tick(self) -> None:
        self.mark()

    def action_tick_all(self) -> None:
        self.mark_all()
