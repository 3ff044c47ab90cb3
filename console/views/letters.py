"""Letters as lists show them: which comes first, what a row says, how many stand where."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from console import words
from console.dates import Dates
from console.register import IN_TROUBLE, Register
from console.shown import Shown, clean
from console.views import tray
from console.views.lines import Row, Tone, gauge
from console.words import letters as said
from rules.model import Letter, LetterKind, LetterState
from store import outbox, results
from store.notices import UNAPPROVED

MARK = re.compile("^【[^】]*】")
"""Our own mark in front of every subject: no news in a list."""
ORDER = (
    *(
        LetterState.UNCERTAIN,
        LetterState.REFUSED,
        LetterState.BOUNCED,
        LetterState.HELD,
        LetterState.TO_PRINT,
    ),
    *(LetterState.SENDING, LetterState.DEFERRED, LetterState.READY, LetterState.SENT, LetterState.PRINTED),
    LetterState.TOLD,
)
"""What waits for a person comes first."""
DONE = outbox.GONE
GROUPS = (
    frozenset(LetterState),
    IN_TROUBLE | {LetterState.HELD},
    frozenset({LetterState.TO_PRINT}),
    frozenset({LetterState.READY, LetterState.SENDING, LetterState.DEFERRED}),
    DONE,
)
"""The outbox in parts, in the order of their names in words."""
WITH_RESULTS = frozenset({LetterKind.WITHDRAWAL_RECEIPT, LetterKind.HANDOVER})
"""What leaves beside the letters that tell outcomes, for the same round."""


def row(letter: Letter, register: Register, dates: Dates) -> Row:
    business = register.businesses.get(letter.business or "")
    cells = (
        standing(letter),
        words.LETTERS[letter.kind],
        dates.column(letter.sent_at or letter.due_at),
        tray.short_name(business.name) if business else words.COMMA.join(letter.to),
        _numbers(letter),
        MARK.sub("", letter.subject),
    )
    tone = Tone.ALARM if letter.state in IN_TROUBLE else Tone.PLAIN
    return Row(letter.id, tuple(clean(cell) for cell in cells), tone)


def ordered(letters: Iterable[Letter]) -> list[Letter]:
    """What waits for a person, then the next to leave; of those that left, the latest first."""

    def urgency(letter: Letter) -> tuple[int, float]:
        instant = (letter.sent_at or letter.due_at).timestamp()
        return ORDER.index(letter.state), -instant if letter.state in DONE else instant

    return sorted(letters, key=urgency)


def of_round(register: Register, id: str) -> Iterator[Letter]:
    """Those that tell what became of this round's products."""
    for letter in register.letters.values():
        if letter.round == id and (results.tells(letter) or letter.kind in WITH_RESULTS):
            yield letter


def standing(letter: Letter) -> str:
    """Its state; a letter that is only held until 決裁 says so."""
    if letter.state is LetterState.HELD and letter.reason == UNAPPROVED:
        return said.AWAITS_APPROVAL
    return words.LETTER_STATES[letter.state]


def tabs(letters: Iterable[Letter], chosen: int) -> Shown:
    """'[すべて 12]  要対応 3 ...': how many are in each part, and which is shown."""
    states = [letter.state for letter in letters]
    counts = (sum(state in group for state in states) for group in GROUPS)
    names = [f"{name} {count}" for name, count in zip(said.GROUPS, counts, strict=True)]
    return clean(" ".join(f"[{name}]" if n == chosen else f" {name} " for n, name in enumerate(names)))


def ledger(letters: Iterable[Letter]) -> Shown:
    """'不明 1   送信待 9   送信済 8': how many stand where."""
    found = ordered(letters)
    counts = Counter(standing(letter) for letter in found)
    return clean("   ".join(f"{word} {count}" for word, count in counts.items()))


def reached(letters: Sequence[Letter]) -> Shown:
    """How many of them have reached their readers."""
    return gauge(sum(letter.state in DONE for letter in letters), len(letters))


def _numbers(letter: Letter) -> str:
    """'R8-0055 ほか1': the first case and how many more."""
    first, *more = letter.cases or ("",)
    return words.AND_MORE.format(first=first, count=len(more)) if more else first
