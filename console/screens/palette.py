"""`:` or Ctrl+P: any command by kanji, kana or romaji; any case by its number."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from console import words
from console.actions import Sight
from console.keyboard import palette
from console.keyboard.palette import Offer
from console.places import Place
from console.screens.dialog import Dialog
from console.session import Session
from console.shown import NOTHING, clean
from console.views.lines import Row, Tone
from console.widgets.bar import Bar
from console.widgets.table import Column, Table


class PaletteScreen(Dialog[Offer]):
    """Dismissed with what was chosen; the place does it or says why not."""

    def __init__(self, session: Session, place: Place, sight: Sight) -> None:
        super().__init__(classes="dialog")
        self._session, self._place, self._sight = session, place, sight
        self._offers: dict[str, Offer] = {}

    def compose(self) -> ComposeResult:
        yield CommandInput(id="command", compact=True, max_length=60)
        yield Table((Column(NOTHING, share=1),), id="found", empty=clean(words.PALETTE_NONE))
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self.query_one("#hint", Bar).say(clean(words.PALETTE_HINT))
        self.query_one("#found").can_focus = False
        self.query_one("#command").focus()
        self._find()

    @on(Input.Changed)
    def _find(self) -> None:
        wanted = self.query_one("#command", Input).value
        found = list(palette.offers(self._session.actions, self._place, self._sight, wanted))
        if wanted and (case := palette.case_anywhere(self._session, wanted)):
            found.insert(0, palette.case_offer(case))
        self._offers = {offer.key: offer for offer in found}
        rows = [Row(offer.key, (offer.text,), Tone.QUIET if offer.why_not else Tone.PLAIN) for offer in found]
        table = self.query_one("#found", Table)
        table.show(rows)
        table.edge(0)

    @on(Input.Submitted)
    def _chosen(self) -> None:
        key = self.query_one("#found", Table).key
        if key:
            self.dismiss(self._offers[key])

    @on(Table.Opened)
    def _clicked(self, event: Table.Opened) -> None:
        self.dismiss(self._offers[event.key])

    def move(self, step: int) -> None:
        self.query_one("#found", Table).move(step)


class CommandInput(Input):
    """Up and down move in the list while one types."""

    BINDINGS = [Binding("down", "move(1)", show=False), Binding("up", "move(-1)", show=False)]

    def action_move(self, step: int) -> None:
        if isinstance(self.screen, PaletteScreen):
            self.screen.move(step)
