"""The console's program: places, keys that hold everywhere, and the watch over the register.

What the first screen does not need is imported where it is asked for: a clerk waits for each import up here.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from textual import events
from textual.filter import LineFilter
from textual.widgets import Input

from console import looks, words
from console.actions import ACTIONS
from console.attendance import Attendance
from console.errands import Robot
from console.keyboard import keymap, keys
from console.places import SPOTS, START, Place, Spot
from console.screens.keybykey import KeyByKey
from console.screens.place import PlaceScreen
from console.seat import Seat
from console.session import Report, Session
from console.shown import clean
from console.views.toast import WIDE, toast
from console.widgets.bar import Bar
from console.widgets.gate import Gate
from console.widgets.line import TONES
from console.words import habits
from rules.model import Case
from rules.record import replace
from store.config import Config
from store.deeds import Deed
from store.desk import Desk, login
from store.documents import Store
from store.errors import ConfigError, StoreError
from store.library import Library

if TYPE_CHECKING:
    from console.keyboard.palette import Offer

LOOK_SECONDS = 0.5
"""How often the register's token is compared: one stat() of a file."""

SAVE_SECONDS = 5.0
"""How often it is kept where the clerk is and what they have typed: so much is lost with a terminal that breaks off."""


def screen_of(spot: Spot) -> PlaceScreen:
    """Its screen, with all that it imports, when somebody first goes there."""
    module, _, name = spot.screen.partition(":")
    screen = getattr(import_module(module), name)()
    assert isinstance(screen, PlaceScreen)  # noqa: S101  # what the table of places names
    return screen


