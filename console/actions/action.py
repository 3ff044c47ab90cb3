"""What a clerk may do, as one table: bindings, footer and help are made from it. Knows no screen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from console import words
from console.register import IN_TROUBLE, Sheet
from rules.decide import Move, refusal
from rules.model import Case, Letter, LetterState, State
from store.notices import UNAPPROVED


class Shelf(StrEnum):
    """Where a key is printed; the help prints all."""

    KEYS = "keys"
    """The last line: how to move about."""
    DEEDS = "deeds"
    """The line above, as long as it is allowed: what may be done to the row under the cursor."""
    HELP = "help"


class Place(StrEnum):
    TRAY = "tray"
    CASE = "case"
    ROUNDS = "rounds"
    OUTBOX = "outbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the clerk has before them: the rows under the cursors, and what `u` would take back."""

    case: Case | None = None
    sheet: Sheet | None = None
    letter: Letter | None = None
    undo: str = ""


WhyNot = Callable[[Sight], str | None]
"""None: allowed. Else a Japanese sentence that says why not."""


def always(sight: Sight) -> str | None:
    return None


def _on_case(move: Move) -> WhyNot:
    def why_not(sight: Sight) -> str | None:
        if sight.case is None:
            return words.NO_CASE
        refused = refusal(sight.case, move)
        return refused.message if refused else None

    return why_not


def _any_case(sight: Sight) -> str | None:
    return None if sight.case else words.NO_CASE


def _with_letter(sentence: str, *states: LetterState) -> WhyNot:
    def why_not(sight: Sight) -> str | None:
        if sight.letter is None:
            return words.NO_LETTER
        state = words.LETTER_STATES[sight.letter.state]
        return None if sight.letter.state in states else sentence.format(state=state)

    return why_not


def _letter_may_go(sight: Sight) -> str | None:
    if sight.letter and sight.letter.state is LetterState.HELD and sight.letter.reason == UNAPPROVED:
        return words.NEEDS_APPROVAL
    return _held(sight)


def _releasable(sight: Sight) -> str | None:
    if sight.sheet is None:
        return words.NO_ROUND
    return None if sight.sheet.in_state(State.DECIDED) else words.NOTHING_TO_RELEASE


def _released(sight: Sight) -> str | None:
    if sight.sheet is None:
        return words.NO_ROUND
    return None if sight.sheet.in_state(State.RELEASED) else words.NOTHING_RELEASED


def _undoable(sight: Sight) -> str | None:
    return None if sight.undo else words.NOTHING_TO_UNDO


@dataclass(frozen=True, slots=True)
class Action:
    name: str
    """The screen's or the app's method is `do_NAME`."""
    words: tuple[str, str]
    """Label, and its reading in kana and romaji for the search of commands."""
    key: str
    """Keys as a person names them, the first is shown: 'q,escape'."""
    places: tuple[Place, ...] = tuple(Place)
    why_not: WhyNot = always
    shelf: Shelf = Shelf.KEYS

    @property
    def label(self) -> str:
        return self.words[0]

    @property
    def shown_key(self) -> str:
        first = self.key.split(",")[0]
        return words.KEYS.get(first, first)


_CASES = (Place.TRAY, Place.CASE, Place.ROUNDS)
_outcome = _on_case(Move.OUTCOME)
_held = _with_letter(words.ONLY_HELD, LetterState.HELD)
_waiting = _with_letter(words.ONLY_WAITING, LetterState.READY, LetterState.DEFERRED)
_failed = _with_letter(words.ONLY_FAILED, *IN_TROUBLE)
_to_print = _with_letter(words.ONLY_TO_PRINT, LetterState.TO_PRINT)

ACTIONS = (
    Action("open", words.OPEN, "enter", (Place.TRAY, Place.ROUNDS), _any_case),
    Action("filter", words.FILTER, "/", (Place.TRAY,)),
    Action("select", words.SELECT, "s", _CASES, _outcome, Shelf.DEEDS),
    Action("reject", words.REJECT, "f", _CASES, _outcome, Shelf.DEEDS),
    Action("defer", words.DEFER, "c", _CASES, _outcome, Shelf.DEEDS),
    Action("clear", words.CLEAR, "x", _CASES, _on_case(Move.CLEAR), Shelf.DEEDS),
    Action("view_left", words.VIEW_LEFT, "left,h", (Place.CASE,), always, Shelf.HELP),
    Action("view_right", words.VIEW_RIGHT, "right,l", (Place.CASE,), always, Shelf.HELP),
    Action("next_case", words.NEXT_CASE, "n", (Place.CASE,)),
    Action("previous_case", words.PREVIOUS_CASE, "p", (Place.CASE,)),
    Action("round_left", words.ROUND_LEFT, "left,h", (Place.ROUNDS,), always, Shelf.HELP),
    Action("round_right", words.ROUND_RIGHT, "right,l", (Place.ROUNDS,), always, Shelf.HELP),
    Action("release", words.RELEASE_ROUND, "R", (Place.ROUNDS,), _releasable, Shelf.DEEDS),
    Action("unrelease", words.UNRELEASE_ROUND, "X", (Place.ROUNDS,), _released, Shelf.DEEDS),
    Action("letter_release", words.LETTER_RELEASE, "a", (Place.OUTBOX,), _letter_may_go, Shelf.DEEDS),
    Action("letter_hold", words.LETTER_HOLD, "h", (Place.OUTBOX,), _waiting, Shelf.DEEDS),
    Action("letter_retry", words.LETTER_RETRY, "r", (Place.OUTBOX,), _failed, Shelf.DEEDS),
    Action("letter_printed", words.LETTER_PRINTED, "p", (Place.OUTBOX,), _to_print, Shelf.DEEDS),
    Action("go_tray", words.GO_TRAY, "1", shelf=Shelf.HELP),
    Action("go_rounds", words.GO_ROUNDS, "2", shelf=Shelf.HELP),
    Action("go_outbox", words.GO_OUTBOX, "3", shelf=Shelf.HELP),
    Action("undo", words.UNDO, "u", why_not=_undoable, shelf=Shelf.HELP),
    Action("help", words.HELP, "?,f1"),
    Action("back", words.BACK, "q,escape"),
    Action("leave", words.LEAVE, "Q"),
)


def at(place: Place) -> tuple[Action, ...]:
    """What may be pressed here, in the order of help and footer."""
    return tuple(action for action in ACTIONS if place in action.places)


def named(name: str) -> Action:
    return next(action for action in ACTIONS if action.name == name)


def footer(place: Place) -> str:
    """The last line: the keys of this place that fit a narrow screen."""
    return "  ".join(
        f"{action.shown_key} {action.label}" for action in at(place) if action.shelf is Shelf.KEYS
    )


def deeds(place: Place, sight: Sight) -> str:
    """The line above it: what may be done now with what lies under the cursor."""
    allowed = (
        action for action in at(place) if action.shelf is Shelf.DEEDS and action.why_not(sight) is None
    )
    return "  ".join(f"{action.shown_key} {action.label}" for action in allowed)
