"""郵送登録: an entry on paper, line by line, judged as it is typed; then the robot registers it."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import Input

from console import paths
from console.actions.post import PostSight
from console.deeds import post as deeds
from console.errands import Answer
from console.paper import entry as paperentry, lines as paperlines, registration
from console.paper.draft import PATHS, SHEET, Draft
from console.paper.entry import Reading
from console.places import Place
from console.screens.confirm import Confirm
from console.screens.form import Form, FormDialog, Values
from console.screens.place import PlaceScreen, bindings
from console.screens.work import WorkDialog
from console.session import Report
from console.shown import Shown, clean
from console.views.lines import Tone
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table
from console.words import post
from rules.forms import Field
from rules.model import Severity
from store.errors import StoreError

COLUMNS = (
    Column(clean(post.COLUMN_NEEDED), width=2),
    Column(clean(post.COLUMN_LABEL), share=5),
    Column(clean(post.COLUMN_ANSWER), share=6),
    Column(clean(post.COLUMN_CHECK), width=4),
)


class PostScreen(PlaceScreen):
    PLACE = Place.POST
    BINDINGS = bindings(Place.POST)
    LIST = "#fields"

    def __init__(self) -> None:
        super().__init__()
        self._read: Reading | None = None
        self._shown = ""
        """The line whose answer stands in the field."""

    def body(self) -> ComposeResult:
        yield Bar(id="summary")
        with Container(id="body"):
            yield Table(COLUMNS, id="fields")
            yield Page(id="preview", can_focus=False)
        yield Bar(id="line", tone=Tone.STRONG)
        yield LineInput(id="entry", compact=True, select_on_focus=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.draft.before = self.draft.before or deeds.last(self.session)
        self.query_one("#fields").focus()

    @property
    def draft(self) -> Draft:
        return self.session.draft

    @property
    def _lines(self) -> dict[str, Field]:
        return {line.key: line for line in self._read.lines} if self._read else {}

    @property
    def _line(self) -> Field | None:
        """The one under the cursor."""
        return self._lines.get(self.query_one("#fields", Table).key)

    def sight(self) -> PostSight:
        line, reading = self._line, self._read
        return PostSight(
            steps=bool(line and reading and reading.steps(line)),
            empty=self.draft.empty,
            amiss=reading.amiss if reading else "",
            followed=bool(self.draft.before),
            undo=self.session.undoable,
        )

    def redraw(self) -> None:
        session, number = self.session, self.draft.number
        if number and self.draft.empty and number not in session.register.cases:
            self.draft.come_back()
            self.console.say(post.CAME_BACK.format(number=number))
        self.console.seat.kept.draft = dict(self.draft.values)
        try:
            businesses = session.register.businesses.values()
            reading = paperentry.judged(session.desk, businesses, self.draft, session.clock())
        except StoreError as error:
            self.query_one("#fields", Table).show((), empty=clean(str(error)))
            return
        self._read = reading
        self.query_one("#fields", Table).show(
            [paperlines.row(self.draft, reading, line) for line in reading.lines]
        )
        self.query_one("#summary", Bar).say(*self._summary(reading))
        self._show_line()

    def _summary(self, reading: Reading) -> tuple[Shown, Shown]:
        """How far it is; at the right the round in which it will count."""
        gaps = sum(reading.gap(line) for line in reading.lines)
        errors = reading.count(Severity.ERROR) - gaps
        told = post.COUNTS.format(gaps=gaps, errors=errors, warnings=reading.count(Severity.WARNING))
        if self.draft.empty:
            told = post.NOTHING_TYPED
        if paperentry.file_of(self.draft, SHEET):
            told = post.OF_FILE
        return clean(told), clean(registration.counted_in(reading, self.session.calendar))

    def _show_line(self) -> None:
        """The line under the cursor: its answer in the field, and what there is to know about it."""
        line, reading = self._line, self._read
        if line is None or reading is None:
            return
        entry, text = self.query_one("#entry", Input), clean(self.draft.text(line.key))
        fresh, self._shown = line.key != self._shown, line.key
        # While somebody writes, the field is ahead of the draft: what was typed just now is not taken away again.
        if entry.value != text and (fresh or not entry.has_focus):
            with self.prevent(Input.Changed):
                entry.value = text
                entry.cursor_position = len(text)
        if fresh:
            self._offer(entry)
        section = paperentry.section(reading.form, line.key)
        self.query_one("#line", Bar).say(clean(post.LINE.format(label=line.label)), clean(section))
        self.query_one("#preview", Page).show(paperlines.about(self.draft, reading, line))

    def frame(self) -> None:
        """In the field other keys hold than in the list: letters are part of the answer."""
        super().frame()
        typing = self.query_one("#entry", Input).has_focus
        self.query_one("#keys", Bar).say(
            clean(post.TYPING if typing else self.session.actions.footer(self.PLACE))
        )

    def on_descendant_focus(self) -> None:
        self.frame()

    @on(Table.Moved)
    def _moved(self) -> None:
        self._show_line()
        self.frame()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """After the letter was drawn. An event that comes late speaks of a line that was left since. What can't be
        seen (from the clipboard, say) is no part of an answer.
        """
        line, text = self._line, clean(event.value)
        if line and event.value == event.input.value and text != self.draft.text(line.key):
            self.draft.values[line.key] = text
            self.call_after_refresh(self.redraw)

    @on(Table.Opened)
    def do_post_write(self) -> None:
        entry = self.query_one("#entry", Input)
        entry.focus()
        self._offer(entry)

    def _offer(self, entry: Input) -> None:
        """Where one chooses, what is typed takes the place of what stands there."""
        if self._line and self._read and self._read.options(self._line):
            entry.action_select_all()

    def step(self, way: int) -> None:
        """From the field to the next line that the form asks for, or back; at the ends out of the field."""
        self.keep()
        table, reading = self.query_one("#fields", Table), self._read
        if reading is None:
            return
        keys = list(table.keys)
        behind = keys[table.position + 1 :] if way > 0 else keys[: table.position][::-1]
        lines = self._lines
        wanted = (key for key in behind if reading.asked(lines[key]) or self.draft.text(key))
        if key := next(wanted, ""):
            table.go(key)
            self._show_line()
        else:
            self.let_be()
            if way > 0:
                faulty = reading.count(Severity.ERROR)
                self.console.say(post.LAST_LINE_FAULTY if faulty else post.LAST_LINE)

    def keep(self) -> None:
        """What stands in the field is the answer; numbers of options become their words."""
        line, reading, entry = self._line, self._read, self.query_one("#entry", Input)
        if line is None or reading is None or not entry.has_focus:
            return
        text = paperentry.spelled(line, reading.options(line), clean(entry.value))
        if text != self.draft.text(line.key):
            self.draft.values[line.key] = text
        self.redraw()

    def complete(self) -> None:
        """The rest of a file's name, as a shell has it; elsewhere Tab leaves the field."""
        line = self._line
        if line is None or line.key not in PATHS:
            self.let_be()
            return
        entry = self.query_one("#entry", Input)
        entry.value = paths.completed(entry.value)
        entry.cursor_position = len(entry.value)

    def let_be(self) -> None:
        self.keep()
        self.query_one("#fields").focus()

    def do_post_left(self) -> None:
        self._choose(-1)

    def do_post_right(self) -> None:
        self._choose(1)

    def _choose(self, step: int) -> None:
        line, reading = self._line, self._read
        if line and reading:
            text, options = self.draft.text(line.key), reading.options(line)
            today = self.session.clock().astimezone(self.session.calendar.zone).date()
            self.draft.values[line.key] = paperentry.stepped(
                line, options, text, step, today, reading.context
            )
            self.redraw()
            self.frame()

    def do_post_next_gap(self) -> None:
        """To the next line with an error, round from the end to the beginning."""
        reading, table = self._read, self.query_one("#fields", Table)
        keys = [*table.keys[table.position + 1 :], *table.keys[: table.position + 1]]
        faulty = (
            {each.field for each in reading.findings if each.severity is Severity.ERROR} if reading else ()
        )
        if key := next((key for key in keys if key in faulty), ""):
            table.go(key)
        else:
            self.console.say(post.NO_GAP)

    def do_post_again(self) -> None:
        if self._read:
            self.draft.follow(self._read.form)
            self.redraw()
            self.query_one("#fields", Table).go("name")
            self.frame()
            self.console.say(post.AGAIN.format(name=self.draft.text("biz_name")))

    def do_post_clear(self) -> None:
        def clear(yes: bool | None) -> None:
            if yes:
                self.draft.clear()
                self.redraw()
                self.query_one("#fields", Table).edge(0)
                self.frame()
                self.console.say(post.CLEARED)

        question = Confirm(post.CLEAR_ASK, (post.CLEAR_ABOUT,), no=post.CLEAR_NO, yes=post.CLEAR_YES)
        self.console.push_screen(question, clear)

    def do_post_register(self) -> None:
        self.let_be()
        reading = self._read
        if reading is None:
            return
        form = Form(
            question=registration.question(self.draft, reading),
            blanks=(),
            about=tuple(registration.consequences(self.draft, reading, self.session.calendar)),
            sure=(post.ASK_NO, post.ASK_YES),
        )

        def register(values: Values | None) -> None:
            if values is not None:
                work = WorkDialog(post.WORKING, lambda: self._errand(reading))
                self.console.push_screen(work, self._told)

        self.console.push_screen(FormDialog(form), register)

    async def _errand(self, reading: Reading) -> Answer:
        return await deeds.register(self.console.robot, self.draft, reading, self.session.desk.by)

    def _told(self, answer: Answer | None) -> None:
        if answer is None:
            self.console.tell(Report(post.GIVEN_UP, ok=False))
        elif not answer.ok:
            self.console.tell(Report(answer.complaint, ok=False))
        else:
            numbers = tuple(each["number"] for each in answer.document)
            self.console.tell(deeds.told(self.session, numbers))
            self.redraw()
            self.console.open_case(numbers[0], numbers)


class LineInput(Input):
    """One answer. Enter and the arrows go on to the next line, Esc goes back to the list; nothing is lost."""

    BINDINGS = [
        Binding("enter,down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("tab", "complete", show=False),
        Binding("escape", "let_be", show=False),
    ]

    def action_step(self, way: int) -> None:
        if isinstance(self.screen, PostScreen):
            self.screen.step(way)

    def action_complete(self) -> None:
        if isinstance(self.screen, PostScreen):
            self.screen.complete()

    def action_let_be(self) -> None:
        if isinstance(self.screen, PostScreen):
            self.screen.let_be()
