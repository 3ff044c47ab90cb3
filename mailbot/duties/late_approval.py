"""The notice time came and somebody has no approved result: staff hear of it, and a letter about the delay lies ready.

Staff are told once a round. The letter to each business is held: a clerk sends it, or the result comes first and it
is dropped.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from mailbot.duties.due import Act, Due, Look
from mailbot.staff import is_told, telling
from mailbot.wiring import Office
from rules import decide
from rules.letters import queries
from rules.model import Case, Letter, LetterState, Round, State
from rules.rounds import title
from store import cases, notices, outbox
from store.documents import Documents

LATE = (State.TABLED, State.DECIDED)


def due(look: Look) -> Iterator[Due]:
    for round in look.rounds:
        if look.now >= round.notice_at and (
            late := [case for case in look.cases(round, *LATE) if _is_late(case)]
        ):
            yield from _told(look, round, late)
            yield from _excused(look, round, late)
    yield from _needless(look)


def _is_late(case: Case) -> bool:
    """Nobody has heard of its outcome yet; one that is put right was told in time."""
    return case.state in LATE and not decide.put_right(case)


def _told(look: Look, round: Round, late: Sequence[Case]) -> Iterator[Due]:
    key = f"unreleased:{round.id}"
    if not is_told(look.office, look.db, key):
        yield Due(
            duty="unreleased",
            subject=round.id,
            due_at=round.notice_at,
            carry_out=telling(
                look.office,
                key,
                f"{title(round)}の結果通知の時刻になりましたが、まだ決裁済になっていない案件があります。",
                "コンソールの「会議」で結果と決裁を確かめてください。決裁済にすると、通知はすぐに送られます。"
                "遅れをお知らせする手紙は、送信箱に保留しています。",
                late,
            ),
        )


def _excused(look: Look, round: Round, late: Sequence[Case]) -> Iterator[Due]:
    """結果通知の遅延: one letter for each business, however long its result is late."""
    found: dict[str, list[Case]] = {}
    for case in late:
        found.setdefault(cases.root(look.db, case.business), []).append(case)
    for business, about in found.items():
        once = f"{round.id}:{business}"
        if outbox.by_key(look.db, f"{queries.DELAY}:{once}") is None:
            yield Due(
                duty="delay",
                subject=once,
                due_at=round.notice_at,
                carry_out=_excusing(look.office, about, once),
            )


def _excusing(office: Office, about: Sequence[Case], once: str) -> Act:
    def act(db: Documents, now: datetime) -> None:
        business = cases.business(db, about[0].business)
        if business is not None:
            notice = queries.query(
                queries.DELAY, business, about, once=once, now=now, calendar=office.calendar, held=True
            )
            notices.make(db, office.library, office.config, notice, now)

    return act


def _needless(look: Look) -> Iterator[Due]:
    """Nothing that the letter excuses is late any more, and nobody has sent it."""
    for letter in look.letters:
        if letter.key.startswith(f"{queries.DELAY}:") and letter.state in (
            LetterState.HELD,
            LetterState.TO_PRINT,
        ):
            told = (cases.get(look.db, number) for number in letter.cases)
            if not any(case and case.round == letter.round and _is_late(case) for case in told):
                yield Due(duty="delay", subject=letter.id, due_at=look.now, carry_out=_dropping(letter))


def _dropping(letter: Letter) -> Act:
    def act(db: Documents, now: datetime) -> None:
        outbox.drop(db, letter, now)

    return act
