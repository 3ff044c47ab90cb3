"""「同じ事業者です」: one key where a mail from another address asks to be about the case.

Lies on the way of the first screen, so what its keys need is imported when they are pressed.
"""

from console.errands import Answer
from console.screens.place import PlaceScreen
from console.session import Report
from console.words import claims as words


class Claims(PlaceScreen):
    def do_same_business(self) -> None:
        """The mail is read and taken by the robot: the sheet in it may be any stranger's file."""
        from console.screens.work import WorkDialog

        sight = self.sight()
        case, asking, by = sight.case, sight.claim, self.session.desk.by
        if case is None:
            return

        def told(answer: Answer | None) -> None:
            if answer is None:
                self.finish(Report(words.GIVEN_UP, ok=False))
            else:
                done = words.TAKEN.format(number=case.number)
                self.finish(Report(answer.complaint or done, ok=answer.ok))

        async def take() -> Answer:
            return await self.console.robot.run("businesses", "same", asking, "--by", by)

        self.console.push_screen(WorkDialog(words.TAKING, take), told)

    def do_other_business(self) -> None:
        from store.desk import businesses

        sight, session = self.sight(), self.session
        if case := sight.case:
            label = words.DID_OTHER.format(number=case.number)
            self.finish(
                session.do(label, lambda: businesses.refuse(session.desk, sight.claim, now=session.clock()))
            )
