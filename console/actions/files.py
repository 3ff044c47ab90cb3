"""What the robot does for an open case."""

from console import words
from console.actions import allowed
from console.actions.action import Action, Shelf, Sight
from console.places import Place
from console.words import files

HERE = (Place.CASE,)


def has_files(sight: Sight) -> str | None:
    """Something came with a mail, or a pledge lies with the business."""
    if sight.case is None:
        return words.NO_CASE
    pledges = sight.business.pledge_files if sight.business else ()
    return None if sight.case.mails or pledges else files.NO_FILES


FILES = (
    Action("open_file", files.OPEN, "o", HERE, has_files),
    Action("receive", files.RECEIVE, "w", HERE, allowed.any_case, Shelf.MORE),
    Action("export", files.EXPORT, "E", HERE, allowed.any_case, Shelf.HELP),
)
