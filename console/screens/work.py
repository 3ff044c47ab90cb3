"""Something that takes a while: what it is, for how long already, and Esc to give it up."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from textual.app import ComposeResult

from console import words
from console.screens.dialog import Dialog
from console.shown import clean
from console.views.lines import Tone
from console.widgets.bar import Bar

Done = TypeVar("Done")


class WorkDialog(Dialog[Done]):
    """Dismissed with what the work came to; None when the clerk gave it up, and then it was cancelled."""

    def __init__(self, sentence: str, work: Callable[[], Awaitable[Done]]) -> None:
        super().__init__()
        self._sentence, self._work = sentence, work
        self._seconds = 0

    def compose(self) -> ComposeResult:
        yield Bar(id="question", tone=Tone.STRONG)
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self.query_one("#question", Bar).say(clean(self._sentence))
        self._tick()
        self.set_interval(1, self._tick)
        self.run_worker(self._run(), exit_on_error=False)

    def _tick(self) -> None:
        self.query_one("#hint", Bar).say(clean(words.WORKING.format(seconds=self._seconds)))
        self._seconds += 1

    async def _run(self) -> None:
        self.dismiss(await self._work())

    def action_cancel(self) -> None:
        """Textual cancels the workers of a screen that is taken down."""
        self.dismiss(None)
