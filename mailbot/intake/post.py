"""What came by post or over the counter: a clerk opens and sorts it, and it is worked on like a mail, as her deed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from mailbot.intake import quarantine, returned
from mailbot.intake.casework import Casework
from mailbot.intake.contents import Contents, Sorter
from mailbot.mail.attachment import Attachment
from mailbot.paper import enclosures
from mailbot.sheets.workbook import Unreadable
from mailbot.wiring import Office
from rules import matching
from rules.entered import Brought, Paper
from rules.findings.catalogue import NOTHING_FILLED, PLEDGE_MISSING
from rules.letters import answers
from rules.model import Arrival, Case, Channel, Entry, Handled, Role
from rules.moves import Refusal
from rules.record import Struct, replace
from rules.scanned import DESPITE
from store import arrivals, cases, codec, notices, raw
from store.desk import Desk, replies
from store.documents import Documents

NOT_YET = Refusal(message="受け取った日は、まだ来ていません。")
TO_ENTER = "紙の補正を{on}に受け取りました。内容を、答えとして記入してください。"
ROLES = {Brought.SHEET: Role.CORRECTION, Brought.PLEDGE: Role.PLEDGE, Brought.PHOTO: Role.PHOTOS}


class Delivery(Struct, frozen=True, kw_only=True):
    """What lay in the envelope. A paper without a file stays in the office's binder."""

    received_at: datetime
    sheet: Attachment | None = None
    typed: Entry | None = None
    """The answers of a sheet on paper, as a clerk typed them."""
    pledge: Attachment | None = None
    photo: Attachment | None = None
    papers: frozenset[Brought] = frozenset()
    despite_scan: str = ""
    """Why its files are opened whatever the virus scanner says."""

    def kept_by(self, clerk: str) -> tuple[Paper, ...]:
        """What lies in the binder now."""
        return tuple(Paper(what=each, received_at=self.received_at, by=clerk) for each in sorted(self.papers))

    @property
    def files(self) -> tuple[Attachment, ...]:
        return tuple(each for each in (self.sheet, self.pledge, self.photo) if each is not None)


class Opened(Struct, frozen=True, kw_only=True):
    """A delivery whose files have been read."""

    delivery: Delivery
    contents: Contents
    sorter: Sorter


def opened(office: Office, delivery: Delivery) -> Opened | Unreadable:
    """Reads the files on the bench; what is meant as a sheet or a photo and can't be read says why."""
    if not delivery.despite_scan and (danger := quarantine.danger(office, "", delivery.files)):
        return Unreadable(code="danger", message=danger.why)
    sorter = Sorter.of(office, delivery.received_at)
    contents = sorter.laid_out(sheet=delivery.sheet, pledge=delivery.pledge, photo=delivery.photo)
    for each in contents.unread:
        return Unreadable(code=each.code, message=f"{each.attachment.name}: {each.why}")
    if delivery.sheet and not contents.entries:
        return Unreadable(
            code=NOTHING_FILLED.code, message=f"{delivery.sheet.name}: {NOTHING_FILLED.sentence}"
        )
    if delivery.typed:
        contents = replace(contents, entries=(*contents.entries, delivery.typed))
    return Opened(delivery=delivery, contents=contents, sorter=sorter)


def register(
    office: Office, desk: Desk, post: Opened, *, by_mail: bool, now: datetime
) -> tuple[Case, ...] | Refusal:
    """A new case for each sheet: the numbers, checks and rounds of mails.

    `by_mail`: letters go to the mail address that the sheet names, as a mail's go to its sender; to nobody else
    before that address has written itself. Without one, or not `by_mail`, they are printed.
    """
    if post.delivery.received_at > now:
        return NOT_YET
    address = str(post.contents.entries[0].value("contact_mail") or "").lower() if by_mail else ""
    with desk.deed(now) as db:
        arrival = _arrival(office, desk, post, Role.ENTRY, address, now)
        casework = _casework(office, desk, db, post, arrival, now)
        taken = casework.take_sheets()
        numbers = tuple(case.number for case in taken.cases)
        arrivals.put(db, replace(arrival, cases=numbers))
        _answer(office, db, post, arrival, taken.cases, now)
        _acknowledge(desk, db, numbers, post.delivery.received_at, now)
        for number in numbers:
            desk.record(db, "case.registered", number, _came(office, post.delivery), now)
        return taken.cases


