"""What every place that shows cases can do with one: record the committee's outcome, take it back."""

from console.screens.outcome import Choice, OutcomeDialog
from console.screens.place import PlaceScreen
from rules.model import OutcomeKind


class Deciding(PlaceScreen):
    def do_select(self) -> None:
        self._ask(OutcomeKind.SELECTED)

    def do_reject(self) -> None:
        self._ask(OutcomeKind.REJECTED)

    def do_defer(self) -> None:
        self._ask(OutcomeKind.DEFERRED)

    def do_clear(self) -> None:
        case = self.sight().case
        if case:
            self.console.tell(self.session.clear_outcome(case))

    def _ask(self, kind: OutcomeKind) -> None:
        case = self.sight().case
        if case is None:
            return

        def record(choice: Choice | None) -> None:
            if choice is not None:
                self.console.tell(self.session.record_outcome(case, kind, choice.reason, choice.note))

        self.console.push_screen(OutcomeDialog(self.session, case, kind), record)
