"""What `simulate` says of the days to come, beside what the machine then does by itself."""

import shutil
from collections import Counter
from datetime import datetime
from pathlib import Path

from mailbot.rehearsal import rehearse
from rules.model import LetterState
from tests.year.play import Player

GONE = (LetterState.SENT, LetterState.PRINTED)


def wrongly_foretold(player: Player, now: datetime, until: datetime, folder: Path) -> list[str]:
    """The rows of the rehearsal at `now` that did not come true in a copy of the office, and what it did not name."""
    office = player.counter.office
    rows = Counter(
        (row["at"] if row["blocked_by"] is None else "", row["kind"], *row["to"], *row["cases"])
        for row in rehearse(office, now, until)
    )
    before = {letter.id for letter in player.counter.letters if letter.sent_at}
    shutil.copytree(office.directory, folder / "data")
    copy = Player(folder, player.story)
    copy.look_on(now, until)
    came = Counter(
        (
            letter.sent_at.astimezone(office.calendar.zone).isoformat() if letter.sent_at else "",
            letter.kind,
            *letter.to,
            *letter.cases,
        )
        for letter in copy.counter.letters
        if letter.id not in before and letter.due_at <= until
    )
    copy.counter.office.bench.close()
    return [f"foretold {row}" for row in rows - came] + [f"came {row}" for row in came - rows]
