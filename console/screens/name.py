"""Who is at the desk? Asked once at the start; stands in the record of every deed."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from console import words
from console.screens.dialog import Dialog
from console.shown import clean
from console.views.lines import Tone
from console.widgets.bar import Bar


class NameDialog(Dialog[str]):
    """None: the login of the machine stands for the name."""

    def __init__(self, login: str, before: str = "") -> None:
        """`before`: the name under which this login worked last, offered again."""
        super().__init__()
        self._login, self._before = login, before

    def compose(self) -> ComposeResult:
        yield Bar(id="question", tone=Tone.STRONG)
        yield Input(self._before, id="name", compact=True, max_length=40)
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self.query_one("#question", Bar).say(clean(words.ASK_NAME))
        self.query_one("#hint", Bar).say(clean(words.NAME_HINT.format(login=self._login)))
        self.query_one("#name").focus()

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.query_one("#hint", Bar).say(clean(words.NAME_NEEDED), tone=Tone.ALARM)
