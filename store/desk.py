"""What a clerk may do. One method is one transaction with its audit events; both programs act through it.

A refusal comes back as a value. `seen` is the version that the clerk saw; Stale is raised for another one.
"""

import os
import pwd
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from rules import decide
from rules.decide import Refusal
from rules.letters.results import withdrawal_receipt
from rules.model import Approval, Case, Letter, LetterKind, Outcome, OutcomeKind, State
from rules.rounds import Calendar, round_named
from rules.words import OUTCOMES
from store import cases, notices, outbox, results
from store.audit import Event
from store.calendar import calendar
from store.config import Config
from store.documents import Documents, Store
from store.errors import Stale
from store.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What 決裁済 set free."""

    cases: tuple[str, ...]
    letters: int
    due_at: datetime


def login() -> str:
    """The login of the operating system behind this process, the one before sudo where there is one."""
    return os.environ.get("SUDO_USER") or pwd.getpwuid(os.getuid()).pw_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A clerk at work: the register, the office's words, and who answers for what is done."""

    store: Store
    library: Library
    config: Config
    by: str
    login: str

    @property
    def calendar(self) -> Calendar:
        return calendar(self.config.rounds)

    def record_outcome(
        self,
        number: str,
        kind: OutcomeKind,
        *,
        reason: str | None = None,
        note: str = "",
        now: datetime,
        seen: int | None = None,
    ) -> Case | Refusal:
        """The committee's word, or a withdrawal; the business's result letter is held with its exact text."""
        outcome = Outcome(kind=kind, reason=reason, note=note, by=self.by, recorded_at=now)
        with self.store.transaction() as db:
            return self._record(db, number, outcome, seen)

    def rehearse_outcome(
        self, number: str, kind: OutcomeKind, *, reason: str | None = None, now: datetime
    ) -> Letter | Refusal | None:
        """The very letter that this outcome would lead to, None where there is none; nothing is changed."""
        outcome = Outcome(kind=kind, reason=reason, by=self.by, recorded_at=now)
        db = self.store.snapshot()
        done = self._record(db, number, outcome, None)
        return done if isinstance(done, Refusal) else results.about(db, done)

    def clear_outcome(self, number: str, *, now: datetime, seen: int | None = None) -> Case | Refusal:
        """Undecided again, as long as no letter about the outcome has left."""
        with self.store.transaction() as db:
            case = self._case(db, number, seen)
            if isinstance(case, Refusal):
                return case
            cleared = decide.clear_outcome(
                case, now=now, calendar=self.calendar, told=results.is_told(db, case)
            )
            if isinstance(cleared, Refusal):
                return cleared
            stored = cases.put(db, cleared)
            self._event(db, "outcome.cleared", number, "", now)
            results.drop_receipts(db, case)
            self._settle(db, case, now)
            return stored

    def release_round(
        self, id: str, *, approver: str, approved_on: date, document_number: str = "", now: datetime
    ) -> Released | Refusal:
        """決裁済 for all decided cases: their letters may leave on the notice day, if it is past at once."""
        if approved_on > now.astimezone(self.calendar.zone).date():
            return Refusal(
                message=f"決裁日 {approved_on} はまだ来ていません。決裁の済んだ日を入れてください。"
            )
        approval = Approval(
            approver=approver,
            approved_on=approved_on,
            document_number=document_number,
            by=self.by,
            recorded_at=now,
        )
        with self.store.transaction() as db:
            moved = [decide.release(case, approval) for case in cases.every(db) if case.round == id]
            released = [case for case in moved if isinstance(case, Case)]
            if not released:
                return Refusal(message=f"{id} の回に、結果を記録してまだ決裁していない案件はありません。")
            detail = " ".join(filter(None, (f"{approved_on}", approver, document_number)))
            letters = self._put_all(db, released, "case.released", detail, now)
            self._event(db, "round.released", id, f"{detail} {len(released)}件", now)
        due_at = max(round_named(id, self.calendar).notice_at, now)
        return Released(cases=tuple(case.number for case in released), letters=letters, due_at=due_at)

    def unrelease_round(
        self, id: str, *, numbers: Collection[str] | None = None, now: datetime
    ) -> tuple[Case, ...] | Refusal:
        """Takes 決裁済 back for these cases (None: all of the round) whose letter has not left."""
        with self.store.transaction() as db:
            moved = [
                decide.unrelease(case, told=results.is_told(db, case))
                for case in cases.every(db)
                if case.round == id and (numbers is None or case.number in numbers)
            ]
            back = tuple(case for case in moved if isinstance(case, Case))
            if not back:
                return Refusal(message=f"{id} の回に、決裁済で通知前の案件はありません。")
            self._put_all(db, back, "case.unreleased", "", now)
            self._event(db, "round.unreleased", id, f"{len(back)}件", now)
            return back

    def hold_letter(self, id: str, *, now: datetime) -> Letter | Refusal:
        with self.store.transaction() as db:
            return self._letter(db, outbox.hold(db, id, f"{self.by} が保留にしました。"), "letter.held", now)

    def release_letter(self, id: str, *, now: datetime, seen: int | None = None) -> Letter | Refusal:
        """Lets a held letter go when it is due. A result needs 決裁 first: no key goes round it."""
        with self.store.transaction() as db:
            letter = outbox.letter(db, id)
            if letter and seen is not None and seen != letter.version:
                raise Stale(replace(letter, version=seen), letter)
            done = self._unapproved(db, letter) or outbox.release(db, id)
            return self._letter(db, done, "letter.released", now)

    def retry_letter(self, id: str, *, now: datetime) -> Letter | Refusal:
        """Once more, at once: the person answers for a second copy."""
        with self.store.transaction() as db:
            return self._letter(db, outbox.retry(db, id, now), "letter.retried", now)

    def printed_letter(self, id: str, *, now: datetime) -> Letter | Refusal:
        """It was handed over on paper; a result only after 決裁, too."""
        with self.store.transaction() as db:
            done = self._unapproved(db, outbox.letter(db, id)) or outbox.printed(db, id, now)
            return self._letter(db, done, "letter.printed", now)

    def pause(self, reason: str, *, now: datetime) -> None:
        """Stops all sending at once; the letter that is on its way at this moment still arrives."""
        with self.store.transaction() as db:
            cases.set_pause(db, cases.Pause(by=self.by, reason=reason, at=now))
            self._event(db, "sending.paused", "outbox", reason, now)

    def resume(self, *, now: datetime) -> None:
        with self.store.transaction() as db:
            cases.set_pause(db, None)
            self._event(db, "sending.resumed", "outbox", "", now)

    def note(self, number: str, text: str, *, now: datetime) -> Case | Refusal:
        """A remark for colleagues; it stands in the history of the case and leaves in no letter."""
        with self.store.transaction() as db:
            case = self._case(db, number, None)
            if isinstance(case, Case):
                self._event(db, "case.note", number, text, now)
            return case

    def _record(self, db: Documents, number: str, outcome: Outcome, seen: int | None) -> Case | Refusal:
        case = self._case(db, number, seen)
        if isinstance(case, Refusal):
            return case
        if outcome.reason and self.library.tables().reasons.find(outcome.reason) is None:
            return Refusal(message=f"理由コード {outcome.reason} はありません。")
        decided = decide.record_outcome(case, outcome)
        if isinstance(decided, Refusal):
            return decided
        stored, now = cases.put(db, decided), outcome.recorded_at
        detail = " ".join(filter(None, (OUTCOMES[outcome.kind], outcome.reason, outcome.note)))
        self._event(db, "outcome.recorded", number, detail, now)
        self._settle(db, stored, now)
        business = cases.business(db, stored.business)
        if outcome.kind is OutcomeKind.WITHDRAWN and business:
            receipt = withdrawal_receipt(stored, business, now=now, calendar=self.calendar)
            notices.make(db, self.library, self.config, receipt, now)
        return stored

    def _put_all(self, db: Documents, moved: Sequence[Case], what: str, detail: str, now: datetime) -> int:
        """Stores the cases and sets their letters right; how many of these may now leave."""
        for case in moved:
            cases.put(db, case)
            self._event(db, what, case.number, detail, now)
        return sum(self._settle(db, case, now) for case in {case.business: case for case in moved}.values())

    def _settle(self, db: Documents, case: Case, now: datetime) -> int:
        business = cases.business(db, case.business)
        if business is None or case.round is None:
            return 0
        return results.settle(db, self.library, self.config, business, case.round, now)

    def _case(self, db: Documents, number: str, seen: int | None) -> Case | Refusal:
        case = cases.get(db, number)
        if case is None:
            return Refusal(message=f"整理番号 {number} の案件はありません。")
        if seen is not None and seen != case.version:
            raise Stale(replace(case, version=seen), case)
        return case

    def _letter(self, db: Documents, done: Letter | Refusal, what: str, now: datetime) -> Letter | Refusal:
        if isinstance(done, Letter):
            self._event(db, what, done.id, f"{done.subject}", now)
        return done

    def _unapproved(self, db: Documents, letter: Letter | None) -> Refusal | None:
        """Why a result must not reach anybody yet: a case that it tells about has not been through 決裁."""
        if letter is None or letter.kind is not LetterKind.RESULT:
            return None
        told = [cases.get(db, number) for number in letter.cases]
        if all(case is not None and case.state is State.RELEASED for case in told):
            return None
        return Refusal(message="選定結果の通知は、その回を決裁済にすると出せます。")

    def _event(self, db: Documents, what: str, subject: str, detail: str, now: datetime) -> None:
        db.record(Event(at=now, by=self.by, login=self.login, what=what, subject=subject, detail=detail))
