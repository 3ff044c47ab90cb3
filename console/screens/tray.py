"""受付一覧: which case needs me?"""

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from console import words
from console.actions import Sight
from console.places import Place
from console.screens.claims import Claims
from console.screens.deciding import Deciding
from console.screens.filtering import Filtering, FilterInput
from console.screens.heeding import Heeding
from console.screens.place import bindings
from console.shown import clean
from console.views import caselist, tray
from console.views.caselist import SORTINGS, CaseRows, Texts
from console.views.looking import Looking
from console.views.search import Found, Question, ask
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table
from console.words import tray as said
from rules.lookup import Word
from rules.model import Case
from rules.record import replace
from store.catalogue import Catalogue, Order

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
SEARCH = "archive"
"""The group of the workers that search years gone by: one at a time, the newest question counts."""
WARM_SECONDS, WARM_CASES = 0.05, 10
"""Between keys the texts that searches compare are made, a few at once."""


class TrayScreen(Filtering, Deciding, Heeding, Claims):
    PLACE = Place.TRAY
    BINDINGS = bindings(Place.TRAY)
    LIST = "#cases"

    def __init__(self) -> None:
        super().__init__()
        self._cursor = ""
        """Where the clerk was when they left, until its row is there."""
        self._texts = Texts()
        self._found: Found | None = None
        self._asked: Question | None = None
        self._answer: list[Found] = []
        """What the thread of the last question brings; an older one may end after it, and brings it elsewhere."""
        self._live: tuple[tuple[Looking, tuple[int, int]] | None, tuple[Case, ...]] = (None, ())
        """What fits of the live cases, by how and at which commit it was looked at: one letter asks three times."""
        self._typed = False
        """A letter was typed that the list does not follow yet."""

    def body(self) -> ComposeResult:
        yield Bar(id="summary")
        yield Bar(id="order")
        yield FilterInput()
        with Container(id="body"):
            yield Table(COLUMNS, id="cases", empty=clean(words.EMPTY_TRAY))
            yield Page(id="preview", can_focus=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.filter.value = self.looking.typed
        self._cursor = self.console.seat.kept.cursor
        self.console.set_timer(WARM_SECONDS, self._warm)

    @property
    def looking(self) -> Looking:
        return self.console.seat.looking

    @looking.setter
    def looking(self, looking: Looking) -> None:
        self.console.seat.look_at(looking)

    def _warm(self) -> None:
        """On the console's own timer: one of a place under another place has Textual draw all that stands above it."""
        if self._texts.fresh(self.session.register, WARM_CASES):
            self.console.set_timer(WARM_SECONDS, self._warm)

    def sight(self) -> Sight:
        chosen = map(self.session.case, self.query_one("#cases", Table).chosen)
        cases = tuple(case for case in chosen if case)
        troubled = self.session.register.troubled(cases)
        return Sight(cases=cases, troubled=troubled, undo=self.session.undoable)

    def redraw(self) -> None:
        self._typed = False
        register, now = self.session.register, self.session.clock()
        cases, found = self._fitting()
        catalogue = Catalogue(self.session.desk.store.archive)
        rows = CaseRows(cases, register, now, catalogue, found.ids if found else ())
        table = self.query_one("#cases", Table)
        table.show(rows, empty=clean(self._empty(found)))
        if self._cursor and rows.place(self._cursor) is not None:
            table.go(self._cursor)
            self._cursor = ""
        self.query_one("#summary", Bar).say(tray.summary(register), tray.deadline(register, now))
        folder = " ".join(dict.fromkeys(imap.person for imap in self.session.desk.config.imap))
        self.query_one("#order", Bar).say(
            clean(self._told(len(rows), found)), tray.beside_the_cases(register, folder)
        )
        self._preview()

    def _fitting(self) -> tuple[tuple[Case, ...], Found | None]:
        """Live cases, and what is known of the archive, which is asked where it is not known yet."""
        wanted, sorting = self.looking.words, SORTINGS[self.looking.sorting]
        seen = (self.looking, self.session.register.token)
        if self._live[0] != seen:
            self._live = (seen, caselist.live(self.session.register, self._texts, wanted, sorting))
        cases = self._live[1]
        return cases, self._from_archive(wanted, sorting.order, len(cases))

    def _from_archive(self, wanted: tuple[Word, ...], order: Order, count: int) -> Found | None:
        """The answer to this question, at once where it is known; else it is asked, and drawn when it comes.

        Meanwhile the same words' last answer stands: a commit elsewhere moves no row under the cursor.
        """
        archive, register = self.session.desk.store.archive, self.session.register
        question = Question(wanted, order, frozenset(register.cases), archive.token)
        if not any(question.token):
            return Found(question, emptied_by="" if count else self._emptied(wanted))
        if self._found and self._found.question == question:
            return self._found
        if self._asked != question:
            self._asked, self._answer = question, []
            work = partial(self._search, question, [] if count else self._left(wanted), self._answer)
            self.run_worker(work, group=SEARCH, thread=True, exclusive=True, exit_on_error=False)
        same = self._found and (self._found.question.words, self._found.question.order) == (wanted, order)
        return self._found if same else None

    def _search(self, question: Question, live: Sequence[int], answer: list[Found]) -> None:
        """In a thread; returns nothing: workers and their events live on for a while, with all they hold."""
        answer.append(ask(Catalogue(self.session.desk.store.archive), question, live))

    def _left(self, wanted: Sequence[Word]) -> list[int]:
        register, sorting = self.session.register, SORTINGS[self.looking.sorting]
        return [
            len(caselist.live(register, self._texts, wanted[:count], sorting))
            for count in range(1, len(wanted) + 1)
        ]

    def _emptied(self, wanted: Sequence[Word]) -> str:
        return next(
            (word.typed for word, left in zip(wanted, self._left(wanted), strict=True) if not left), ""
        )

    @on(Worker.StateChanged)
    def _answered(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.SUCCESS and self._answer:
            self._found = self._answer.pop()
            self.redraw()

    def _told(self, count: int, found: Found | None) -> str:
        """What is shown, how many of them, in which order."""
        looking = self.looking
        if looking.typed:
            told = [said.FILTERED.format(words=looking.typed, count=f"{count:,}")]
            if looking.view != said.ALL:
                told.insert(0, said.VIEW.format(view=looking.view))
        else:
            told = [said.SHOWING.format(view=looking.view, count=f"{count:,}")]
        if found is None:
            told.append(said.STILL_SEARCHING)
        elif found.trouble:
            told.append(said.ARCHIVE_UNREADABLE.format(why=found.trouble))
        elif found.ids:
            told[-1] += said.OF_ARCHIVE.format(count=len(found.ids))
        told.append(words.GIVE_UP if looking.typed else said.SORTED.format(sorting=self._sorting))
        return "  ".join(told)

    @property
    def _sorting(self) -> str:
        return SORTINGS[self.looking.sorting].label

    def _empty(self, found: Found | None) -> str:
        """Why nothing is there, and what to do."""
        if found is None:
            return said.STILL_SEARCHING
        if not self.looking.words:
            return words.EMPTY_TRAY
        if not self.looking.typed:
            return said.EMPTY_VIEW.format(view=self.looking.view)
        alone = len(self.looking.words) == 1 or found.emptied_by == self.looking.words[0].typed
        sentence = said.NOBODY_FITS if alone else said.EMPTIED
        return sentence.format(word=found.emptied_by)

    def _preview(self) -> None:
        case = self.session.case(self.query_one("#cases", Table).key)
        register = self.session.register
        if case and case.number not in register.cases:
            register = register.with_archived(self.session.desk.store, case)
        self.query_one("#preview", Page).show(tray.preview(case, register) if case else ())

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        """The row under the cursor is drawn first, what is said of its case behind it."""
        self.console.seat.kept.cursor = event.key
        self.call_after_refresh(self._tell_of_the_row)

    def _tell_of_the_row(self) -> None:
        self._preview()
        self.foot()

    @on(Table.Opened)
    def do_open(self) -> None:
        table = self.query_one("#cases", Table)
        self.console.open_case(table.key, table.keys)

    def look(self, looking: Looking) -> None:
        """Looks at the tray so from now on."""
        self.looking = looking
        if self.filter.value != looking.typed:
            with self.prevent(Input.Changed):
                self.filter.value = looking.typed
        self.redraw()
        self.frame()

    def do_view_before(self) -> None:
        self.look(self.looking.step(-1))

    def do_view_after(self) -> None:
        self.look(self.looking.step(1))

    def do_sort(self) -> None:
        self.look(self.looking.resorted())

    def do_choose_view(self) -> None:
        from console.screens.views import ViewsDialog

        def chosen(looking: Looking | None) -> None:
            if looking is not None:
                self.look(looking)

        self.console.push_screen(ViewsDialog(self.looking), chosen)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        """The archive is asked at once; the list follows when the letter was drawn: typing never waits for it."""
        self.looking = replace(self.looking, typed=event.value)
        self._typed = True
        self._fitting()
        self.call_after_refresh(self._catch_up)

    def _catch_up(self) -> None:
        if self._typed:  # else the archive was quicker, and all of it is drawn
            self.redraw()

    def do_back(self) -> None:
        """Lets marks go, then a filter, then a view, then the place."""
        if self.let_go():
            return
        if self.looking.typed:
            self.drop_filter()
        elif self.looking.view != said.ALL:
            self.look(replace(self.looking, view=said.ALL))
        else:
            super().do_back()

    def drop_filter(self) -> None:
        self.to_list()
        self.look(replace(self.looking, typed=""))
