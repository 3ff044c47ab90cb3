"""What can be done where the robot's health and settings are shown."""

from dataclasses import dataclass

from console.actions.action import Action, Shelf, Sight
from console.places import Place
from console.words import status as words

HERE = (Place.STATUS,)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSight(Sight):
    """The row under the cursor."""

    row: str = ""


def _row(sight: Sight) -> str | None:
    return None if isinstance(sight, StatusSight) and sight.row else words.NO_ROW


STATUS = (
    Action("status_open", words.OPEN, "enter", HERE, _row),
    Action("status_left", words.LEFT, "left,h", HERE, shelf=Shelf.HELP),
    Action("status_right", words.RIGHT, "right,l", HERE, shelf=Shelf.HELP),
    Action("status_examine", words.EXAMINE, "p", HERE),
    Action("status_again", words.AGAIN, "r", HERE),
)
