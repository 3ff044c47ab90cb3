"""A longer text in one widget: lines folded to its width, drawn on demand."""

from collections.abc import Iterable

from textual.binding import Binding
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from console.shown import NOTHING, Shown, fold
from console.views.lines import DotRow, Paragraph, Tone
from console.widgets.dots import dots
from console.widgets.line import Toned


class Page(ScrollView, Toned, can_focus=True, inherit_bindings=False):
    BINDINGS = [
        Binding("down,j", "down", show=False),
        Binding("up,k", "up", show=False),
        Binding("pagedown,space", "screenful(1)", show=False),
        Binding("pageup", "screenful(-1)", show=False),
        Binding("home,g", "edge(0)", show=False),
        Binding("end,G", "edge(1)", show=False),
    ]

    def __init__(self, *, id: str, can_focus: bool = True) -> None:
        super().__init__(id=id, can_focus=can_focus)
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._drawn: list[tuple[Shown, Tone] | DotRow] = []

    @property
    def text(self) -> str:
        """All that it holds, folded as drawn, for tests."""
        return "\n".join("" if isinstance(each, DotRow) else each[0] for each in self._drawn)

    def show(self, paragraphs: Iterable[Paragraph], *, top: bool = True) -> None:
        """Replaces the text, the same one costs nothing; `top=False` keeps the place where the reader is."""
        if (new := tuple(paragraphs)) != self._paragraphs:
            self._paragraphs = new
            self._fold()
        if top:
            self.scroll_to(y=0, animate=False)

    def _fold(self) -> None:
        """Only the lines that were or are words are drawn again: under the cursor of a list that is each key."""
        width, before = max(self.size.width, 1), len(self._drawn)
        self._drawn = []
        for each in self._paragraphs:
            if isinstance(each, DotRow):
                self._drawn.append(each)
            else:
                self._drawn += [(part, each.tone) for part in fold(each.text, width, each.indent)]
        self.virtual_size = Size(width, len(self._drawn))
        self.refresh_lines(0, max(before, len(self._drawn), 1))

    def on_resize(self, event: Resize) -> None:
        self._fold()
        self.refresh()

    def action_down(self) -> None:
        self.scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        self.scroll_relative(y=-1, animate=False)

    def action_screenful(self, way: int) -> None:
        self.scroll_relative(y=way * max(self.size.height - 1, 1), animate=False)

    def action_edge(self, end: int) -> None:
        self.scroll_to(y=end * self.max_scroll_y, animate=False)

    def draw_line(self, y: int, width: int) -> Strip:
        row = y + self.scroll_offset.y
        drawn = self._drawn[row] if row < len(self._drawn) else (NOTHING, Tone.PLAIN)
        if isinstance(drawn, DotRow):
            return dots(drawn, width, self.rich_style)
        return self.strip(drawn[0], width, drawn[1])
