"""One mail on the whole screen: at once as far as the register holds it, then to its end."""

from textual.app import ComposeResult

from console import words
from console.errands import Robot
from console.screens.dialog import Dialog
from console.session import Session
from console.shown import clean
from console.views import mailroom
from console.views.lines import Tone
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.words import mails
from rules.model import Arrival, Handled

HELD = 2000
"""Characters of a mail that the register holds (`Arrival.text`)."""


class ReadingScreen(Dialog[None]):
    """Of one that was set aside nothing was read yet: the robot reads its kept bytes now.

    What the mail says is cleaned here like all that strangers wrote, whoever read it.
    """

    def __init__(self, session: Session, robot: Robot, mail: Arrival) -> None:
        super().__init__(classes="dialog")
        self._session, self._robot, self._mail = session, robot, mail

    def compose(self) -> ComposeResult:
        yield Page(id="mail")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self._show(None)
        self.query_one("#mail").focus()
        if len(self._mail.text) < HELD and self._mail.handled is not Handled.SET_ASIDE:
            self._hint(mails.READ_HINT)
            return
        self._hint(mails.READING)
        self.run_worker(self._read_on(), exit_on_error=False)

    async def _read_on(self) -> None:
        answer = await self._robot.run("mails", "read", self._mail.id, "--json")
        if answer.ok:
            self._show(str(answer.document["text"]))
            self._hint(mails.READ_HINT)
        else:
            self._hint(answer.complaint, Tone.ALARM)

    def _show(self, text: str | None) -> None:
        page = self.query_one("#mail", Page)
        page.show(
            mailroom.page(self._mail, self._session.register, self._session.dates, text), top=text is None
        )

    def _hint(self, sentence: str, tone: Tone = Tone.QUIET) -> None:
        self.query_one("#hint", Bar).say(clean(sentence), clean(words.BACK_HINT), tone=tone)
