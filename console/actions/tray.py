"""What can be done in 受付一覧."""

from console import words
from console.actions import allowed
from console.actions.action import Action, Shelf
from console.places import Place
from console.words import tray as said

HERE = (Place.TRAY,)

TRAY = (
    Action("open", words.OPEN, "enter", (Place.TRAY, Place.ROUNDS), allowed.any_case),
    Action("filter", words.FILTER, "/", (Place.TRAY, Place.BUSINESSES)),
    Action("choose_view", said.CHOOSE_VIEW, "w", HERE),
    Action("view_before", said.VIEW_BEFORE, "left", HERE, shelf=Shelf.HELP),
    Action("view_after", said.VIEW_AFTER, "right", HERE, shelf=Shelf.HELP),
    Action("sort", said.SORT, "S", HERE, shelf=Shelf.HELP),
)
