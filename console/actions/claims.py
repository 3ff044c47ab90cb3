"""What can be done where a mail from another address asks to be about a case."""

from console.actions import allowed
from console.actions.action import Action, Shelf, Sight
from console.places import Place
from console.words import claims as words

OF_ONE_CASE = (Place.TRAY, Place.CASE, Place.MAILS)


def asked(sight: Sight) -> bool:
    return allowed.claimed(sight) is None


CLAIMS = (
    Action("same_business", words.SAME, "b", OF_ONE_CASE, allowed.vouchable, Shelf.DEEDS, asked),
    Action("other_business", words.OTHER, "B", OF_ONE_CASE, allowed.claimed, Shelf.DEEDS, asked),
)
