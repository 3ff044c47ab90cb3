"""会議資料: the round's list goes out to a member of the 運営連絡会議 or to the operator."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from rules.eras import era_date, era_day
from rules.model import Business, Case, File, LetterKind, Notice, Round
from rules.rounds import Calendar, cutoff_text, notice_text, title


def agenda(
    tabled: Sequence[tuple[Case, Business]],
    round: Round,
    *,
    to: str,
    name: str,
    files: tuple[File, ...],
    now: datetime,
    calendar: Calendar,
    reply_by: date | None = None,
) -> Notice:
    """`name` is the receiving office as the configuration calls it, `files` the workbook.

    Held: a clerk looks before anything about businesses leaves for another office.
    """
    places = Counter(business.municipality or "所在の記入なし" for _, business in tabled)
    return Notice(
        kind=LetterKind.AGENDA,
        key=f"agenda:{round.id}:{to}",
        to=to,
        cases=tuple(case.number for case, _ in tabled),
        round=round.id,
        due_at=now,
        held=True,
        values={
            "addressee": f"{name} 御中",
            "dated": era_date(now.astimezone(calendar.zone).date()),
            "round": title(round),
            "cutoff_on": cutoff_text(round),
            "notice_on": notice_text(round),
            "reply_by": era_day(reply_by) if reply_by else "",
            "count": str(len(tabled)),
            "places": [
                {"municipality": place, "entries": str(count)} for place, count in places.most_common()
            ],
            "attached": "\n".join(file.name for file in files),
        },
        files=files,
    )
