"""What can be done where a mail from another address asks to be about a case."""

from console.actions import allowed
from console.actions.action import Action, Shelf
from console.places import Place
from console.words import claims as words

OF_ONE_CASE = (Place.TRAY, Place.CASE, Place.MAILS)

CLAIMS = (
    Action("same_business", words.SAME, "b", OF_ONE_CASE, allowed.vouchable, Shelf.DEEDS),
    Action("other_business", words.OTHER, "B", OF_ONE_CASE, allowed.claimed, Shelf.DEEDS),
)
