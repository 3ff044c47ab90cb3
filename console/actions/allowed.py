"""When a deed is allowed, and the sentence that says why not: about each that is marked, the first refusal counts."""

from collections.abc import Callable

from console import words
from console.actions.action import Sight, WhyNot
from console.register import IN_TROUBLE
from console.words import letters as said
from console.words.claims import NO_SENDER, NOBODY_ASKS
from rules import attention
from rules.model import Case, Letter, LetterState, State
from rules.moves import Move, refusal
from store.notices import UNAPPROVED


def on_case(move: Move) -> WhyNot:
    """The rules let this be done to every chosen case."""
    return _of_cases(lambda case: refused.message if (refused := refusal(case, move)) else None)


def any_case(sight: Sight) -> str | None:
    return None if sight.cases else words.NO_CASE


def one_case(sight: Sight) -> str | None:
    if len(sight.cases) > 1:
        return words.ONE_ONLY
    return any_case(sight)


def any_letter(sight: Sight) -> str | None:
    return None if sight.letters else words.NO_LETTER


def claimed(sight: Sight) -> str | None:
    """A mail from another address asks to be about this one case; where mails are seen, this one mail."""
    if sight.mails:
        refused = words.ONE_ONLY if len(sight.mails) > 1 else None
    else:
        refused = one_case(sight)
    return refused or (None if sight.claim else NOBODY_ASKS)


def vouchable(sight: Sight) -> str | None:
    """As `claimed`; of any mail that is seen a clerk may say whose it is, if its sender is known."""
    if len(sight.mails) != 1:
        return claimed(sight)
    return None if sight.mails[0].sender else NO_SENDER


def something_to_read(sight: Sight) -> str | None:
    """Beside every chosen case stands something that is settled by being read."""

    def why_not(case: Case) -> str | None:
        refused = attention.refusal(case, sight.troubled)
        return refused.message if refused else None

    return _first(sight, why_not)


def letters_in(sentence: str, *states: LetterState) -> WhyNot:
    """Every chosen letter is in one of these states; else the sentence names the state that it is in."""

    def why_not(letter: Letter) -> str | None:
        state = words.LETTER_STATES[letter.state]
        return None if letter.state in states else sentence.format(state=state)

    return _of_letters(why_not)


def _may_go(letter: Letter) -> str | None:
    if letter.state is LetterState.HELD and letter.reason == UNAPPROVED:
        return words.NEEDS_APPROVAL
    state = words.LETTER_STATES[letter.state]
    return None if letter.state is LetterState.HELD else words.ONLY_HELD.format(state=state)


def of_round(sight: Sight) -> str | None:
    return None if sight.sheet else words.NO_ROUND


def releasable(sight: Sight) -> str | None:
    if sight.sheet is None:
        return words.NO_ROUND
    return None if sight.sheet.in_state(State.DECIDED) else words.NOTHING_TO_RELEASE


def released(sight: Sight) -> str | None:
    if sight.sheet is None:
        return words.NO_ROUND
    return None if sight.sheet.in_state(State.RELEASED) else words.NOTHING_RELEASED


def undoable(sight: Sight) -> str | None:
    return None if sight.undo else words.NOTHING_TO_UNDO


def _of_cases(why_not: Callable[[Case], str | None]) -> WhyNot:
    return lambda sight: _first(sight, why_not)


def _first(sight: Sight, why_not: Callable[[Case], str | None]) -> str | None:
    if not sight.cases:
        return words.NO_CASE
    many = len(sight.cases) > 1
    told = ((case.number, why_not(case)) for case in sight.cases)
    refusals = ((number, why) for number, why in told if why)
    return next((f"{number}: {why}" if many and number not in why else why for number, why in refusals), None)


def _of_letters(why_not: Callable[[Letter], str | None]) -> WhyNot:
    def first(sight: Sight) -> str | None:
        if not sight.letters:
            return words.NO_LETTER
        return next((why for letter in sight.letters if (why := why_not(letter))), None)

    return first


outcome = on_case(Move.OUTCOME)
clear = on_case(Move.CLEAR)
screening = on_case(Move.SCREEN)
letter_may_go = _of_letters(_may_go)
waiting = letters_in(words.ONLY_WAITING, LetterState.READY, LetterState.DEFERRED)
failed = letters_in(words.ONLY_FAILED, *IN_TROUBLE)
uncertain = letters_in(said.ONLY_UNCERTAIN, LetterState.UNCERTAIN)
troubled = letters_in(said.ONLY_TROUBLED, *IN_TROUBLE)
to_print = letters_in(words.ONLY_TO_PRINT, LetterState.TO_PRINT)
