"""What can be done where the robot's health and settings are shown."""

from console.actions.action import Action, Shelf, Sight
from console.places import Place
from console.words import status as words

HERE = (Place.STATUS,)


class StatusSight(Sight, frozen=True, kw_only=True):
    """The row under the cursor, and whether letters may leave."""

    row: str = ""
    paused: bool = False


def _row(sight: Sight) -> str | None:
    return None if isinstance(sight, StatusSight) and sight.row else words.NO_ROW


def _sending(sight: Sight) -> str | None:
    return words.IS_PAUSED if isinstance(sight, StatusSight) and sight.paused else None


def _paused(sight: Sight) -> str | None:
    return None if isinstance(sight, StatusSight) and sight.paused else words.NOT_PAUSED


STATUS = (
    Action("status_open", words.OPEN, "enter", HERE, _row),
    Action("status_left", words.LEFT, "left,h", HERE, shelf=Shelf.HELP),
    Action("status_right", words.RIGHT, "right,l", HERE, shelf=Shelf.HELP),
    Action("status_examine", words.EXAMINE, "p", HERE),
    Action("status_again", words.AGAIN, "r", HERE),
    Action("pause", words.PAUSE, "s", HERE, _sending, Shelf.DEEDS),
    Action("resume", words.RESUME_KEY, "S", HERE, _paused, Shelf.DEEDS),
)
