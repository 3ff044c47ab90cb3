"""What came ahead of its sheet: a pledge or photos by a mail of their own, which could belong to no case yet."""

from collections.abc import Iterable
from datetime import timedelta

from mailbot import logbook
from mailbot.intake import quarantine
from mailbot.intake.casework import Casework, Taken
from mailbot.intake.contents import Contents, Sorter
from mailbot.intake.knowledge import has_pledged, known
from mailbot.mail.parse import parse
from mailbot.mail.triage import triage
from mailbot.wiring import Office
from rules.model import Arrival, Channel, Handled, Role
from rules.record import Struct, replace
from store import arrivals, cases, raw
from store.documents import Documents
from store.errors import Damaged

TOGETHER = timedelta(days=30)
"""Between the two mails; later a person knows what belongs together."""

UNTRUSTED = frozenset({Role.BOUNCE, Role.SUSPICIOUS, Role.WITHDRAWAL})

TAKEN = "同じ差出人からあとで届いたエントリーシート({numbers})に加えました。"


class Ahead(Struct, frozen=True, kw_only=True):
    """An earlier mail of the same sender, opened anew."""

    arrival: Arrival
    contents: Contents
    """Its pledges and pictures, of the kind that the sheet's own mail did not bring."""
    person: bool
    """It says something that somebody must see all the same."""


def of(office: Office, db: Documents, sheet: Arrival, brought: Contents) -> tuple[Ahead, ...]:
    """What lies here of the sender of this mail, which `brought` sheets. Opened on the bench, so before any commit."""
    if not (brought.entries and sheet.sender):
        return ()
    waiting = (each for each in arrivals.from_sender(db, sheet.sender) if _belongs(each, sheet))
    found = (_opened(office, db, each, brought) for each in waiting)
    return tuple(each for each in found if each)


def joined(
    db: Documents, casework: Casework, taken: Taken, earlier: Iterable[Ahead]
) -> tuple[Taken, Contents]:
    """What the sheets of the mail made, with these files; and the mail's contents with those that were taken.

    For the sender of several businesses a clerk says whose pledge it is.
    """
    contents, sender = casework.contents, casework.arrival.sender
    changed = tuple(case for case in taken.cases if case.number not in taken.refused)
    if not changed or len({cases.root(db, each.id) for each in cases.businesses_at(db, sender)}) > 1:
        return taken, contents
    done = {case.number: case for case in taken.cases}
    for each in earlier:
        if arrivals.arrival(db, each.arrival.id) != each.arrival:
            continue  # somebody was quicker
        now_replied = tuple(done[case.number] for case in changed)
        work = replace(
            casework, arrival=each.arrival, contents=each.contents, asked=(), replied=now_replied, notes=()
        )
        done |= {case.number: case for case in work.take_files().cases}
        _record(db, casework, each, tuple(case.number for case in changed))
        contents = replace(
            contents,
            pledges=(*contents.pledges, *each.contents.pledges),
            pictures=(*contents.pictures, *each.contents.pictures),
        )
    return replace(taken, cases=tuple(done.values())), contents


def _belongs(mail: Arrival, sheet: Arrival) -> bool:
    return (
        mail.id != sheet.id
        and mail.channel is Channel.MAIL
        and mail.handled in (Handled.PERSON, Handled.IGNORED)
        and mail.role not in UNTRUSTED
        and bool(mail.attachments)
        and not (mail.cases or mail.done)
        and abs(sheet.received_at - mail.received_at) <= TOGETHER
    )


def _opened(office: Office, db: Documents, mail: Arrival, brought: Contents) -> Ahead | None:
    try:
        read = parse(raw.get(office.directory, mail.id))
    except Damaged:
        return None
    verdict = triage(read, known(office, db, mail.places[0] if mail.places else None))
    if verdict.silence or verdict.forwarded or quarantine.danger(office, mail.id, read.attachments):
        return None
    pledged = bool(brought.pledges) or has_pledged(db, mail.sender, set())
    contents = Sorter.of(office, mail.received_at).sort(read, verdict, pledge_wanted=not pledged)
    left = replace(
        contents,
        pledges=() if pledged else contents.pledges,
        pledge_hints=() if pledged else contents.pledge_hints,
        # Pictures that came in the place of a sheet show the sheet, not the product.
        pictures=() if brought.pictures or verdict.wants_to_apply else contents.pictures,
    )
    if contents.entries or not (left.pledges or left.pictures):
        return None
    return Ahead(arrival=mail, contents=left, person=verdict.person)


def _record(db: Documents, casework: Casework, each: Ahead, numbers: tuple[str, ...]) -> None:
    handled = Handled.PERSON if each.person else Handled.CASE
    told = f"{each.arrival.reason}{TAKEN.format(numbers='、'.join(numbers))}"
    role = Role.PLEDGE if each.contents.pledges else Role.PHOTOS
    arrivals.put(db, replace(each.arrival, role=role, handled=handled, cases=numbers, reason=told))
    logbook.record(db, casework.now, f"mail.{handled}", each.arrival.id, told)
