"""What can be done in 受付一覧."""

from console import words
from console.actions import allowed
from console.actions.action import Action
from console.places import Place

TRAY = (
    Action("open", words.OPEN, "enter", (Place.TRAY, Place.ROUNDS), allowed.any_case),
    Action("filter", words.FILTER, "/", (Place.TRAY,)),
)
