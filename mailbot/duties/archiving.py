"""書庫への移動: what the office is finished with leaves the register once the books of its fiscal year are closed."""

from collections.abc import Iterator
from datetime import datetime

from mailbot import logbook
from mailbot.duties.due import Act, Due, Look
from mailbot.wiring import Office
from rules.finished import closed_until
from store import archiving
from store.documents import Documents


def due(look: Look) -> Iterator[Due]:
    zone = look.office.calendar.zone
    if archiving.lot(look.db, look.now, zone):
        end = closed_until(look.now, zone)
        yield Due(duty="archive", subject=f"{end:%Y-%m}", due_at=end, carry_out=_moving(look.office))


def _moving(office: Office) -> Act:
    def act(db: Documents, now: datetime) -> None:
        moving = archiving.lot(db, now, office.calendar.zone)
        archiving.move(db, moving, office.calendar.zone)
        detail = f"案件{len(moving.cases)}件 メール{len(moving.arrivals)}通 手紙{len(moving.letters)}通"
        logbook.record(db, now, "register.archived", "register", detail)

    return act
