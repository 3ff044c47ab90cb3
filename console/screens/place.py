"""What all places share: the head with the health, the foot with the keys, the way from key to deed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from console import actions, header, words
from console.actions import Place, Sight
from console.session import Session
from console.shown import clean
from console.widgets.bar import Bar

if TYPE_CHECKING:
    from console.app import Console

PLACES = {
    Place.TRAY: words.PLACE_TRAY,
    Place.ROUNDS: words.PLACE_ROUNDS,
    Place.OUTBOX: words.PLACE_OUTBOX,
}
"""In the order of their digits."""


def bindings(place: Place) -> list[BindingType]:
    """Every key of a place, from the table of actions."""
    return [
        Binding(action.key, f"press('{action.name}')", action.label, show=False)
        for action in actions.at(place)
    ]


class PlaceScreen(Screen[None]):
    """A place fills `body()`, says what the clerk has before them in `sight()` and draws in `redraw()`.

    Each action NAME of its rows in the table is a method `do_NAME` of the place or of the app.
    """

    PLACE: ClassVar[Place]

    def compose(self) -> ComposeResult:
        yield Bar(id="small")
        yield Bar(id="head")
        yield Bar(id="places")
        yield from self.body()
        yield Bar(id="deeds")
        yield Bar(id="keys")

    def body(self) -> ComposeResult:
        yield from ()

    def sight(self) -> Sight:
        return Sight(undo=self.session.undoable)

    def redraw(self) -> None:
        """Shows what the register holds now; the cursor stays where it is."""

    @property
    def console(self) -> "Console":
        return cast("Console", self.app)

    @property
    def session(self) -> Session:
        return self.console.session

    def on_mount(self) -> None:
        self.query_one("#small", Bar).say(clean(words.TOO_SMALL))
        self.query_one("#keys", Bar).say(clean(actions.footer(self.PLACE)))

    def on_screen_resume(self) -> None:
        self.redraw()
        self.frame()

    def frame(self) -> None:
        """Head and foot, which change with the clock and the cursor too."""
        left, right, tone = header.head(self.session, wide=self.size.width >= 120)
        self.query_one("#head", Bar).say(left, right, tone=tone)
        names = (
            f"[{digit}]{name}" if place is self.PLACE else f" {digit} {name} "
            for digit, (place, name) in enumerate(PLACES.items(), 1)
        )
        self.query_one("#places", Bar).say(clean(" ".join(names)), clean(self.session.desk.by))
        undo = self.session.undoable
        offer = words.UNDO_OFFER.format(deed=undo) if undo else words.UNDO_NONE
        self.query_one("#deeds", Bar).say(clean(actions.deeds(self.PLACE, self.sight())), clean(offer))

    def action_press(self, name: str) -> None:
        """A key of the table: done, or told why not."""
        if reason := actions.named(name).why_not(self.sight()):
            self.console.say(reason, ok=False)
            return
        do: Callable[[], None] = getattr(self, f"do_{name}", None) or getattr(self.console, f"do_{name}")
        do()
