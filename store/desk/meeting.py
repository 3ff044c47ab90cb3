"""Before the committee meets: the clerk's proposals, and the agenda that it was given."""

from collections.abc import Sequence
from datetime import datetime

from rules import decide
from rules.model import Case, OutcomeKind, Screening
from rules.moves import Refusal
from rules.words import OUTCOMES
from store import agendas, cases
from store.desk.clerk import Desk


def propose(
    desk: Desk,
    number: str,
    kind: OutcomeKind | None,
    *,
    reasons: Sequence[str] = (),
    note: str = "",
    now: datetime,
    seen: int | None = None,
) -> Case | Refusal:
    """選定案 for one product; None takes it away. The committee reads it, no business ever does."""
    for code in reasons:
        if desk.library.tables().reasons.find(code) is None:
            return Refusal(message=f"理由コード {code} はありません。")
    if kind is OutcomeKind.WITHDRAWN:
        return Refusal(message="取下げは選定案になりません。「結果の記録」で取下げにしてください。")
    proposal = Screening(kind=kind, reasons=tuple(reasons), note=note, by=desk.by, at=now) if kind else None
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        if isinstance(case, Refusal):
            return case
        screened = decide.screened(case, proposal)
        if isinstance(screened, Refusal):
            return screened
        stored = cases.put(db, screened)
        word = OUTCOMES[kind] if kind else "(取消し)"
        desk.record(db, "case.screened", number, " ".join(filter(None, (word, *reasons, note))), now)
        return stored


def hand_out(desk: Desk, round: str, *, now: datetime) -> None:
    """The committee has the agenda of this round: it takes a further product only with a clerk's reason."""
    with desk.deed(now) as db:
        agendas.hand_out(db, round, now)
        desk.record(db, "agenda.handed_out", round, "", now)
