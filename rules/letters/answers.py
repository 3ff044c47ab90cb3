"""The one automatic answer to a mail, over all products that it was about."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from rules.eras import era_day
from rules.findings import catalogue
from rules.letters import gaps, passages, resend
from rules.model import Case, File, LetterKind, Notice, Revision, State
from rules.record import Struct, replace
from rules.rounds import Calendar, cutoff_text, notice_text, open_day_after, round_of
from rules.wording import shorten

MAY_FOLLOW = frozenset({gaps.PLEDGE, catalogue.PHOTO_MISSING.code, catalogue.LABEL_MISSING.code})
"""Gaps that people fill with a second mail by themselves: the answer waits for it."""

NAMES_SHOWN, NAME_LENGTH = 10, 60

OPEN_DAYS_TO_LOOK = 3
"""Days on which the office is open, within which a person looks at what the robot could not judge."""

SHEET_REQUEST, PLEDGE_REQUEST = "エントリーシートの確認", "誓約書"
"""What the subject asks for."""

QUESTION = "ご質問"
"""What a clerk answers, as the letters call it."""

WRITER = "ご連絡いただいた方へ"
"""The reader where no sheet names one: a display name is a stranger's text, and is not repeated."""


class Incoming(Struct, frozen=True, kw_only=True):
    """What the answer needs to know of the mail itself."""

    arrival: str
    """sha256 of the mail."""
    word: str = ""
    """The clerk's word on which it is answered once more."""
    sender: str
    """The single bare From; the answer goes nowhere else."""
    received_at: datetime
    sheets: int = 0
    pledges: int = 0
    pictures: int = 0
    pictured: bool = False
    """Its words bring the pledge, so that one of several pictures may be it."""
    asks: bool = False
    """A question stands beside the files."""
    unfilled: tuple[str, ...] = ()
    """Names of our own sheets that came back with nothing in them."""
    unread: tuple[str, ...] = ()
    """Names of attachments that only a person can read."""
    unopened: tuple[resend.Unopened, ...] = ()
    """What the sender is asked for again."""


def about_cases(
    incoming: Incoming,
    cases: Sequence[Case],
    *,
    now: datetime,
    calendar: Calendar,
    settle: timedelta = timedelta(),
    files: tuple[File, ...] = (),
    forms: tuple[File, ...] = (),
    marked: tuple[File, ...] = (),
    left_to_person: Collection[str] = (),
    asked_before: Collection[str] = (),
) -> Notice:
    """correction_request if anything is missing anywhere, else resend_request if something can't be read, else
    acknowledgement; each names every product.

    If all that is missing may come in another mail, the letter is due `settle` after the arrival. `files` is
    the blank pledge, for those who lack it; `forms` the blank sheets, for those who sent something else; `marked`
    the sender's own workbooks with their gaps shown. `left_to_person`: cases that this mail could not change
    (`decide.received` refused), by number. A mail about such cases alone, or unjudged ones, gets the receipt.
    `asked_before`: cases whose gaps an earlier letter has told; those that this mail closed are counted.
    """
    judged = [case for case in cases if case.number not in left_to_person]
    lacking = [case for case in judged if case.state is State.CORRECTION_REQUESTED]
    accepted = [case for case in judged if case.state in (State.ACCEPTED, State.TABLED)]
    values = _common_values(incoming, cases) | {
        "accepted": [passages.accepted(case, now, calendar) for case in accepted],
        "waiting": passages.lines(case for case in cases if case not in (*lacking, *accepted)),
        "wishes": passages.wishes((*lacking, *accepted)),
    }
    if lacking:
        kind, due_at = LetterKind.CORRECTION_REQUEST, _settled(incoming, lacking, now, settle)
        revisions = _revisions(incoming, lacking, asked_before)
        values |= gaps.asked(lacking, round_of(now, calendar), calendar, revisions)
        files = files if values["pledge"] else ()
        values |= {"blanks": _names(files), "marked": _names(marked)}
        files = (*marked, *files)
        asks_for_sheet = values["faulty"] or incoming.unopened
        values["request"] = SHEET_REQUEST if asks_for_sheet else PLEDGE_REQUEST
        values["lacking"] = passages.numbers(lacking)
        values["pictured"] = _pictures(incoming) if incoming.pictured and values["pledge"] else ""
        values["unopened"] = resend.one_by_one(incoming.unopened)
        if incoming.unopened:
            due_at = now
    elif incoming.unopened:
        return resend_request(
            incoming, now=now, calendar=calendar, files=forms, cases=cases, accepted=accepted
        )
    elif accepted:
        kind, due_at, files = LetterKind.ACKNOWLEDGEMENT, now, ()
    else:
        return receipt(incoming, now=now, calendar=calendar, cases=cases)
    return _answer(incoming, kind, due_at, values, cases=cases, files=files)


def accepted(cases: Sequence[Case], *, to: str, now: datetime, calendar: Calendar) -> Notice:
    """They are complete without a mail of this hour: a clerk's word closed their last gap."""
    numbers = passages.numbers(cases)
    told = Incoming(arrival="", sender=to, received_at=now)
    values = _common_values(told, cases) | {
        "accepted": [passages.accepted(case, now, calendar) for case in cases],
        "waiting": "",
        "wishes": passages.wishes(cases),
    }
    notice = _answer(told, LetterKind.ACKNOWLEDGEMENT, now, values, cases=cases)
    return replace(notice, key=f"accepted:{numbers}:{now.isoformat()}", answers=None)


