"""A letter that did not leave, or nobody knows: staff hear of it, once for each trouble."""

from collections.abc import Iterator

from mailbot.duties.due import Due, Look
from mailbot.staff import is_told, telling
from rules.model import Letter, LetterKind, LetterState
from store import cases, outbox

TROUBLED = {
    LetterState.UNCERTAIN: (
        "送信の途中で接続が切れ、届いたかどうか分からない手紙があります({id} {subject})。",
        "送信箱で、届いていれば「届いた」、届いていなければ「送り直す」としてください。",
    ),
    LetterState.REFUSED: (
        "宛先のメールサーバーに受け取られなかった手紙があります({id} {subject})。{reason}",
        "宛先を確かめ、電話や郵便で伝えて「連絡済」とするか、「送り直す」としてください。",
    ),
}
"""What happened and what to do, by the letter's state."""


def due(look: Look) -> Iterator[Due]:
    for letter in outbox.in_state(look.db, *TROUBLED):
        key = f"letter:{letter.id}:{letter.state}:{letter.attempts}"
        if letter.kind is not LetterKind.ALERT and not is_told(look.office, look.db, key):
            what, todo = (text.format(**_named(letter)) for text in TROUBLED[letter.state])
            about = [case for number in letter.cases if (case := cases.get(look.db, number))]
            yield Due(
                duty="letter",
                subject=letter.id,
                due_at=look.now,
                carry_out=telling(look.office, key, what, todo, about),
            )


def _named(letter: Letter) -> dict[str, str]:
    return {"id": letter.id, "subject": letter.subject, "reason": letter.reason}
