"""After a selection: how far operator and business came."""

from datetime import date, datetime

from rules import discretion
from rules.entered import Terms
from rules.eras import era_day
from rules.model import Case, State
from rules.moves import Refusal
from rules.words import STATES
from store import cases
from store.desk.clerk import Desk


def tell(
    desk: Desk,
    number: str,
    state: State,
    *,
    on: date | None = None,
    note: str = "",
    now: datetime,
    seen: int | None = None,
) -> Case | Refusal:
    """`state`: negotiating, listed or not_agreed, since the day `on` (today). No letter leaves."""
    today = now.astimezone(desk.calendar.zone).date()
    if on is not None and on > today:
        return Refusal(message=f"{era_day(on)}は、まだ来ていません。決まった日を入れてください。")
    terms = Terms(state=state, on=on or today, note=note.strip(), by=desk.by, recorded_at=now)
    with desk.deed(now) as db:
        case = desk.case(db, number, seen)
        done = case if isinstance(case, Refusal) else discretion.agreed(case, terms)
        if isinstance(done, Refusal):
            return done
        stored = cases.put(db, done)
        said = " ".join(filter(None, (STATES[state], era_day(terms.on), terms.note)))
        desk.record(db, "terms.told", number, said, now)
        return stored