def resend_request(
    incoming: Incoming,
    *,
    now: datetime,
    calendar: Calendar,
    files: tuple[File, ...] = (),
    cases: Sequence[Case] = (),
    accepted: Sequence[Case] = (),
) -> Notice:
    """What can't be read, why, and how to send it again; `files` are the blanks. `cases`: what could be read.

    Where nothing could, the rest of the mail belongs to no case yet: pledge and pictures wait here for the sheet,
    other sheets are asked for again as well.
    """
    round, came, numbers = round_of(now, calendar), _came(incoming), passages.numbers(cases)
    kept = not cases and not incoming.sheets
    values = resend.by_reason(incoming.unopened) | {
        "addressee": passages.contact(cases[0]) if cases else WRITER,
        "about": f" (整理番号 {numbers})" if cases else "",
        "received_on": era_day(incoming.received_at.astimezone(calendar.zone).date()),
        "accepted": [passages.accepted(case, now, calendar) for case in accepted],
        "waiting": passages.lines(case for case in cases if case not in accepted),
        "unread": _listed(incoming.unread),
        "came": came if cases else "",
        "question": QUESTION if incoming.asks else "",
        "again": "" if cases or kept else came,
        "kept": came if kept else "",
        "blanks": _names(files),
        "cutoff_on": cutoff_text(round),
        "notice_on": notice_text(round),
    }
    return _answer(incoming, LetterKind.RESEND_REQUEST, now, values, cases=cases, files=files)


def guidance(
    incoming: Incoming, *, now: datetime, calendar: Calendar, files: tuple[File, ...] = ()
) -> Notice:
    """How to apply, with the blanks in `files`; for a mail that means to apply but holds no sheet."""
    round = round_of(now, calendar)
    values = {
        "addressee": WRITER,
        "blanks": _names(files),
        "unfilled": "、".join(shorten(name, NAME_LENGTH) for name in incoming.unfilled[:NAMES_SHOWN]),
        "came": _came(incoming),
        "cutoff_on": cutoff_text(round),
        "notice_on": notice_text(round),
    }
    return _answer(incoming, LetterKind.GUIDANCE, now, values, files=files)


def receipt(incoming: Incoming, *, now: datetime, calendar: Calendar, cases: Sequence[Case] = ()) -> Notice:
    """It came, a person looks; promises nothing and tells nothing."""
    today = now.astimezone(calendar.zone).date()
    values = {
        "addressee": WRITER,
        "received_on": era_day(incoming.received_at.astimezone(calendar.zone).date()),
        "look_by": era_day(open_day_after(today, OPEN_DAYS_TO_LOOK, calendar)),
        "came": _came(incoming),
        "unread": _listed(incoming.unread),
    }
    return _answer(incoming, LetterKind.RECEIPT, now, values, cases=cases)


def _answer(
    incoming: Incoming,
    kind: LetterKind,
    due_at: datetime,
    values: Mapping[str, object],
    *,
    cases: Sequence[Case] = (),
    files: tuple[File, ...] = (),
) -> Notice:
    """The key holds nothing but the mail: whatever is answered, it is answered once, and once for a clerk's word."""
    return Notice(
        kind=kind,
        key=":".join(filter(None, ("answer", incoming.arrival, incoming.word))),
        to=incoming.sender,
        cases=tuple(case.number for case in cases),
        business=cases[0].business if cases else None,
        answers=incoming.arrival,
        due_at=due_at,
        values=values,
        files=files,
    )


def _common_values(incoming: Incoming, cases: Sequence[Case]) -> dict[str, object]:
    return {
        "addressee": passages.contact(cases[0]) if cases else WRITER,
        "numbers": passages.numbers(cases),
        "came": _came(incoming),
        "question": QUESTION if incoming.asks else "",
        "unread": _listed(incoming.unread),
    }


def _revisions(
    incoming: Incoming, cases: Sequence[Case], asked_before: Collection[str]
) -> Mapping[str, Revision]:
    """What this very mail changed, by case number."""
    corrected = (case for case in cases if case.number in asked_before and case.revisions)
    last = {case.number: case.revisions[-1] for case in corrected}
    return {number: revision for number, revision in last.items() if revision.mail == incoming.arrival}


def _settled(incoming: Incoming, lacking: Sequence[Case], now: datetime, settle: timedelta) -> datetime:
    may_follow = all(gap.code in MAY_FOLLOW for case in lacking for gap in gaps.errors(case))
    return max(now, incoming.received_at + settle) if may_follow else now


def _came(incoming: Incoming) -> str:
    counted = (
        (incoming.sheets, "エントリーシート", "枚"),
        (incoming.pledges, "誓約書", "件"),
    )
    named = (f"{name} {count}{unit}" for count, name, unit in counted if count)
    return "、".join(filter(None, (*named, _pictures(incoming))))


def _pictures(incoming: Incoming) -> str:
    return f"写真・画像 {incoming.pictures}枚" if incoming.pictures else ""


def _names(files: Iterable[File]) -> str:
    return "、".join(file.name for file in files)


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - NAMES_SHOWN
    shown = [shorten(name, NAME_LENGTH) for name in names[:NAMES_SHOWN]]
    return "\n".join([*shown, f"ほか{rest}件"] if rest > 0 else shown)
