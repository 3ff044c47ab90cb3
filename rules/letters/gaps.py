"""What is still to be mended before an entry is complete, as letters ask for it."""

from collections.abc import Mapping, Sequence

from rules.findings import catalogue
from rules.letters import passages
from rules.model import Case, Finding, Revision, Round, Severity
from rules.rounds import Calendar, cutoff_text, following, notice_text

PLEDGE = catalogue.PLEDGE_MISSING.code
PLEDGE_GAPS = frozenset({PLEDGE, catalogue.PLEDGE_BLANK.code, catalogue.PLEDGE_NOT_ON_FILE.code})

BY_POST = "誓約書がまだ届いていません。記入して、押印または署名をしてください。"
"""In a letter on paper: its reader has no mail to which a PDF could be attached."""

SHOWN = 10
"""Gaps of a product in a letter that only reminds of an earlier one, which named them all."""


def asked(
    cases: Sequence[Case],
    round: Round,
    calendar: Calendar,
    revisions: Mapping[str, Revision] | None = None,
    *,
    most: int | None = None,
) -> dict[str, object]:
    """Each gap of these cases, until when, and what to send. `revisions`: what a mail changed, by case number.

    `most`: how many gaps of a product are named; None: all, for who is asked must be able to mend all of it.
    The pledge is the business's matter, so it is asked for once, apart from the products.
    """
    changed, after = revisions or {}, following(round, calendar)
    found = {case.number: [gap for gap in errors(case) if gap.code != PLEDGE] for case in cases}
    faulty = [case for case in cases if found[case.number]]
    missing = [gap for case in cases for gap in case.findings if gap.code in PLEDGE_GAPS]
    pledges = dict.fromkeys(gap.message for gap in missing)
    by_post = dict.fromkeys(BY_POST if gap.code == PLEDGE else gap.message for gap in missing)
    to_send = ["直したエントリーシート"] * bool(faulty) + ["誓約書"] * bool(pledges)
    return {
        "faulty": [_faulty(case, found[case.number], most, changed.get(case.number)) for case in faulty],
        "faulty_numbers": passages.numbers(faulty),
        "sound": passages.lines(case for case in cases if not found[case.number]),
        "pledge": "".join(pledges),
        "pledge_by_post": "".join(by_post),
        "to_send": "と".join(to_send),
        "cutoff_on": cutoff_text(round),
        "notice_on": notice_text(round),
        "next_cutoff_on": cutoff_text(after),
        "next_notice_on": notice_text(after),
    }


def errors(case: Case) -> list[Finding]:
    return [finding for finding in case.findings if finding.severity is Severity.ERROR]


def _faulty(
    case: Case, gaps: Sequence[Finding], most: int | None, revision: Revision | None
) -> dict[str, object]:
    """`revision`: what became of the gaps of an earlier letter; told where any of them is closed."""
    rest = len(gaps[most:]) if most is not None else 0
    closed = len(revision.closed) if revision else 0
    return passages.product(case) | {
        "asked": str(revision.asked) if revision and closed else "",
        "closed": str(closed),
        "gaps": [_gap(place, gap) for place, gap in enumerate(gaps[:most], 1)],
        "more": str(rest) if rest > 0 else "",
    }


def _gap(place: int, gap: Finding) -> Mapping[str, str]:
    sheet, _, cell = (gap.cell or "").rpartition("!")
    where = f"シート「{sheet}」の{cell}" if sheet else cell
    return {
        "place": str(place),
        "label": gap.label,
        "where": f" ({where})" if where else "",
        "shown": "" if gap.shown in gap.message else gap.shown,
        "message": gap.message,
    }
