"""One drawn line: text of exactly the widget's width in one tone."""

from collections.abc import Mapping

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from console.shown import Shown, fit
from console.views.lines import Tone

TONES = {f"tone--{tone}" for tone in Tone}
"""The component classes of the whole program under which console.tcss gives each tone its look.

Were they each widget's own, the stylesheet would be gone through for every tone of every widget whenever a screen is
shown: the most of what opening it costs.
"""


class Toned(Widget):
    """Drawn line by line, each in one tone: on the widget's own ground unless the tone has one."""

    _looks: Mapping[Tone, Style] = {}
    """What was asked for since the last change of styles: to make one anew costs more than all else of a line."""

    def strip(self, text: Shown, width: int, tone: Tone = Tone.PLAIN) -> Strip:
        """The line as the compositor wants it: every cell styled."""
        look = self._looks.get(tone) or self._look(tone)
        return Strip([Segment(fit(text, width), look)], width)

    def notify_style_update(self) -> None:
        self._looks = {}
        super().notify_style_update()

    def _look(self, tone: Tone) -> Style:
        styles = self.app.get_component_styles(f"tone--{tone}")
        ground = styles.background if styles.has_rule("background") else self.background_colors[1]
        ink = ground.get_contrast_text(styles.color.a) if styles.auto_color else styles.color
        style = styles.text_style + Style(color=(ground + ink).rich_color, bgcolor=ground.rich_color)
        self._looks = {**self._looks, tone: style}
        return style
