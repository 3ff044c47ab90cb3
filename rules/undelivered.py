"""A letter that came back, as the cases that it was about tell of it until the matter is settled."""

from collections.abc import Iterable

from rules.model import Case, Letter
from rules.record import replace
from rules.words import LETTERS

RETURNED = "{to} へのメールが届きませんでした({kind})。宛先を電話などで確かめてください。"


def sentence(letter: Letter) -> str:
    return RETURNED.format(to="、".join(letter.to), kind=LETTERS[letter.kind])


def settled(case: Case, letter: Letter) -> Case:
    """Without the sentence about this letter: its reader knows."""
    returned = sentence(letter)
    return replace(case, attention=tuple(each for each in case.attention if each != returned))


def asking(case: Case, troubled: Iterable[Letter]) -> tuple[str, ...]:
    """What tells of those of the letters in trouble that are about the case; one sent again asks nothing more."""
    told = {sentence(letter) for letter in troubled if case.number in letter.cases}
    return tuple(each for each in case.attention if each in told)
