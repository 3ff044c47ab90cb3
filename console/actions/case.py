"""What can be done in an open case beside its outcome."""

from console import words
from console.actions import allowed
from console.actions.action import Action, Shelf, Sight
from console.places import Place
from console.words import casework, queries
from rules.model import OutcomeKind, Severity
from rules.moves import TERMS, Move, refusal

HERE = (Place.CASE,)


def stopped_by_errors(sight: Sight) -> str | None:
    """Errors keep the case back, and a clerk's word may let them pass."""
    if sight.case is None or (refused := allowed.on_case(Move.ACCEPT)(sight)):
        return refused if sight.case else words.NO_CASE
    errors = any(each.severity is Severity.ERROR for each in sight.case.findings)
    return None if errors else casework.NO_ERRORS


def has_terms(sight: Sight) -> str | None:
    """The product was selected, its business knows, and one of the three steps may follow."""
    if (case := sight.case) is None:
        return words.NO_CASE
    if case.outcome is None or case.outcome.kind is not OutcomeKind.SELECTED:
        return casework.NOT_SELECTED
    refusals = [refusal(case, move) for move in TERMS.values()]
    return None if None in refusals else next(each.message for each in refusals if each)


def known_business(sight: Sight) -> str | None:
    if sight.case is None:
        return words.NO_CASE
    return None if sight.business else casework.NO_BUSINESS


VIEWS = (
    Action("view_left", words.VIEW_LEFT, "left,h", HERE, shelf=Shelf.HELP),
    Action("view_right", words.VIEW_RIGHT, "right,l", HERE, shelf=Shelf.HELP),
    Action("next_case", words.NEXT_CASE, "n", HERE),
    Action("previous_case", words.PREVIOUS_CASE, "p", HERE),
)

CASEWORK = (
    Action("answer", casework.ANSWER, "a", HERE, allowed.on_case(Move.ANSWER), Shelf.DEEDS),
    Action("accept", casework.ACCEPT, "v", HERE, stopped_by_errors, Shelf.DEEDS),
    Action("terms", casework.TERMS, "t", HERE, has_terms, Shelf.DEEDS),
    Action("correct", casework.CORRECT, "K", HERE, allowed.on_case(Move.CORRECT), Shelf.DEEDS),
    Action("reopen", casework.REOPEN, "R", HERE, allowed.on_case(Move.REOPEN), Shelf.DEEDS),
    Action("query", queries.QUERY, "d", HERE, allowed.any_case, Shelf.DEEDS),
    Action("note", casework.NOTE, "m", HERE, allowed.any_case, Shelf.DEEDS),
    Action("pledge", casework.PLEDGE, "e", HERE, known_business, Shelf.MORE),
    Action("move", casework.MOVE, "r", HERE, allowed.on_case(Move.MOVE), Shelf.MORE),
    Action("withdraw", casework.WITHDRAW, "T", HERE, allowed.on_case(Move.WITHDRAW), Shelf.MORE),
    Action("expire", casework.EXPIRE, "X", HERE, allowed.on_case(Move.EXPIRE), Shelf.MORE),
)

CASE = (*CASEWORK, *VIEWS)
