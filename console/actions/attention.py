"""What can be done where sentences stand beside a case that a person should read."""

from console.actions import allowed
from console.actions.action import Action, Shelf, Sight
from console.places import Place
from console.words import attention as words

HERE = (Place.TRAY, Place.CASE)


def asked(sight: Sight) -> bool:
    return allowed.something_to_read(sight) is None


ATTENTION = (Action("seen", words.SEEN, "z", HERE, allowed.something_to_read, Shelf.DEEDS, asked),)
