"""期限の案内: to those who were asked for corrections, some days before the cut-off."""

from collections.abc import Sequence
from datetime import datetime

from rules.letters import gaps, passages
from rules.model import Business, Case, File, LetterKind, Notice, Round
from rules.rounds import Calendar


def key(business: Business, first: Case, round: Round) -> str:
    """One letter a round for the business, and one for each further address that answers for products of it."""
    subject = business.id if first.notice_to == business.notice_to else first.number
    return f"reminder:{round.id}:{subject}"


def reminder(
    business: Business,
    cases: Sequence[Case],
    round: Round,
    *,
    now: datetime,
    calendar: Calendar,
    files: tuple[File, ...] = (),
) -> Notice:
    """What is still open in these cases of one business, until when, and how to send it.

    `cases`: those that share a `notice_to`; never empty. `files` is the blank pledge, for those who lack it.
    """
    asked, first = gaps.asked(cases, round, calendar, most=gaps.SHOWN), cases[0]
    files = files if asked["pledge"] else ()
    return Notice(
        kind=LetterKind.REMINDER,
        key=key(business, first, round),
        to=first.notice_to,
        cases=tuple(case.number for case in cases),
        business=business.id,
        round=round.id,
        due_at=now,
        values=asked
        | {
            "addressee": passages.contact(first),
            "numbers": passages.numbers(cases),
            "blanks": "、".join(file.name for file in files),
        },
        files=files,
    )
