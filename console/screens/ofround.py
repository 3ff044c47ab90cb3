"""What the places that show one round share: which one, its days, left and right to the others, 決裁."""

from collections.abc import Iterator

from console import words
from console.deeds import rounds
from console.register import Sheet
from console.screens.form import FormDialog, Values
from console.screens.place import PlaceScreen
from console.screens.release import approval_form, approved, letters_form
from console.shown import clean
from console.views import meeting
from console.widgets.bar import Bar
from rules.rounds import cutoff_text, notice_text


class OfRound(PlaceScreen):
    """The chosen round is the session's: who goes to another of these places stays in it."""

    def round_bars(self) -> Iterator[Bar]:
        yield Bar(id="rounds")
        yield Bar(id="days")

    @property
    def sheet(self) -> Sheet | None:
        """The chosen round; at first the oldest whose outcomes are not all told yet."""
        sheets = self.session.register.sheets()
        waiting = (sheet for sheet in sheets if sheet.unfinished)
        first = next(waiting, sheets[-1] if sheets else None)
        return next((sheet for sheet in sheets if sheet.round.id == self.session.round), first)

    def draw_round(self, sheet: Sheet, beside: str = "") -> None:
        """The bars: the rounds, and the days of this one; `beside` stands at the right of the days."""
        self.session.round = sheet.round.id
        strip = meeting.strip(self.session.register.sheets(), sheet.round.id)
        self.query_one("#rounds", Bar).say(strip, clean(words.SWITCH_ROUNDS))
        closed = words.CLOSED if sheet.closed else words.STILL_OPEN
        days = (
            f"{words.CUTOFF} {cutoff_text(sheet.round)} {closed}  {words.NOTICE} {notice_text(sheet.round)}"
        )
        self.query_one("#days", Bar).say(clean(days), clean(beside))

    def do_round_left(self) -> None:
        self._switch(-1)

    def do_round_right(self) -> None:
        self._switch(1)

    def _switch(self, step: int) -> None:
        ids = [sheet.round.id for sheet in self.session.register.sheets()]
        if ids:
            at = ids.index(self.session.round) + step if self.session.round in ids else 0
            self.session.round = ids[max(0, min(at, len(ids) - 1))]
            self.redraw()
            self.frame()

    def do_release(self) -> None:
        """Who approved; then the letters in the very words, and the yes."""
        sheet, session = self.sheet, self.session
        if sheet is None:
            return

        def show(values: Values | None) -> None:
            if values is None:
                return
            approval = approved(session, values)

            def release(yes: Values | None) -> None:
                if yes is not None:
                    self.console.tell(rounds.release(session, sheet, approval))

            self.console.push_screen(FormDialog(letters_form(session, sheet, approval)), release)

        self.console.push_screen(FormDialog(approval_form(session, sheet)), show)

    def do_unrelease(self) -> None:
        if sheet := self.sheet:
            self.console.tell(rounds.take_back(self.session, sheet))
