"""What all places share: the head with the health, the foot with the keys, the way from key to deed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from console import places, words
from console.actions import ACTIONS, Sight
from console.actions.action import DEEDS
from console.places import Place
from console.screens.ahead import TypedAhead
from console.session import Report, Session
from console.shown import NOTHING, Shown, clean, fit
from console.views import header
from console.views.toast import WIDE
from console.widgets.bar import Bar
from console.widgets.table import Table
from console.words import habits
from rules.model import Case

if TYPE_CHECKING:
    from console.app import Console

LEAST_OFFER = 24
"""Cells in which the offer to take back names the deed; with fewer it names the key alone."""
GO = "go_"
"""Begins the names of the actions that lead to another place."""


def bindings(place: Place) -> list[BindingType]:
    """Every key of a place, from the table of actions; the office's own keys take their place by the id."""
    return [
        Binding(action.key, f"press('{action.name}')", action.label, show=False, id=action.name)
        for action in ACTIONS.at(place)
    ]


class PlaceScreen(TypedAhead[None]):
    """A place fills `body()`, says what the clerk has before them in `sight()` and draws in `redraw()`.

    Each action NAME of its rows in the table is a method `do_NAME` of the place or of the app.
    """

    AUTO_FOCUS = "Table, Page"
    """The list, not the line to type in that may stand above it."""
    PLACE: ClassVar[Place]
    LIST: ClassVar[str] = ""
    """The selector of the table whose rows are marked and copied; '' where there is none."""

    _done: tuple[str, tuple[str, ...]] = ("", ())
    """The last deed here, as `u` names it, and the rows that were marked for it."""

    wanted = ""
    """The key of the row on which the cursor is put as soon as the place is shown: what somebody came here for."""

    def compose(self) -> ComposeResult:
        self.add_class(*self.console.sizes, update=False)
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

    @property
    def list(self) -> Table | None:
        return self.query_one(self.LIST, Table) if self.LIST else None

    def on_mount(self) -> None:
        self.query_one("#small", Bar).say(clean(words.TOO_SMALL))
        self.query_one("#keys", Bar).say(clean(self.session.actions.footer(self.PLACE)))

    def on_screen_resume(self) -> None:
        self.redraw()
        if self.list and self.wanted:
            self.list.go(self.wanted)
        self.wanted = ""
        self.frame()

    def frame(self) -> None:
        """Head and foot, which change with the clock and the cursor too."""
        left, right, tone = header.head(self.session, wide=self.size.width >= WIDE)
        self.query_one("#head", Bar).say(left, right, tone=tone)
        self.query_one("#places", Bar).say(
            clean(places.line(self.PLACE, self.size.width)), clean(self.session.desk.by)
        )
        self.foot()

    def foot(self) -> None:
        """What may be done with what is under the cursor or marked."""
        read_only = self.session.read_only
        marked = len(self.list.marked) if self.list else 0
        chosen = f"{words.CHOSEN.format(count=marked)}  " if marked else ""
        sight = self.sight()
        room = self.size.width - cell_len(chosen) - (cell_len(words.UNDO_SHORT) + 2 if sight.undo else 0)
        does = self.session.actions.deeds(self.PLACE, sight, room)
        does = does or (words.NOTHING_IN_COMMON if marked > 1 else "")
        deeds = chosen + (habits.READ_ONLY_MARK if read_only else does)
        self.query_one("#deeds", Bar).say(
            clean(deeds), self._undo_offer(self.size.width - cell_len(deeds) - 2)
        )

    def _undo_offer(self, room: int) -> Shown:
        """What `u` would take back, in what the deeds leave of their line; nothing where it takes nothing back."""
        if self.session.read_only:
            return NOTHING
        undo = self.session.undoable
        offer = clean(words.UNDO_OFFER.format(deed=undo) if undo else words.UNDO_NONE)
        if cell_len(offer) <= room:
            return offer
        short = words.UNDO_SHORT if undo else ""
        return fit(offer, room) if undo and room >= LEAST_OFFER else clean(short)

    def action_press(self, name: str) -> None:
        """A key of the table: done, or told why not. What was told before was about what is seen no more."""
        self.console.clear_notifications()
        action = self.session.actions.named(name)
        off = habits.READ_ONLY if self.session.read_only and action.shelf in DEEDS else None
        if reason := off or action.why_not(self.sight()):
            self.console.say(reason, ok=False)
            return
        if name.startswith(GO):
            self.console.go(Place(name.removeprefix(GO)))
            return
        do: Callable[[], None] = getattr(self, f"do_{name}", None) or getattr(self.console, f"do_{name}")
        do()

    def copied(self) -> Shown:
        """What `y` gives to the clipboard: the row under the cursor."""
        return self.list.line if self.list else clean("")

    def do_copy(self) -> None:
        text = self.copied()
        if not text:
            self.console.say(words.NOTHING_TO_COPY, ok=False)
            return
        self.console.copy_to_clipboard(text)
        self.console.say(words.COPIED.format(text=text))

    def do_mark(self) -> None:
        if self.list:
            self.list.mark()

    def do_mark_all(self) -> None:
        if self.list:
            self.list.mark_all()

    @on(Table.Marked)
    def _marked(self) -> None:
        self.frame()

    def finish(self, report: Report, again: Callable[[Case], Report] | None = None) -> None:
        """Tells it, `again` as in `Console.tell`. A deed lets the marked rows go: the next one is about others."""
        if report.ok:
            marked = self.list.marked if self.list else ()
            self._done = (self.session.undoable, marked)
            self.let_go()
        self.console.tell(report, again)

    def taken_back(self, deed: str) -> None:
        """All is as it was before this deed, the marks too: who chose wrongly need not choose anew."""
        done, marked = self._done
        if self.list and marked and deed == done:
            self.list.choose(marked)

    def do_back(self) -> None:
        if not self.let_go():
            self.console.back()

    def let_go(self) -> bool:
        """The first thing that `q` does: lets the marked rows go; whether there were any."""
        marked = self.list.marked if self.list else ()
        if self.list and marked:
            self.list.unmark(marked)
        return bool(marked)
