"""One drawn line: text of exactly the widget's width in one tone."""

from functools import cached_property

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from console.shown import Shown, fit
from console.views.lines import Tone

TONES = {f"tone--{tone}" for tone in Tone}
"""The component classes of the whole program under which console.tcss gives each tone its look.

Were they each widget's own, the stylesheet would be gone through for every tone of every widget whenever a screen is
shown: the most of what opening it costs.
"""
KEPT = 96
"""Lines that a widget keeps drawn: more than a screen has. Textual hangs ten kilobytes on each."""


class Toned(Widget):
    """Drawn line by line, each in one tone: on the widget's own ground unless the tone has one.

    Has no border and no padding but at its sides. So a line needs nothing of what Textual does to each line of each
    widget whenever any of them changes; what is the same is the same Strip, with all that was ever made of it.
    """

    @cached_property
    def _looks(self) -> dict[Tone, Style]:
        """Since the last change of styles; to make one anew costs more than all else of a line."""
        return {}

    @cached_property
    def _drawn_lines(self) -> dict[tuple[Shown, int, Tone], Strip]:
        return {}

    def draw_line(self, y: int, width: int) -> Strip:
        """The line `y` of the widget; `width` is that between the paddings. Each widget makes it by `strip`."""
        raise NotImplementedError

    def strip(self, text: Shown, width: int, tone: Tone = Tone.PLAIN) -> Strip:
        """A line as the compositor wants it, every cell styled."""
        line = self._drawn_lines.get((text, width, tone))
        if line is None:
            sides = self.styles.padding
            words = f"{' ' * sides.left}{fit(text, width)}{' ' * sides.right}"
            line = Strip([Segment(words, self._look(tone))], sides.left + width + sides.right)
            if len(self._drawn_lines) >= KEPT:
                del self._drawn_lines[next(iter(self._drawn_lines))]
            self._drawn_lines[text, width, tone] = line
        return line

    def render_lines(self, crop: Region) -> list[Strip]:
        filters, ground = self.app.get_line_filters(), self.background_colors[1]
        start, end = crop.column_span
        width, lines = self.size.width, []
        for y in crop.line_range:
            line = self.draw_line(y, width)
            for each in filters:
                line = line.apply_filter(each, ground)
            lines.append(line if (start, end) == (0, line.cell_length) else line.crop(start, end))
        return lines

    def notify_style_update(self) -> None:
        self._looks.clear()
        self._drawn_lines.clear()
        super().notify_style_update()

    def _look(self, tone: Tone) -> Style:
        if tone not in self._looks:
            styles = self.app.get_component_styles(f"tone--{tone}")
            ground = styles.background if styles.has_rule("background") else self.background_colors[1]
            ink = ground.get_contrast_text(styles.color.a) if styles.auto_color else styles.color
            own = Style(color=(ground + ink).rich_color, bgcolor=ground.rich_color)
            self._looks[tone] = styles.text_style + own
        return self._looks[tone]
