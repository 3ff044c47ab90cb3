"""Which round a case counts for, and why: one rule for the robot, the clerk's deeds and the sentence in `show`."""

from collections.abc import Container
from datetime import datetime

from rules.model import Case, Round
from rules.rounds import (
    Calendar,
    following,
    grace_until,
    is_over,
    is_over_with_grace,
    notice_text,
    round_named,
    round_of,
    title,
)

TOO_LATE = (
    "{earned}の締切に間に合っていましたが、付議資料を渡したあとに整ったため、{given}としました"
    "({told}通知)。{earned}に入れるときは、理由を添えて回を移してください。"
)


def counted_round(
    case: Case, at: datetime, calendar: Calendar, given_out: Container[str] = frozenset()
) -> Round:
    """The round of a case that is complete since `at`, whenever that is noticed.

    `given_out`: ids of the rounds whose agenda the committee has. Such a round takes no case any more, unless a
    clerk moves one there with a reason; the next one does.
    """
    round = earned_round(case, at, calendar)
    while round.id in given_out:
        round = following(round, calendar)
    return round


def earned_round(case: Case, at: datetime, calendar: Calendar) -> Round:
    """By the calendar alone, whatever has become of that round since."""
    return (
        round_of(case.arrived_at, calendar)
        if calendar.counts == "arrived"
        else asked_round(case, at, calendar)
    )


def asked_round(case: Case, at: datetime, calendar: Calendar) -> Round:
    """The round of what the business sends at `at`: in the days of grace still the one in which it was asked."""
    if case.correction_round is not None:
        asked = round_named(case.correction_round, calendar)
        if is_over(asked, at) and not is_over_with_grace(asked, at, calendar):
            return asked
    return round_of(at, calendar)


def note(case: Case, at: datetime, round: Round, calendar: Calendar) -> tuple[str, ...]:
    """What a person should know where a case complete since `at` stands in a later round than it earned."""
    earned = earned_round(case, at, calendar)
    if earned == round:
        return ()
    return (TOO_LATE.format(earned=title(earned), given=title(round), told=notice_text(round)),)


def moved(case: Case, calendar: Calendar) -> bool:
    """Whether it stands in another round than it earned."""
    if case.round is None or case.accepted_at is None:
        return False
    return earned_round(case, case.accepted_at, calendar).id != case.round


def reason(case: Case, calendar: Calendar) -> str:
    """'11月20日 23:58 着のため 12月10日通知'; empty while the case has no round."""
    if case.round is None or case.accepted_at is None:
        return ""
    counted = case.arrived_at if calendar.counts == "arrived" else case.accepted_at
    local = counted.astimezone(calendar.zone)
    came = f"{local.month}月{local.day}日 {local:%H:%M} 着"
    round, earned = round_named(case.round, calendar), earned_round(case, case.accepted_at, calendar)
    told = f"{round.notice_at.month}月{round.notice_at.day}日通知"
    if round != earned:
        return f"{came}({title(earned)})で、{title(round)}に移したため {told}"
    if is_over(round, counted):
        until = grace_until(round, calendar)
        return f"{came}(補正の猶予は{until.month}月{until.day}日まで)のため {told}"
    return f"{came}のため {told}"
