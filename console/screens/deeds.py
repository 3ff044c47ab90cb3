"""`U`: what was done last, by whom; one's own can be taken back from here."""

from textual import on
from textual.app import ComposeResult

from console import words
from console.screens.dialog import Dialog
from console.session import Session
from console.shown import NOTHING, clean
from console.views.lines import Row, Tone
from console.widgets.bar import Bar
from console.widgets.table import Column, Table
from store.deeds import Deed


class DeedsScreen(Dialog[Deed]):
    """Dismissed with the deed to take back."""

    def __init__(self, session: Session) -> None:
        super().__init__(classes="dialog")
        self._session = session
        self._deeds = {deed.id: deed for deed in session.deeds()}

    def compose(self) -> ComposeResult:
        yield Bar(id="title", tone=Tone.STRONG)
        columns = (Column(NOTHING, width=11), Column(NOTHING, width=10), Column(NOTHING, share=1))
        yield Table(columns, id="list", empty=clean(words.DEEDS_NONE))
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self.query_one("#title", Bar).say(clean(words.DEEDS_TITLE))
        self.query_one("#hint", Bar).say(clean(words.DEEDS_HINT))
        self.query_one("#list", Table).show([self._row(deed) for deed in self._deeds.values()])
        self.query_one("#list").focus()

    def _row(self, deed: Deed) -> Row:
        cells = (self._session.dates.column(deed.at), deed.by, self._session.label(deed))
        tone = Tone.PLAIN if deed.by == self._session.desk.by else Tone.QUIET
        return Row(deed.id, tuple(clean(cell) for cell in cells), tone)

    @on(Table.Opened)
    def _chosen(self, event: Table.Opened) -> None:
        deed = self._deeds[event.key]
        if deed.by == self._session.desk.by:
            self.dismiss(deed)
        else:
            self.query_one("#hint", Bar).say(clean(words.DEED_OF_OTHER.format(by=deed.by)), tone=Tone.ALARM)
