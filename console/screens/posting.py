"""What every place that shows letters can do with them: let go, hold, send again, settle."""

from console import words
from console.deeds import letters
from console.lines import Line
from console.screens.confirm import Confirm
from console.screens.form import Blank, Form, FormDialog, Values
from console.screens.place import PlaceScreen
from console.shown import clean
from console.words import letters as said
from rules.model import Letter


class Posting(PlaceScreen):
    def do_letter_release(self) -> None:
        self.console.tell(letters.release(self.session, self.sight().letters))

    def do_letter_hold(self) -> None:
        self.console.tell(letters.hold(self.session, self.sight().letters))

    def do_letter_printed(self) -> None:
        self.console.tell(letters.printed(self.session, self.sight().letters))

    def do_letter_arrived(self) -> None:
        self.console.tell(letters.arrived(self.session, self.sight().letters))

    def do_letter_told(self) -> None:
        """Its reader heard otherwise: how, stands in the record."""
        chosen = self.sight().letters

        def tell(values: Values | None) -> None:
            if values is not None:
                self.console.tell(letters.told(self.session, chosen, values["how"]))

        question = said.TELL_HOW.format(letter=letters.named(chosen[0]))
        if len(chosen) > 1:
            question = said.TELL_HOW_ALL.format(count=len(chosen))
        whom = said.TELL_WHOM.format(to=_readers(chosen))
        form = Form(
            question=question,
            about=tuple(Line(clean(each)) for each in (whom, said.TELL_ABOUT, said.TELL_ABOUT_RESULT)),
            blanks=(Blank(key="how", label=said.HOW, needed=True, most=200),),
        )
        self.console.push_screen(FormDialog(form), tell)

    def do_letter_retry(self) -> None:
        """Perhaps it arrived after all: only a person may risk a second copy."""
        chosen = self.sight().letters

        def retry(yes: bool | None) -> None:
            if yes:
                self.console.tell(letters.retry(self.session, chosen))

        question = words.RETRY_QUESTION.format(subject=chosen[0].subject, to=_readers(chosen))
        about = (chosen[0].reason, words.RETRY_RISK)
        self.console.push_screen(
            Confirm(question, about, no=words.RETRY_NO, yes=words.RETRY_YES),
            retry,
        )


def _readers(chosen: tuple[Letter, ...]) -> str:
    return words.COMMA.join(dict.fromkeys(each for letter in chosen for each in letter.to))
