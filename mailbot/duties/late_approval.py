"""The notice time came and somebody has no approved result: staff hear of it, once a round."""

from collections.abc import Iterator

from mailbot.duties.due import Due, Look
from mailbot.duties.staff import is_told, telling
from rules.model import State
from rules.rounds import title


def due(look: Look) -> Iterator[Due]:
    for round in look.rounds:
        key = f"unreleased:{round.id}"
        late = look.cases(round, State.TABLED, State.DECIDED)
        if look.now >= round.notice_at and late and not is_told(look, key):
            yield Due(
                duty="unreleased",
                subject=round.id,
                due_at=round.notice_at,
                carry_out=telling(
                    look.office,
                    key,
                    f"{title(round)}の結果通知の時刻になりましたが、まだ決裁済になっていない案件があります。",
                    "コンソールの「会議」で結果と決裁を確かめてください。決裁済にすると、通知はすぐに送られます。",
                    late,
                ),
            )
