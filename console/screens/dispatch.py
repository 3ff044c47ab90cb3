"""決裁・発送: which notices may leave, and what became of those that did?"""

from textual.app import ComposeResult

from console import words
from console.actions import Sight
from console.places import Place
from console.screens.ofround import OfRound
from console.screens.place import bindings
from console.screens.posting import Posting
from console.shown import NOTHING, clean
from console.views import dispatch, letters
from console.widgets.bar import Bar
from console.words import dispatch as said
from rules.record import replace


class DispatchScreen(Posting, OfRound):
    PLACE = Place.DISPATCH
    BINDINGS = bindings(Place.DISPATCH)

    def body(self) -> ComposeResult:
        yield from self.round_bars()
        yield Bar(id="counts")
        yield Bar(id="ledger")
        yield self.letter_list(said.EMPTY)

    def sight(self) -> Sight:
        return replace(super().sight(), sheet=self.sheet)

    def redraw(self) -> None:
        sheet = self.sheet
        if sheet is None:
            self.show_letters((), words.NO_ROUND)
            return
        self.draw_round(sheet)
        found = letters.ordered(letters.of_round(self.session.register, sheet.round.id))
        self.query_one("#counts", Bar).say(dispatch.counts(sheet), clean(dispatch.next_step(sheet)))
        reached = letters.reached(found) if found else NOTHING
        self.query_one("#ledger", Bar).say(letters.ledger(found), reached)
        self.show_letters(found, said.EMPTY)
