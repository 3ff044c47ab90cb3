"""What can be done with letters of the outbox."""

from console import words
from console.actions import allowed
from console.actions.action import Action, Shelf
from console.places import Place
from console.words import letters as said

HERE = (Place.DISPATCH, Place.OUTBOX)

OUTBOX = (
    Action("letter_open", said.READ, "enter", HERE, allowed.any_letter),
    Action("letter_release", words.LETTER_RELEASE, "a", HERE, allowed.letter_may_go, Shelf.DEEDS),
    Action("letter_hold", words.LETTER_HOLD, "h", HERE, allowed.waiting, Shelf.DEEDS),
    Action("letter_retry", words.LETTER_RETRY, "r", HERE, allowed.failed, Shelf.DEEDS),
    Action("letter_arrived", said.ARRIVED, "d", HERE, allowed.uncertain, Shelf.DEEDS),
    Action("letter_told", said.TOLD, "t", HERE, allowed.troubled, Shelf.DEEDS),
    Action("letter_print", said.PRINT, "P", HERE, allowed.any_letter, Shelf.DEEDS),
    Action("letter_printed", words.LETTER_PRINTED, "p", HERE, allowed.to_print, Shelf.DEEDS),
    Action("group_left", said.GROUP_LEFT, "left", (Place.OUTBOX,), shelf=Shelf.HELP),
    Action("group_right", said.GROUP_RIGHT, "right", (Place.OUTBOX,), shelf=Shelf.HELP),
)
