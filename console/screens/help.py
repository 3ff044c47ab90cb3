"""What can be pressed: made from the table of actions, so it can't be wrong."""

from collections.abc import Iterator

from textual.app import ComposeResult

from console import words
from console.actions import Actions
from console.keyboard import keys
from console.places import SPOTS, Place
from console.screens.dialog import Dialog
from console.shown import NOTHING, clean, fit, joined
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page


class HelpScreen(Dialog[None]):
    def __init__(self, actions: Actions, place: Place) -> None:
        super().__init__(classes="dialog")
        self._actions, self._place = actions, place

    def compose(self) -> ComposeResult:
        yield Bar(id="title", tone=Tone.STRONG)
        yield Page(id="keys-of-all")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self.query_one("#title", Bar).say(clean(words.HELP_TITLE))
        page = self.query_one("#keys-of-all", Page)
        page.show(_lines(self._actions, self._place))
        page.focus()
        self.query_one("#hint", Bar).say(clean(words.BACK_HINT))


def _lines(actions: Actions, here: Place) -> Iterator[Line]:
    """The keys of this place first, then those that the other places have beside them."""
    told: set[str] = set()
    for spot in sorted(SPOTS, key=lambda spot: spot.place is not here):
        fresh = [action for action in actions.at(spot.place) if action.name not in told]
        told.update(action.name for action in fresh)
        yield Line(clean(spot.label), Tone.STRONG)
        for action in fresh:
            pressed = "  ".join(keys.shown(key) for key in action.keys)
            yield Line(joined(NOTHING, fit(clean(pressed), 12), clean(action.label), by="  "), indent=16)
        yield Line()
    yield from (Line(clean(sentence), indent=2) for sentence in words.HELP_MOVES)
