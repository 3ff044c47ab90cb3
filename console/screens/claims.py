"""「同じ事業者です」: one key where a mail from another address asks to be about the case.

Lies on the way of the first screen, so what its keys need is imported when they are pressed.
"""

from typing import Any

from console.screens.place import PlaceScreen
from console.session import Report
from console.words import claims as words


class Claims(PlaceScreen):
    def do_same_business(self) -> None:
        """The mail is read and taken by the robot: the sheet in it may be any stranger's file."""
        from console.screens import errand

        sight = self.sight()
        if (case := sight.case) is None:
            return

        def taken(_: Any) -> None:
            self.finish(Report(words.TAKEN.format(number=case.number)))

        arguments = ("businesses", "same", sight.claim, "--by", self.session.desk.by)
        errand.send(self.console, words.TAKING, arguments, taken, given_up=words.GIVEN_UP)

    def do_other_business(self) -> None:
        from store.desk import businesses

        sight, session = self.sight(), self.session
        if case := sight.case:
            label = words.DID_OTHER.format(number=case.number)
            self.finish(
                session.do(label, lambda: businesses.refuse(session.desk, sight.claim, now=session.clock()))
            )
