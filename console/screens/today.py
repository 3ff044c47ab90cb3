"""今日: where one begins. What needs me, what is coming, what happened since I was here last?"""

from datetime import datetime, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from console import words
from console.actions import Sight
from console.places import Place
from console.screens.place import PlaceScreen, bindings
from console.shown import clean
from console.views import today
from console.views.lines import Line, Tone
from console.views.today import Todo
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table
from console.words import today as said
from rules.rounds import last_morning
from store import audit

COLUMNS = (
    Column(clean(said.KIND), width=6),
    Column(clean(said.SINCE), width=5),
    Column(clean(said.NUMBER), width=8),
    Column(clean(said.WHO), share=2),
    Column(clean(said.WHAT), share=5),
)
FRESH = timedelta(minutes=1)
"""So long the robot's word on what is coming holds: asking costs a process."""


class TodayScreen(PlaceScreen):
    PLACE = Place.TODAY
    BINDINGS = bindings(Place.TODAY)
    LIST = "#todo"

    def __init__(self) -> None:
        super().__init__()
        self._todo: dict[str, Todo] = {}
        self._coming: tuple[Line, ...] = (Line(clean(said.ASKING), Tone.QUIET),)
        self._asked: tuple[datetime, tuple[int, int]] | None = None
        """When the robot was last asked, and about which commit."""

    def body(self) -> ComposeResult:
        yield Bar(id="health")
        yield Bar(id="summary")
        with Container(id="body"):
            yield Table(COLUMNS, id="todo", empty=clean(said.NOTHING))
            yield Page(id="preview")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#todo").focus()

    def sight(self) -> Sight:
        return Sight(waits=bool(self.query_one("#todo", Table).key), undo=self.session.undoable)

    def redraw(self) -> None:
        register, now = self.session.register, self.session.clock()
        approval = self.session.desk.config.letters.release == "approval"
        self._todo = {each.id: each for each in today.todo(register, now, approval=approval)}
        dates = self.session.dates
        self.query_one("#todo", Table).show([each.row(dates) for each in self._todo.values()])
        self.query_one("#summary", Bar).say(clean(said.TODO.format(count=len(self._todo))))
        self._tell()

    def frame(self) -> None:
        super().frame()
        session = self.session
        poll_seconds = max(imap.poll_seconds for imap in session.desk.config.imap)
        line, tone = today.health_line(session.health, session.clock(), poll_seconds, alive=session.alive)
        self.query_one("#health", Bar).say(line, tone=tone)
        self._ask()

    def _tell(self, *, top: bool = False) -> None:
        """The whole sentence of what is under the cursor, what is coming, what happened."""
        session = self.session
        since = last_morning(session.clock(), session.calendar)
        under = self._todo.get(self.query_one("#todo", Table).key)
        about = (Line(clean(under.what), Tone.STRONG), Line()) if under else ()
        head = said.NEWS.format(since=session.dates.near(since))
        events = audit.since(session.desk.store.log, since)
        page = (
            *about,
            Line(clean(said.COMING), Tone.QUIET),
            *self._coming,
            Line(),
            Line(clean(head), Tone.QUIET),
            *today.news(events, session.register, session.dates),
        )
        self.query_one("#preview", Page).show(page, top=top)

    def _ask(self) -> None:
        """The robot alone knows the duties; it is asked anew when somebody committed, once a minute at most."""
        now, token = self.session.clock(), self.session.register.token
        if self._asked and (self._asked[1] == token or now - self._asked[0] < FRESH):
            return
        self._asked = now, token
        self.run_worker(self._next(), exclusive=True, exit_on_error=False)

    async def _next(self) -> None:
        answer = await self.console.robot.run("status", "--json")
        if answer.ok:
            self._coming = tuple(today.coming(answer.document["next"], self.session.dates))
        else:
            self._coming = (Line(clean(answer.complaint), Tone.ALARM),)
        self._tell()

    @on(Table.Moved)
    def _moved(self) -> None:
        self._tell(top=True)
        self.foot()

    @on(Table.Opened)
    def do_lead(self) -> None:
        each = self._todo.get(self.query_one("#todo", Table).key)
        if each is None:
            return
        if each.place is Place.CASE:
            among = [todo.key for todo in self._todo.values() if todo.place is Place.CASE]
            self.console.open_case(each.key, among)
        else:
            self.console.go(each.place, each.key)

    def do_back(self) -> None:
        self.console.say(words.LEAVE_BY_Q)
