"""The views of the tray: those that everybody has, the clerk's own, and a name for what is looked at now."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from console.screens.dialog import Dialog
from console.shown import NOTHING, clean
from console.views.lines import Row, Tone
from console.views.looking import BUILT_IN, Looking
from console.widgets.bar import Bar
from console.widgets.table import Column, Table
from console.words import tray as said
from rules.record import replace

KEEP = "+"
"""The row that keeps what is looked at now: no view is called so."""
COLUMNS = (Column(NOTHING, width=24), Column(NOTHING, share=1))


class ViewsDialog(Dialog[Looking]):
    """Dismissed with how to look from now on; None: as before."""

    BINDINGS = [Binding("x", "drop", show=False)]

    def __init__(self, looking: Looking) -> None:
        super().__init__(classes="dialog")
        self._looking, self._before = looking, looking

    def compose(self) -> ComposeResult:
        yield Bar(id="title", tone=Tone.STRONG)
        yield Table(COLUMNS, id="views")
        yield Bar(id="name-label")
        yield Input(id="view-name", compact=True, max_length=20)
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self.query_one("#title", Bar).say(clean(said.VIEWS_TITLE))
        self.query_one("#hint", Bar).say(clean(said.VIEWS_HINT))
        self.query_one("#view-name").display = False
        self._offer()
        table = self.query_one("#views", Table)
        table.focus()
        table.go(self._looking.view)

    def _offer(self) -> None:
        rows = [Row(name, (clean(name), clean(typed))) for name, typed in self._looking.views.items()]
        if self._looking.typed:
            keep = said.KEEP_THIS.format(words=self._looking.typed)
            rows.append(Row(KEEP, (clean(KEEP), clean(keep)), Tone.STRONG))
        self.query_one("#views", Table).show(rows)

    @on(Table.Opened)
    def _chosen(self, event: Table.Opened) -> None:
        if event.key == KEEP:
            self.query_one("#name-label", Bar).say(clean(said.VIEW_NAME))
            entry = self.query_one("#view-name", Input)
            entry.display = True
            entry.focus()
        else:
            self.dismiss(replace(self._looking, view=event.key, typed=""))

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        name = " ".join(event.value.split())
        if not name:
            return
        if name in self._looking.views or name == KEEP:
            self.notify(clean(said.VIEW_NAMED_SO.format(name=name)), severity="warning", markup=False)
            return
        self.notify(clean(said.VIEW_KEPT.format(name=name)), markup=False)
        self.dismiss(self._looking.keep(name))

    def action_drop(self) -> None:
        name = self.query_one("#views", Table).key
        if name in BUILT_IN or name == KEEP:
            self.notify(clean(said.VIEW_OF_ALL), severity="warning", markup=False)
            return
        self._looking = self._looking.drop(name)
        self._offer()
        self.notify(clean(said.VIEW_GONE.format(name=name)), markup=False)

    def action_cancel(self) -> None:
        """What was dropped stays dropped."""
        self.dismiss(self._looking if self._looking != self._before else None)
