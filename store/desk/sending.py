"""The emergency stop of all letters, and its end. Both can be taken back; what left meanwhile has left."""

from datetime import datetime

from store import cases
from store.desk.clerk import Desk


def pause(desk: Desk, reason: str, *, now: datetime) -> None:
    """Stops all sending at once; the letter that is on its way at this moment still arrives."""
    with desk.deed(now) as db:
        cases.set_pause(db, cases.Pause(by=desk.by, reason=reason, at=now))
        desk.record(db, "sending.paused", "outbox", reason, now)


def resume(desk: Desk, *, now: datetime) -> None:
    with desk.deed(now) as db:
        cases.set_pause(db, None)
        desk.record(db, "sending.resumed", "outbox", "", now)
