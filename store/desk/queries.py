"""A clerk's own letter to a business: 照会, a delay, or a text of the office's own."""

from datetime import date, datetime, timedelta

from rules.letters import queries
from rules.model import Case, Letter, Notice
from rules.moves import Refusal
from rules.record import Struct, replace
from store import cases, notices
from store.desk.clerk import Desk
from store.documents import Documents

PREFIX = "query_"
WAIT = timedelta(minutes=10)
"""So long a letter lies in the outbox before it leaves: `undo` takes it back meanwhile."""


class Wish(Struct, frozen=True, kw_only=True):
    """What the clerk wants to write: a text of the library by its name, and what it leaves open."""

    template: str
    text: str = ""
    reply_by: date | None = None
    expected_on: date | None = None


def templates(desk: Desk) -> tuple[str, ...]:
    """The texts that a clerk may choose. A correction of a result is made by `outcomes.correct`, and needs 決裁."""
    mine = [name for name in desk.library.letters() if name.startswith(PREFIX) and name != queries.CORRECTION]
    ours = [queries.QUESTION, queries.DELAY]
    return (*ours, *(name for name in mine if name not in ours))


def write(desk: Desk, number: str, wish: Wish, *, now: datetime, seen: int | None = None) -> Letter | Refusal:
    """The letter, in the outbox for WAIT before it leaves; to be printed where the business has no address."""
    with desk.deed(now) as db:
        notice = _notice(desk, db, number, wish, now, seen)
        if isinstance(notice, Refusal):
            return notice
        once = f"{number}:{cases.running_number(db, PREFIX)}"
        case = cases.get(db, number)
        last = case.mails[-1].message_id if case and case.mails else ""
        letter = notices.make(
            db,
            desk.library,
            desk.config,
            replace(notice, key=f"{wish.template}:{once}"),
            now,
            in_reply_to=last,
            references=(last,) if last else (),
        )
        desk.record(db, "query.written", number, letter.subject, now)
        return letter


def rehearse(desk: Desk, number: str, wish: Wish, *, now: datetime) -> Letter | Refusal:
    """The very letter that `write` would make; nothing is changed."""
    notice = _notice(desk, desk.store.snapshot(), number, wish, now)
    return notice if isinstance(notice, Refusal) else notices.draft(desk.library, desk.config, notice, now)


def _notice(
    desk: Desk, db: Documents, number: str, wish: Wish, now: datetime, seen: int | None = None
) -> Notice | Refusal:
    case = desk.case(db, number, seen)
    if isinstance(case, Refusal):
        return case
    business = cases.business(db, case.business)
    if business is None:
        return Refusal(message=f"整理番号 {number} の事業者の記録がありません。")
    if refused := _refusal(desk, case, wish, now):
        return refused
    notice = queries.query(
        wish.template,
        business,
        (case,),
        once=number,
        now=now,
        calendar=desk.calendar,
        text=wish.text,
        reply_by=wish.reply_by,
        expected_on=wish.expected_on,
    )
    return replace(notice, due_at=now + WAIT)


def _refusal(desk: Desk, case: Case, wish: Wish, now: datetime) -> Refusal | None:
    """What is lacking for this text, by what its template names outside of the blocks that may be empty."""
    if wish.template not in (known := templates(desk)):
        return Refusal(
            message=f"「{wish.template}」という照会の文面はありません。使えるのは {'、'.join(known)} です。"
        )
    words = desk.library.letter(wish.template)
    if "{text}" in words and "{#text}" not in words and not wish.text.strip():
        return Refusal(message="たずねたいことを入れてください。")
    if "{notice_on}" in words and "{#notice_on}" not in words and not case.round:
        return Refusal(message=f"整理番号 {case.number} はまだ回に入っていないため、通知の日がありません。")
    today = now.astimezone(desk.calendar.zone).date()
    days = (day for day in (wish.reply_by, wish.expected_on) if day is not None)
    if past := next((day for day in days if day < today), None):
        return Refusal(message=f"{past} はもう過ぎています。これからの日を入れてください。")
    return None
