"""What can be done in every place: going elsewhere, taking back, help, leaving."""

from console import words
from console.actions import allowed
from console.actions.action import Action, Shelf
from console.places import SPOTS, Place
from console.words import habits

LISTS = (Place.TRAY, Place.ROUNDS, Place.DISPATCH, Place.OUTBOX, Place.MAILS, Place.BUSINESSES)
"""Places whose rows can be marked."""
OF_CASES = (Place.TRAY, Place.CASE, Place.ROUNDS)

MARKS = (
    Action("mark", words.MARK, "space", LISTS),
    Action("mark_all", words.MARK_ALL, "A", LISTS, shelf=Shelf.HELP),
)
"""Shift with up and down marks a range: the table's own keys."""

OUTCOMES = (
    Action("select", words.SELECT, "s", OF_CASES, allowed.outcome, Shelf.DEEDS),
    Action("reject", words.REJECT, "f", OF_CASES, allowed.outcome, Shelf.DEEDS),
    Action("defer", words.DEFER, "c", OF_CASES, allowed.outcome, Shelf.DEEDS),
    Action("clear", words.CLEAR, "x", OF_CASES, allowed.clear, Shelf.DEEDS),
)

PLACES = tuple(
    Action(f"go_{spot.place}", spot.words, spot.digit, shelf=Shelf.HELP) for spot in SPOTS if spot.digit
)

EVERYWHERE = (
    *PLACES,
    Action("undo", words.UNDO, "u", why_not=allowed.undoable, shelf=Shelf.HELP),
    Action("deeds", words.DEEDS, "U", shelf=Shelf.HELP),
    Action("copy", words.COPY, "y", shelf=Shelf.HELP),
    Action("look", habits.LOOK, "f8", shelf=Shelf.HELP),
    Action("palette", words.PALETTE, ":,ctrl+p"),
    Action("help", words.HELP, "?,f1"),
    Action("back", words.BACK, "q,escape"),
    Action("leave", words.LEAVE, "Q"),
)
