"""Matters of an office as they stand in the register: a case with the mail that brought it and the letter about it."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from rules.model import (
    Arrival,
    Business,
    Case,
    Entry,
    Handled,
    Letter,
    LetterKind,
    LetterState,
    MailRef,
    Outcome,
    OutcomeKind,
    Place,
    Role,
    State,
)
from rules.record import Struct
from store import arrivals, cases, outbox
from store.documents import Documents

ARRIVED = datetime.fromisoformat("2026-11-16T09:00:00+09:00")
FIRM = Business(id="J-0001", name="株式会社小郡食品", addresses=("info@foods.example.jp",), notice_to="")


class Matter(Struct, frozen=True, kw_only=True):
    case: Case
    mail: Arrival
    letter: Letter


def matter(
    number: str = "R8-0001",
    *,
    state: State = State.NOTIFIED,
    outcome: OutcomeKind | None = OutcomeKind.REJECTED,
    arrived: datetime = ARRIVED,
    letter: LetterState = LetterState.SENT,
    **mail: Any,
) -> Matter:
    """A case that arrived then, was decided and told a month later."""
    id, told = sha256(number.encode()).hexdigest(), arrived + timedelta(days=24)
    reference = MailRef(id=id, message_id=f"<{number}@x>", role=Role.ENTRY, received_at=arrived)
    return Matter(
        case=Case(
            number=number,
            state=state,
            form="food",
            business=FIRM.id,
            product=f"商品 {number}",
            round="2026-11",
            arrived_at=arrived,
            entry=Entry(form="food"),
            addresses=FIRM.addresses,
            notice_to=FIRM.addresses[0],
            mails=(reference,),
            outcome=None if outcome is None else Outcome(kind=outcome, by="山田", recorded_at=told),
        ),
        mail=Arrival(
            **{
                "id": id,
                "places": (Place(account="k", folder="INBOX", uidvalidity=1, uid=int(number[-4:])),),
                "fingerprint": id[::-1],
                "message_id": reference.message_id,
                "received_at": arrived,
                "sender": FIRM.addresses[0],
                "handled": Handled.CASE,
                "cases": (number,),
                "filed": True,
                **mail,
            }
        ),
        letter=Letter(
            id=f"L-{number[-4:]}",
            key=f"result:{number}",
            kind=LetterKind.RESULT,
            state=letter,
            to=FIRM.addresses,
            subject="結果のお知らせ",
            body="本文",
            cases=(number,),
            business=FIRM.id,
            round="2026-11",
            message_id=f"<mailbot.result.{number}@city.example.jp>",
            made_at=told,
            due_at=told,
            sent_at=told if letter is LetterState.SENT else None,
        ),
    )


def put(db: Documents, *matters: Matter) -> None:
    if cases.business(db, FIRM.id) is None:
        cases.put_business(db, FIRM)
    for each in matters:
        cases.put(db, each.case)
        arrivals.put(db, each.mail)
        outbox.add(db, each.letter)
