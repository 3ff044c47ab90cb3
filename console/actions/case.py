"""What can be done in an open case beside its outcome."""

from console import words
from console.actions.action import Action, Shelf
from console.places import Place

HERE = (Place.CASE,)

CASE = (
    Action("view_left", words.VIEW_LEFT, "left,h", HERE, shelf=Shelf.HELP),
    Action("view_right", words.VIEW_RIGHT, "right,l", HERE, shelf=Shelf.HELP),
    Action("next_case", words.NEXT_CASE, "n", HERE),
    Action("previous_case", words.PREVIOUS_CASE, "p", HERE),
)
