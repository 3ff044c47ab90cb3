"""期限切れ: a correction that was asked for and never came. Only a clerk ends such a case."""

from datetime import datetime

from rules.model import Case, Round, State
from rules.rounds import Calendar, cutoff_text, following, is_over, round_named, title

SENTENCE = "{asked}にお願いした補正が、次の回の締切({until})を過ぎても届いていません。"
WHAT_TO_DO = "事業者に確かめ、続ける見込みがなければ「期限切れ」にしてください。"


def last_chance(case: Case, calendar: Calendar) -> Round | None:
    """The round after the one in which a correction was asked for: the letter named both cut-offs. None where
    nothing was asked.
    """
    if case.state is not State.CORRECTION_REQUESTED or case.correction_round is None:
        return None
    return following(round_named(case.correction_round, calendar), calendar)


def is_overdue(case: Case, now: datetime, calendar: Calendar) -> bool:
    """Both cut-offs are over and the correction is not there."""
    until = last_chance(case, calendar)
    return until is not None and is_over(until, now)


def attention(case: Case, now: datetime, calendar: Calendar) -> tuple[str, ...]:
    """What stands in `attention` at this instant: with the sentence while it is overdue, without it afterwards."""
    others = without(case.attention)
    until = last_chance(case, calendar)
    if until is None or case.correction_round is None or not is_over(until, now):
        return others
    asked = title(round_named(case.correction_round, calendar))
    return (*others, SENTENCE.format(asked=asked, until=cutoff_text(until)) + WHAT_TO_DO)


def without(attention: tuple[str, ...]) -> tuple[str, ...]:
    """The other sentences."""
    return tuple(each for each in attention if not each.endswith(WHAT_TO_DO))


def asking(case: Case) -> tuple[str, ...]:
    """What asks whether it has expired; a correction that came too late leaves a sentence that asks nothing more."""
    if case.state is not State.CORRECTION_REQUESTED:
        return ()
    return tuple(each for each in case.attention if each.endswith(WHAT_TO_DO))
