"""Sheets, pledges and pictures of one mail become cases and businesses. All inside the caller's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mailbot.intake.contents import Contents
from mailbot.wiring import Office
from rules import decide, matching
from rules.checks import sheet as checks
from rules.decide import Refusal
from rules.eras import era_year
from rules.forms import Form
from rules.model import Arrival, Business, Case, Entry, File, Finding, MailRef, Pledge, Role, State
from rules.rounds import fiscal_year
from store import cases
from store.audit import Event
from store.documents import Documents

SHARED_PICTURES = "添付の写真がどの商品のものか分からないため、このメールのすべての商品に数えています。"
OTHER_ADDRESS = "この事業者のこれまでのアドレスとは違うアドレス({sender})から届きました。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The cases that a mail made or changed, by number."""

    cases: tuple[Case, ...] = ()
    refused: frozenset[str] = frozenset()
    """Those whose new sheet was not taken: a person decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """One mail on the desk, with what is needed to work on it."""

    office: Office
    db: Documents
    arrival: Arrival
    contents: Contents
    replied: tuple[Case, ...]
    """Cases of the letter that this mail answers, as far as its sender may speak for them."""
    now: datetime
    notes: tuple[str, ...] = ()
    """What a person should know of this mail: whole sentences, put to every case that a sheet of it touches."""

    def take_sheets(self) -> Taken:
        """A case for every sheet: a new one, or the one that it continues."""
        done: dict[str, Case] = {}
        refused = set()
        for business, entries in self._by_business():
            business = self._with_pledge(business)
            for entry, case in zip(entries, self._continued(business, entries), strict=True):
                judged = self._judge(case, business, entry)
                if isinstance(judged, _Refused):
                    judged = judged.case
                    refused.add(judged.number)
                done[judged.number] = judged
        return Taken(cases=tuple(done.values()), refused=frozenset(refused))

    def take_files(self, touched: Iterable[Case]) -> Taken:
        """A pledge or pictures without a sheet, for these cases. Every case of a business sees its new pledge."""
        wanted = {case.number: case for case in touched}
        for id in dict.fromkeys(case.business for case in tuple(wanted.values())):
            business = cases.business(self.db, id)
            if business is not None and self._with_pledge(business) is not business:
                wanted |= {case.number: case for case in self._waiting_for_pledge(id)}
        return Taken(cases=tuple(self._add_files(case) for case in wanted.values()))

    def _by_business(self) -> list[tuple[Business, list[Entry]]]:
        """The sheets of the mail, those of one business together."""
        found: dict[str, tuple[Business, list[Entry]]] = {}
        for entry in self.contents.entries:
            known = cases.businesses(self.db)
            business = matching.business_of(entry, self.arrival.sender, known) or self._new_business(entry)
            found.setdefault(business.id, (business, []))[1].append(entry)
        return list(found.values())

    def _new_business(self, entry: Entry) -> Business:
        business = Business(
            id=cases.new_business_id(self.db),
            name=entry.text("biz_name") or self.arrival.sender_name or self.arrival.sender,
            representative=entry.text("rep"),
            corporate_number=str(entry.value("corp_no") or ""),
            municipality=str(entry.value("muni") or ""),
            addresses=(self.arrival.sender,),
            notice_to=self.arrival.sender,
            phone=entry.text("tel"),
        )
        self._record("business.new", business.id, business.name)
        return cases.put_business(self.db, business)

    def _with_pledge(self, business: Business) -> Business:
        """The business, holding the pledge that this mail brought if it had none; else the very same."""
        if not self.contents.pledges or business.pledge is not Pledge.MISSING:
            return business
        files = tuple(file for file in self.arrival.attachments if self._is_pledge(file))
        self._record("pledge.received", business.id, "、".join(file.name for file in files))
        return cases.put_business(
            self.db,
            replace(
                business,
                pledge=Pledge.RECEIVED,
                pledge_received_at=self.arrival.received_at,
                pledge_files=files,
            ),
        )

    def _continued(self, business: Business, entries: Sequence[Entry]) -> tuple[Case | None, ...]:
        """Only cases that this address may speak for: a number or a name from elsewhere changes nothing."""
        replied = [case for case in self.replied if case.business == business.id]
        if replied:
            return matching.continued(entries, business.id, replied, reply=True)
        return matching.continued(entries, business.id, self.own())

    def own(self) -> tuple[Case, ...]:
        """The cases still under way that this address may speak for."""
        return tuple(
            case
            for case in cases.every(self.db)
            if self.arrival.sender in case.addresses and case.state in matching.CONTINUED
        )

    def _judge(self, case: Case | None, business: Business, entry: Entry) -> "Case | _Refused":
        role = Role.ENTRY if case is None else Role.CORRECTION
        started = self._with_mail(self._new_case(business, entry) if case is None else case, role)
        photos = _merged(started.photos, self._pictures())
        fresh = replace(
            started,
            entry=entry,
            product=product_of(entry),
            photos=photos,
            pictures=len(photos) + entry.pictures,
        )
        judged = decide.received(
            fresh,
            findings=self._findings(fresh, business),
            at=self.arrival.received_at,
            calendar=self.office.calendar,
            pledge_at=business.pledge_received_at,
        )
        if isinstance(judged, Refusal):
            return _Refused(self._keep(started, business, f"{role}: {judged.message}", judged.message))
        return self._keep(judged, business, f"{role}: {judged.product}")

    def _keep(self, case: Case, business: Business, detail: str, *sentences: str) -> Case:
        attention = self._attention(case, business)
        for sentence in sentences:
            attention = _added(attention, sentence)
        stored = cases.put(self.db, replace(case, attention=attention))
        self._record(f"case.{stored.state}", stored.number, detail)
        return stored

    def _new_case(self, business: Business, entry: Entry) -> Case:
        fiscal = fiscal_year(self.arrival.received_at, self.office.calendar.zone)
        return Case(
            number=cases.new_number(self.db, era_year(fiscal)),
            state=State.NEEDS_PERSON,
            form=entry.form,
            business=business.id,
            product=product_of(entry),
            arrived_at=self.arrival.received_at,
            entry=entry,
            addresses=(self.arrival.sender,),
            notice_to=business.notice_to or self.arrival.sender,
        )

    def _add_files(self, case: Case) -> Case:
        business = cases.business(self.db, case.business)
        if business is None:
            return case
        role = Role.PLEDGE if self.contents.pledges else Role.PHOTOS
        photos = _merged(case.photos, self._pictures())
        with_mail = replace(
            self._with_mail(case, role), photos=photos, pictures=len(photos) + case.entry.pictures
        )
        updated = decide.files_arrived(
            with_mail,
            attached=self._attached(with_mail, business),
            at=self.arrival.received_at,
            calendar=self.office.calendar,
        )
        stored = cases.put(self.db, updated)
        self._record(f"case.{stored.state}", stored.number, role)
        return stored

    def _findings(self, case: Case, business: Business) -> tuple[Finding, ...]:
        form = self.office.library.form(case.form)
        context = self.office.context(self.arrival.received_at)
        sheet = checks.check(case.entry, form, context)
        return (*sheet, *self._attached(case, business, form), *self.contents.picture_findings)

    def _attached(self, case: Case, business: Business, form: Form | None = None) -> tuple[Finding, ...]:
        return checks.attached(
            form or self.office.library.form(case.form),
            case.entry,
            pictures=case.pictures,
            pledge=business.pledge,
        )

    def _attention(self, case: Case, business: Business) -> tuple[str, ...]:
        attention = case.attention
        if len(self.contents.entries) > 1 and self._pictures():
            attention = _added(attention, SHARED_PICTURES)
        if self.arrival.sender not in business.addresses:
            attention = _added(attention, OTHER_ADDRESS.format(sender=self.arrival.sender))
        for note in self.notes:
            attention = _added(attention, note)
        for unread in self.contents.unread:
            attention = _added(attention, f"添付「{unread.attachment.name}」は人が見てください。{unread.why}")
        return attention

    def _waiting_for_pledge(self, business: str) -> list[Case]:
        return [
            case
            for case in cases.every(self.db)
            if case.business == business and any(gap.code == "pledge_missing" for gap in case.findings)
        ]

    def _with_mail(self, case: Case, role: Role) -> Case:
        mail = MailRef(
            id=self.arrival.id,
            message_id=self.arrival.message_id,
            role=role,
            received_at=self.arrival.received_at,
        )
        known = any(each.id == mail.id for each in case.mails)
        return case if known else replace(case, mails=(*case.mails, mail))

    def _pictures(self) -> tuple[File, ...]:
        names = {picture.name for picture in self.contents.pictures}
        return tuple(file for file in self.arrival.attachments if file.name in names)

    def _is_pledge(self, file: File) -> bool:
        return any(pledge.name == file.name for pledge in self.contents.pledges)

    def _record(self, what: str, subject: str, detail: str) -> None:
        self.db.record(Event(at=self.now, by="mailbot", what=what, subject=subject, detail=detail))


@dataclass(frozen=True, slots=True)
class _Refused:
    """The case as it stands, without the sheet that came."""

    case: Case


def product_of(entry: Entry) -> str:
    """How lists name the product of a sheet: as its owner wrote it, in one line."""
    return " ".join(entry.text("name").split()) or "(商品名なし)"


def _merged(before: tuple[File, ...], more: tuple[File, ...]) -> tuple[File, ...]:
    known = {file.sha256 for file in before}
    return (*before, *(file for file in more if file.sha256 not in known))


def _added(sentences: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    return sentences if sentence in sentences else (*sentences, sentence)
