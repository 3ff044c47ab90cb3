"""What can be pressed: made from the table of actions, so it can't be wrong."""

from collections.abc import Iterator

from console import words
from console.actions import Actions
from console.keyboard import keys
from console.places import SPOTS, Place
from console.screens.text import TextDialog
from console.shown import NOTHING, clean, fit, joined
from console.views.lines import Line, Tone


class HelpScreen(TextDialog):
    def __init__(self, actions: Actions, place: Place) -> None:
        super().__init__(_lines(actions, place), title=words.HELP_TITLE)


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
