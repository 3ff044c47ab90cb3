"""Files of an open case and paper that came for it: the robot does it, since it may be any stranger's file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from console import paths
from console.screens import errand
from console.screens.asking import Asking
from console.screens.form import Blank, Form, FormDialog, Values
from console.session import Report
from console.shown import clean
from console.viewing import view
from console.views.lines import Line, Tone, attached
from console.words import files as words
from rules.eras import era_short
from rules.model import Case, File

OPEN, SAVE = "open", "save"


class Files(Asking):
    def do_open_file(self) -> None:
        case = self.sight().case
        if case is None:
            return
        files = self._files(case)
        if not files:
            self.console.say(words.NO_FILES, ok=False)
            return
        viewer = self.session.desk.config.console.viewer
        how = ({OPEN: words.HOW_OPEN} if viewer else {}) | {SAVE: words.HOW_SAVE}
        form = Form(
            question=words.ASK_FILE.format(number=case.number),
            about=() if viewer else (Line(clean(words.NO_VIEWER), Tone.QUIET),),
            blanks=(
                Blank(
                    key="file",
                    label=words.WHICH_FILE,
                    choices={sha: attached([file]) for sha, file in files.items()},
                ),
                Blank(key="how", label=words.HOW, choices=how),
                Blank(key="folder", label=words.FOLDER, value=f"{self._folder(case)}", needed=True),
            ),
        )

        def fetch(said: Values | None) -> None:
            if said is not None:
                folder = paths.typed(said["folder"])
                self._send(
                    words.FETCHING,
                    ("files", case.number, "--only", said["file"], "--save", f"{folder}", "--json"),
                    lambda fetched: self._fetched(fetched, said["how"] == OPEN),
                )

        self.console.push_screen(FormDialog(form), fetch)

    def _files(self, case: Case) -> dict[str, File]:
        """By content: those of its mails, the newest first, then the pledge of its business."""
        register = self.session.register
        file = self.session.file(case.number)
        mails = (file.register if file else register).mails
        business = register.businesses.get(case.business)
        came = [
            each for ref in reversed(case.mails) if (mail := mails.get(ref.id)) for each in mail.attachments
        ]
        return {each.sha256: each for each in (*came, *(business.pledge_files if business else ()))}

    def _folder(self, case: Case) -> Path:
        return Path.home() / "mailbot" / case.number

    def _fetched(self, fetched: Any, to_open: bool) -> str:
        path = Path(fetched[0]["path"])
        if not to_open:
            return words.SAVED.format(path=path)
        viewer = self.session.desk.config.console.viewer
        if why := view(viewer, path):
            return words.NOT_OPENED.format(path=path, viewer=viewer[0], why=why)
        return words.OPENED.format(name=path.name)

    def do_receive(self) -> None:
        case = self.sight().case
        if case is None:
            return

        def amiss(said: Values) -> tuple[str, str] | None:
            if said["file"] and paths.file(said["file"]) is None:
                return "file", words.NO_SUCH_FILE
            wrong = self.past_day(said["on"])
            return ("on", wrong) if isinstance(wrong, str) else None

        form = Form(
            question=words.ASK_RECEIVE.format(number=case.number, product=case.product),
            blanks=(
                Blank(key="what", label=words.WHAT_CAME, choices=words.CAME),
                Blank(key="file", label=words.SCANNED),
                Blank(key="on", label=words.CAME_ON, value=era_short(self.today), needed=True),
            ),
            amiss=amiss,
        )

        def receive(said: Values | None) -> None:
            if said is None:
                return
            file = paths.file(said["file"]) if said["file"] else None
            what = words.CAME[said["what"]].partition("  ")[0]
            self._send(
                words.RECEIVING,
                (
                    "receive",
                    case.number,
                    f"--{said['what']}",
                    *([f"{file}"] if file else ()),
                    f"--received={self.past_day(said['on'])}",
                    f"--by={self.session.desk.by}",
                ),
                lambda _: words.RECEIVED.format(number=case.number, what=what),
            )

        self.console.push_screen(FormDialog(form), receive)

    def do_export(self) -> None:
        case = self.sight().case
        if case is None:
            return
        form = Form(
            question=words.ASK_EXPORT.format(number=case.number, product=case.product),
            about=(Line(clean(words.EXPORT_ABOUT)),),
            blanks=(
                Blank(
                    key="folder",
                    label=words.EXPORT_TO,
                    value=f"{Path.home() / f'mailbot-{case.number}'}",
                    needed=True,
                ),
            ),
        )

        def export(said: Values | None) -> None:
            if said is not None:
                folder = paths.typed(said["folder"])
                self._send(
                    words.EXPORTING,
                    ("export", case.number, f"--output={folder}"),
                    lambda _: words.EXPORTED.format(folder=folder),
                )

        self.console.push_screen(FormDialog(form), export)

    def _send(self, sentence: str, arguments: tuple[str, ...], said: Callable[[Any], str]) -> None:
        """The robot's work with its end told as a toast."""

        def done(document: Any) -> None:
            self.console.tell(Report(said(document)))

        errand.send(self.console, sentence, arguments, done, given_up=words.GIVEN_UP)
