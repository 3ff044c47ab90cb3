"""One drawn line: text of exactly the widget's width in one tone."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from console.shown import Shown, fit
from console.views.lines import Tone

TONES = {f"tone--{tone}" for tone in Tone}
"""The component classes under which console.tcss gives each tone its look."""


def strip(widget: Widget, text: Shown, width: int, tone: Tone = Tone.PLAIN) -> Strip:
    """The line as the compositor wants it: every cell styled, else the background shows through.

    A component's style is kept by Textual; a widget's own is made anew at each question, which costs more than
    all else of a line.
    """
    return Strip([Segment(fit(text, width), widget.get_component_rich_style(f"tone--{tone}"))], width)
