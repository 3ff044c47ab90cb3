"""送信箱: what will go out, to whom and when?"""

from textual.app import ComposeResult

from console import letters, words
from console.places import START, Place
from console.screens.place import bindings
from console.screens.posting import Posting
from console.widgets.bar import Bar
from rules.model import Letter


class OutboxScreen(Posting):
    PLACE = Place.OUTBOX
    BINDINGS = bindings(Place.OUTBOX)

    def body(self) -> ComposeResult:
        yield Bar(id="summary")
        yield self.letter_list(words.EMPTY_OUTBOX)

    def listed(self) -> list[Letter]:
        return letters.ordered(self.session.register.letters.values())

    def redraw(self) -> None:
        self.show_letters(self.listed())
        self.query_one("#summary", Bar).say(letters.ledger(self.listed()))

    def do_back(self) -> None:
        if not self.let_go():
            self.console.go(START)
