"""設定と稼働: is it alive, what comes next, how do the letters read, what is set?"""

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from console.actions.status import StatusSight
from console.dates import Dates
from console.errands import Answer
from console.places import Place
from console.screens.place import bindings
from console.screens.sending import Sending
from console.screens.text import TextDialog
from console.screens.work import WorkDialog
from console.session import Report
from console.shown import NOTHING, clean, lines
from console.views import condition, effective
from console.views.lines import Line, Row, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table
from console.words import LETTERS, settings, status as words
from rules.words import DUTIES


class View(StrEnum):
    """In the order of the tabs; their names are in the words."""

    CONDITION = "condition"
    COMING = "coming"
    TEXTS = "letters"
    SETTINGS = "settings"
    PROBLEMS = "problems"


COLUMNS = (
    Column(NOTHING, width=16),
    Column(NOTHING, share=2),
    Column(NOTHING, share=3),
)
TONES = {words.FINE: Tone.PLAIN, words.MIND: Tone.STRONG, words.STOPPED: Tone.ALARM}
ASKED = {View.COMING: ("status",), View.TEXTS: ("letters", "list")}
"""Views that the robot fills, and the command that does: console and robot never meet otherwise."""
MARK = re.compile("^【[^】]*】")
"""The office's own mark in front of every subject: no news in a list."""
SECONDS = 10
"""So often the health is looked at while nothing is pressed."""


