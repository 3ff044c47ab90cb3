"""The search of commands: what fits the typed words, and the case that a typed number means."""

import re
import unicodedata

from console import words
from console.actions import Action, Actions, Sight
from console.keyboard.readings import score
from console.places import Place
from console.register import Register
from console.session import Session
from console.shown import Shown, clean, fit, joined
from rules import numbers
from rules.model import Case
from rules.record import Struct

NUMBER = re.compile(r"(?:r?(?P<year>\d{1,2})-)?(?P<running>\d{1,6})", re.IGNORECASE)
ANY_YEAR = re.compile(r"(?P<era>[rh]?)(?P<year>\d{1,2})-(?P<running>\d{1,6})", re.IGNORECASE)


class Offer(Struct, frozen=True):
    """One line of the list: an action by its name, or a case by its number."""

    key: str
    text: Shown
    why_not: str = ""
    """The sentence that says why it is off now; '' when it is not."""


def offers(actions: Actions, place: Place, sight: Sight, wanted: str) -> tuple[Offer, ...]:
    """Actions of this place that fit, the best first; those that are off now say why."""
    ranked = [(score(wanted, action.label, action.words[1]), action) for action in actions.at(place)]
    fitting = sorted((each for each in ranked if each[0]), key=lambda each: -each[0])
    return tuple(_offer(action, sight) for _, action in fitting)


def _offer(action: Action, sight: Sight) -> Offer:
    why = action.why_not(sight) or ""
    text = joined(fit(clean(action.label), 20), fit(clean(action.shown_key), 8), clean(why), by="  ")
    return Offer(action.name, text, why)


def case_named(register: Register, text: str) -> Case | None:
    """The case that '12', '0012', '8-12' or 'R8-0012' means; without a year the newest of that number."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = NUMBER.fullmatch(plain)
    if match is None:
        return register.cases.get(plain.upper())
    running = int(match["running"])
    found = [
        case
        for case in register.cases.values()
        if numbers.running(case.number) == running and match["year"] in (None, _year(case.number))
    ]
    return max(found, key=lambda case: case.arrived_at, default=None)


def case_anywhere(session: Session, text: str) -> Case | None:
    """The same; of years gone by where the year is named: '7-12' means R7-0012, 'H31-5' H31-0005."""
    if live := case_named(session.register, text):
        return live
    match = ANY_YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    year = f"{(match['era'] or 'R').upper()}{int(match['year'])}"
    return session.case(numbers.made(year, int(match["running"])))


def _year(number: str) -> str:
    """'8' of 'R8-0012', 'H31' of 'H31-0005': the present era need not be typed."""
    return numbers.year_of(number).lstrip("R")


def case_offer(case: Case) -> Offer:
    return Offer(case.number, clean(words.GO_TO_NUMBER.format(number=case.number, product=case.product)))
