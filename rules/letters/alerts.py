"""Letters to our own staff: something happened that a person must look at."""

from collections.abc import Sequence
from datetime import datetime

from rules.eras import era_instant
from rules.letters import passages
from rules.model import Case, LetterKind, Notice
from rules.rounds import Calendar
from rules.wording import shorten


def alert(
    key: str,
    *,
    to: str,
    what: str,
    todo: str,
    now: datetime,
    calendar: Calendar,
    cases: Sequence[tuple[Case, str]] = (),
) -> Notice:
    """`what` happened and what `todo`, whole sentences; `cases` with the names of their businesses.

    One letter per key and address: the key names the event, so that a trouble that lasts is told once.
    """
    return Notice(
        kind=LetterKind.ALERT,
        key=f"alert:{key}:{to}",
        to=to,
        cases=tuple(case.number for case, _ in cases),
        due_at=now,
        values={
            "addressee": "担当職員 様",
            "headline": shorten(what),
            "what": what,
            "todo": todo,
            "noticed_at": era_instant(now, calendar.zone),
            "cases": [passages.product(case) | {"business": name} for case, name in cases],
        },
    )