class StatusScreen(Sending):
    PLACE = Place.STATUS
    BINDINGS = bindings(Place.STATUS)
    LIST = "#points"

    def __init__(self) -> None:
        super().__init__()
        self._view = View.CONDITION
        self._points: tuple[condition.Point, ...] = ()
        self._told: dict[View, Answer] = {}
        """What the robot said last, by view."""
        self._at = 0

    def body(self) -> ComposeResult:
        yield Bar(id="tabs")
        yield Bar(id="overall", tone=Tone.STRONG)
        with Container(id="body"):
            yield Table(COLUMNS, id="points")
            yield Page(id="preview", can_focus=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#points").focus()

    def frame(self) -> None:
        """The health changes without a commit, so it is read with the clock."""
        super().frame()
        at = int(self.session.clock().timestamp()) // SECONDS
        if at != self._at and self._view is View.CONDITION:
            self._at = at
            self.redraw()

    def redraw(self) -> None:
        self._points = condition.points(self.session)
        self.query_one("#tabs", Bar).say(clean(_tabs(self._view)), clean(words.SWITCH_VIEWS))
        self.query_one("#overall", Bar).say(clean(condition.overall(self._points)))
        rows = [Row(key, tuple(map(clean, cells)), tone) for key, cells, tone in self._rows()]
        self.query_one("#points", Table).show(rows, empty=clean(self._empty()))
        self._preview()

    def _rows(self) -> Iterator[tuple[str, tuple[str, str, str], Tone]]:
        match self._view:
            case View.CONDITION:
                for point in self._points:
                    yield point.key, (point.word, point.name, point.said), TONES[point.word]
            case View.SETTINGS:
                for key, value in effective.settings(self.session.desk.config):
                    yield key, (*settings.told(key), value), Tone.PLAIN
            case view:
                dates = self.session.dates
                for n, each in enumerate(self._documents(view)):
                    tone = Tone.ALARM if each.get("problem") else Tone.PLAIN
                    yield f"{n}", _cells(view, each, dates), tone

    def _documents(self, view: View) -> list[dict[str, Any]]:
        """What the robot told for this view, as its command writes it."""
        answer = self._told.get(view)
        if answer is None or not answer.ok:
            return []
        found: list[dict[str, Any]] = answer.document["next"] if view is View.COMING else answer.document
        return found

    def _empty(self) -> str:
        answer = self._told.get(self._view)
        if answer is not None and answer.complaint:
            return answer.complaint
        if self._view is View.PROBLEMS:
            return words.NOT_EXAMINED if answer is None else words.PROBLEMS_NONE
        none = words.COMING_NONE if self._view is View.COMING else words.LETTERS_NONE
        return words.READING if answer is None else none

    @on(Table.Moved)
    def _preview(self) -> None:
        self.query_one("#preview", Page).show(self._about(self.query_one("#points", Table).key))

    def _about(self, key: str) -> Iterator[Line]:
        match self._view:
            case View.CONDITION:
                for point in (each for each in self._points if each.key == key):
                    yield Line(clean(f"{point.name}: {point.said}"), Tone.STRONG)
                    step = point.step or words.NOTHING_TO_DO
                    yield Line(clean(f"{words.NEXT_STEP}: {step}"), indent=2)
            case View.SETTINGS:
                known = dict(effective.settings(self.session.desk.config))
                yield Line(clean(f"{key} = {known.get(key, '')}"), Tone.STRONG)
                yield Line(clean(words.SETTINGS_ABOUT), Tone.QUIET)
            case view:
                found = self._documents(view)
                if key.isdecimal() and int(key) < len(found):
                    yield from _said(view, found[int(key)])

    def sight(self) -> StatusSight:
        return StatusSight(
            row=self.query_one("#points", Table).key,
            paused=self.session.register.pause is not None,
            undo=self.session.undoable,
        )

    @on(Table.Opened)
    def do_status_open(self) -> None:
        self.console.push_screen(TextDialog(self._about(self.query_one("#points", Table).key)))

    def do_status_left(self) -> None:
        self._switch(-1)

    def do_status_right(self) -> None:
        self._switch(1)

    def _switch(self, step: int) -> None:
        order = list(View)
        self._view = order[(order.index(self._view) + step) % len(order)]
        if self._view in ASKED and self._view not in self._told:
            self._ask(self._view)
        self.redraw()
        self.query_one("#points", Table).edge(0)

    def do_status_again(self) -> None:
        """What the robot told is asked for again; the rest is new anyway."""
        self._told = {view: told for view, told in self._told.items() if view is View.PROBLEMS}
        if self._view in ASKED:
            self._ask(self._view)
        self.redraw()

    def _ask(self, view: View) -> None:
        self.run_worker(self._asked(view), group=view, exclusive=True)

    async def _asked(self, view: View) -> None:
        self._told[view] = await self.console.robot.run(*ASKED[view], "--json")
        self.redraw()

    def do_status_examine(self) -> None:
        async def examine() -> Answer:
            return await self.console.robot.run("doctor", "--json")

        self.console.push_screen(WorkDialog(words.EXAMINING, examine), self._examined)

    def _examined(self, answer: Answer | None) -> None:
        if answer is None:
            self.console.tell(Report(words.GIVEN_UP, ok=False))
            return
        self._told[View.PROBLEMS], self._view = answer, View.PROBLEMS
        done = words.EXAMINED.format(count=len(self._documents(View.PROBLEMS)))
        self.console.tell(Report(answer.complaint or done, ok=answer.ok))
        self.redraw()


def _tabs(view: View) -> str:
    return "  ".join(f"[{name}]" if each == view else f" {name} " for each, name in words.VIEWS.items())


def _cells(view: View, each: dict[str, Any], dates: Dates) -> tuple[str, str, str]:
    if view is View.COMING:
        at = datetime.fromisoformat(each["due_at"])
        return dates.near(at), DUTIES.get(each["duty"], each["duty"]), ""
    if view is View.TEXTS:
        kind = LETTERS.get(each["kind"], words.UNUSED)
        said = each["problem"] or MARK.sub("", each["subject"]) or each["name"]
        return words.OWN if each["own"] else words.OURS, kind, said
    return Path(each["file"]).name, each["key"] or "", each["problem"]


def _said(view: View, each: dict[str, Any]) -> Iterator[Line]:
    if view is View.COMING:
        yield Line(clean(DUTIES.get(each["duty"], each["duty"])), Tone.STRONG)
        yield Line(clean(words.COMING_ABOUT), Tone.QUIET)
    elif view is View.TEXTS:
        if each["problem"]:
            yield Line(clean(each["problem"]), Tone.ALARM)
        yield Line(clean(f"{words.SUBJECT}: {each['subject']}"), Tone.STRONG)
        yield from (Line(line) for line in lines(each["body"]))
        yield Line(clean(words.SAMPLE.format(name=each["name"])), Tone.QUIET)
    else:
        yield Line(clean(each["problem"]), Tone.STRONG)
        yield Line(clean(f"{words.NEXT_STEP}: {each['mend']}"), indent=2)
        yield Line(clean(f"{each['file']}  {each['key'] or ''}"), Tone.QUIET)
