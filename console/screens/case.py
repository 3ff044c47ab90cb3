"""One case: its views in one panel, switched by left and right; n and p go on without going back."""

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult

from console import words
from console.actions import Sight
from console.places import Place
from console.screens.answering import Answering
from console.screens.claims import Claims
from console.screens.course import Course
from console.screens.deciding import Deciding
from console.screens.files import Files
from console.screens.heeding import Heeding
from console.screens.place import bindings
from console.screens.pledging import Pledging
from console.screens.querying import Querying
from console.shown import NOTHING, Shown, clean
from console.sides import SIDES, Side, tabs
from console.views import casefile
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.words import sides
from rules.model import Case
from rules.record import replace


class CaseScreen(Deciding, Heeding, Claims, Answering, Course, Pledging, Querying, Files):
    PLACE = Place.CASE
    BINDINGS = bindings(Place.CASE)

    def __init__(self) -> None:
        super().__init__()
        self._number = ""
        self._among: Sequence[str] = ()
        self._view = 0
        self._answers: dict[tuple[tuple[str, ...], int], Any] = {}
        """What the robot said for the view that was looked at last; None while it is asked."""
        self._shown_beside = clean("")

    def open(self, number: str, among: Sequence[str]) -> None:
        """Which case to show, and the list in which n and p move."""
        self._number, self._among, self._view = number, among, 0
        if self.is_current:
            self.on_screen_resume()

    def body(self) -> ComposeResult:
        yield Bar(id="who", tone=Tone.STRONG)
        yield Bar(id="business")
        yield Bar(id="tabs")
        yield Page(id="panel")

    def sight(self) -> Sight:
        case, register = self.session.case(self._number), self.session.register
        cases = (case,) if case else ()
        return Sight(
            cases=cases,
            troubled=register.troubled(cases),
            business=register.businesses.get(case.business) if case else None,
            undo=self.session.undoable,
        )

    def copied(self) -> Shown:
        return clean(self._number)

    def redraw(self) -> None:
        self._draw(top=False)

    def _draw(self, *, top: bool) -> None:
        file = self.session.file(self._number)
        panel = self.query_one("#panel", Page)
        self.query_one("#tabs", Bar).say(tabs(self._view), clean(sides.SWITCH))
        if file is None:
            self.query_one("#who", Bar).say(clean(words.CASE_GONE.format(number=self._number)))
            self.query_one("#business", Bar).say(NOTHING)
            panel.show([Line(clean(words.CASE_GONE_HOW))])
            return
        who, business = casefile.heading(file)
        self.query_one("#who", Bar).say(who.text, clean(f"{casefile.state(file.case)}  {self._place()}"))
        self.query_one("#business", Bar).say(business.text, clean(self._beside()))
        side = SIDES[self._view]
        told = self._told(side, file.case) if side.command else ""
        if told is None:
            panel.show([Line(clean(sides.LOOKING), Tone.QUIET)])
        else:
            seen = replace(file, width=self.size.width, told=told, half_cells=self._half_cells)
            panel.show(side.lines(seen), top=top)

    def frame(self) -> None:
        """Twice a second: who else has the case open may change without any commit."""
        super().frame()
        if (beside := clean(self._beside())) != self._shown_beside:
            self._shown_beside = beside
            self.redraw()

    def _beside(self) -> str:
        """'鈴木さんも開いています', and tells them that this case is open here."""
        attendance = self.console.attendance
        attendance.at(self._number)
        names = words.COMMA.join(sides.NAMED.format(name=name) for name in attendance.beside(self._number))
        return sides.BESIDE.format(names=names) if names else ""

    def on_screen_suspend(self) -> None:
        """Left, not only behind a question."""
        if not any(screen is self for screen in self.console.screen_stack):
            self.console.attendance.leave()

    @property
    def _half_cells(self) -> bool:
        return self.session.desk.config.console.half_cells

    def _told(self, side: Side, case: Case) -> Any:
        """What the robot says for this view of the case as it stands; None while it is asked."""
        room = self.query_one("#panel", Page).size
        size = {"columns": room.width, "rows": max(2 * (room.height - 1), 2)}
        arguments = tuple(each.format(number=case.number, **size) for each in side.command)
        key = (arguments, case.version)
        if key not in self._answers:
            self._answers = {key: None}
            self.run_worker(self._hear(key), group="side", exclusive=True, exit_on_error=False)
        return self._answers[key]

    async def _hear(self, key: tuple[tuple[str, ...], int]) -> None:
        answer = await self.console.robot.run(*key[0])
        self._answers[key] = answer.document if answer.ok else answer.complaint or sides.NOT_ASKED
        self.redraw()

    def _place(self) -> str:
        if self._number not in self._among:
            return ""
        return words.PLACE_IN_LIST.format(place=self._among.index(self._number) + 1, count=len(self._among))

    def do_view_left(self) -> None:
        self._switch(-1)

    def do_view_right(self) -> None:
        self._switch(1)

    def _switch(self, step: int) -> None:
        self._view = (self._view + step) % len(SIDES)
        self._draw(top=True)

    def do_next_case(self) -> None:
        self._go(1)

    def do_previous_case(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        """The neighbour in the list as it was when the case was opened; the ends are ends."""
        index = self._among.index(self._number) + step if self._number in self._among else -1
        if not 0 <= index < len(self._among):
            self.console.say(words.END_OF_LIST)
            return
        self._number = self._among[index]
        self._draw(top=True)
        self.frame()

    def do_back(self) -> None:
        self.console.pop_screen()
