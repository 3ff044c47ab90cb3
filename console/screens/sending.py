"""送信の停止と再開: why nothing may leave for now, and what leaves once it may again."""

from console.deeds import sending
from console.screens.form import Blank, Form, FormDialog, Values
from console.screens.place import PlaceScreen
from console.shown import clean
from console.views.lines import Line, Tone
from console.words import status as words
from rules.model import LetterState


class Sending(PlaceScreen):
    def do_pause(self) -> None:
        def stop(values: Values | None) -> None:
            if values is not None:
                self.finish(sending.stop(self.session, values["reason"]))

        form = Form(
            question=words.ASK_PAUSE,
            about=(Line(clean(words.PAUSE_ABOUT)),),
            blanks=(Blank(key="reason", label=words.WHY_PAUSE, needed=True, most=200),),
        )
        self.console.push_screen(FormDialog(form), stop)

    def do_resume(self) -> None:
        """Asked first: what leaves then is not to be called back."""
        register = self.session.register
        pause, waiting = register.pause, register.count(LetterState.READY, LetterState.DEFERRED)
        if pause is None:
            return

        def go_on(values: Values | None) -> None:
            if values is not None:
                self.finish(sending.go_on(self.session))

        form = Form(
            question=words.ASK_RESUME,
            about=(
                Line(clean(words.PAUSED.format(by=pause.by, reason=pause.reason)), Tone.STRONG),
                Line(clean(words.RESUME_ABOUT.format(count=waiting))),
            ),
            blanks=(),
            sure=(words.RESUME_NO, words.RESUME_YES),
        )
        self.console.push_screen(FormDialog(form), go_on)
