"""照会など: a clerk's own letter to a business, from a text of the office that she completes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from rules.eras import era_date, era_day
from rules.letters import passages, results
from rules.model import Approval, Business, Case, LetterKind, Notice, OutcomeKind
from rules.record import replace
from rules.rounds import Calendar, notice_text, round_named
from rules.words import OUTCOMES

if TYPE_CHECKING:
    from rules.tables import Reasons

QUESTION, DELAY, CORRECTION = "query_question", "query_delay", "query_correction"
"""照会, 結果通知の遅延, 結果の訂正: texts that we bring; the office may add its own as letters/query_NAME.txt."""


def query(
    template: str,
    business: Business,
    cases: Sequence[Case],
    *,
    once: str,
    now: datetime,
    calendar: Calendar,
    text: str = "",
    reply_by: date | None = None,
    expected_on: date | None = None,
    held: bool = False,
) -> Notice:
    """`once` makes it this one letter: a running number, or the event behind it ('2026-11:J-0034').

    `cases` are of this business, at least one; `text` is the clerk's own words; `reply_by` the day by which an
    answer is wished; `expected_on` the day on which a late result will be told.
    """
    first = cases[0]
    round = round_named(first.round, calendar) if first.round else None
    return Notice(
        kind=LetterKind.QUERY,
        template=template,
        key=f"{template}:{once}",
        to=business.notice_to or first.notice_to,
        cases=tuple(case.number for case in cases),
        business=business.id,
        round=first.round,
        due_at=now,
        held=held,
        values={
            "addressee": passages.contact(first),
            "numbers": passages.numbers(cases),
            "products": [passages.product(case) for case in cases],
            "text": text.strip(),
            "reply_by": era_day(reply_by) if reply_by else "",
            "expected_on": era_day(expected_on) if expected_on else "",
            "notice_on": notice_text(round) if round else "",
            "dated": era_date(now.astimezone(calendar.zone).date()),
            **_NO_CORRECTION,
        },
    )


_NO_CORRECTION: Mapping[str, object] = {"document_number": "", "former": "", "results": []}


def correction(
    business: Business,
    corrected: Sequence[tuple[Case, OutcomeKind]],
    *,
    once: str,
    former: Approval | None,
    former_on: date,
    approval: Approval | None,
    text: str,
    now: datetime,
    calendar: Calendar,
    reasons: "Reasons",
) -> Notice:
    """結果の訂正: a result that was told is put right by a second notice; the first one stays as it was sent.

    `corrected`: each case with its right outcome, and the outcome that was told. `former` and `former_on` are
    approval and date of the notice that was wrong. Held until `approval` is there, as a result is.
    """
    cases = [case for case, _ in corrected]
    held = approval is None
    made = query(CORRECTION, business, cases, once=once, now=now, calendar=calendar, text=text, held=held)
    rows = (
        results.row(place, case, reasons) | {"before": OUTCOMES[told]}
        for place, (case, told) in enumerate(corrected, 1)
    )
    mended = {
        "addressee": results.owner(business, cases[-1].entry),
        "document_number": approval.document_number if approval else "",
        "former": f"{era_date(former_on)}付け{former.document_number if former else ''}",
        "results": list(rows),
    }
    return replace(made, values={**made.values, **mended})
