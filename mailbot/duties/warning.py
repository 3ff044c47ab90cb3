"""Some open days before the notice day staff hear what is not decided or not approved yet, once for each of them.

After the notice time `late_approval` tells it. Of several warnings that a machine which was off has missed, the last
one alone is given.
"""

from collections.abc import Iterator

from mailbot.duties.due import Coming, Due, Look
from mailbot.staff import is_told, telling
from rules.model import Case, Round, State
from rules.rounds import before_notice, notice_text, title

DAYS = (5, 3, 1)
"""Open days before the notice day."""

WHAT_TO_DO = "コンソールの「会議」で結果を記録し、決裁が済んだら「決裁済」にしてください。"


def due(look: Look) -> Iterator[Due]:
    for round in look.rounds:
        past = [days for days in DAYS if look.now >= before_notice(round, days, look.office.calendar)]
        late = _late(look, round)
        if past and look.now < round.notice_at and late:
            key = f"warning:{round.id}:{past[-1]}"
            if not is_told(look.office, look.db, key):
                yield Due(
                    duty="warning",
                    subject=key,
                    due_at=before_notice(round, past[-1], look.office.calendar),
                    carry_out=telling(look.office, key, _what(round, late), WHAT_TO_DO, late),
                )


def coming(look: Look) -> Iterator[Coming]:
    for round in look.rounds:
        for days in DAYS if _late(look, round) else ():
            yield Coming(duty="warning", due_at=before_notice(round, days, look.office.calendar))


def _late(look: Look, round: Round) -> list[Case]:
    """Without an outcome; without 決裁 where results wait for it."""
    waits = look.office.config.letters.release == "approval"
    unapproved = (State.DECIDED,) if waits else ()
    return look.cases(round, State.ACCEPTED, State.TABLED, *unapproved)


def _what(round: Round, late: list[Case]) -> str:
    unapproved = sum(case.state is State.DECIDED for case in late)
    counted = ((len(late) - unapproved, "結果の記録"), (unapproved, "決裁"))
    lacking = "と".join(f"{word}のないもの{count}件" for count, word in counted if count)
    return f"{title(round)}の結果は{notice_text(round)}に通知しますが、{lacking}があります。"
