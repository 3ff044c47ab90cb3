"""決裁済にする: who approved the round's outcomes, when, and what will leave by it."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from console import words
from console.lines import Line, Tone
from console.register import Sheet
from console.screens.dialog import Choices, Dialog
from console.session import Session
from console.shown import clean
from console.widgets.bar import Bar
from console.widgets.page import Page
from console.widgets.table import Table
from rules.eras import era_day
from rules.model import State
from rules.rounds import title


@dataclass(frozen=True, slots=True)
class Approved:
    approver: str
    on: date
    document_number: str


class ReleaseDialog(Dialog[Approved]):
    def __init__(self, session: Session, sheet: Sheet) -> None:
        super().__init__(classes="dialog")
        self._session, self._sheet = session, sheet
        self._today = session.clock().astimezone(session.calendar.zone).date()

    def compose(self) -> ComposeResult:
        yield Page(id="about", can_focus=False)
        yield Bar(id="approver-label")
        yield Input(id="approver", compact=True, max_length=100)
        yield Bar(id="date-label")
        yield Input(f"{self._today}", id="date", compact=True, max_length=20)
        yield Bar(id="number-label")
        yield Input(id="number", compact=True, max_length=100)
        yield Choices(id="answer")
        yield Bar(id="hint", tone=Tone.QUIET)

    def on_mount(self) -> None:
        self.query_one("#about", Page).show(self._about())
        for id, label in (
            ("approver", words.APPROVER),
            ("date", words.APPROVED_ON),
            ("number", words.DOCUMENT_NUMBER),
        ):
            self.query_one(f"#{id}-label", Bar).say(clean(label))
        self.query_one("#answer", Choices).offer({"no": words.NO, "yes": words.YES})
        self.query_one("#hint", Bar).say(clean(words.RELEASE_HINT))
        self.query_one("#approver").focus()

    def _about(self) -> list[Line]:
        """How many letters, to whom, when; and what stays behind."""
        sheet, now = self._sheet, self._session.clock()
        cases = sheet.in_state(State.DECIDED)
        letters = len({case.business for case in cases})
        zone = self._session.calendar.zone
        at = max(sheet.round.notice_at, now).astimezone(zone)
        when = words.AT_ONCE if at <= now else f"{era_day(at.date())} {at:%H:%M}"
        sentence = words.RELEASE_ABOUT.format(
            round=title(sheet.round), cases=len(cases), letters=letters, when=when
        )
        lines = [Line(clean(sentence), Tone.STRONG), Line(clean(words.RELEASE_UNDO))]
        if self._session.desk.config.letters.mode == "observe":
            lines.append(Line(clean(words.RELEASE_OBSERVE), Tone.ALARM))
        if sheet.undecided:
            lines.append(Line(clean(words.RELEASE_UNDECIDED.format(count=sheet.undecided)), Tone.ALARM))
        split = sheet.half_decided
        names = [business.name for id, business in self._session.register.businesses.items() if id in split]
        if names:
            lines.append(Line(clean(words.RELEASE_SPLIT.format(names=words.COMMA.join(names))), Tone.ALARM))
        return lines

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next()

    @on(Table.Opened)
    def _answered(self, event: Table.Opened) -> None:
        if event.key != "yes":
            self.dismiss(None)
            return
        approver = self.query_one("#approver", Input).value.strip()
        day = read_day(self.query_one("#date", Input).value)
        if not approver:
            self._ask_again("#approver", words.APPROVER_NEEDED)
        elif day is None:
            self._ask_again("#date", words.BAD_DATE)
        elif day > self._today:
            self._ask_again("#date", words.DATE_IN_FUTURE)
        else:
            self.dismiss(Approved(approver, day, self.query_one("#number", Input).value.strip()))

    def _ask_again(self, field: str, why: str) -> None:
        self.query_one("#hint", Bar).say(clean(why), tone=Tone.ALARM)
        self.query_one(field).focus()


def read_day(text: str) -> date | None:
    """'2026-12-08', also with slashes and in full width; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("/", "-")
    try:
        year, month, day = (int(part) for part in plain.split("-"))
        return date(year, month, day)
    except ValueError:
        return None
