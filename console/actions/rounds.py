"""What can be done with a round."""

from console import words
from console.actions import allowed
from console.actions.action import Action, Shelf
from console.places import Place
from console.words import meeting as said

HERE = (Place.ROUNDS,)
OF_ROUND = (Place.ROUNDS, Place.DISPATCH)
"""Places that show one round."""

ROUNDS = (
    Action("round_left", words.ROUND_LEFT, "left", OF_ROUND, shelf=Shelf.HELP),
    Action("round_right", words.ROUND_RIGHT, "right", OF_ROUND, shelf=Shelf.HELP),
    Action("undecided_only", said.UNDECIDED_ONLY, "t", HERE, shelf=Shelf.HELP),
    Action("screening", said.SCREENING, "v", HERE, allowed.screening, Shelf.DEEDS),
    Action("agenda_out", said.AGENDA_OUT, "e", HERE, allowed.of_round, Shelf.DEEDS),
    Action("agenda_in", said.AGENDA_IN, "i", HERE, allowed.of_round, Shelf.DEEDS),
    Action("release", words.RELEASE_ROUND, "R", OF_ROUND, allowed.releasable, Shelf.DEEDS),
    Action("unrelease", words.UNRELEASE_ROUND, "X", OF_ROUND, allowed.released, Shelf.DEEDS),
)
