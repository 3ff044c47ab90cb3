"""書庫の索引: an archive of an earlier program gets its concordance lot by lot; until then searches read it through."""

from collections.abc import Iterator
from datetime import datetime

from mailbot.duties.due import Due, Look
from store.documents import Documents

MOST = 1_000
"""Cases of one lot: the register is locked meanwhile, about a second."""


def due(look: Look) -> Iterator[Due]:
    if last := look.db.archive.backlog:
        yield Due(duty="concordance", subject=f"{last}", due_at=look.now, carry_out=_enter)


def _enter(db: Documents, now: datetime) -> None:
    db.archive.work_off(MOST)
