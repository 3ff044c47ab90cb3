"""A register as a busy office has it: cases with their mails, letters and businesses, each as large as a real one."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import islice

import msgspec

from rules import lookup
from rules.model import Arrival, Business, Case, Letter, LetterState, Place, State
from rules.record import Struct, replace
from store import archiving, arrivals, cases, codec, outbox
from store.archive import Archive
from store.documents import Documents
from store.finished import Finished, Summary
from store.rows import Row
from tests.e2e.town import MONDAY, entry
from tests.mailbot.intake.counter import Counter

YEARLY = 4_000
"""Cases of one year in the archive."""

PER_BUSINESS = 3
"""Products that one business enters."""


class Matter(Struct, frozen=True, kw_only=True):
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
                key=f"answer:{mail}",
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


def archive(counter: Counter, count: int, firms: int) -> None:
    """So many finished cases of years gone by, 4,000 a year, of so many businesses, which stay in the register."""
    like = model(counter)
    place = Place(account="kikaku", folder="INBOX", uidvalidity=1, uid=987_654_321)
    like = replace(like, arrival=replace(like.arrival, places=(place,), fingerprint="f" * 64))
    known = list({each.business.id: each.business for each in others(like, firms * PER_BUSINESS)}.values())[
        :firms
    ]
    with counter.office.store.transaction() as db:
        for business in known:
            cases.put_business(db, business)
        db.put(cases.COUNTERS, "business", {"last": firms + 2})
    finished = _finished(like, count, [business.id for business in known])
    while lot := list(islice(finished, 3 * YEARLY)):
        counter.office.store.archive.put(lot)


def catalogue(archive: Archive, like: Matter, count: int, firms: int = 2_000) -> None:
    """So many archived cases as lists and searches know them, without mails and letters: seconds, not minutes."""
    case = replace(
        like.case, entry=replace(like.case.entry, fields=dict(list(like.case.entry.fields.items())[:8]))
    )
    document = msgspec.json.encode(codec.to_document(case))
    words = archiving.words_of(like.case, like.business)
    product, number = lookup.folded(like.case.product), lookup.folded(like.case.number)

    def each() -> Iterator[Finished]:
        for n in range(count):
            year = f"H{n // YEARLY + 1}"
            new, name = f"{year}-{n % YEARLY + 1:04}", f"株式会社見本{n % firms}食品"
            changes = {like.case.number: new, like.case.product: f"見本の商品 {n}"}
            text = words.replace(number, lookup.folded(new)).replace(product, f"見本の商品{n}")
            yield Finished(
                kind=cases.CASES,
                row=_row(new, document, changes),
                year=year,
                words=f"\n{name}{text}",
                summary=Summary(
                    number=new,
                    year=year,
                    state=State.NOTIFIED,
                    round="2020-01",
                    business=like.case.business,
                    name=name,
                    product=f"見本の商品 {n}",
                    arrived_at=like.case.arrived_at,
                ),
            )

    if count:
        archive.put(each())


def _finished(like: Matter, count: int, firms: list[str]) -> Iterator[Finished]:
    """Made by writing other marks into the model's bytes: understanding 100,000 documents takes minutes."""
    case, arrival, letter = (
        msgspec.json.encode(codec.to_document(each)) for each in (like.case, like.arrival, like.letter)
    )
    for n in range(count):
        year, number = f"H{n // YEARLY + 1}", f"H{n // YEARLY + 1}-{n % YEARLY + 1:04}"
        mail = hashlib.sha256(number.encode()).hexdigest()
        changes = {
            like.case.number: number,
            like.arrival.id: mail,
            like.arrival.fingerprint: mail[::-1],
            like.arrival.message_id: f"<{mail[:32]}@x>",
            "987654321": f"{n}",
            like.letter.message_id: f"<mailbot.acknowledgement.{mail[:32]}@x>",
            f'"{like.letter.id}"': f'"L-{n:06}-{year}"',
            f'"{like.case.business}"': f'"{firms[n % len(firms)]}"',
        }
        summary = Summary(
            number=number,
            year=year,
            state=State.NOTIFIED,
            round="2020-01",
            business=firms[n % len(firms)],
            name="株式会社見本食品",
            product=f"見本の商品 {n}",
            arrived_at=like.case.arrived_at,
        )
        place = replace(like.arrival.places[0], uid=n)
        yield Finished(kind=cases.CASES, row=_row(number, case, changes), year=year, summary=summary)
        yield Finished(
            kind=arrivals.ARRIVALS,
            row=_row(mail, arrival, changes),
            year=year,
            marks=(("places", place), ("fingerprint", mail[::-1]), ("message_id", f"<{mail[:32]}@x>")),
        )
        yield Finished(
            kind=outbox.LETTERS,
            row=_row(f"L-{n:06}-{year}", letter, changes),
            year=year,
            marks=(
                ("key", f"answer:{mail}"),
                ("message_id", f"<mailbot.acknowledgement.{mail[:32]}@x>"),
                ("cases", number),
                ("answers", mail),
            ),
        )


def _row(key: str, document: bytes, changes: Mapping[str, str]) -> Row:
    for old, new in changes.items():
        document = document.replace(old.encode(), new.encode())
    return Row(key, msgspec.Raw(document), 0)
