"""One mail in, one transaction out: case, business, answer and the record of the mail together, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from mailbot import logbook
from mailbot.errors import Overtaken
from mailbot.intake import ahead, beside, bounced, claiming, quarantine, record, voices
from mailbot.intake.answers import Reply
from mailbot.intake.attempts import MOST
from mailbot.intake.casework import Casework, Taken
from mailbot.intake.contents import Contents, Sorter
from mailbot.intake.knowledge import has_pledged, known
from mailbot.intake.quarantine import Danger
from mailbot.mail.parse import ParsedMail, parse
from mailbot.mail.triage import Verdict, triage
from mailbot.wiring import Office
from rules.model import Arrival, Case, Handled, Place, Role, State
from rules.record import Struct, replace
from store import addresses, arrivals, raw
from store.audit import Event
from store.desk import Desk
from store.documents import Documents
from store.errors import StoreError
from store.faults import fault
from store.leftmail import Left

SILENT_ROLES = frozenset({Role.OWN, Role.AUTOMATIC, Role.LIST})
"""Mail that changes no state and gets no answer; a person looks where it brought files."""

UNTRUSTED_ROLES = frozenset({Role.BOUNCE, Role.SUSPICIOUS, Role.UNREADABLE, Role.WITHDRAWAL})


class Coming(Struct, frozen=True, kw_only=True):
    """A mail as the server, or a clerk with a saved one, hands it over."""

    data: bytes
    received_at: datetime
    place: Place | None = None
    again: "Again | None" = None

    @property
    def came_to(self) -> Place | None:
        """Where the mail arrived: its server's word on forgery is the one that counts."""
        places = self.again.earlier.places if self.again else ()
        return places[0] if places else self.place

    @contextmanager
    def desk(self, office: Office, now: datetime) -> Iterator[Documents]:
        """The transaction that takes it: a clerk's deed, which begins with what she said, or the robot's own work."""
        with self.again.desk.deed(now) if self.again else office.store.transaction() as db:
            self.said(db)
            yield db

    def said(self, db: Documents) -> None:
        """What a clerk said counts from here on."""
        if self.again is not None:
            self.again.first(db)


class Again(Struct, frozen=True, kw_only=True):
    """A clerk has a mail taken once more (`reprocess`)."""

    earlier: Arrival
    """Its record up to now."""
    event: Event
    """What the audit says of it: who, and why. The deed can be taken back under its name."""
    mail: ParsedMail
    """As its bytes give it, its locked files opened where a password was given."""
    desk: Desk
    first: Callable[[Documents], None] = lambda _: None
    """What the clerk said, done before in the same transaction."""
    despite_scan: bool = False
    """The clerk answers for the files, whatever the virus scanner says of them."""
    word: str = ""
    """Unless it is empty, the mail is answered for this word, whatever was answered before."""


def take(office: Office, coming: Coming, *, now: datetime) -> Arrival:
    """Work on one mail. The same bytes again change nothing but where they lie.

    The raw bytes and the attempt are on the disk before anything is understood, so a mail that kills us is set aside
    at its third failure and nothing is ever lost.
    """
    with office.desk():
        return _taken_once(office, coming, now)


def _taken_once(office: Office, coming: Coming, now: datetime) -> Arrival:
    id = raw.put(office.directory, coming.data)
    fault("intake.kept")
    if (seen := _seen(office, id, coming.place)) is not None:
        return seen
    tries = office.attempts.begin(id)
    try:
        if tries > MOST:
            arrival = _set_aside(office, id, coming, tries, now)
        else:
            arrival = _work(office, id, coming, tries, now)
    except StoreError:
        office.attempts.take_back(id)  # a full disk or a broken letter text is not the mail's fault
        raise
    office.attempts.finish(id)
    return arrival


def take_again(office: Office, coming: Coming, again: Again, *, now: datetime) -> Arrival:
    """Work once more on a mail that is in the register. Raises Overtaken and changes nothing then.

    A clerk waits for it, so no attempt is counted: what kills us leaves the record as it is.
    """
    return _work(office, again.earlier.id, replace(coming, again=again), 1, now)


class _Opened(Struct, frozen=True, kw_only=True):
    """A mail that concerns us, on the desk."""

    arrival: Arrival
    mail: ParsedMail
    verdict: Verdict
    contents: Contents
    sorter: Sorter
    ahead: tuple[ahead.Ahead, ...]
    """What its sender sent ahead of the sheets that it brings."""
    danger: Danger | None
    """Then nothing was opened."""


