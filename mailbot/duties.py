"""What is due because time passed. Computed from the register each time, so a machine that was off catches up, once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from mailbot import logbook
from mailbot.wiring import Office
from rules import decide
from rules.decide import Refusal
from rules.letters import alerts, results
from rules.model import Approval, Business, Case, Letter, LetterKind, LetterState, OutcomeKind, Round, State
from rules.rounds import is_over, round_named, title
from store import cases, notices, outbox
from store import results as outcomes
from store.documents import Documents
from store.tomlfile import LibraryError

ON_THE_WAY = frozenset({LetterState.READY, LetterState.SENDING, LetterState.DEFERRED})
UNTOLD = frozenset({State.TABLED, State.DECIDED})
UNDER_WAY = UNTOLD | {State.ACCEPTED, State.RELEASED}
UNAPPROVED = "決裁を待たない設定(letters.release = automatic)"
TROUBLED = {
    LetterState.UNCERTAIN: (
        "送信の途中で接続が切れ、届いたかどうか分からない手紙があります({id} {subject})。",
        "送信箱で確かめてください。届いていなければ「再送」、届いていればそのままで構いません。",
    ),
    LetterState.REFUSED: (
        "宛先のメールサーバーに受け取られなかった手紙があります({id} {subject})。{reason}",
        "宛先を確かめ、電話や郵便でお知らせするか、直してから「再送」してください。",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One duty whose time has come, and how it is carried out."""

    duty: str
    """A stable word: 'close', 'release', 'handover', 'unreleased', 'letter'."""
    subject: str
    due_at: datetime
    carry_out: Callable[[Documents, datetime], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A duty whose time is known and has not come."""

    duty: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    office: Office

    def due(self, db: Documents, now: datetime) -> list[Due]:
        """Everything due and not yet done, in the order in which it must be done."""
        rounds = [round_named(id, self.office.calendar) for id in cases.round_ids(db)]
        return [
            *self._closings(db, rounds, now),
            *self._releases(db, rounds, now),
            *self._handovers(db, rounds, now),
            *self._unreleased(db, rounds, now),
            *self._troubles(db, now),
        ]

    def coming(self, db: Documents, now: datetime) -> list[Coming]:
        """What will be due: the cut-off and the notice instant of every round with cases still on their way."""
        found = []
        for id in cases.round_ids(db):
            round = round_named(id, self.office.calendar)
            under_way = [case for case in cases.of_round(db, round.id) if case.state in UNDER_WAY]
            found += [
                Coming(duty=duty, due_at=instant)
                for duty, instant in (("close", round.cutoff_at), ("notice", round.notice_at))
                if under_way and instant > now
            ]
        return sorted(found, key=lambda each: each.due_at)

    def carry_out(self, now: datetime) -> list[Due]:
        """Does all of it, each in a commit of its own: a crash in between leaves the rest due.

        Raises LibraryError at the end where a letter text of the office kept a duty from being done.
        """
        done = []
        hindered: LibraryError | None = None
        for due in self.due(self.office.store.snapshot(), now):
            try:
                with self.office.store.transaction() as db:
                    still = next((each for each in self.due(db, now) if _same(each, due)), None)
                    if still is not None:
                        still.carry_out(db, now)
                        done.append(still)
            except LibraryError as error:
                hindered = error
        if hindered is not None:
            raise hindered
        return done

    def _closings(self, db: Documents, rounds: list[Round], now: datetime) -> list[Due]:
        return [
            Due(duty="close", subject=each.id, due_at=each.cutoff_at, carry_out=self._close(each))
            for each in rounds
            if is_over(each, now)
            and (cases.round_record(db, each.id).closed_at is None or self._accepted(db, each))
        ]

    def _close(self, round: Round) -> Callable[[Documents, datetime], None]:
        """締切: the accepted cases of the round are on its agenda from now on; so are those taken in later."""

        def act(db: Documents, now: datetime) -> None:
            for case in self._accepted(db, round):
                tabled = decide.close_round(case, now=now, calendar=self.office.calendar)
                if not isinstance(tabled, Refusal):
                    cases.put(db, tabled)
                    logbook.record(db, now, "case.tabled", case.number, round.id)
            record = cases.round_record(db, round.id)
            if record.closed_at is None:
                cases.put_round(db, replace(record, closed_at=now))
                logbook.record(db, now, "round.closed", round.id, "")

        return act

    def _releases(self, db: Documents, rounds: list[Round], now: datetime) -> list[Due]:
        """Where results wait for no 決裁 (`letters.release`), they are free when the notice time comes."""
        if self.office.config.letters.release == "approval":
            return []
        return [
            Due(duty="release", subject=each.id, due_at=each.notice_at, carry_out=self._release(each))
            for each in rounds
            if now >= each.notice_at and self._decided(db, each)
        ]

    def _release(self, round: Round) -> Callable[[Documents, datetime], None]:
        def act(db: Documents, now: datetime) -> None:
            office = self.office
            on = now.astimezone(office.calendar.zone).date()
            approval = Approval(approver=UNAPPROVED, approved_on=on, by=logbook.ROBOT, recorded_at=now)
            decided = self._decided(db, round)
            for case in decided:
                released = decide.release(case, approval)
                if not isinstance(released, Refusal):
                    cases.put(db, released)
                    logbook.record(db, now, "case.released", case.number, UNAPPROVED)
            for id in dict.fromkeys(case.business for case in decided):
                business = cases.business(db, id)
                if business is not None:
                    outcomes.settle(db, office.library, office.config, business, round.id, now)

        return act

    def _handovers(self, db: Documents, rounds: list[Round], now: datetime) -> list[Due]:
        """To the operator, once every result of the round that could leave has left; what follows later in a part 2."""
        if not self.office.config.operator.address:
            return []
        letters = list(outbox.letters(db))
        return [
            Due(duty="handover", subject=each.id, due_at=each.notice_at, carry_out=self._hand_over(each))
            for each in rounds
            if now >= each.notice_at
            and not any(_is_result_of(letter, each) and letter.state in ON_THE_WAY for letter in letters)
            and self._selected(db, each, letters)
        ]

    def _hand_over(self, round: Round) -> Callable[[Documents, datetime], None]:
        def act(db: Documents, now: datetime) -> None:
            letters = list(outbox.letters(db))
            earlier = [letter for letter in letters if _is_handover_of(letter, round)]
            notice = results.handover(
                self._selected(db, round, letters),
                round,
                to=self.office.config.operator.address,
                operator=self.office.config.operator.name,
                now=now,
                calendar=self.office.calendar,
                part=len(earlier) + 1,
                forms=self.office.library.forms(),
            )
            notices.make(db, self.office.library, self.office.config, notice, now)

        return act

    def _unreleased(self, db: Documents, rounds: list[Round], now: datetime) -> list[Due]:
        """The notice time came and somebody has no approved result: staff hear of it, once a round."""
        return [
            self._alert(
                f"unreleased:{each.id}",
                each.id,
                each.notice_at,
                f"{title(each)}の結果通知の時刻になりましたが、まだ決裁済になっていない案件があります。",
                "コンソールの「会議」で結果と決裁を確かめてください。決裁済にすると、通知はすぐに送られます。",
                late,
            )
            for each in rounds
            if now >= each.notice_at
            and (late := [case for case in cases.of_round(db, each.id) if case.state in UNTOLD])
            and not self._told(db, f"unreleased:{each.id}")
        ]

    def _troubles(self, db: Documents, now: datetime) -> list[Due]:
        found = []
        for letter in outbox.letters(db):
            key = f"letter:{letter.id}:{letter.state}:{letter.attempts}"
            if letter.state in TROUBLED and letter.kind is not LetterKind.ALERT and not self._told(db, key):
                what, todo = (text.format(**_named(letter)) for text in TROUBLED[letter.state])
                about = [case for number in letter.cases if (case := cases.get(db, number))]
                found.append(self._alert(key, letter.id, now, what, todo, about))
        return found

    def _alert(
        self, key: str, subject: str, due_at: datetime, what: str, todo: str, about: list[Case]
    ) -> Due:
        def act(db: Documents, now: datetime) -> None:
            named = [(case, self._business(db, case).name) for case in about]
            for to in self.office.config.office.staff:
                notice = alerts.alert(
                    key, to=to, what=what, todo=todo, now=now, calendar=self.office.calendar, cases=named
                )
                notices.make(db, self.office.library, self.office.config, notice, now)

        return Due(duty=key.partition(":")[0], subject=subject, due_at=due_at, carry_out=act)

    def _told(self, db: Documents, key: str) -> bool:
        """Nobody to tell counts as told: `status` and the console show it all the same."""
        staff = self.office.config.office.staff
        return all(outbox.by_key(db, f"alert:{key}:{to}") is not None for to in staff)

    def _selected(self, db: Documents, round: Round, letters: list[Letter]) -> list[tuple[Case, Business]]:
        """Selected, told to the business, and not yet handed over."""
        done = {number for letter in letters if _is_handover_of(letter, round) for number in letter.cases}
        return [
            (case, self._business(db, case))
            for case in cases.of_round(db, round.id)
            if case.state is State.NOTIFIED
            and case.outcome is not None
            and case.outcome.kind is OutcomeKind.SELECTED
            and case.number not in done
        ]

    def _accepted(self, db: Documents, round: Round) -> list[Case]:
        return [case for case in cases.of_round(db, round.id) if case.state is State.ACCEPTED]

    def _decided(self, db: Documents, round: Round) -> list[Case]:
        return [case for case in cases.of_round(db, round.id) if case.state is State.DECIDED]

    def _business(self, db: Documents, case: Case) -> Business:
        return cases.business(db, case.business) or Business(id=case.business, name=case.business)


def _same(one: Due, other: Due) -> bool:
    return (one.duty, one.subject) == (other.duty, other.subject)


def _is_result_of(letter: Letter, round: Round) -> bool:
    return letter.kind is LetterKind.RESULT and letter.round == round.id


def _is_handover_of(letter: Letter, round: Round) -> bool:
    return letter.kind is LetterKind.HANDOVER and letter.round == round.id


def _named(letter: Letter) -> dict[str, str]:
    return {"id": letter.id, "subject": letter.subject, "reason": letter.reason}
