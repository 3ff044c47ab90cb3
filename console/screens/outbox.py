"""送信箱: what will go out, to whom and when?"""

from textual.app import ComposeResult

from console import words
from console.places import Place
from console.screens.place import bindings
from console.screens.posting import Posting
from console.shown import clean
from console.views import letters
from console.widgets.bar import Bar
from console.words import letters as said


class OutboxScreen(Posting):
    PLACE = Place.OUTBOX
    BINDINGS = bindings(Place.OUTBOX)

    def __init__(self) -> None:
        super().__init__()
        self._group = 0

    def body(self) -> ComposeResult:
        yield Bar(id="groups")
        yield Bar(id="summary")
        yield self.letter_list(words.EMPTY_OUTBOX)

    def redraw(self) -> None:
        every = letters.ordered(self.session.register.letters.values())
        shown = [letter for letter in every if letter.state in letters.GROUPS[self._group]]
        self.query_one("#groups", Bar).say(letters.tabs(every, self._group), clean(said.SWITCH_GROUPS))
        self.query_one("#summary", Bar).say(letters.ledger(every))
        self.show_letters(shown, said.EMPTY_GROUP if every else words.EMPTY_OUTBOX)

    def do_group_left(self) -> None:
        self._switch(-1)

    def do_group_right(self) -> None:
        self._switch(1)

    def _switch(self, step: int) -> None:
        self._group = (self._group + step) % len(letters.GROUPS)
        self.redraw()
        self.frame()
