"""What can be done with a round."""

from console import words
from console.actions import allowed
from console.actions.action import Action, Shelf
from console.places import Place

HERE = (Place.ROUNDS,)

ROUNDS = (
    Action("round_left", words.ROUND_LEFT, "left,h", HERE, shelf=Shelf.HELP),
    Action("round_right", words.ROUND_RIGHT, "right,l", HERE, shelf=Shelf.HELP),
    Action("release", words.RELEASE_ROUND, "R", HERE, allowed.releasable, Shelf.DEEDS),
    Action("unrelease", words.UNRELEASE_ROUND, "X", HERE, allowed.released, Shelf.DEEDS),
)
