"""Somebody wrote first: both versions of the case, what was to be done, and whether to do it over the new one."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult

from console import words
from console.screens.dialog import Choices, Dialog
from console.session import Conflict
from console.shown import clean, lines
from console.views.lines import Line, Tone
from console.views.versions import differences
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Table
from console.words import casework


class ConflictDialog(Dialog[bool]):
    """True: once more, over what stands now. The first answer leaves everything as the colleague wrote it."""

    def __init__(self, conflict: Conflict, *, may_repeat: bool) -> None:
        super().__init__(classes="dialog")
        self._conflict = conflict
        self._may_repeat = may_repeat and conflict.now is not None

    def compose(self) -> ComposeResult:
        yield Bar(id="question", tone=Tone.ALARM)
        yield Page(id="versions", can_focus=False)
        yield Choices(id="answer")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self.query_one("#question", Bar).say(clean(casework.CONFLICT))
        self.query_one("#versions", Page).show(_told(self._conflict))
        offered = {"no": casework.LEAVE_IT}
        if self._may_repeat:
            offered["yes"] = casework.DO_IT_AGAIN
        self.query_one("#answer", Choices).offer(offered)
        self.query_one("#hint", Bar).say(clean(words.CHOOSE_HINT))
        self.query_one("#answer").focus()

    @on(Table.Opened)
    def _answered(self, event: Table.Opened) -> None:
        self.dismiss(event.key == "yes")


def _told(conflict: Conflict) -> Iterator[Line]:
    yield Line(clean(conflict.sentence), Tone.STRONG)
    yield Line(clean(casework.WANTED.format(deed=conflict.deed)), indent=2)
    yield Line()
    if conflict.now is None:
        yield Line(clean(casework.GONE), Tone.ALARM)
        return
    found = differences(conflict.seen, conflict.now) if conflict.seen else ()
    if not found:
        yield Line(clean(casework.NO_DIFFERENCE))
    for each in found:
        yield Line(clean(each.what), Tone.STRONG)
        for label, text in ((casework.COLUMN_SEEN, each.seen), (casework.COLUMN_NOW, each.now)):
            first, *more = lines(text) or (clean(""),)
            yield Line(clean(f"  {label}: {first}"), indent=4)
            yield from (Line(clean(f"    {line}"), indent=4) for line in more)