def _work(office: Office, id: str, coming: Coming, tries: int, now: datetime) -> Arrival:
    mail = coming.again.mail if coming.again else parse(coming.data)
    snapshot = office.store.snapshot()
    coming.said(snapshot)
    verdict = triage(mail, known(office, snapshot, coming.came_to))
    arrival = record.of(
        id,
        mail,
        verdict,
        received_at=coming.received_at,
        place=coming.place,
        earlier=coming.again.earlier if coming.again else None,
        tries=tries,
    )
    if not (verdict.ours or verdict.maybe):
        return _leave(office, arrival, coming, now)
    vouched = coming.again is not None and coming.again.despite_scan
    danger = None if vouched else quarantine.danger(office, id, mail.attachments)
    sorter = Sorter.of(office, coming.received_at)
    pledged = has_pledged(snapshot, mail.sender, {file.sha256 for file in arrival.attachments})
    contents = Contents() if danger else sorter.sort(mail, verdict, pledge_wanted=not pledged)
    if not (verdict.ours or danger or contents.entries or contents.blanks):
        return _leave(office, arrival, coming, now)
    fault("intake.understood")
    opened = _Opened(
        arrival=arrival,
        mail=mail,
        verdict=verdict,
        contents=contents,
        sorter=sorter,
        ahead=ahead.of(office, snapshot, arrival, contents),
        danger=danger,
    )
    with coming.desk(office, now) as db:
        done = _kept(db, _decide(office, db, opened, coming, now), coming, now)
    fault("intake.committed")
    return done


def _decide(office: Office, db: Documents, opened: _Opened, coming: Coming, now: datetime) -> Arrival:
    """What becomes of a mail that is ours; its answer goes into the outbox in the same commit."""
    arrival, mail, verdict, contents = opened.arrival, opened.mail, opened.verdict, opened.contents
    if (settled := _settled(db, arrival, mail, verdict)) is not None:
        return settled
    if verdict.role is Role.BOUNCE:
        return bounced.take(office, db, mail, arrival, now)
    if not verdict.silence:
        addresses.reached(db, arrival.sender)
    asked = voices.asked(db, mail)
    replied = tuple(case for case in asked if voices.may_speak(db, arrival.sender, case))
    if opened.danger is not None:
        return quarantine.locked_away(arrival, opened.danger, replied)
    casework = Casework(
        office=office,
        db=db,
        arrival=arrival,
        contents=contents,
        sorter=opened.sorter,
        asked=asked,
        replied=replied,
        now=now,
        notes=_notes(verdict),
    )
    taken, contents = ahead.joined(db, casework, _taken(casework, verdict), opened.ahead)
    word = coming.again.word if coming.again else ""
    reply = Reply(
        office=office,
        db=db,
        mail=mail,
        verdict=verdict,
        arrival=arrival,
        contents=contents,
        now=now,
        word=word,
    )
    claimed = claiming.REASON if taken.claimed else ""
    if not taken.cases:
        told = _laid_beside(db, reply.without_case(), verdict, replied or taken.claimed)
        return replace(told, handled=Handled.PERSON, reason=f"{told.reason}{claimed}") if claimed else told
    if verdict.answer:
        reply.about(taken)
    waits = taken.refused or taken.claimed or verdict.person
    waits = waits or any(case.state is State.NEEDS_PERSON for case in taken.cases)
    return replace(
        arrival,
        role=_role(contents, taken, arrival.id),
        handled=Handled.PERSON if waits else Handled.CASE,
        cases=tuple(case.number for case in (*taken.cases, *taken.claimed)),
        reason=f"{verdict.reason}{verdict.silence}{claimed}",
    )


def _laid_beside(db: Documents, mail: Arrival, verdict: Verdict, replied: tuple[Case, ...]) -> Arrival:
    """A person who reads a password, a withdrawal or an answer in words has what it is about beside it."""
    if verdict.role is Role.PASSWORD:
        return beside.file_of(db, mail)
    if verdict.role is Role.WITHDRAWAL:
        return beside.withdrawn(db, mail, replied)
    return replace(mail, cases=tuple(case.number for case in replied))


