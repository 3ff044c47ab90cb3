"""The pledge of the business whose case is open: five ticks, or a pledge of an earlier year."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from console.deeds import pledges
from console.screens.asking import Asking
from console.screens.form import Blank, Form, FormDialog, Values
from console.shown import clean
from console.views.lines import Line
from console.words import casework as words
from rules.model import Business, Pledge
from rules.pledges import POINTS, lacking
from rules.wording import plain

CAME = (Pledge.RECEIVED, Pledge.CONFIRMED)


class Pledging(Asking):
    PLEDGE_OPEN: ClassVar[str] = words.PLEDGE_OPEN
    """How the file that came is looked at from here."""

    def do_pledge(self) -> None:
        if business := self.sight().business:
            if business.pledge in CAME:
                self._confirm(business)
            else:
                self._on_file(business)

    def _confirm(self, business: Business) -> None:
        def amiss(said: Values) -> tuple[str, str] | None:
            missing = lacking(said["points"].split(","))
            if missing and not plain(said["note"]):
                return "note", words.PLEDGE_LACKS.format(points=missing)
            return None

        form = Form(
            question=words.ASK_PLEDGE.format(name=business.name),
            about=tuple(_files(business, self.PLEDGE_OPEN)),
            blanks=(
                Blank(key="points", label=words.PLEDGE_POINTS, choices=POINTS, ticks=True),
                Blank(key="note", label=words.PLEDGE_NOTE),
            ),
            amiss=amiss,
        )

        def confirmed(said: Values | None) -> None:
            if said is not None:
                points = [point for point in said["points"].split(",") if point]
                self.console.tell(pledges.confirm(self.session, business, points, said["note"]))

        self.console.push_screen(FormDialog(form), confirmed)

    def _on_file(self, business: Business) -> None:
        form = Form(
            question=words.ASK_ON_FILE.format(name=business.name),
            about=(Line(clean(words.ON_FILE_ABOUT)),),
            blanks=(Blank(key="on", label=words.GIVEN_ON),),
            amiss=lambda said: ("on", wrong) if isinstance(wrong := self._given(said["on"]), str) else None,
        )

        def filed(said: Values | None) -> None:
            given_on = self._given(said["on"]) if said is not None else ""
            if not isinstance(given_on, str):
                self.console.tell(pledges.put_on_file(self.session, business, given_on))

        self.console.push_screen(FormDialog(form), filed)

    def _given(self, text: str) -> date | None | str:
        """A day of earlier years, none where nobody knows; else what is wrong with it."""
        return self.past_day(text) if text else None


def _files(business: Business, how: str) -> Iterator[Line]:
    names = words.COMMA.join(file.name for file in business.pledge_files) or words.PLEDGE_ON_PAPER
    yield Line(clean(words.PLEDGE_FILES.format(files=names)))
    if business.pledge_files:
        yield Line(clean(how))