def receive(
    office: Office, desk: Desk, number: str, what: Brought, post: Opened, *, now: datetime
) -> Case | Refusal:
    """Adds what came on paper to a case that is there; a pledge counts for the business's other cases, too."""
    if post.delivery.received_at > now:
        return NOT_YET
    with desk.deed(now) as db:
        case = desk.case(db, number)
        if isinstance(case, Refusal):
            return case
        entry = _entry_for(case, post.contents)
        if isinstance(entry, Refusal):
            return entry
        arrival = _arrival(office, desk, post, ROLES[what], case.notice_to, now)
        arrivals.put(db, replace(arrival, cases=(number,)))
        casework = _casework(office, desk, db, post, arrival, now)
        if entry is not None:
            done = casework.replace_sheet(case, entry)
            _answer(office, db, post, arrival, (done,), now)
        else:
            done = casework.take_papers(_noted(office, case, post, desk.by))
            _acknowledge(desk, db, (), post.delivery.received_at, now)
        desk.record(db, f"{what}.received", number, _came(office, post.delivery), now)
        return done


def _casework(
    office: Office, desk: Desk, db: Documents, post: Opened, arrival: Arrival, now: datetime
) -> Casework:
    return Casework(
        office=office,
        db=db,
        arrival=arrival,
        contents=post.contents,
        sorter=post.sorter,
        replied=(),
        now=now,
        papers=post.delivery.kept_by(desk.by),
    )


def _arrival(office: Office, desk: Desk, post: Opened, role: Role, sender: str, now: datetime) -> Arrival:
    """The record of what came, under the hash of a note that says so: nothing else of paper can be hashed."""
    files = tuple(
        raw.keep(office.directory, each.name, each.media_type, each.data) for each in post.delivery.files
    )
    note: Mapping[str, object] = {
        "received_at": post.delivery.received_at,
        "entered_at": now,
        "by": desk.by,
        "files": [codec.to_document(file) for file in files],
        "typed": codec.to_document(post.delivery.typed) if post.delivery.typed else None,
    }
    return Arrival(
        id=raw.put(office.directory, msgspec.json.encode(note)),
        channel=Channel.POST,
        received_at=post.delivery.received_at,
        sender=sender,
        subject="郵送・窓口",
        attachments=files,
        role=role,
        handled=Handled.CASE,
        reason=f"紙で届いたものを、{desk.by} が登録しました。",
        filed=True,
        done=True,
    )


def _entry_for(case: Case, contents: Contents) -> Entry | Refusal | None:
    """The sheet that is about this product, where sheets came."""
    if not contents.entries:
        return None
    if len(contents.entries) == 1:
        return contents.entries[0]
    found = matching.continued(contents.entries, [case], reply=True)
    wanted = (entry for entry, same in zip(contents.entries, found, strict=True) if same)
    return next(
        wanted, Refusal(message=f"このファイルに、整理番号 {case.number} の商品のシートはありません。")
    )


def _noted(office: Office, case: Case, post: Opened, by: str) -> Case:
    at = post.delivery.received_at
    papers = post.delivery.kept_by(by)
    attention = case.attention
    if Brought.SHEET in post.delivery.papers:
        attention = (*attention, TO_ENTER.format(on=_on(office, at)))
    return replace(case, papers=(*case.papers, *papers), attention=attention)


def _answer(
    office: Office, db: Documents, post: Opened, arrival: Arrival, told: tuple[Case, ...], now: datetime
) -> None:
    """As a mail would be answered; on paper without the sheet itself, which nobody can mend there."""
    contents = post.contents
    incoming = answers.Incoming(
        arrival=arrival.id,
        sender=arrival.sender,
        received_at=arrival.received_at,
        sheets=len(contents.entries),
        pledges=len(contents.pledges) or int(Brought.PLEDGE in post.delivery.papers),
        pictures=len(contents.pictures) or int(Brought.PHOTO in post.delivery.papers),
    )
    lacking = any(gap.code == PLEDGE_MISSING.code for case in told for gap in case.findings)
    notice = answers.about_cases(
        incoming,
        told,
        now=now,
        calendar=office.calendar,
        files=(enclosures.pledge(office),) if lacking else (),
        marked=returned.returned(office, contents, told, now) if arrival.sender and contents.filled else (),
    )
    notices.make(db, office.library, office.config, notice, now)


def _acknowledge(desk: Desk, db: Documents, told: Iterable[str], at: datetime, now: datetime) -> None:
    """Cases that this has completed, but for those that were told already."""
    for (table, key), document in list(db.before.items()):
        after = cases.get(db, key) if table == cases.CASES and key not in told else None
        if after is not None and document is not None:
            replies.acknowledge(desk, db, codec.from_document(Case, document), after, at=at, now=now)


def _came(office: Office, delivery: Delivery) -> str:
    """As the audit tells of it."""
    despite = DESPITE.format(reason=delivery.despite_scan) if delivery.despite_scan else ""
    return f"{_on(office, delivery.received_at)} {despite}".strip()


def _on(office: Office, at: datetime) -> str:
    return f"{at.astimezone(office.calendar.zone):%Y-%m-%d}"
