"""会議: who is still undecided, and what did the committee say?"""

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from console import words
from console.actions import Sight
from console.places import Place
from console.screens.agenda import Agenda
from console.screens.deciding import Deciding
from console.screens.place import bindings
from console.screens.proposing import Proposing
from console.shown import clean
from console.views import meeting
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table
from console.words import meeting as said

COLUMNS = (
    Column(clean(words.COLUMN_NUMBER), width=8),
    Column(clean(words.COLUMN_STATE), width=6),
    Column(clean(words.COLUMN_BUSINESS), share=3),
    Column(clean(words.COLUMN_PRODUCT), share=4),
    Column(clean(said.COLUMN_PROPOSAL), width=8, least=86),
    Column(clean(words.COLUMN_OUTCOME), width=8),
    Column(clean(words.COLUMN_REASON), width=4),
)


class RoundsScreen(Deciding, Proposing, Agenda):
    PLACE = Place.ROUNDS
    BINDINGS = bindings(Place.ROUNDS)
    LIST = "#cases"

    def __init__(self) -> None:
        super().__init__()
        self._undecided_only = False

    def body(self) -> ComposeResult:
        yield from self.round_bars()
        yield Bar(id="counts")
        with Container(id="body"):
            yield Table(COLUMNS, id="cases", empty=clean(words.EMPTY_ROUND))
            yield Page(id="preview", can_focus=False)

    def sight(self) -> Sight:
        chosen = self.query_one("#cases", Table).chosen
        known = self.session.register.cases
        return Sight(
            cases=tuple(known[number] for number in chosen if number in known),
            sheet=self.sheet,
            undo=self.session.undoable,
        )

    def redraw(self) -> None:
        sheet, table = self.sheet, self.query_one("#cases", Table)
        if sheet is None:
            table.show((), empty=clean(words.NO_ROUND))
            return
        self.draw_round(sheet, said.UNDECIDED_SHOWN if self._undecided_only else said.ALL_SHOWN)
        self.query_one("#counts", Bar).say(meeting.counts(sheet), meeting.progress(sheet))
        shown = sheet.without_outcome if self._undecided_only else sheet.cases
        empty = said.EMPTY_UNDECIDED if self._undecided_only else words.EMPTY_ROUND
        rows = [meeting.row(case, self.session.register) for case in shown]
        table.show(rows, empty=clean(empty))
        self._preview()

    def _preview(self) -> None:
        register = self.session.register
        case = register.cases.get(self.query_one("#cases", Table).key)
        self.query_one("#preview", Page).show(meeting.preview(case, register) if case else ())

    @on(Table.Moved)
    def _moved(self) -> None:
        self._preview()
        self.foot()

    @on(Table.Opened)
    def do_open(self) -> None:
        table = self.query_one("#cases", Table)
        self.console.open_case(table.key, table.keys)

    def do_undecided_only(self) -> None:
        self._undecided_only = not self._undecided_only
        self.redraw()
        self.frame()
