"""The only state table: what may be done with a case in which state. `rules.decide` and `rules.discretion` do it."""

from collections.abc import Mapping
from enum import StrEnum

from rules.model import Case, State
from rules.record import Struct
from rules.words import STATES


class Refusal(Struct, frozen=True, kw_only=True):
    """Why a move is not allowed: a Japanese sentence for the clerk."""

    message: str


class Move(StrEnum):
    RECEIVE = "receive"
    CLOSE = "close"
    SCREEN = "screen"
    OUTCOME = "outcome"
    WITHDRAW = "withdraw"
    CLEAR = "clear"
    CORRECT = "correct"
    RELEASE = "release"
    UNRELEASE = "unrelease"
    NOTIFY = "notify"
    BOUNCE = "bounce"
    ACCEPT = "accept"
    ANSWER = "answer"
    MOVE = "move"
    NEGOTIATE = "negotiate"
    LIST = "list"
    BREAK_OFF = "break_off"
    EXPIRE = "expire"
    REOPEN = "reopen"


_OPEN = (State.NEEDS_PERSON, State.CORRECTION_REQUESTED, State.ACCEPTED)

TABLE: Mapping[Move, tuple[str, tuple[State, ...]]] = {
    Move.RECEIVE: ("新しいエントリーシートへの差し替え", _OPEN),
    Move.CLOSE: ("締切後の付議", (State.ACCEPTED,)),
    Move.SCREEN: ("選定案の記入", (*_OPEN, State.TABLED, State.DECIDED)),
    Move.OUTCOME: ("結果の記録", (State.ACCEPTED, State.TABLED, State.DECIDED, State.RELEASED)),
    Move.WITHDRAW: ("取下げの記録", (*_OPEN, State.TABLED, State.DECIDED, State.RELEASED)),
    Move.CLEAR: ("結果の取消し", (State.DECIDED, State.RELEASED, State.WITHDRAWN)),
    Move.CORRECT: ("結果の訂正", (State.NOTIFIED, State.NEGOTIATING)),
    Move.RELEASE: ("決裁済みの登録", (State.DECIDED,)),
    Move.UNRELEASE: ("決裁済みの取消し", (State.RELEASED,)),
    Move.NOTIFY: ("通知済みの記録", (State.RELEASED,)),
    Move.BOUNCE: ("通知済みの取消し", (State.NOTIFIED,)),
    Move.ACCEPT: ("職員の判断による受付", (State.NEEDS_PERSON, State.CORRECTION_REQUESTED)),
    Move.ANSWER: ("答えの記入", _OPEN),
    Move.MOVE: ("回の変更", (State.ACCEPTED, State.TABLED)),
    Move.NEGOTIATE: ("条件協議中の記録", (State.NOTIFIED, State.NOT_AGREED)),
    Move.LIST: ("取扱開始の記録", (State.NOTIFIED, State.NEGOTIATING)),
    Move.BREAK_OFF: ("条件不調の記録", (State.NOTIFIED, State.NEGOTIATING)),
    Move.EXPIRE: ("期限切れの記録", (State.CORRECTION_REQUESTED,)),
    Move.REOPEN: ("案件の再開", (State.WITHDRAWN, State.EXPIRED)),
}
"""Each move: how the office calls it, and the states that it starts from."""

TERMS: Mapping[State, Move] = {
    State.NEGOTIATING: Move.NEGOTIATE,
    State.LISTED: Move.LIST,
    State.NOT_AGREED: Move.BREAK_OFF,
}
"""After a selection: the move that leads to each state."""


def refusal(case: Case, move: Move) -> Refusal | None:
    """Why this move can't start from where the case stands, None where it can."""
    name, states = TABLE[move]
    if case.state in states:
        return None
    allowed = "".join(f"「{STATES[state]}」" for state in states)
    return Refusal(
        message=f"整理番号 {case.number} は「{STATES[case.state]}」です。"
        f"{name}ができるのは、{allowed}のときです。"
    )
