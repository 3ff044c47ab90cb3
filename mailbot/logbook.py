"""What the robot writes into the audit of its own doing."""

from datetime import datetime

from store.audit import Event
from store.documents import Documents

ROBOT = "mailbot"
"""Who did it, where no clerk did."""


def record(db: Documents, now: datetime, what: str, subject: str, detail: str = "") -> None:
    """`what` is a stable word ('case.accepted'), `subject` what it was done to, `detail` for people."""
    db.record(Event(at=now, by=ROBOT, what=what, subject=subject, detail=detail))
