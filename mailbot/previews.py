"""Letters for eyes only: a text of the office with the data of a case, or with samples as long as data may be."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mailbot.wiring import Office
from rules.letters import answers, kind_of, queries, reminders, results
from rules.letters.answers import Incoming
from rules.letters.template import KNOWN, Shape
from rules.model import Business, Case, Letter, LetterKind, Notice, State
from rules.moves import Refusal
from rules.rounds import round_named, round_of
from rules.words import STATES
from store import notices
from store.config import Config
from store.library import Library

USUAL_ITEMS, MANY_ITEMS = 2, 20

NOTE = "お届けいただいた内容を確かめて、あらためてご連絡します。" * 15
"""A clerk's words of 400 characters."""

WRITTEN = ("text", "conditions", "remark")
"""What clerks write themselves."""

LETTER_ADDRESS = "info@example.jp"


def sample(
    library: Library,
    config: Config,
    kind: LetterKind,
    name: str,
    now: datetime,
    *,
    extreme: bool = False,
    paper: bool = False,
) -> Letter:
    """The text `name` of this kind with made-up data. Raises LibraryError where it can't be filled."""
    table = library.table("samples")
    words = {**table["usual"], **(table["extreme"] | dict.fromkeys(WRITTEN, NOTE[:400]) if extreme else {})}
    values = _filled({**KNOWN[kind], "addressee": {}}, words, MANY_ITEMS if extreme else USUAL_ITEMS)
    notice = Notice(
        kind=kind, template=name, key="preview", to="" if paper else LETTER_ADDRESS, due_at=now, values=values
    )
    return notices.draft(library, config, notice, now)


def of_case(office: Office, name: str, case: Case, business: Business, now: datetime) -> Letter | Refusal:
    """This text as it would go out about this case, were it written now."""
    kind = kind_of(name)
    calendar, reasons = office.calendar, office.library.tables().reasons
    round = round_named(case.round, calendar) if case.round else round_of(now, calendar)
    incoming = Incoming(arrival="preview", sender=case.notice_to, received_at=case.arrived_at, sheets=1)
    notice: Notice | None = None
    if kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.CORRECTION_REQUEST):
        notice = answers.about_cases(incoming, (case,), now=now, calendar=calendar)
    elif kind is LetterKind.REMINDER and case.state is State.CORRECTION_REQUESTED:
        notice = reminders.reminder(business, (case,), round, now=now, calendar=calendar)
    elif kind is LetterKind.RESULT and case.outcome is not None:
        notice = results.result(business, (case,), round, now=now, calendar=calendar, reasons=reasons)
    elif kind is LetterKind.WITHDRAWAL_RECEIPT:
        notice = results.withdrawal_receipt(case, business, now=now, calendar=calendar)
    elif kind is LetterKind.QUERY:
        notice = queries.query(name, business, (case,), once="preview", now=now, calendar=calendar)
    if notice is None or notice.kind is not kind:
        return Refusal(message=f"{case.number} は「{STATES[case.state]}」なので、この手紙にはなりません。")
    return notices.draft(office.library, office.config, notice, now)


def _filled(shape: Shape, words: Mapping[str, Any], items: int) -> dict[str, object]:
    """A value for each name; items are numbered as `place`."""
    found: dict[str, object] = {}
    for name, inner in shape.items():
        if inner:
            found[name] = [_filled(inner, {**words, "place": f"{n}"}, items) for n in range(1, items + 1)]
        else:
            found[name] = words.get(name, words["count"])
    return found
