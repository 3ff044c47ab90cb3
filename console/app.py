"""The console's program: places, keys that hold everywhere, and the watch over the register."""

import os
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.widgets import Input

from console import words
from console.actions import Place
from console.screens.case import CaseScreen
from console.screens.help import HelpScreen
from console.screens.name import NameDialog
from console.screens.outbox import OutboxScreen
from console.screens.place import PlaceScreen
from console.screens.rounds import RoundsScreen
from console.screens.tray import TrayScreen
from console.session import Report, Session
from console.shown import clean
from console.widgets.bar import Bar
from console.widgets.gate import Gate
from store.config import Config
from store.desk import Desk, login
from store.documents import Store
from store.errors import StoreError
from store.library import Library

LOOK_SECONDS = 0.5
"""How often the register's token is compared: one stat() of a file."""


class Console(App[None]):
    TITLE = words.TITLE
    CSS_PATH = "console.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (80, "-narrow"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.animation_level = "none"
        self._gate = Gate()
        self._trouble = ""

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._gate]

    def on_mount(self) -> None:
        self.install_screen(TrayScreen(), Place.TRAY)
        self.install_screen(RoundsScreen(), Place.ROUNDS)
        self.install_screen(OutboxScreen(), Place.OUTBOX)
        self.install_screen(CaseScreen(), Place.CASE)
        self.push_screen(Place.TRAY)
        self.set_interval(LOOK_SECONDS, self.look)
        if not self.session.desk.by:
            self.push_screen(NameDialog(self.session.desk.login), self._named)

    def _named(self, name: str | None) -> None:
        self.session.desk = replace(self.session.desk, by=name or self.session.desk.login)

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
        place = next(
            (screen for screen in reversed(self.screen_stack) if isinstance(screen, PlaceScreen)), None
        )
        if place is not None and place.query(Bar):  # not before it is composed, nor while it is taken down
            if changed:
                place.redraw()
            place.frame()

    def say(self, message: str, *, ok: bool = True) -> None:
        self.clear_notifications()
        self.notify(clean(message), severity="information" if ok else "warning", markup=False)

    def tell(self, report: Report) -> None:
        """The report as a toast, and what it changed on the screen at once."""
        self.say(report.message, ok=report.ok)
        self.look()

    def on_key(self, event: events.Key) -> None:
        """Keys typed with the input method left on: full width works, kana is told."""
        if isinstance(self.focused, Input) or event.character is None or event.character.isascii():
            return
        plain = unicodedata.normalize("NFKC", event.character)
        if len(plain) == 1 and plain.isascii() and plain.isprintable():
            event.stop()
            self.simulate_key(KEY_NAMES.get(plain, plain))
        else:
            self.say(words.IME_IS_ON, ok=False)

    def open_case(self, number: str, among: tuple[str, ...]) -> None:
        screen = self.get_screen(Place.CASE)
        if number and isinstance(screen, CaseScreen):
            screen.open(number, among)
            self.push_screen(Place.CASE)

    def _go(self, place: Place) -> None:
        """Another place; from a case back through the place that it was opened in."""
        if isinstance(self.screen, CaseScreen):
            self.pop_screen()
        if self.screen is not self.get_screen(place):
            self.switch_screen(place)

    def do_go_tray(self) -> None:
        self._go(Place.TRAY)

    def do_go_rounds(self) -> None:
        self._go(Place.ROUNDS)

    def do_go_outbox(self) -> None:
        self._go(Place.OUTBOX)

    def do_undo(self) -> None:
        self.tell(self.session.undo())

    def do_help(self) -> None:
        place = self.screen.PLACE if isinstance(self.screen, PlaceScreen) else Place.TRAY
        self.push_screen(HelpScreen(place))

    def action_help_quit(self) -> None:
        """Ctrl+C: Textual's own advice would be in English."""
        self.say(words.LEAVE_BY_Q)

    def do_leave(self) -> None:
        self.exit()


KEY_NAMES = {"/": "slash", "?": "question_mark", " ": "space"}
"""How Textual calls the keys of the table that are no letters or digits."""


def run(
    store: Store, library: Library, config: Config, *, by: str | None, clock: Callable[[], datetime]
) -> None:
    """Opens the console until the clerk leaves. `by` (else $MAILBOT_BY, else asked) goes into the audit."""
    name = by or os.environ.get("MAILBOT_BY", "")
    desk = Desk(store=store, library=library, config=config, by=name.strip(), login=login())
    Console(Session(desk=desk, clock=clock)).run()
