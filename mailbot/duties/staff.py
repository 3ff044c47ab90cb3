"""Telling our own staff, each of them once for a key."""

from collections.abc import Sequence
from datetime import datetime

from mailbot.duties.due import Act, Look
from mailbot.wiring import Office
from rules.letters import alerts
from rules.model import Case
from store import notices, outbox
from store.documents import Documents


def telling(office: Office, key: str, what: str, todo: str, about: Sequence[Case] = ()) -> Act:
    """`what` happened and what `todo`, whole sentences, about these cases."""

    def act(db: Documents, now: datetime) -> None:
        look = Look(office=office, db=db, now=now)
        named = [(case, look.business(case).name) for case in about]
        for to in office.config.office.staff:
            notice = alerts.alert(
                key, to=to, what=what, todo=todo, now=now, calendar=office.calendar, cases=named
            )
            notices.make(db, office.library, office.config, notice, now)

    return act


def is_told(look: Look, key: str) -> bool:
    """Nobody to tell counts as told: `status` and the console show it all the same."""
    staff = look.office.config.office.staff
    return all(outbox.by_key(look.db, f"alert:{key}:{to}") is not None for to in staff)
