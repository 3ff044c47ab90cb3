"""確認済: what stands beside a case is read, and gone; what asks for another deed stays until that is done."""

from collections.abc import Collection
from datetime import datetime

from rules import claims, expiry, undelivered
from rules.entered import Seen
from rules.model import Case, Letter, State
from rules.moves import Refusal
from rules.record import replace

NOTHING = "整理番号 {number} には、確認することはありません。"
ASKS_MORE = "整理番号 {number} の確認することは、読むだけでは済みません。{deeds}で済ませてください。"
DECIDE = "「答えを記入」か「不備でも受付」か「取下げ」"
SAY_WHO = "「同じ事業者です」か「別の事業者です」"
END_OR_MEND = "「期限切れ」か補正の受付"
REACH_THEM = "届かなかったメールの送り直しや「連絡済」"


def to_read(case: Case, troubled: Collection[Letter]) -> tuple[str, ...]:
    """The sentences that are settled by being read. `troubled`: letters of which nobody knows that they arrived."""
    kept = {each for sentences in _asking(case, troubled).values() for each in sentences}
    return tuple(each for each in case.attention if each not in kept)


def refusal(case: Case, troubled: Collection[Letter]) -> Refusal | None:
    """Why there is nothing to be read; None where there is."""
    if to_read(case, troubled):
        return None
    deeds = "、".join(deed for deed, sentences in _asking(case, troubled).items() if sentences)
    return Refusal(message=(ASKS_MORE if deeds else NOTHING).format(number=case.number, deeds=deeds))


def read(case: Case, troubled: Collection[Letter], *, by: str, at: datetime) -> Case | Refusal:
    """The case, whose state does not change, once a clerk has read it. What a later mail says stands there anew."""
    if refused := refusal(case, troubled):
        return refused
    gone = to_read(case, troubled)
    kept = tuple(each for each in case.attention if each not in gone)
    return replace(case, attention=kept, seen=(*case.seen, Seen(sentences=gone, by=by, at=at)))


def _asking(case: Case, troubled: Collection[Letter]) -> dict[str, tuple[str, ...]]:
    """Which deed takes which sentences away."""
    if case.state is State.NEEDS_PERSON:  # why the robot could not go on stands until a person has gone on
        return {DECIDE: case.attention}
    return {
        SAY_WHO: claims.asking(case),
        END_OR_MEND: expiry.asking(case),
        REACH_THEM: undelivered.asking(case, troubled),
    }
