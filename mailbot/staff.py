"""Telling our own staff, each of them once for a key."""

from collections.abc import Callable, Sequence
from datetime import datetime

from mailbot.wiring import Office
from rules.letters import alerts
from rules.model import Case
from store import cases, notices, outbox
from store.documents import Documents


def telling(
    office: Office, key: str, what: str, todo: str, about: Sequence[Case] = ()
) -> Callable[[Documents, datetime], None]:
    """Tells them, in the caller's transaction: `what` happened and what `todo`, whole sentences, about these cases."""

    def tell(db: Documents, now: datetime) -> None:
        known = [(case, cases.business(db, case.business)) for case in about]
        named = [(case, business.name if business else case.business) for case, business in known]
        for to in office.config.office.staff:
            notice = alerts.alert(
                key, to=to, what=what, todo=todo, now=now, calendar=office.calendar, cases=named
            )
            notices.make(db, office.library, office.config, notice, now)

    return tell


def is_told(office: Office, db: Documents, key: str) -> bool:
    """Nobody to tell counts as told: `status` and the console show it all the same."""
    staff = office.config.office.staff
    return all(outbox.by_key(db, f"alert:{key}:{to}") is not None for to in staff)
