"""What a clerk may do, as one table of which each place keeps its part. Knows no screen.

Keys, footer, help, the search of commands and the handbook's page of keys are made from it.
"""

from collections.abc import Iterable, Mapping

from rich.cells import cell_len

from console import words
from console.actions.action import Action as Action, Shelf as Shelf, Sight as Sight
from console.actions.attention import ATTENTION
from console.actions.businesses import BUSINESSES
from console.actions.case import CASE
from console.actions.claims import CLAIMS
from console.actions.everywhere import EVERYWHERE, MARKS, OUTCOMES
from console.actions.files import FILES
from console.actions.mails import AGAIN, MAILS
from console.actions.outbox import OUTBOX
from console.actions.post import POST
from console.actions.rounds import ROUNDS
from console.actions.statistics import STATISTICS
from console.actions.status import STATUS
from console.actions.today import TODAY
from console.actions.tray import TRAY
from console.places import Place
from rules.record import Struct, replace


class Actions(Struct, frozen=True):
    rows: tuple[Action, ...]
    """In the order of help and footer."""

    def at(self, place: Place) -> tuple[Action, ...]:
        """What may be pressed here."""
        return tuple(action for action in self.rows if place in action.places)

    def named(self, name: str) -> Action:
        return next(action for action in self.rows if action.name == name)

    def footer(self, place: Place) -> str:
        """The last line: the keys of this place that fit a narrow screen."""
        return _line(action for action in self.at(place) if action.shelf is Shelf.KEYS)

    def deeds(self, place: Place, sight: Sight, room: int) -> str:
        """The line above it: what may be done now with what lies under the cursor or is marked.

        What is asked for comes first, then as many as stand in `room` cells with their whole words; where some do
        not, the line ends in the key of the help, which names them all.
        """
        offered = [
            action
            for action in self.at(place)
            if action.shelf is Shelf.DEEDS and action.why_not(sight) is None
        ]
        offered.sort(key=lambda action: not action.asked(sight))
        line = _line(offered)
        more = words.MORE_KEYS.format(key=self.named("help").shown_key)
        while offered and cell_len(line) > room:
            offered.pop()
            line = "  ".join(filter(None, (_line(offered), more)))
        return line

    def with_keys(self, keys: Mapping[str, str]) -> "Actions":
        """The same with the keys that an office has chosen, by the actions' names."""
        return Actions(tuple(replace(row, key=keys.get(row.name, row.key)) for row in self.rows))


def _line(actions: Iterable[Action]) -> str:
    return "  ".join(f"{action.shown_key} {action.label}" for action in actions)


ACTIONS = Actions(
    (
        *TODAY,
        *TRAY,
        *OUTCOMES,
        *ATTENTION,
        *MAILS,
        *CLAIMS,
        *AGAIN,
        *BUSINESSES,
        *CASE,
        *FILES,
        *ROUNDS,
        *OUTBOX,
        *POST,
        *STATISTICS,
        *STATUS,
        *MARKS,
        *EVERYWHERE,
    )
)
