"""The committee's workbook: made for a round, and its outcomes taken back. Both by the robot, which knows workbooks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from console import paths
from console.register import Sheet
from console.screens import errand
from console.screens.form import Blank, Form, FormDialog, Values
from console.screens.ofround import OfRound
from console.screens.text import TextDialog
from console.session import Report
from console.shown import clean
from console.views.lines import Line, Tone
from console.words import meeting as said
from rules.model import Round
from rules.rounds import cutoff_text, is_over, title

SUFFIX = ".xlsx"


class Agenda(OfRound):
    _brought = ""
    """The file that this clerk named last."""

    def do_agenda_out(self) -> None:
        if sheet := self.sheet:

            def make(values: Values | None) -> None:
                if values is not None:
                    self._make(sheet, values)

            self.console.push_screen(
                FormDialog(export_form(sheet, is_over(sheet.round, self.session.clock()))), make
            )

    def _make(self, sheet: Sheet, values: Values) -> None:
        file, handed = f"{paths.typed(values['file'])}", values["handed"] == "yes"
        words = ["agenda", "export", sheet.round.id, "-o", file, "--profile", values["profile"]]
        if handed:
            words += ["--handed-out"]
        done = (said.EXPORTED_HANDED if handed else said.EXPORTED).format(file=file)
        self._errand(said.EXPORTING, words, lambda document: self.console.tell(Report(done)))

    def do_agenda_in(self) -> None:
        """First what would change; recorded only on the clerk's yes. The file named last is offered again."""

        def read(values: Values | None) -> None:
            if values is not None:
                self._brought = values["file"]
                file = f"{paths.typed(values['file'])}"
                words = ["agenda", "import", file, "--dry-run", "--json"]
                self._errand(said.READING, words, lambda found: self._compare(file, found))

        self.console.push_screen(FormDialog(import_form(self._brought)), read)

    def _compare(self, file: str, found: Any) -> None:
        shown = self.sheet.round if self.sheet else None
        if not found["changes"]:
            self.console.push_screen(TextDialog(changes(found, shown), title=said.NO_CHANGES))
            return

        def record(values: Values | None) -> None:
            if values is not None:
                words = ["agenda", "import", file, "--json"]
                self._errand(said.RECORDING, words, self._recorded)

        self.console.push_screen(FormDialog(changes_form(found, shown)), record)

    def _recorded(self, done: Any) -> None:
        refused = len(done["refused"])
        sentence = said.IMPORTED_BUT if refused else said.IMPORTED
        told = sentence.format(count=len(done["changes"]), refused=refused)
        self.console.tell(Report(told, ok=not refused))

    def _errand(self, sentence: str, words: list[str], then: Callable[[Any], None]) -> None:
        """In this clerk's name, so that `u` takes it back."""
        errand.send(self.console, sentence, [*words, "--by", self.session.desk.by], then)


def export_form(sheet: Sheet, over: bool) -> Form:
    def preview(values: Values) -> Iterator[Line]:
        if not over:
            yield Line(clean(said.STILL_OPEN.format(cutoff=cutoff_text(sheet.round))), Tone.ALARM)
        exists = paths.is_there(paths.typed(values["file"]))
        yield Line(
            clean(said.FILE_EXISTS if exists else said.FILE_NEW), Tone.STRONG if exists else Tone.QUIET
        )

    def amiss(values: Values) -> tuple[str, str] | None:
        file = paths.typed(values["file"])
        if file.suffix != SUFFIX:
            return "file", said.NOT_XLSX
        return None if paths.is_folder(file.parent) else ("file", said.NO_FOLDER)

    return Form(
        question=said.EXPORT.format(round=title(sheet.round)),
        blanks=(
            Blank(
                key="file",
                label=said.EXPORT_FILE,
                value=f"{Path.cwd() / f'agenda-{sheet.round.id}{SUFFIX}'}",
                needed=True,
            ),
            Blank(key="profile", label=said.EXPORT_PROFILE, choices=said.PROFILES),
            Blank(key="handed", label=said.EXPORT_HANDED, choices=said.HANDED),
        ),
        preview=preview,
        amiss=amiss,
    )


def import_form(brought: str = "") -> Form:
    return Form(
        question=said.IMPORT,
        about=tuple(Line(clean(sentence)) for sentence in said.IMPORT_ABOUT),
        blanks=(Blank(key="file", label=said.IMPORT_FILE, value=brought, needed=True),),
        amiss=lambda values: None if paths.file(values["file"]) else ("file", said.NO_FILE),
    )


def changes_form(found: Any, shown: Round | None) -> Form:
    count = len(found["changes"])
    return Form(
        question=said.CHANGES.format(count=count),
        blanks=(),
        preview=lambda values: changes(found, shown),
        sure=(said.IMPORT_NO, said.IMPORT_YES.format(count=count)),
    )


def changes(found: Any, shown: Round | None) -> Iterator[Line]:
    """What `mailbot agenda import --json` says, a line each; what needs a person first: lines that can't be taken, and
    cases of another round than the one on the screen.
    """
    refused = found["refused"]
    rest = said.CHANGES_REST.format(same=found["same"], empty=found["empty"], refused=len(refused))
    yield Line(clean(rest), Tone.QUIET)
    if refused:
        yield Line(clean(said.REFUSED_HEAD), Tone.ALARM)
        yield from (Line(clean(each["message"]), Tone.ALARM, 2) for each in refused)
    if shown and (others := [each["number"] for each in found["changes"] if each["round"] != shown.id]):
        told = said.OTHER_ROUNDS.format(round=title(shown), cases="、".join(others))
        yield Line(clean(told), Tone.ALARM)
    if found["changes"]:
        yield Line(clean(said.CHANGES_HEAD), Tone.QUIET)
        yield from (Line(clean(said.CHANGE.format(**each)), indent=10) for each in found["changes"])
