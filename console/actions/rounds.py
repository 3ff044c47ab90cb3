"""What can be done with a round."""

from console import words
from console.actions import allowed
from console.actions.action import Action, Shelf
from console.places import Place
from console.words import meeting as said

HERE = (Place.ROUNDS,)

ROUNDS = (
    Action("round_left", words.ROUND_LEFT, "left", HERE, shelf=Shelf.HELP),
    Action("round_right", words.ROUND_RIGHT, "right", HERE, shelf=Shelf.HELP),
    Action("undecided_only", said.UNDECIDED_ONLY, "t", HERE, shelf=Shelf.HELP),
    Action("screening", said.SCREENING, "v", HERE, allowed.screening, Shelf.DEEDS),
    Action("agenda_out", said.AGENDA_OUT, "e", HERE, allowed.of_round, Shelf.DEEDS),
    Action("agenda_in", said.AGENDA_IN, "i", HERE, allowed.of_round, Shelf.DEEDS),
    Action("release", words.RELEASE_ROUND, "R", HERE, allowed.releasable, Shelf.DEEDS),
    Action("unrelease", words.UNRELEASE_ROUND, "X", HERE, allowed.released, Shelf.DEEDS),
)
