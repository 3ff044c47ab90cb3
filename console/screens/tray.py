"""受付一覧: which case needs me?"""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import Input

from console import tray, words
from console.actions import Sight
from console.places import Place
from console.screens.claims import Claims
from console.screens.deciding import Deciding
from console.screens.place import bindings
from console.shown import clean
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table

COLUMNS = (
    Column(clean(words.COLUMN_NUMBER), width=8),
    Column(clean(words.COLUMN_STATE), width=6),
    Column(clean(words.COLUMN_ARRIVED), width=11, least=86),
    Column(clean(words.COLUMN_AGE), width=4),
    Column(clean(words.COLUMN_BUSINESS), share=2),
    Column(clean(words.COLUMN_PRODUCT), share=4),
    Column(clean(words.COLUMN_ROUND), width=6),
    Column(clean(words.COLUMN_FINDINGS), width=11),
)


class TrayScreen(Deciding, Claims):
    PLACE = Place.TRAY
    BINDINGS = bindings(Place.TRAY)
    LIST = "#cases"

    def body(self) -> ComposeResult:
        yield Bar(id="summary")
        yield Bar(id="order")
        yield FilterInput(id="filter", compact=True, select_on_focus=False)
        with Container(id="body"):
            yield Table(COLUMNS, id="cases", empty=clean(words.EMPTY_TRAY))
            yield Page(id="preview", can_focus=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#filter").display = False
        self.query_one("#cases").focus()

    def sight(self) -> Sight:
        chosen = self.query_one("#cases", Table).chosen
        known = self.session.register.cases
        return Sight(
            cases=tuple(known[number] for number in chosen if number in known), undo=self.session.undoable
        )

    def redraw(self) -> None:
        register, now = self.session.register, self.session.clock()
        wanted = self.query_one("#filter", Input).value
        rows = [tray.row(case, register, now) for case in tray.ordered(register)]
        found = [row for row in rows if tray.matches(row, wanted)]
        empty = words.EMPTY_FILTER.format(words=wanted) if wanted else words.EMPTY_TRAY
        self.query_one("#cases", Table).show(found, empty=clean(empty))
        self.query_one("#summary", Bar).say(tray.summary(register), tray.deadline(register, now))
        order = words.FILTERED.format(words=wanted, count=len(found)) if wanted else words.ORDER
        folder = " ".join(dict.fromkeys(imap.person for imap in self.session.desk.config.imap))
        self.query_one("#order", Bar).say(clean(order), tray.beside_the_cases(register, folder))
        self._preview()

    def _preview(self) -> None:
        case = self.session.register.cases.get(self.query_one("#cases", Table).key)
        self.query_one("#preview", Page).show(tray.preview(case, self.session.register) if case else ())

    @on(Table.Moved)
    def _moved(self) -> None:
        self._preview()
        self.frame()

    @on(Table.Opened)
    def do_open(self) -> None:
        table = self.query_one("#cases", Table)
        self.console.open_case(table.key, table.keys)

    def do_filter(self) -> None:
        entry = self.query_one("#filter", Input)
        entry.display = True
        entry.focus()

    @on(Input.Changed)
    def _narrow(self) -> None:
        """After the letter was drawn, so that typing never waits for the list."""
        self.call_after_refresh(self.redraw)

    @on(Input.Submitted)
    def _keep(self) -> None:
        self._leave_filter()

    def do_back(self) -> None:
        """Lets marks go, then a filter; the tray itself is left by Q."""
        if self.let_go():
            return
        if self.query_one("#filter", Input).value:
            self.drop_filter()
        else:
            self.console.say(words.LEAVE_BY_Q)

    def drop_filter(self) -> None:
        self.query_one("#filter", Input).clear()
        self._leave_filter()

    def _leave_filter(self) -> None:
        self.query_one("#filter").display = False
        self.query_one("#cases").focus()


class FilterInput(Input):
    """Down goes on to the list, Esc gives the filter up."""

    BINDINGS = [Binding("down", "submit", show=False), Binding("escape", "give_up", show=False)]

    def action_give_up(self) -> None:
        screen = self.screen
        if isinstance(screen, TrayScreen):
            screen.drop_filter()
