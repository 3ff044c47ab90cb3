"""A line of words that stays in its place: where I am, what needs me, what I can press."""

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip

from console.shown import NOTHING, Shown, fit, joined
from console.views.lines import Tone
from console.widgets.line import Toned


class Bar(Toned):
    """Words at the left and, as far as they find room, words at the right edge."""

    def __init__(self, *, id: str, tone: Tone = Tone.PLAIN) -> None:
        super().__init__(id=id)
        self._left = self._right = NOTHING
        self._tone = tone

    @property
    def text(self) -> str:
        """What it says now, for tests."""
        return f"{self._left} {self._right}".strip()

    def say(self, left: Shown, right: Shown = NOTHING, *, tone: Tone | None = None) -> None:
        if (left, right, tone or self._tone) == (self._left, self._right, self._tone):
            return
        self._left, self._right, self._tone = left, right, tone or self._tone
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def draw_line(self, y: int, width: int) -> Strip:
        room = width - cell_len(self._right) - 1
        words = joined(fit(self._left, room), self._right, by=" ") if self._right and room > 0 else self._left
        return self.strip(words, width, self._tone)
