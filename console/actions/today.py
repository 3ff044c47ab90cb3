"""What can be done in 今日: everything else is done where a row leads."""

from console.actions.action import Action, Sight
from console.places import Place
from console.words import today as words


def something(sight: Sight) -> str | None:
    return None if sight.waits else words.NOTHING_HERE


TODAY = (Action("lead", words.OPEN, "enter", (Place.TODAY,), something),)