class Console(KeyByKey):
    SCREENS = {spot.place: partial(screen_of, spot) for spot in SPOTS}
    TITLE = words.TITLE
    CSS_PATH = "console.tcss"
    COMPONENT_CLASSES = TONES
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]

    def __init__(self, session: Session, robot: Robot | None = None, seat: Seat | None = None) -> None:
        super().__init__()
        self.seat = seat or Seat()
        self.start = self.seat.place
        self.session = session
        session.draft.values = {**self.seat.kept.draft, **session.draft.values}
        self.robot = robot or Robot()
        self.animation_level = "none"
        for look in looks.LOOKS.values():
            self.register_theme(look)
        self._begin_in(self.seat.look or session.desk.config.console.theme)
        self.set_keymap(session.desk.config.console.keys)
        self.attendance = Attendance(session)
        self._gate = Gate()
        self._way: list[Place] = []
        """The places that the clerk came through, the last at the end."""
        self._trouble = ""

    async def on_event(self, event: events.Event) -> None:
        """Esc settles what was told, wherever it is pressed: a sentence that asked for it has had its answer."""
        if isinstance(event, events.Key) and event.key == "escape":
            self.clear_notifications()
        await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._gate]

    def on_mount(self) -> None:
        self.look()  # what came while the program was loading
        self.push_screen(self.start)
        if not self.is_headless:
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._hung_up)
        self.set_interval(LOOK_SECONDS, self.look)
        self.set_interval(SAVE_SECONDS, self.seat.save)
        if not self.session.desk.by:
            from console.screens.name import NameDialog

            self.push_screen(NameDialog(self.session.desk.login, self.seat.kept.by), self._named)

    def _named(self, name: str | None) -> None:
        self.session.desk = replace(self.session.desk, by=name or self.session.desk.login)
        self.seat.kept.by = name or ""

    def look(self) -> None:
        """Shows what anybody changed meanwhile; a register that can't be read is told once."""
        try:
            changed = self.session.look()
            self._trouble = ""
        except StoreError as error:
            if str(error) != self._trouble:
                self._trouble = str(error)
                self.say(words.DAMAGED.format(why=error), ok=False)
            return
        place = self.place
        if place is not None and place.is_mounted and place.query(Bar):  # nor while it is taken down
            if changed:
                place.redraw()
            place.frame()

    def on_unmount(self) -> None:
        self.attendance.leave()
        self.seat.save()

    def _hung_up(self) -> None:
        """The terminal is gone: nothing can be drawn any more, but what was typed is kept, and no case stays open."""
        self.on_unmount()
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGHUP)

    def say(self, message: str, *, ok: bool = True) -> None:
        self.clear_notifications()
        alone = isinstance(self.screen, PlaceScreen) and self.screen.PLACE is Place.CASE
        told = toast(message, self.size.width, alone=alone)
        self.notify(told, severity="information" if ok else "warning", markup=False)

    def tell(self, report: Report, again: Callable[[Case], Report] | None = None) -> None:
        """The report as a toast, and what it changed on the screen at once.

        Where somebody was first both versions are shown; `again` does the deed over what stands now.
        """
        self.look()
        conflict = report.conflict
        if conflict is None:
            self.say(report.message, ok=report.ok)
            return
        from console.screens.conflict import ConflictDialog

        def chosen(once_more: bool | None) -> None:
            if once_more and again is not None and conflict.now is not None:
                self.tell(again(conflict.now), again)

        self.push_screen(ConflictDialog(conflict, may_repeat=again is not None), chosen)

    def on_key(self, event: events.Key) -> None:
        """Keys typed with the input method left on: full width works, kana is told; so is a key of other places."""
        typed = event.character or "" if event.is_printable else ""
        if isinstance(self.focused, Input) or not (typed or event.key == "enter" or "ctrl+" in event.key):
            return
        key = keys.of(typed) if typed else event.key
        if key and not typed.isascii():
            event.stop()
            self.simulate_key(key)
        elif key and key not in self.screen.active_bindings:
            idle = words.NO_KEY_HERE if isinstance(self.screen, PlaceScreen) else words.NO_KEY_ASKED
            self.say(idle.format(key=keys.shown(typed.strip() or event.key)), ok=False)
        elif key is None:
            self.say(words.IME_IS_ON, ok=False)

    def open_case(self, number: str, among: Sequence[str]) -> None:
        """A case, and the list in which n and p move."""
        from console.screens.case import CaseScreen

        screen = self.get_screen(Place.CASE)
        if not number or not isinstance(screen, CaseScreen):
            return
        screen.open(number, among)
        if self.screen is not screen:
            self.push_screen(Place.CASE)

    def go(self, place: Place, wanted: str = "") -> None:
        """Another place, the cursor on the row `wanted`; from a case back through the place it was opened in.

        Each place that is left is remembered once, for `back`; who is at the start has gone nowhere yet. What was told
        of the place before stands in nobody's way.
        """
        self.clear_notifications()
        if isinstance(self.screen, PlaceScreen) and self.screen.PLACE is Place.CASE:
            self.pop_screen()
        here = self.place.PLACE if self.place else START
        before = [each for each in self._way if each not in (here, place)]
        if place is not here:
            self._way = [] if place is START else [*before, here]
        self._show(place, wanted)

    def back(self) -> None:
        """Where the clerk was before this place; in the end the start."""
        self._show(self._way.pop() if self._way else START)

    def _show(self, place: Place, wanted: str = "") -> None:
        if wanted and isinstance(screen := self.get_screen(place), PlaceScreen):
            screen.wanted = wanted
        self.seat.kept.place = place
        if self.screen is not self.get_screen(place):
            self.switch_screen(place)

    @property
    def place(self) -> PlaceScreen | None:
        """The place that the clerk is in, also while a question stands before it."""
        return next(
            (screen for screen in reversed(self.screen_stack) if isinstance(screen, PlaceScreen)), None
        )

    @property
    def sizes(self) -> tuple[str, ...]:
        """The classes that Textual will give to a screen as soon as it knows its size: with them it is styled once."""
        lengths = (
            (self.size.width, self.HORIZONTAL_BREAKPOINTS),
            (self.size.height, self.VERTICAL_BREAKPOINTS),
        )
        return tuple(max(each for each in points if each[0] <= length)[1] for length, points in lengths)

    def _begin_in(self, look: str) -> None:
        """The first look: no stylesheet was read yet that would have to be read again."""
        self.set_reactive(Console.theme, looks.LOOKS[look].name)
        self.stylesheet.set_variables(self.get_css_variables())

    def look_named(self, name: str) -> None:
        """'dark', 'light' or 'mono'."""
        self.theme = looks.LOOKS[name].name

    def do_look(self) -> None:
        """The next of the looks."""
        names = list(looks.LOOKS)
        here = next(name for name in names if looks.LOOKS[name].name == self.theme)
        name = names[(names.index(here) + 1) % len(names)]
        self.look_named(name)
        self.seat.kept.look = name
        said = habits.NO_COLOUR if self.no_color else habits.LOOKS_NOW.format(look=habits.LOOKS[name])
        self.say(said)

    def do_undo(self) -> None:
        self._taken_back(self.session.undoable, self.session.undo())

    def _taken_back(self, deed: str, report: Report) -> None:
        self.tell(report)
        if report.ok and self.place is not None:
            self.place.taken_back(deed)

    def do_deeds(self) -> None:
        from console.screens.deeds import DeedsScreen

        def take_back(deed: Deed | None) -> None:
            if deed is not None:
                self._taken_back(self.session.label(deed), self.session.undo(deed))

        self.push_screen(DeedsScreen(self.session), take_back)

    def do_palette(self) -> None:
        from console.screens.palette import PaletteScreen

        place = self.place
        if place is None:
            return

        def run(offer: "Offer | None") -> None:
            if offer is None:
                return
            if self.session.case(offer.key):
                self.open_case(offer.key, (offer.key,))
            else:
                place.action_press(offer.key)

        self.push_screen(PaletteScreen(self.session, place.PLACE, place.sight()), run)

    def do_help(self) -> None:
        from console.screens.help import HelpScreen

        place = self.place
        self.push_screen(HelpScreen(self.session.actions, place.PLACE if place else START))

    def action_help_quit(self) -> None:
        """Ctrl+C: Textual's own advice would be in English."""
        self.say(words.LEAVE_BY_Q)

    def do_leave(self) -> None:
        """The screen as it is now is what the next start shows before all else is there."""
        if isinstance(self.screen, PlaceScreen):
            self.seat.save_frame(frame_of(self.screen))
        self.seat.save()
        self.exit()


