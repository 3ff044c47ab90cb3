"""This console among the others: it tells which case it has open, and who else has it open."""

import uuid
from datetime import datetime, timedelta

from console.session import Session
from rules.record import Struct, field
from store import presence
from store.presence import Present

AGAIN = timedelta(seconds=30)
"""How often it is told anew while the case stays open."""


class Attendance(Struct):
    session: Session
    seat: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Names this console among the others, whoever sits at it."""
    told: Present | None = None

    def at(self, case: str) -> None:
        """Tells that this case is open here; '' that none is."""
        now, by = self.session.clock(), self.session.desk.by
        if not case or not by:
            self.leave()
        elif self.told is None or (self.told.case, self.told.by) != (case, by) or self._is_old(now):
            self.told = Present(by=by, case=case, at=now)
            presence.tell(self.session.desk.store.directory, self.seat, self.told)

    def leave(self) -> None:
        if self.told is not None:
            self.told = None
            presence.leave(self.session.desk.store.directory, self.seat)

    def beside(self, case: str) -> tuple[str, ...]:
        """Colleagues who have this case open, too."""
        return presence.others(self.session.desk.store.directory, self.seat, case, self.session.clock())

    def _is_old(self, now: datetime) -> bool:
        return self.told is not None and abs(now - self.told.at) >= AGAIN