def _settled(db: Documents, arrival: Arrival, mail: ParsedMail, verdict: Verdict) -> Arrival | None:
    """A copy of what came before, or the mail of a machine: nothing is to be done."""
    first = arrivals.by_fingerprint(db, arrival.fingerprint)
    if first is not None and first.id != arrival.id:
        reason = "同じ内容のメールをすでに受け付けています。"
        return replace(arrival, handled=Handled.IGNORED, cases=first.cases, reason=reason)
    if verdict.role in SILENT_ROLES:
        handled = Handled.PERSON if mail.attachments else Handled.IGNORED
        return replace(arrival, handled=handled, reason=f"{verdict.reason}{verdict.silence}")
    return None


def _notes(verdict: Verdict) -> tuple[str, ...]:
    asked = "メールに質問もあります。職員が返信してください。" if verdict.asks else ""
    return tuple(filter(None, (asked, verdict.silence)))


def _taken(casework: Casework, verdict: Verdict) -> Taken:
    """Mail that bears a robot's mark, or that a person must read first, changes no case."""
    if verdict.forwarded or not casework.arrival.sender:
        return Taken()
    if verdict.role in UNTRUSTED_ROLES:
        return casework.leave_to_clerk() if verdict.role is Role.WITHDRAWAL else Taken()
    if casework.contents.entries:
        return casework.take_sheets()
    if casework.contents.pledges or casework.contents.pictures:
        return casework.take_files()
    return casework.leave_to_clerk()


def _role(contents: Contents, taken: Taken, mail: str) -> Role:
    """What the mail was in the end: a corrected sheet, or a new one beside it, or files for an earlier one."""
    if contents.entries:
        roles = {each.role for case in taken.cases for each in case.mails if each.id == mail}
        return Role.CORRECTION if Role.CORRECTION in roles else Role.ENTRY
    return Role.PLEDGE if contents.pledges else Role.PHOTOS


def _seen(office: Office, id: str, place: Place | None) -> Arrival | None:
    """The record of these very bytes, with one more place where they lie."""
    if arrivals.arrival(office.store.snapshot(), id) is None:
        return None
    with office.store.transaction() as db:
        seen = arrivals.arrival(db, id)
        if seen is not None and place is not None and place not in seen.places:
            seen = arrivals.put(db, replace(seen, places=(*seen.places, place), filed=False))
    return seen


def _kept(db: Documents, arrival: Arrival, coming: Coming, now: datetime) -> Arrival:
    """Recorded, with what the audit says of it. Raises Overtaken where it is not what a clerk saw."""
    if coming.again is not None:
        earlier = coming.again.earlier
        if arrivals.arrival(db, arrival.id) != earlier:
            raise Overtaken(arrival.id)
        arrival = replace(arrival, cases=tuple(dict.fromkeys((*earlier.cases, *arrival.cases))))
    logbook.record(db, now, f"mail.{arrival.handled}", arrival.id, arrival.reason)
    if coming.again is not None:
        db.record(coming.again.event)  # the last one names the deed
    return arrivals.put(db, arrival)


def _set_aside(office: Office, id: str, coming: Coming, tries: int, now: datetime) -> Arrival:
    """Recorded by its hash alone: looking at it is what failed."""
    arrival = Arrival(
        id=id,
        places=(coming.place,) if coming.place else (),
        received_at=coming.received_at,
        role=Role.UNREADABLE,
        handled=Handled.SET_ASIDE,
        reason=f"{tries - 1}回試しましたが、読み取りの途中で失敗しました。メールソフトで開いて見てください。",
        tries=tries - 1,
    )
    with coming.desk(office, now) as db:
        return _kept(db, arrival, coming, now)


def _leave(office: Office, arrival: Arrival, coming: Coming, now: datetime) -> Arrival:
    """Not ours: remembered by its header, no copy kept; or filed away as the configuration has it."""
    if coming.place is None or office.mailbox(coming.place).other == "file":
        handled = Handled.IGNORED if arrival.role in SILENT_ROLES else Handled.PERSON
        with coming.desk(office, now) as db:
            return _kept(db, replace(arrival, handled=handled), coming, now)
    # First: a crash in between has the mail looked at again, no copy left.
    raw.remove(office.directory, arrival.id)
    fault("intake.left")
    office.attempts.finish(arrival.id)  # before the line, behind which nobody asks for this mail again
    office.left.append(
        Left(
            place=coming.place,
            message_id=arrival.message_id,
            sender=arrival.sender,
            subject=arrival.subject,
            received_at=arrival.received_at,
            role=arrival.role,
            reason=arrival.reason,
        )
    )
    return replace(arrival, handled=Handled.LEFT)
