"""Sheets, pledges and pictures of one mail become cases and businesses. All inside the caller's transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime

from mailbot import logbook
from mailbot.intake import succession, voices
from mailbot.intake.attention import PLEDGED_ELSEWHERE, SHARED_PICTURES, Reader
from mailbot.intake.claiming import Claiming
from mailbot.intake.contents import Contents, Sorter
from mailbot.intake.examination import Examination
from mailbot.intake.owners import Owners
from mailbot.intake.succession import OLDER_SHEET
from mailbot.mail.parse import Attachment
from mailbot.wiring import Office
from rules import corrections, decide, matching
from rules.entered import Brought, Paper
from rules.eras import era_year
from rules.findings.catalogue import PLEDGE_MISSING
from rules.given import laid_over
from rules.model import (
    Arrival,
    Business,
    Case,
    Channel,
    Entry,
    File,
    MailRef,
    Pledge,
    Revision,
    Role,
    State,
)
from rules.moves import Refusal
from rules.record import Struct, replace
from rules.rounds import fiscal_year
from store import agendas, cases
from store.documents import Documents


class Taken(Struct, frozen=True, kw_only=True):
    """The cases that a mail made or changed, by number."""

    cases: tuple[Case, ...] = ()
    refused: frozenset[str] = frozenset()
    """Those whose new sheet was not taken: a person decides."""
    claimed: tuple[Case, ...] = ()
    """Those that it seems to be about, though its sender may not speak for them: unchanged, a clerk decides."""


class Casework(Struct, frozen=True, kw_only=True):
    """One mail on the desk, with what is needed to work on it."""

    office: Office
    db: Documents
    arrival: Arrival
    contents: Contents
    sorter: Sorter
    asked: tuple[Case, ...] = ()
    """Cases of the letter that this mail answers."""
    replied: tuple[Case, ...]
    """Those of them that its sender may speak for."""
    now: datetime
    notes: tuple[str, ...] = ()
    """What a person should know of this mail: whole sentences, put to every case that a sheet of it touches."""
    papers: tuple[Paper, ...] = ()
    """What came on paper without a file."""

    def take_sheets(self) -> Taken:
        """A case for every sheet: a new one, or the one that it continues."""
        done: dict[str, Case] = {}
        refused = set()
        entries = matching.distinct(self.contents.entries)
        claimed, free = self._claiming.sort(entries, self._owners.known)
        sheets = [(self._with_pledge(business), entries) for business, entries in self._by_business(free)]
        for business, entries in sheets:
            for entry, case in zip(entries, self._continued(business, entries), strict=True):
                judged = self._judge(case, business, entry)
                if isinstance(judged, _Refused):
                    judged = judged.case
                    refused.add(judged.number)
                done[judged.number] = judged
        pledged = self._complete_by_pledge([business for business, _ in sheets], done)
        return Taken(cases=(*done.values(), *pledged), refused=frozenset(refused), claimed=claimed)

    def take_files(self) -> Taken:
        """A pledge or pictures alone: for the cases of the letter that the mail answers, else for all of its sender."""
        if self._claiming.strangers():
            return self.leave_to_clerk()
        continued = [case for case in self.replied if case.state in matching.CONTINUED]
        touched = continued or self._own
        found = {case.number: cases.business(self.db, case.business) for case in touched}
        owners = {business.id: business for business in found.values() if business}
        businesses = {id: self._with_pledge(business) for id, business in owners.items()}
        shared = (SHARED_PICTURES,) if len(touched) > 1 and self.contents.pictures else ()
        done = {
            case.number: self._add_files(self._heard(case), businesses[owner.id], *shared)
            for case in touched
            if (owner := found[case.number])
        }
        pledged = self._complete_by_pledge(businesses.values(), done)
        return Taken(cases=(*done.values(), *pledged))

    def replace_sheet(self, case: Case, entry: Entry) -> Case:
        """A clerk says that this sheet is about this case. Where it is not taken, `attention` says why."""
        business = self._with_pledge(self._owner(case))
        judged = self._judge(case, business, entry)
        return judged.case if isinstance(judged, _Refused) else judged

    def take_papers(self, case: Case) -> Case:
        """What else came for this case; a pledge also for the others of its business that lack it."""
        business = self._with_pledge(self._owner(case))
        done = self._add_files(case, business)
        self._complete_by_pledge([business], [case.number])
        return done

    def _owner(self, case: Case) -> Business:
        return cases.business(self.db, case.business) or Business(id=case.business, name="")

    def leave_to_clerk(self) -> Taken:
        """It answers a letter that went to somebody else: a clerk knows whether they are one business."""
        return Taken(claimed=tuple(self._claiming.lay(case) for case in self._claiming.strangers()))

    @property
    def _claiming(self) -> Claiming:
        return Claiming(
            db=self.db,
            library=self.office.library,
            arrival=self.arrival,
            asked=self.asked,
            own=self._own,
            now=self.now,
        )

    @property
    def _owners(self) -> Owners:
        return Owners(
            office=self.office,
            db=self.db,
            arrival=self.arrival,
            replied=self.replied,
            own=self._own,
            now=self.now,
        )

    def _complete_by_pledge(self, businesses: Collection[Business], done: Collection[str]) -> list[Case]:
        """Earlier cases that lacked the pledge of this mail; those that its sender may hear of."""
        told = []
        for business in businesses if self._brings_pledge else ():
            for case in cases.of_business(self.db, business.id):
                lacked = any(gap.code == PLEDGE_MISSING.code for gap in case.findings)
                if not lacked or case.number in done:
                    continue
                if self.arrival.channel is Channel.POST:
                    self._add_files(case, business)
                elif voices.may_speak(self.db, self.arrival.sender, case):
                    told.append(self._add_files(self._heard(case), business))
                elif self.arrival.sender in business.addresses:
                    self._add_files(case, business, PLEDGED_ELSEWHERE.format(sender=self.arrival.sender))
        return told

    def _by_business(self, entries: Sequence[Entry]) -> list[tuple[Business, list[Entry]]]:
        """These sheets of the mail, those of one business together."""
        found: dict[str, list[Entry]] = {}
        businesses: dict[str, Business] = {}
        for entry in entries:
            business = self._owners.of(entry, self._owners.known(entry))
            businesses[business.id] = business
            found.setdefault(business.id, []).append(entry)
        return [(businesses[id], entries) for id, entries in found.items()]

    def _with_pledge(self, business: Business) -> Business:
        """The business, holding what this mail brought. A second pledge lies beside the first and changes nothing."""
        files = self._files(self.contents.pledges)
        news = set(files) - set(business.pledge_files)
        if not news and not (self._papers_hold(Brought.PLEDGE) and business.pledge is Pledge.MISSING):
            return business
        self._record("pledge.received", business.id, "、".join(file.name for file in files) or "紙")
        held = replace(business, pledge_files=_merged(business.pledge_files, files))
        if business.pledge is Pledge.MISSING:
            held = replace(held, pledge=Pledge.RECEIVED, pledge_received_at=self.arrival.received_at)
        return cases.put_business(self.db, held)

    def _continued(self, business: Business, entries: Sequence[Entry]) -> tuple[Case | None, ...]:
        """Only cases that this address may speak for: a number or a name from elsewhere changes nothing."""
        ids = cases.joined(self.db, business.id)
        asked = [case for case in self.replied if case.business in ids]
        replied = matching.continued(entries, asked, reply=True)
        taken = {case.number for case in replied if case}
        others = (case for case in self._own if case.business in ids and case.number not in taken)
        rest = [entry for entry, case in zip(entries, replied, strict=True) if case is None]
        found = iter(matching.continued(rest, others))
        return tuple(case or next(found) for case in replied)

    @property
    def _own(self) -> tuple[Case, ...]:
        """The cases still under way that this address may speak for; paper speaks for the case that a clerk names."""
        return () if self.arrival.channel is Channel.POST else voices.own(self.db, self.arrival.sender)

    def _heard(self, case: Case) -> Case:
        """The case with this sender, who may speak for it, among its addresses; a paper has none."""
        heard = (*case.addresses, *filter(None, (self.arrival.sender,)))
        return replace(case, addresses=tuple(dict.fromkeys(heard)))

    def _judge(self, case: Case | None, business: Business, entry: Entry) -> "Case | _Refused":
        role = Role.ENTRY if case is None else Role.CORRECTION
        if case and succession.overtaken(case, self.arrival.id, self.arrival.received_at):
            late = self._with_mail(case, role)
            return _Refused(self._keep(late, business, f"{role}: {OLDER_SHEET}", OLDER_SHEET))
        begun = self._new_case(business, entry) if case is None else self._heard(case)
        started = self._with_mail(begun, role)
        form = self._examination.form(started)
        entry, counting = laid_over(entry, started.given, form, self.sorter.context)
        fresh = self._with_pictures(replace(started, entry=entry, product=entry.product, given=counting))
        judged = decide.received(
            fresh,
            findings=self._examination.findings(fresh, business),
            at=self.arrival.received_at,
            calendar=self.office.calendar,
            pledge_at=business.pledge_received_at,
            given_out=agendas.given_out(self.db),
        )
        if isinstance(judged, Refusal):
            return _Refused(self._keep(started, business, f"{role}: {judged.message}", judged.message))
        if case is None or succession.brought(case, self.arrival.id):
            return self._keep(judged, business, f"{role}: {judged.product}")
        revision = self._revision(case, judged)
        corrected = replace(judged, revisions=(*judged.revisions, revision))
        return self._keep(corrected, business, f"{role}: {judged.product} {corrections.counted(revision)}")

    def _revision(self, before: Case, after: Case) -> Revision:
        form = self.office.library.form(after.form)
        return corrections.compare(before, after, form, self._mail_ref(Role.CORRECTION))

    def _keep(self, case: Case, business: Business, detail: str, *sentences: str) -> Case:
        reader = Reader(
            db=self.db,
            arrival=self.arrival,
            contents=self.contents,
            pledges=self._files(self.contents.pledges),
            notes=self.notes,
        )
        attention = reader.beside(case, business, *sentences)
        stored = cases.put(self.db, replace(case, attention=attention))
        self._record(f"case.{stored.state}", stored.number, detail)
        return stored

    def _new_case(self, business: Business, entry: Entry) -> Case:
        fiscal = fiscal_year(self.arrival.received_at, self.office.calendar.zone)
        return Case(
            number=cases.new_number(self.db, era_year(fiscal)),
            state=State.NEEDS_PERSON,
            form=entry.form,
            channel=self.arrival.channel,
            business=business.id,
            product=entry.product,
            arrived_at=self.arrival.received_at,
            entry=entry,
            addresses=(self.arrival.sender,) if self.arrival.sender else (),
            notice_to=business.notice_to or self.arrival.sender,
            papers=self.papers,
        )

    def _add_files(self, case: Case, business: Business, *sentences: str) -> Case:
        role = Role.PLEDGE if self._brings_pledge else Role.PHOTOS
        with_files = self._with_pictures(self._with_mail(case, role))
        updated = decide.files_arrived(
            with_files,
            attached=self._examination.attached(with_files, business),
            at=self.arrival.received_at,
            calendar=self.office.calendar,
            given_out=agendas.given_out(self.db),
        )
        return self._keep(updated, business, role, *sentences)

    def _with_pictures(self, case: Case) -> Case:
        shown = self.contents.shown
        ours = self._files(self.contents.pictures)
        photos = _merged(
            case.photos, tuple(replace(file, pictures=shown.get(file.sha256, 1)) for file in ours)
        )
        pictures = sum(photo.pictures for photo in photos) + case.entry.pictures
        pictures += sum(paper.what is Brought.PHOTO for paper in case.papers)
        return replace(case, photos=photos, pictures=pictures)

    @property
    def _examination(self) -> Examination:
        return Examination(db=self.db, arrival=self.arrival, contents=self.contents, sorter=self.sorter)

    @property
    def _brings_pledge(self) -> bool:
        return bool(self.contents.pledges) or self._papers_hold(Brought.PLEDGE)

    def _papers_hold(self, what: Brought) -> bool:
        return any(paper.what is what for paper in self.papers)

    def _mail_ref(self, role: Role) -> MailRef:
        return MailRef(
            id=self.arrival.id,
            message_id=self.arrival.message_id,
            role=role,
            received_at=self.arrival.received_at,
        )

    def _with_mail(self, case: Case, role: Role) -> Case:
        mail = self._mail_ref(role)
        known = any(each.id == mail.id for each in case.mails)
        return case if known else replace(case, mails=(*case.mails, mail))

    def _files(self, attachments: Sequence[Attachment]) -> tuple[File, ...]:
        """As the record of the mail has them."""
        wanted = {each.sha256 for each in attachments}
        return tuple(file for file in self.arrival.attachments if file.sha256 in wanted)

    def _record(self, what: str, subject: str, detail: str) -> None:
        logbook.record(self.db, self.now, what, subject, detail)


class _Refused(Struct, frozen=True):
    """The case as it stands, without the sheet that came."""

    case: Case


def _merged(before: tuple[File, ...], more: tuple[File, ...]) -> tuple[File, ...]:
    known = {file.sha256 for file in before}
    return (*before, *(file for file in more if file.sha256 not in known))
