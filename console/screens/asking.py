"""A deed on one case that needs words: its form, the deed, and both versions where somebody was first.

Lies on the way of the first case that is opened, so what reads days and judges answers is imported when it is needed.
"""

from collections.abc import Callable
from datetime import date, datetime

from console.screens.form import Form, FormDialog, Values
from console.screens.place import PlaceScreen
from console.session import Report
from console.words import casework as words
from rules.model import Case


class Asking(PlaceScreen):
    def ask(self, form: Form, case: Case, deed: Callable[[Case, Values], Report]) -> None:
        """The deed with what was typed, on the case as it stood when it was asked for."""

        def answered(values: Values | None) -> None:
            if values is not None:
                self.finish(deed(case, values), lambda current: deed(current, values))

        self.console.push_screen(FormDialog(form), answered)

    @property
    def today(self) -> date:
        return self.session.dates.today

    def past_day(self, text: str) -> date | str:
        """A day that has come, or what is wrong with it."""
        from console import days

        found = days.day(text, self.session.desk.library.tables().eras.era, self.today)
        if found is None:
            return words.BAD_DAY
        return words.LATER if found > self.today else found

    def coming_day(self, text: str) -> date | str:
        """A day that is still to come, or what is wrong with it."""
        from console import days

        found = days.coming(text, self.session.desk.library.tables().eras.era, self.today)
        if found is None:
            return words.BAD_DAY
        return words.GONE_BY if found < self.today else found

    def arrived(self, on: date) -> datetime:
        """The instant that counts for what came on this day."""
        from console import days

        return days.arrived(on, self.session.clock(), self.session.calendar)
