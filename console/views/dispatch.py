"""決裁 of a round and what follows: how far it is, what would leave, and the letters word for word."""

from collections.abc import Container, Iterable, Iterator, Sequence

from console import words
from console.register import Register, Sheet
from console.session import Session
from console.shown import Shown, clean, lines
from console.views.lines import Line, Tone
from console.words import dispatch as said
from rules.decide import put_right
from rules.model import Case, Letter, State
from rules.moves import TERMS
from rules.rounds import title

TOLD = (State.NOTIFIED, *TERMS)


def counts(sheet: Sheet) -> Shown:
    """'未決 2   結果済 3   決裁済 9   通知済 0'. What was told stays told, whatever became of it since."""
    states = ((State.DECIDED,), (State.RELEASED,), TOLD)
    parts = (f"{words.STATES[state[0]]} {len(sheet.in_state(*state))}" for state in states)
    return clean("   ".join((f"{words.UNDECIDED} {sheet.undecided}", *parts)))


def next_step(sheet: Sheet) -> str:
    """What the clerk does next about this round."""
    if sheet.in_state(State.DECIDED):
        return said.TO_APPROVE
    if sheet.undecided:
        return said.TO_DECIDE
    return said.TO_WAIT if sheet.in_state(State.RELEASED) else ""


def about(session: Session, sheet: Sheet) -> Iterator[Line]:
    """How many letters would leave, when; and what stays behind."""
    now = session.clock()
    cases = sheet.in_state(State.DECIDED)
    at = sheet.round.notice_at
    when = words.AT_ONCE if at <= now else session.dates.as_told(at)
    letters = _letters(cases, session.register)
    sentence = words.RELEASE_ABOUT.format(
        round=title(sheet.round), cases=len(cases), letters=len(letters), when=when
    )
    yield Line(clean(sentence), Tone.STRONG)
    yield Line(clean(words.RELEASE_UNDO))
    if session.desk.config.letters.mode == "observe":
        yield Line(clean(words.RELEASE_OBSERVE), Tone.ALARM)
    if sheet.undecided:
        yield Line(clean(words.RELEASE_UNDECIDED.format(count=sheet.undecided)), Tone.ALARM)
    names = _half_decided(sheet, letters, session.register)
    if names:
        yield Line(clean(words.RELEASE_SPLIT.format(names=words.COMMA.join(names))), Tone.ALARM)


def _letters(cases: Iterable[Case], register: Register) -> frozenset[str]:
    """One for each business, and one for each outcome that is put right (`store.matters` makes them)."""
    return frozenset(case.number if put_right(case) else register.owner(case) for case in cases)


def _half_decided(sheet: Sheet, letters: Container[str], register: Register) -> Iterable[str]:
    """Names of businesses that get one of these letters, and one more for what is not decided yet."""
    waiting = (case for case in sheet.without_outcome if register.owner(case) in letters)
    return dict.fromkeys(map(register.business_of, waiting))


def word_for_word(letters: Sequence[Letter]) -> Iterator[Line]:
    """Every letter as it will leave, one after the other."""
    for place, letter in enumerate(letters, 1):
        reader = words.COMMA.join(letter.to) or said.BY_POST
        head = said.LETTER.format(place=place, count=len(letters), reader=reader)
        yield Line(clean(head), Tone.STRONG)
        yield Line(clean(f"{words.SUBJECT}: {letter.subject}"), Tone.STRONG, 6)
        yield from (Line(line) for line in lines(letter.body))
        yield Line()