def frame_of(screen: PlaceScreen) -> dict[str, Any]:
    """What stands on it, with the colours of its ground."""
    drawn = screen._compositor.render_strips()
    ground, ink = screen.background_colors[1], screen.styles.color
    return {
        "columns": screen.size.width,
        "rows": screen.size.height,
        "ink": ink.hex6.lower(),
        "ground": ground.hex6.lower(),
        "lines": ["".join(clean(segment.text) for segment in line) for line in drawn],
    }


def run(
    store: Store,
    library: Library,
    config: Config,
    *,
    by: str | None,
    clock: Callable[[], datetime],
    command: Sequence[str] = (),
    read_only: bool = False,
    is_plain: bool = False,
) -> None:
    """Opens the console until the clerk leaves. `by` (else $MAILBOT_BY, else asked) goes into the audit.

    `command` is how this office's `mailbot` is called; `is_plain` draws nothing and speaks in lines. ConfigError
    names all that is wrong with the chosen keys.
    """
    if wrong := keymap.problems("[console]", config.console.keys):
        raise ConfigError(tuple(wrong))
    name = by or os.environ.get("MAILBOT_BY", "")
    desk = Desk(store=store, library=library, config=config, by=name.strip(), login=login())
    session = Session(
        desk=desk,
        clock=clock,
        actions=ACTIONS.with_keys(config.console.keys),
        read_only=read_only or config.console.read_only,
    )
    if is_plain:
        from console import plain

        plain.run(session, tuple(command))
        return
    seat = Seat.of(store.directory, desk.login)
    Console(session, Robot(tuple(command)), seat).run()
