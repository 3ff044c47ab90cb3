"""統計: what came in, what became of it, how long it took?"""

import asyncio
from pathlib import Path
from typing import Any

from textual import on
from textual.app import ComposeResult

from console import paths
from console.actions.statistics import FiguresSight
from console.places import Place
from console.screens import errand
from console.screens.form import Blank, Form, FormDialog, Values
from console.screens.place import PlaceScreen, bindings
from console.session import Report
from console.shown import clean
from console.views import chart, figures
from console.views.lines import Line, Tone
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Column, Table
from console.words import statistics as words
from rules.eras import era_year
from rules.rounds import fiscal_year
from rules.statistics import Tally
from store import figures as store
from store.errors import StoreError
from store.figures import Figures

COLUMNS = (
    Column(clean(words.COLUMN_PERIOD), width=14),
    *(
        Column(clean(title), width=width, least=100 if title == words.LESS else 0)
        for title, width in zip(words.COLUMNS, figures.WIDTHS, strict=True)
    ),
)


class StatisticsScreen(PlaceScreen):
    PLACE = Place.STATISTICS
    BINDINGS = bindings(Place.STATISTICS)
    LIST = "#figures"

    def __init__(self) -> None:
        super().__init__()
        self._years: tuple[str, ...] = ()
        self._year: str | None = None
        """The fiscal year that is shown, '' for all; None until the first look."""
        self._by_year = False
        self._measure = figures.MEASURES[0]
        self._known: dict[str, Figures] = {}
        """What was counted in the commit `_token`, by fiscal year."""
        self._token: tuple[int, int] | None = None
        self._trouble = ""

    def body(self) -> ComposeResult:
        yield Bar(id="year", tone=Tone.STRONG)
        yield Table(COLUMNS, id="figures")
        yield Bar(id="measure", tone=Tone.STRONG)
        yield Page(id="chart", can_focus=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#figures").focus()

    def on_resize(self) -> None:
        """Bars are as long as the screen is wide."""
        self._draw()

    def sight(self) -> FiguresSight:
        return FiguresSight(
            rows=len(self._tallies),
            years=len(self._years),
            by_year=self._by_year,
            undo=self.session.undoable,
        )

    @property
    def _wanted(self) -> str:
        return "" if self._by_year else self._year or ""

    @property
    def _tallies(self) -> tuple[Tally, ...]:
        known = self._known.get(self._wanted, Figures())
        return known.years if self._by_year else known.rounds

    def redraw(self) -> None:
        if self._token != self.session.register.token:
            self._token = self.session.register.token
            self._known.clear()
        if self._wanted in self._known:
            self._draw()
        else:
            self.run_worker(self._count(), exclusive=True)

    async def _count(self) -> None:
        """Beside the screen: the years of an archive are many cases."""
        try:
            self._years, wanted, counted = await asyncio.to_thread(self._counted)
        except StoreError as error:
            self._trouble = str(error)
        else:
            self._trouble, self._year = "", wanted if self._year is None else self._year
            self._known[wanted] = counted
        self._draw()
        self.frame()

    def _counted(self) -> tuple[tuple[str, ...], str, Figures]:
        """The fiscal years there are, the wanted one of them, at first the present, and its figures."""
        session, wanted = self.session, self._wanted
        db = session.desk.store.snapshot()
        years = store.years(db)
        if self._year is None and not self._by_year:
            now = era_year(fiscal_year(session.clock(), session.calendar.zone))
            wanted = now if now in years else ""
        return years, wanted, store.of_years(db, [wanted] if wanted else years, session.calendar)

    def _draw(self) -> None:
        calendar, tallies = self.session.calendar, self._tallies
        empty = self._trouble or (words.NONE if self._wanted in self._known else words.COUNTING)
        self.query_one("#figures", Table).show(
            [figures.row(tally, calendar) for tally in tallies], empty=clean(empty)
        )
        by = words.BY_YEAR if self._by_year else words.BY_ROUND
        year = figures.fiscal(self._wanted) if self._wanted else words.ALL_YEARS
        hint = words.SWITCH if len(self._years) > 1 and not self._by_year else ""
        self.query_one("#year", Bar).say(clean(f"{by}  {year}"), clean(hint))
        legend = words.LEGEND if self._measure == figures.MEASURES[0] else ""
        self.query_one("#measure", Bar).say(clean(words.MEASURES[self._measure]), clean(legend))
        self._draw_chart()

    @on(Table.Moved)
    def _draw_chart(self) -> None:
        """The bar of the row under the cursor stands out, and is seen."""
        bars = tuple(figures.bars(self._tallies, self._measure, self.session.calendar))
        page, at = self.query_one("#chart", Page), self.query_one("#figures", Table).position
        lines = chart.lines(bars, self.size.width - 2, at=at)
        page.show([*lines, Line(), Line(clean(words.DAYS_ARE), Tone.QUIET)])
        page.scroll_to(y=max(0, at - page.size.height + 1), animate=False)

    def do_figures_left(self) -> None:
        self._switch(-1)

    def do_figures_right(self) -> None:
        self._switch(1)

    def _switch(self, step: int) -> None:
        """Through the years, behind the last of them all together; the ends are ends."""
        order = (*self._years, "")
        at = order.index(self._year) if self._year in order else len(self._years)
        self._year = order[max(0, min(at + step, len(self._years)))]
        self.redraw()
        self.frame()

    def do_figures_by(self) -> None:
        self._by_year = not self._by_year
        self.redraw()
        self.frame()

    def do_figures_measure(self) -> None:
        at = figures.MEASURES.index(self._measure)
        self._measure = figures.MEASURES[(at + 1) % len(figures.MEASURES)]
        self._draw()

    def do_figures_save(self) -> None:
        day = self.session.clock().astimezone(self.session.calendar.zone).date()
        blank = Blank(key="file", label=words.FILE, value=words.NAME.format(day=day), needed=True)
        form = Form(question=words.ASK_FILE, blanks=(blank,), amiss=_amiss)

        def save(values: Values | None) -> None:
            if values is not None:
                self._save(paths.typed(values["file"]).absolute())

        self.console.push_screen(FormDialog(form), save)

    def _save(self, file: Path) -> None:
        fiscal = (f"--fiscal={self._wanted}",) if self._wanted else ()
        arguments = ("statistics", f"--csv={file}", *fiscal)

        def saved(_: Any) -> None:
            self.console.tell(Report(words.SAVED.format(file=file)))

        errand.send(self.console, words.SAVING, arguments, saved, given_up=words.GIVEN_UP)


def _amiss(values: Values) -> tuple[str, str] | None:
    """A new file in a folder that is there."""
    file = paths.typed(values["file"]).absolute()
    if not paths.is_folder(file.parent):
        return "file", words.NO_FOLDER.format(folder=file.parent)
    return ("file", words.EXISTS) if paths.is_there(file) else None
