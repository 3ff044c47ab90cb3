"""送信箱: what will go out, to whom and when?"""

import re
from collections import Counter

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from console import casefile, tray, words
from console.actions import Sight
from console.lines import Row, Tone
from console.places import START, Place
from console.register import IN_TROUBLE
from console.screens.place import bindings
from console.screens.posting import Posting
from console.shown import clean
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table
from rules.model import Letter, LetterState

COLUMNS = (
    Column(clean(words.COLUMN_STATE), width=6),
    Column(clean(words.COLUMN_KIND), width=10),
    Column(clean(words.COLUMN_DUE), width=11),
    Column(clean(words.COLUMN_TO), share=3),
    Column(clean(words.COLUMN_NUMBER), width=13),
    Column(clean(words.COLUMN_SUBJECT), share=4),
)
MARK = re.compile("^【[^】]*】")
"""Our own mark in front of every subject: no news in a list."""
ORDER = (
    *(
        LetterState.UNCERTAIN,
        LetterState.REFUSED,
        LetterState.BOUNCED,
        LetterState.HELD,
        LetterState.TO_PRINT,
    ),
    *(LetterState.SENDING, LetterState.DEFERRED, LetterState.READY, LetterState.SENT, LetterState.PRINTED),
    LetterState.TOLD,
)
"""What waits for a person comes first."""
DONE = frozenset({LetterState.SENT, LetterState.PRINTED, LetterState.TOLD})


class OutboxScreen(Posting):
    PLACE = Place.OUTBOX
    BINDINGS = bindings(Place.OUTBOX)
    LIST = "#letters"

    def body(self) -> ComposeResult:
        yield Bar(id="summary")
        with Container(id="body"):
            yield Table(COLUMNS, id="letters", empty=clean(words.EMPTY_OUTBOX))
            yield Page(id="preview", can_focus=False)

    def sight(self) -> Sight:
        chosen = self.query_one("#letters", Table).chosen
        known = self.session.register.letters
        return Sight(letters=tuple(known[id] for id in chosen if id in known), undo=self.session.undoable)

    def redraw(self) -> None:
        found = sorted(self.session.register.letters.values(), key=_urgency)
        self.query_one("#letters", Table).show([self._row(letter) for letter in found])
        counts = Counter(letter.state for letter in found)
        shown = (f"{words.LETTER_STATES[state]} {counts[state]}" for state in ORDER if counts[state])
        self.query_one("#summary", Bar).say(clean("   ".join(shown)))
        self._preview()

    def _row(self, letter: Letter) -> Row:
        business = self.session.register.businesses.get(letter.business or "")
        at = (letter.sent_at or letter.due_at).astimezone(self.session.calendar.zone)
        cells = (
            words.LETTER_STATES[letter.state],
            words.LETTERS[letter.kind],
            f"{at:%m/%d %H:%M}",
            tray.short_name(business.name) if business else words.COMMA.join(letter.to),
            _numbers(letter),
            MARK.sub("", letter.subject),
        )
        tone = Tone.ALARM if letter.state in IN_TROUBLE else Tone.PLAIN
        return Row(letter.id, tuple(clean(cell) for cell in cells), tone)

    def _preview(self) -> None:
        letter = self.session.register.letters.get(self.query_one("#letters", Table).key)
        self.query_one("#preview", Page).show(casefile.letter(letter, self.session.when) if letter else ())

    @on(Table.Moved)
    def _moved(self) -> None:
        self._preview()
        self.frame()

    def do_back(self) -> None:
        if not self.let_go():
            self.console.go(START)


def _numbers(letter: Letter) -> str:
    """'R8-0055 ほか1': the first case and how many more."""
    first, *more = letter.cases or ("",)
    return words.AND_MORE.format(first=first, count=len(more)) if more else first


def _urgency(letter: Letter) -> tuple[int, float]:
    """What waits for a person, then the next to leave; of those that left, the latest first."""
    instant = (letter.sent_at or letter.due_at).timestamp()
    return ORDER.index(letter.state), -instant if letter.state in DONE else instant
