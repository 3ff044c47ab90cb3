"""The one automatic answer to a mail: a new letter, or new words for the one that still waits for this very mail."""

from datetime import datetime, timedelta

from mailbot.intake import returned
from mailbot.intake.brakes import brake
from mailbot.intake.casework import Taken
from mailbot.intake.contents import Contents
from mailbot.intake.unread import BLANK_PLEDGE, unopened
from mailbot.mail.parse import ParsedMail
from mailbot.mail.triage import Verdict
from mailbot.paper import enclosures as papers
from mailbot.wiring import Office
from rules.letters import answers
from rules.letters.resend import FOR_A_CLERK, ON_THE_FORM
from rules.model import Arrival, Case, File, Handled, Letter, LetterKind, LetterState, Notice, Role
from rules.record import Struct, replace
from store import arrivals, cases, notices, outbox
from store.documents import Documents

GUIDED_FOR = timedelta(days=30)
"""One guidance per sender in this time (CONTRACT.md section 4)."""

ASKED_FOR = timedelta(days=30)
"""Who was asked in this time to send something again, and could not, is helped by a person."""

ABOUT_CASES = frozenset({LetterKind.ACKNOWLEDGEMENT, LetterKind.CORRECTION_REQUEST})


class Reply(Struct, frozen=True, kw_only=True):
    office: Office
    db: Documents
    mail: ParsedMail
    verdict: Verdict
    arrival: Arrival
    contents: Contents
    now: datetime
    word: str = ""
    """A clerk's word that had the mail taken once more: it is answered for that, too."""

    def about(self, taken: Taken) -> None:
        """Answers for all products. What an unsent answer to this sender says about the same cases is said anew."""
        numbers = {case.number for case in taken.cases}
        waiting = None if numbers == taken.refused else self._waiting(numbers)
        told = self._with_those_of(waiting, taken.cases)
        earlier = arrivals.arrival(self.db, waiting.answers) if waiting and waiting.answers else None
        incoming = self._incoming(earlier, told)
        notice = answers.about_cases(
            incoming,
            told,
            now=self.now,
            calendar=self.office.calendar,
            settle=timedelta(minutes=self.office.config.letters.settle_minutes),
            files=self._blank_pledge(told),
            forms=self._forms(incoming),
            marked=self._marked(waiting, told),
            left_to_person=taken.refused,
            asked_before=self._asked_before(told),
        )
        if waiting is None and not self._is_told_already(notice):
            self._send(notice)
        elif waiting is not None:
            notices.remake(self.db, self.office.library, self.office.config, waiting, notice, self.now)

    def _asked_before(self, told: tuple[Case, ...]) -> frozenset[str]:
        """Those of these cases whose gaps a letter that has left told."""
        return frozenset(
            case.number
            for case in told
            for letter in outbox.about(self.db, case.number)
            if letter.kind is LetterKind.CORRECTION_REQUEST and letter.sent_at
        )

    def _with_those_of(self, waiting: Letter | None, touched: tuple[Case, ...]) -> tuple[Case, ...]:
        """The cases of both, each as it stands now."""
        numbers = waiting.cases if waiting else ()
        earlier = {number: case for number in numbers if (case := cases.get(self.db, number))}
        return tuple((earlier | {case.number: case for case in touched}).values())

    def _marked(self, waiting: Letter | None, told: tuple[Case, ...]) -> tuple[File, ...]:
        """The sheets of this mail with their gaps shown; where it brought none, those of the waiting letter."""
        if self.contents.entries:
            return returned.returned(self.office, self.contents, told, self.now)
        return tuple(file for file in waiting.files if returned.is_ours(file)) if waiting else ()

    def _blank_pledge(self, touched: tuple[Case, ...]) -> tuple[File, ...]:
        lacking = any(gap.code == "pledge_missing" for case in touched for gap in case.findings)
        return (papers.pledge(self.office),) if lacking else ()

    def without_case(self) -> Arrival:
        """A mail that made no case: how to apply, or a person looks and the sender hears that it came."""
        contents, verdict = self.contents, self.verdict
        reason = f"{verdict.reason}{verdict.silence}"
        if (asked := self._resend()) is not None:
            return asked
        means_to_apply = (verdict.wants_to_apply or bool(contents.blanks)) and not contents.unread
        if means_to_apply and verdict.answer and not self._had(LetterKind.GUIDANCE, GUIDED_FOR):
            files = papers.blanks_of(self.office, self.now)
            self._send(
                answers.guidance(self._incoming(), now=self.now, calendar=self.office.calendar, files=files)
            )
            files_wait = contents.pledges or contents.pictures
            handled = Handled.PERSON if files_wait else Handled.IGNORED
            return replace(self.arrival, handled=handled, reason=f"{reason}申込みの案内をお返しします。")
        receipt = answers.receipt(self._incoming(), now=self.now, calendar=self.office.calendar)
        if self.mail.attachments and verdict.answer and not self._is_told_already(receipt):
            self._send(receipt)
        why = "".join(f"「{each.attachment.name}」: {each.why}" for each in contents.unread)
        return replace(self.arrival, handled=Handled.PERSON, reason=f"{reason}{why}")

    def _resend(self) -> Arrival | None:
        """Asks for what can't be read once more; a person looks as well where asking alone may not help."""
        verdict = self.verdict
        wanted = unopened(self.contents.unread, verdict.links)
        if not (wanted and verdict.answer) or verdict.role is Role.WITHDRAWAL or not verdict.read_to_end:
            return None
        again = self._had(LetterKind.RESEND_REQUEST, ASKED_FOR)
        incoming = replace(self._incoming(), unopened=wanted)
        files = self._forms(incoming)
        self._send(answers.resend_request(incoming, now=self.now, calendar=self.office.calendar, files=files))
        why = "".join(f"「{each.name}」: {each.why}" for each in wanted)
        left = not all(each.asked for each in self.contents.unread)
        if again or left or verdict.asks or FOR_A_CLERK & {each.code for each in wanted}:
            handled, told = Handled.PERSON, "再送のお願いを送りました。職員も確認してください。"
        else:
            handled, told = Handled.IGNORED, "再送のお願いを送りました。"
        role = Role.UNREADABLE if self.contents.unread else self.arrival.role
        return replace(self.arrival, role=role, handled=handled, reason=f"{verdict.reason}{why}{told}")

    def _forms(self, incoming: answers.Incoming) -> tuple[File, ...]:
        """The blanks, for those who sent something else than the form."""
        elsewhere = ON_THE_FORM & {each.code for each in incoming.unopened}
        return papers.blanks_of(self.office, self.now) if elsewhere else ()

    def _send(self, notice: Notice) -> None:
        held = brake(self.db, self.office, notice, self.now)
        letter = notices.make(
            self.db,
            self.office.library,
            self.office.config,
            notice,
            self.now,
            in_reply_to=self.mail.message_id,
            references=(*self.mail.references[-10:], self.mail.message_id),
        )
        if held and letter.state is LetterState.READY:
            outbox.hold(self.db, letter.id, held)

    def _waiting(self, numbers: set[str]) -> Letter | None:
        return next(
            (
                letter
                for letter in outbox.to(self.db, self.arrival.sender)
                if letter.kind in ABOUT_CASES
                and letter.state in (LetterState.READY, LetterState.HELD)
                and not letter.attempts
                and numbers & set(letter.cases)
            ),
            None,
        )

    def _incoming(self, earlier: Arrival | None = None, told: tuple[Case, ...] = ()) -> answers.Incoming:
        """What came with this mail, and with the `earlier` one whose answer still waits."""
        before = {file.sha256 for file in earlier.attachments} if earlier else set()
        mail = earlier.id if earlier else ""
        photos = {photo.sha256 for case in told for photo in case.photos}
        return answers.Incoming(
            arrival=self.arrival.id,
            word=self.word,
            sender=self.arrival.sender,
            received_at=self.arrival.received_at,
            sheets=len(self.contents.entries) + sum(_brought_by(case, mail) for case in told),
            pledges=len(self.contents.pledges) + len(before & self._pledge_files(told)),
            pictures=len(self.contents.pictures) + len(before & photos),
            pictured=self.verdict.pledge_told is True,
            asks=self.verdict.asks,
            unfilled=tuple(each.workbook.name for each in self.contents.filled if not each.entries),
            unread=tuple(
                each.attachment.name
                for each in self.contents.unread
                if not each.asked and each.code != BLANK_PLEDGE
            ),
            unopened=unopened(self.contents.unread),
        )

    def _pledge_files(self, told: tuple[Case, ...]) -> set[str]:
        businesses = (cases.business(self.db, id) for id in {case.business for case in told})
        return {file.sha256 for business in businesses if business for file in business.pledge_files}

    def _had(self, kind: LetterKind, within: timedelta) -> bool:
        return any(self.now - letter.made_at < within for letter in self._letters(kind))

    def _is_told_already(self, notice: Notice) -> bool:
        """One receipt per sender and day says enough."""
        if notice.kind is not LetterKind.RECEIPT:
            return False
        zone = self.office.calendar.zone
        today = self.now.astimezone(zone).date()
        return any(letter.made_at.astimezone(zone).date() == today for letter in self._letters(notice.kind))

    def _letters(self, kind: LetterKind) -> list[Letter]:
        return [letter for letter in outbox.to(self.db, self.arrival.sender) if letter.kind is kind]


def _brought_by(case: Case, mail: str) -> bool:
    """The mail with this id brought a sheet of the case."""
    return any(each.id == mail and each.role in (Role.ENTRY, Role.CORRECTION) for each in case.mails)
