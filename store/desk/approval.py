"""決裁済: a superior has approved the very letters of a round; these, and no other words, leave when they are due."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from rules import decide
from rules.eras import era_day
from rules.model import Approval, Case, Letter, LetterState, State
from rules.moves import Refusal
from rules.record import Struct, replace
from rules.rounds import round_named
from store import cases, results
from store.desk.clerk import Desk
from store.documents import Documents


class Released(Struct, frozen=True, kw_only=True):
    """What 決裁済 set free."""

    cases: tuple[str, ...]
    letters: int
    due_at: datetime
    held: tuple[Letter, ...] = ()
    """Those of these cases that stay held all the same; each says why."""


def release(
    desk: Desk, id: str, *, approver: str, approved_on: date, document_number: str = "", now: datetime
) -> Released | Refusal:
    """For all decided cases: their letters may leave on the notice day, if it is past at once."""
    approval = _approval(desk, approver, approved_on, document_number, now)
    if isinstance(approval, Refusal):
        return approval
    with desk.deed(now) as db:
        return _release(desk, db, id, approval, now)


def rehearse(
    desk: Desk, id: str, *, approver: str, approved_on: date, document_number: str = "", now: datetime
) -> tuple[Letter, ...] | Refusal:
    """The very letters that `release` would set free; nothing is changed. Raises LibraryError as `release` does."""
    approval = _approval(desk, approver, approved_on, document_number, now)
    if isinstance(approval, Refusal):
        return approval
    db = desk.store.snapshot()
    done = _release(desk, db, id, approval, now)
    if isinstance(done, Refusal):
        return done
    telling = (results.about(db, case) for number in done.cases if (case := cases.get(db, number)))
    return tuple({letter.id: letter for letter in telling if letter}.values())


def _approval(
    desk: Desk, approver: str, approved_on: date, document_number: str, now: datetime
) -> Approval | Refusal:
    if approved_on > now.astimezone(desk.calendar.zone).date():
        return Refusal(
            message=f"決裁日の{era_day(approved_on)}は、まだ来ていません。決裁の済んだ日を入れてください。"
        )
    return Approval(
        approver=approver,
        approved_on=approved_on,
        document_number=document_number,
        by=desk.by,
        recorded_at=now,
    )


def _release(desk: Desk, db: Documents, id: str, approval: Approval, now: datetime) -> Released | Refusal:
    moved = [decide.release(case, approval) for case in cases.of_round(db, id)]
    released = [case for case in moved if isinstance(case, Case)]
    rewritten = [replace(case, approval=approval) for case in _beside(db, released)]
    if not released:
        return Refusal(message=f"{id} の回に、結果を記録してまだ決裁していない案件はありません。")
    told = (era_day(approval.approved_on), approval.approver, approval.document_number)
    detail = " ".join(filter(None, told))
    letters = desk.put_all(db, [*released, *rewritten], "case.released", detail, now)
    desk.record(db, "round.released", id, f"{detail} {len(released)}件", now)
    due_at = max(round_named(id, desk.calendar).notice_at, now)
    about = (results.about(db, case) for case in released)
    held = {letter.id: letter for letter in about if letter and letter.state is LetterState.HELD}
    return Released(
        cases=tuple(case.number for case in released),
        letters=letters,
        due_at=due_at,
        held=tuple(held.values()),
    )


def _beside(db: Documents, released: Sequence[Case]) -> list[Case]:
    """Approved earlier and still to be told: they come into one letter with these, which is approved as a whole."""
    matters = {(cases.root(db, case.business), case.round) for case in released if not decide.put_right(case)}
    return [
        case
        for id, round in matters
        for case in cases.of_business(db, id, round)
        if case.state is State.RELEASED and not decide.put_right(case) and not results.is_told(db, case)
    ]


def take_back(
    desk: Desk, id: str, *, numbers: Collection[str] | None = None, now: datetime
) -> tuple[Case, ...] | Refusal:
    """For these cases (None: all of the round) whose letter has not left."""
    with desk.deed(now) as db:
        moved = [
            decide.unrelease(case, told=results.is_told(db, case))
            for case in cases.of_round(db, id)
            if numbers is None or case.number in numbers
        ]
        back = tuple(case for case in moved if isinstance(case, Case))
        if not back:
            return Refusal(message=f"{id} の回に、決裁済で通知前の案件はありません。")
        desk.put_all(db, back, "case.unreleased", "", now)
        desk.record(db, "round.unreleased", id, f"{len(back)}件", now)
        return back
