"""決裁済みの文面: what was approved is what is sent, so a text that changes takes its letters back at once.

On the notice day it would be found too late: staff hear of it in the hour of the change. A text that can't be filled
any more hinders this duty like any other that needs it.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime

import msgspec

from mailbot.duties.due import Act, Due, Look
from mailbot.staff import telling
from mailbot.wiring import Office
from rules.letters import queries
from rules.model import LetterKind, State
from store import cases, diary, results
from store.diary import Page
from store.documents import Documents

PAGE = "wording"

TEXTS = (LetterKind.RESULT, queries.CORRECTION)
"""The letters that tell outcomes."""

WHAT = "決裁のあとで、手紙の様式か、市や事業者の情報が変わりました。決裁済みだった結果の手紙は、保留に戻しました。"
TO_DO = (
    "新しい文面でよいか確かめ、もう一度決裁を受けて「決裁済」にしてください。"
    "変更が誤りなら、元に戻してから「決裁済」にしてください。通知の日までに決裁が済まないと、通知が遅れます。"
)


def due(look: Look) -> Iterator[Due]:
    if look.waiting(State.RELEASED):
        now_worded, last = _worded(look.office), diary.last(look.db, PAGE)
        if last is None or last.seen != now_worded:
            yield Due(
                duty="wording",
                subject=now_worded[:8],
                due_at=look.now,
                carry_out=_looking_through(look.office, now_worded),
            )


def _worded(office: Office) -> str:
    """A hash of all that these letters are made of, but for the cases and businesses themselves."""
    config, library = office.config, office.library
    parts = [library.letter(text) for text in TEXTS]
    made_of = (parts, config.office, config.operator.name, library.tables().reasons)
    return hashlib.sha256(msgspec.json.encode(made_of)).hexdigest()


def _looking_through(office: Office, worded: str) -> Act:
    def act(db: Documents, now: datetime) -> None:
        released = cases.in_state(db, State.RELEASED)
        results.settle_all(db, office.library, office.config, released, now)
        after = (cases.get(db, case.number) for case in released)
        back = [case for case in after if case is not None and case.state is State.DECIDED]
        if back:
            telling(office, f"wording:{worded[:16]}:{now.isoformat()}", WHAT, TO_DO, back)(db, now)
        diary.write(db, PAGE, Page(at=now, seen=worded))

    return act
