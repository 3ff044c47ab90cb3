"""What a clerk says of a pledge: it is in order, or it was given in an earlier year."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time

from rules import decide, pledges as paper
from rules.checks import sheet as checks
from rules.decide import ATTACHED
from rules.eras import era_day
from rules.letters import answers
from rules.model import Business, Case, Finding, Pledge, PledgeCheck, State
from rules.moves import Refusal
from rules.record import replace
from rules.wording import plain
from store import agendas, cases, notices
from store.desk.clerk import Desk
from store.documents import Documents


def confirm(
    desk: Desk,
    id: str,
    *,
    points: Collection[str] = tuple(paper.POINTS),
    note: str = "",
    dated: date | None = None,
    now: datetime,
    seen: int | None = None,
) -> Business | Refusal:
    """The pledge that came is in order in these points; `note` says why it counts without the rest.

    `dated` is the day that it bears, kept with the check: it came when it came, and no round moves by that. `seen` is
    the version of the business that the clerk saw.
    """
    if dated and dated > now.astimezone(desk.calendar.zone).date():
        return Refusal(message=f"誓約書の日付 {dated} はまだ来ていません。日付を確かめてください。")
    if (lacking := paper.lacking(points)) and not plain(note):
        return Refusal(message=f"{lacking}を確かめていません。それでもよいときは、理由を書いてください。")
    with desk.deed(now) as db:
        business = desk.business(db, id, seen)
        if isinstance(business, Refusal):
            return business
        if business.pledge not in (Pledge.RECEIVED, Pledge.CONFIRMED):
            return Refusal(
                message=f"{business.name} の誓約書は届いていません。前の年度に出ているときは「pledge on-file」です。"
            )
        ticked = tuple(point for point in paper.POINTS if point in points)
        check = PledgeCheck(points=ticked, note=plain(note), dated=dated, by=desk.by, at=now)
        confirmed = cases.put_business(db, replace(business, pledge=Pledge.CONFIRMED, pledge_check=check))
        close_gaps(desk, db, confirmed.id, now)
        for case in cases.of_business(db, confirmed.id):
            if (attention := paper.without(case.attention)) != case.attention:
                cases.put(db, replace(case, attention=attention))
        desk.record(
            db, "pledge.confirmed", confirmed.id, plain(f"{confirmed.name} {dated or ''} {note}"), now
        )
        return confirmed


def put_on_file(
    desk: Desk, id: str, *, given_on: date | None = None, now: datetime, seen: int | None = None
) -> Business | Refusal:
    """It was given in an earlier year, on that day if anybody knows."""
    if given_on and given_on > now.astimezone(desk.calendar.zone).date():
        return Refusal(message=f"提出日の{era_day(given_on)}は、まだ来ていません。")
    with desk.deed(now) as db:
        business = desk.business(db, id, seen)
        if isinstance(business, Refusal):
            return business
        if business.pledge is Pledge.CONFIRMED:
            return Refusal(message=f"{business.name} の誓約書は、すでに確認済みです。")
        filed = cases.put_business(db, on_file(desk, business, given_on))
        close_gaps(desk, db, filed.id, now)
        desk.record(
            db,
            "pledge.on_file",
            filed.id,
            f"{filed.name} {era_day(given_on) if given_on else ''}".strip(),
            now,
        )
        return filed


def on_file(desk: Desk, business: Business, given_on: date | None) -> Business:
    """The business with a pledge of an earlier year: 00:00 of its day, as of what came by post."""
    at = datetime.combine(given_on, time(), desk.calendar.zone) if given_on else None
    return replace(business, pledge=Pledge.ON_FILE, pledge_received_at=at)


def close_gaps(desk: Desk, db: Documents, id: str, now: datetime) -> tuple[Case, ...]:
    """Its cases judged anew after its pledge changed; those that are complete by it are told so.

    They count from the last thing that the business had to send: neither the clerk's click nor the day of an earlier
    year's pledge moves that.
    """
    business = cases.business(db, id)
    if business is None or business.pledge is Pledge.MISSING:
        return ()
    done = []
    for case in cases.of_business(db, id):
        attached = _attached(desk, db, case, business)
        if set(attached) == {gap for gap in case.findings if gap.code in ATTACHED}:
            continue
        judged = decide.files_arrived(
            case,
            attached=attached,
            at=business.pledge_received_at or case.arrived_at,
            calendar=desk.calendar,
            given_out=agendas.given_out(db),
        )
        done.append((case, cases.put(db, judged)))
        desk.record(db, f"case.{judged.state}", case.number, "誓約書", now)
    accepted = [after for before, after in done if after.state is State.ACCEPTED is not before.state]
    _tell(desk, db, accepted, now)
    return tuple(after for _, after in done)


def _attached(desk: Desk, db: Documents, case: Case, business: Business) -> tuple[Finding, ...]:
    return checks.attached(
        desk.library.form(case.form),
        case.entry,
        pictures=case.pictures,
        pledge=business.pledge,
        registry=cases.has_registry(db),
    )


def _tell(desk: Desk, db: Documents, accepted: Iterable[Case], now: datetime) -> None:
    """One letter for all cases of one address: nobody else tells them that nothing is missing any more."""
    by_address: dict[str, list[Case]] = {}
    for case in accepted:
        by_address.setdefault(case.notice_to, []).append(case)
    for to, together in by_address.items():
        notice = answers.accepted(together, to=to, now=now, calendar=desk.calendar)
        notices.make(db, desk.library, desk.config, notice, now)
