"""What can be done where sentences stand beside a case that a person should read."""

from console.actions import allowed
from console.actions.action import Action, Shelf
from console.places import Place
from console.words import attention as words

ATTENTION = (
    Action("seen", words.SEEN, "z", (Place.TRAY, Place.CASE), allowed.something_to_read, Shelf.DEEDS),
)
