"""A clerk's judgement on one case: an error that may pass, another round."""

from datetime import datetime

from rules import discretion
from rules.entered import Overruling
from rules.model import Case
from rules.moves import Refusal
from store import agendas, cases, results
from store.desk import replies
from store.desk.clerk import Desk


def accept(
    desk: Desk,
    number: str,
    code: str,
    *,
    reason: str,
    field: str | None = None,
    now: datetime,
    seen: int | None = None,
) -> Case | Refusal:
    """The case counts as if it did not have the errors of this code, on this field where one is named.

    They stay overruled on every new sheet. Accepted as of the last thing that came, never as of now.
    """
    if not reason.strip():
        return Refusal(message="不備があっても受け付ける理由を入れてください。")
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        if isinstance(case, Refusal):
            return case
        passed = discretion.errors(case, code, field)
        business = cases.business(db, case.business)
        done = discretion.accepted_despite(
            case,
            [
                Overruling(code=each.code, field=each.field, reason=reason.strip(), by=desk.by, at=now)
                for each in passed
            ],
            calendar=desk.calendar,
            pledge_at=business.pledge_received_at if business else None,
            given_out=agendas.given_out(db),
        )
        if isinstance(done, Refusal):
            return done
        if not passed:
            where = f"欄 {field} に、" if field else ""
            return Refusal(message=f"整理番号 {number} には、{where}{code} という不備はありません。")
        stored = cases.put(db, done)
        desk.record(db, "case.overruled", number, f"{code} {reason.strip()}", now)
        since = stored.accepted_at or stored.arrived_at
        replies.acknowledge(desk, db, case, stored, at=since, now=now)
        return stored


def move(
    desk: Desk, number: str, round: str, *, reason: str, now: datetime, seen: int | None = None
) -> Case | Refusal:
    """Into another round ('2026-12'), with the reason in the history. Raises ValueError for what is no round."""
    if not reason.strip():
        return Refusal(message="回を移す理由を入れてください。")
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        if isinstance(case, Refusal):
            return case
        told = results.is_told(db, case)
        done = discretion.moved(case, round, reason.strip(), now=now, calendar=desk.calendar, told=told)
        if isinstance(done, Refusal):
            return done
        stored = cases.put(db, done)
        desk.record(db, "case.moved", number, f"{case.round} → {round} {reason.strip()}", now)
        return stored
