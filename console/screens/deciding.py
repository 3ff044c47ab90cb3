"""What every place that shows cases can do with them: record the committee's outcome, take it back."""

from typing import TYPE_CHECKING

from console.screens.place import PlaceScreen
from rules.model import OutcomeKind

if TYPE_CHECKING:
    from console.deeds.outcomes import Choice


class Deciding(PlaceScreen):
    def do_select(self) -> None:
        self._ask(OutcomeKind.SELECTED)

    def do_reject(self) -> None:
        self._ask(OutcomeKind.REJECTED)

    def do_defer(self) -> None:
        self._ask(OutcomeKind.DEFERRED)

    def do_clear(self) -> None:
        from console.deeds import outcomes

        if chosen := self.sight().cases:
            self.finish(outcomes.clear(self.session, chosen))

    def _ask(self, kind: OutcomeKind) -> None:
        from console.deeds import outcomes
        from console.screens.outcome import OutcomeDialog

        chosen = self.sight().cases
        if not chosen:
            return

        def record(choice: "Choice | None") -> None:
            if choice is not None:
                self.finish(
                    outcomes.record(self.session, chosen, kind, choice),
                    (lambda now: outcomes.record(self.session, [now], kind, choice))
                    if len(chosen) == 1
                    else None,
                )

        self.console.push_screen(OutcomeDialog(self.session, chosen, kind), record)
