"""One drawn line: text of exactly the widget's width in one tone."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from console.shown import Shown, fit
from console.views.lines import Tone

TONES = {f"tone--{tone}" for tone in Tone}
"""The component classes of the whole program under which console.tcss gives each tone its look.

Were they each widget's own, the stylesheet would be gone through for every tone of every widget whenever a screen is
shown: the most of what opening it costs.
"""


def strip(widget: Widget, text: Shown, width: int, tone: Tone = Tone.PLAIN) -> Strip:
    """The line as the compositor wants it: every cell styled, on the widget's own ground unless the tone has one."""
    look = widget.app.get_component_styles(f"tone--{tone}")
    ground = look.background if look.has_rule("background") else widget.background_colors[1]
    ink = ground.get_contrast_text(look.color.a) if look.auto_color else look.color
    return Strip([Segment(fit(text, width), _style(ground, ground + ink, look.text_style))], width)


@lru_cache(maxsize=64)
def _style(ground: Color, ink: Color, text: Style) -> Style:
    """Made anew it would cost more than all else of a line."""
    return text + Style(color=ink.rich_color, bgcolor=ground.rich_color)
