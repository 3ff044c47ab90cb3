"""What every place that shows letters can do with them: let go, hold, send again, settle."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual import on
from textual.containers import Container

from console import paths, words
from console.actions import Sight
from console.deeds import letters
from console.screens import errand
from console.screens.confirm import Confirm
from console.screens.form import Blank, Form, FormDialog, Values
from console.screens.place import PlaceScreen
from console.screens.text import TextDialog
from console.shown import clean
from console.views import casefile, letters as listing
from console.views.lines import Line
from console.widgets.page import Page
from console.widgets.table import Column, Table
from console.words import letters as said
from rules.model import Letter, LetterState

COLUMNS = (
    Column(clean(words.COLUMN_STATE), width=6),
    Column(clean(words.COLUMN_KIND), width=10),
    Column(clean(words.COLUMN_DUE), width=11),
    Column(clean(words.COLUMN_TO), share=3),
    Column(clean(words.COLUMN_NUMBER), width=13),
    Column(clean(words.COLUMN_SUBJECT), share=4, least=86),
)


class Posting(PlaceScreen):
    """Its body holds `letter_list()`; `redraw` fills it by `show_letters`."""

    LIST = "#letters"

    def letter_list(self, empty: str) -> Container:
        """The letters, and the one under the cursor word for word."""
        table = Table(COLUMNS, id="letters", empty=clean(empty))
        letter = Page(id="preview", can_focus=False)
        letter.add_class("letter")
        return Container(table, letter, id="body")

    def sight(self) -> Sight:
        chosen = self.query_one("#letters", Table).chosen
        known = self.session.register.letters
        return Sight(letters=tuple(known[id] for id in chosen if id in known), undo=self.session.undoable)

    def show_letters(self, found: Sequence[Letter], empty: str = "") -> None:
        register, dates = self.session.register, self.session.dates
        rows = [listing.row(letter, register, dates) for letter in found]
        self.query_one("#letters", Table).show(rows, empty=clean(empty) if empty else None)
        self._preview()

    @property
    def _under_cursor(self) -> Letter | None:
        return self.session.register.letters.get(self.query_one("#letters", Table).key)

    def _preview(self) -> None:
        letter = self._under_cursor
        self.query_one("#preview", Page).show(casefile.letter(letter, self.session.dates) if letter else ())

    @on(Table.Moved)
    def _moved(self) -> None:
        self._preview()
        self.foot()

    @on(Table.Opened)
    def do_letter_open(self) -> None:
        """The letter alone, on the whole screen."""
        if letter := self._under_cursor:
            text = casefile.letter(letter, self.session.dates)
            self.console.push_screen(TextDialog(text, title=letters.named(letter)))

    def do_letter_release(self) -> None:
        self.finish(letters.release(self.session, self.sight().letters))

    def do_letter_hold(self) -> None:
        self.finish(letters.hold(self.session, self.sight().letters))

    def do_letter_printed(self) -> None:
        self.finish(letters.printed(self.session, self.sight().letters))

    def do_letter_print(self) -> None:
        """Files for the printer; what waits to be printed stays marked, so that `p` follows."""
        chosen = self.sight().letters

        def make(values: Values | None) -> None:
            if values is None:
                return
            folder = paths.typed(values["folder"])
            ids = [letter.id for letter in chosen]
            waiting = [letter.id for letter in chosen if letter.state is LetterState.TO_PRINT]

            def made(_: Any) -> None:
                if self.list:
                    self.list.choose(waiting)
                self.console.say(said.PRINTED.format(count=len(ids), folder=folder))

            errand.send(self.console, said.PRINTING, ["outbox", "print", *ids, "-o", f"{folder}"], made)

        self.console.push_screen(FormDialog(print_form(chosen)), make)

    def do_letter_arrived(self) -> None:
        self.finish(letters.arrived(self.session, self.sight().letters))

    def do_letter_told(self) -> None:
        """Its reader heard otherwise: how, stands in the record."""
        chosen = self.sight().letters

        def tell(values: Values | None) -> None:
            if values is not None:
                self.finish(letters.told(self.session, chosen, values["how"]))

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
                self.finish(letters.retry(self.session, chosen))

        question = words.RETRY_QUESTION.format(subject=chosen[0].subject, to=_readers(chosen))
        came_back = all(letter.state in (LetterState.REFUSED, LetterState.BOUNCED) for letter in chosen)
        about = (chosen[0].reason, words.RETRY_SAME if came_back else words.RETRY_RISK)
        self.console.push_screen(
            Confirm(question, about, no=words.RETRY_NO, yes=words.RETRY_YES),
            retry,
        )


def print_form(chosen: Sequence[Letter]) -> Form:
    def amiss(values: Values) -> tuple[str, str] | None:
        folder = paths.typed(values["folder"])
        makes = not paths.is_there(folder) and paths.is_folder(folder.parent)
        return None if paths.is_folder(folder) or makes else ("folder", said.PRINT_NO_FOLDER)

    question = said.PRINT_QUESTION.format(letter=letters.named(chosen[0]))
    return Form(
        question=question if len(chosen) == 1 else said.PRINT_QUESTION_ALL.format(count=len(chosen)),
        about=(Line(clean(said.PRINT_ABOUT)), Line(clean(said.PRINT_NEXT))),
        blanks=(
            Blank(key="folder", label=said.PRINT_FOLDER, value=f"{Path.cwd() / 'letters'}", needed=True),
        ),
        amiss=amiss,
    )


def _readers(chosen: tuple[Letter, ...]) -> str:
    return words.COMMA.join(dict.fromkeys(each for letter in chosen for each in letter.to))
