"""A register as a busy office has it: cases with their mails, letters and businesses, each as large as a real one."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rules.model import Arrival, Business, Case, Letter, LetterState, Place
from store import arrivals, cases, outbox
from store.documents import Documents
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import Counter

PER_BUSINESS = 3
"""Products that one business enters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A case with all that belongs to it."""

    case: Case
    arrival: Arrival
    letter: Letter
    business: Business


def model(counter: Counter) -> Matter:
    """What one real mail leaves behind. It stays in the register, the first of all."""
    counter.take(entry(), MONDAY)
    return Matter(
        case=counter.cases[0],
        arrival=counter.mails[0],
        letter=counter.letters[0],
        business=counter.businesses[0],
    )


def others(like: Matter, count: int, *, era: str = "R8", first: int = 2) -> Iterator[Matter]:
    """So many more of other products and other businesses, each different from all others in what it is found by."""
    for n in range(first, first + count):
        firm = n // PER_BUSINESS + 2
        business = replace(
            like.business,
            id=f"J-{firm:04}",
            name=f"株式会社見本{firm}食品",
            corporate_number=f"{7_123_456_789_012 + firm}",
            addresses=(f"info@{firm}.example.jp",),
            notice_to=f"info@{firm}.example.jp",
            version=0,
        )
        number, mail = f"{era}-{n:04}", hashlib.sha256(f"{era} {n}".encode()).hexdigest()
        yield Matter(
            business=business,
            case=replace(
                like.case,
                number=number,
                business=business.id,
                product=f"見本の商品 {n}",
                addresses=business.addresses,
                notice_to=business.notice_to,
                mails=tuple(
                    replace(each, id=mail, message_id=f"<{mail[:20]}@x>") for each in like.case.mails
                ),
                version=0,
            ),
            arrival=replace(
                like.arrival,
                id=mail,
                places=(Place(account="kikaku", folder="INBOX", uidvalidity=1, uid=n),),
                fingerprint=mail[::-1],
                message_id=f"<{mail[:20]}@x>",
                sender=business.addresses[0],
                cases=(number,),
                filed=True,
            ),
            letter=replace(
                like.letter,
                id=f"L-{n:06}",
                key=f"acknowledgement:{mail}",
                state=LetterState.SENT,
                sent_at=like.letter.due_at,
                to=business.addresses,
                cases=(number,),
                business=business.id,
                answers=mail,
                message_id=f"<mailbot.acknowledgement.{mail[:32]}@city.example.jp>",
                raw=mail,
                copied=True,
            ),
        )


def fill(db: Documents, matters: Iterator[Matter]) -> None:
    """As if each had come and been answered."""
    last = 1
    for each in matters:
        last += 1
        if cases.business(db, each.business.id) is None:
            cases.put_business(db, each.business)
        cases.put(db, each.case)
        arrivals.put(db, each.arrival)
        outbox.add(db, each.letter)
    for name in ("R8", "letter", "business"):
        db.put(cases.COUNTERS, name, {"last": last + 1})
