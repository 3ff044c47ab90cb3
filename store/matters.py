"""One business in one round: which letters its outcomes need, and which of those in the outbox become them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rules import decide, numbers
from rules.letters import queries, results
from rules.model import Approval, Business, Case, Letter, LetterKind, LetterState, Notice, Round, State
from rules.moves import Refusal
from rules.record import Struct, replace
from rules.rounds import Calendar
from store import agents, cases, notices, outbox
from store.audit import Event
from store.config import Config
from store.documents import Documents
from store.library import Library

APPROVED = frozenset({notices.PRINTED_LATER, notices.OBSERVED, notices.UNADDRESSED})
OURS = notices.BY_ITSELF | APPROVED
"""Why we hold a letter that tells outcomes; for any other reason a clerk does, and only a clerk lets it go."""


def is_open(letter: Letter) -> bool:
    """Nothing of it has left, so its words may still change."""
    waiting = letter.state in (LetterState.HELD, LetterState.READY) and not letter.attempts
    return waiting or letter.state is LetterState.TO_PRINT


def tells(letter: Letter) -> bool:
    """It tells outcomes: a result, or the correction of one."""
    return letter.kind is LetterKind.RESULT or letter.key.startswith(f"{queries.CORRECTION}:")


def correction(case: Case) -> str:
    """What is unique to the letter that puts this outcome right; '' for one that puts nothing right."""
    times = len(decide.put_right(case))
    return f"{case.number}:{case.round}:{times}" if times else ""


def correction_key(case: Case) -> str:
    return f"{queries.CORRECTION}:{correction(case)}"


class _Wanted(Struct, frozen=True, kw_only=True):
    """A letter as the outcomes want it, which is not in the outbox yet."""

    draft: Letter
    approved: bool

    @property
    def words(self) -> str:
        return notices.digest(self.draft)


class Matter(Struct, frozen=True, kw_only=True):
    """On the desk, inside the caller's transaction."""

    db: Documents
    library: Library
    config: Config
    business: Business
    round: Round
    calendar: Calendar
    now: datetime
    why: str
    """Why a letter that was approved is held now."""

    def settle(self, untold: Iterable[Case]) -> int:
        """Brings the letters in step with these cases, given by number; how many letters may now leave."""
        standing: list[_Wanted] = []
        waiting: list[Case] = []
        why = self.why
        for group in _together(untold):
            if group[0].state is not State.RELEASED:
                waiting += group
            elif wanted := self._approved(group):
                standing.append(wanted)
            else:
                why = self._take_back(group)
                waiting += [replace(case, state=State.DECIDED, approval=None) for case in group]
        waiting.sort(key=lambda case: numbers.turn(case.number))
        fresh = [self._wanted(group) for group in _together(waiting)]
        made = self._write([*standing, *fresh], why)
        return sum(letter.state is LetterState.READY for letter in made)

    def _approved(self, group: Sequence[Case]) -> _Wanted | None:
        """The letter of an approval, worded as in the hour of it; None where these are no longer the words."""
        approval = group[0].approval
        if approval is None:
            return None
        wanted = self._wanted(group, approval)
        if not approval.words:
            for case in group:
                cases.put(self.db, replace(case, approval=replace(approval, words=wanted.words)))
        return wanted if approval.words in ("", wanted.words) else None

    def _take_back(self, group: Sequence[Case]) -> str:
        """Decided again, and why: a person approves what is to be sent instead."""
        numbers = tuple(case.number for case in group)
        words = {case.approval.words for case in group if case.approval}
        alone = any(letter.cases == numbers and notices.digest(letter) in words for letter in self._letters())
        why = notices.WORDS_CHANGED if alone else notices.OUTCOME_CHANGED
        for case in group:
            back = decide.unrelease(case)
            if not isinstance(back, Refusal):
                cases.put(self.db, back)
                what, subject = "case.unreleased", case.number
                self.db.record(Event(at=self.now, by="mailbot", what=what, subject=subject, detail=why))
        return why

    def _wanted(self, group: Sequence[Case], approval: Approval | None = None) -> _Wanted:
        at = approval.recorded_at if approval else self.now
        notice = self._correction(group[0], approval, at) or results.result(
            self.business,
            group,
            self.round,
            now=at,
            calendar=self.calendar,
            reasons=self.library.tables().reasons,
            held=approval is None,
        )
        draft = notices.draft(self.library, self.config, notice, at)
        return _Wanted(draft=draft, approved=approval is not None)

    def _correction(self, case: Case, approval: Approval | None, at: datetime) -> Notice | None:
        told = decide.put_right(case)
        if not told:
            return None
        return queries.correction(
            self.business,
            [(case, told[-1].outcome.kind)],
            once=correction(case),
            former=told[-1].approval,
            former_on=told[-1].told_at.astimezone(self.calendar.zone).date(),
            approval=approval,
            text=told[-1].why,
            now=at,
            calendar=self.calendar,
            reasons=self.library.tables().reasons,
        )

    def _write(self, all_wanted: Iterable[_Wanted], why: str) -> list[Letter]:
        """Into the letters that are there, as far as they go; what no outcome needs any more is removed.

        Those of a record that was merged into this one go, too: it may be parted again, and makes its own then.
        """
        open_ = [letter for letter in self._letters() if is_open(letter)]
        free = [letter for letter in open_ if letter.business == self.business.id]
        for letter in (letter for letter in open_ if letter not in free):
            outbox.drop(self.db, letter, self.now)
        pairs = []
        for wanted in all_wanted:
            there = _nearest(wanted, free)
            if there is not None:
                free.remove(there)
            pairs.append((wanted, there))
        for letter in free:
            outbox.drop(self.db, letter, self.now)
        return [self._put(wanted, there, why) for wanted, there in pairs]

    def _put(self, wanted: _Wanted, there: Letter | None, why: str) -> Letter:
        state, reason = self._standing(wanted, there, why)
        draft = replace(wanted.draft, state=state, reason=reason)
        if there is None:
            key = draft.key if draft.kind is not LetterKind.RESULT else self._next_key(draft)
            return outbox.add(self.db, replace(draft, id=outbox.new_id(self.db), key=key))
        kept = ("id", "key", "message_id", "made_at", "raw", "version")
        new = replace(draft, **{name: getattr(there, name) for name in kept})
        done = there if new == there else outbox.replace(self.db, new)
        return done if isinstance(done, Letter) else there

    def _standing(self, wanted: _Wanted, there: Letter | None, why: str) -> tuple[LetterState, str]:
        """In which state the letter waits, and why. What a clerk holds stays held."""
        before = (there.state, there.reason) if there else (LetterState.HELD, notices.UNAPPROVED)
        was_free = before[0] is not LetterState.HELD or before[1] in APPROVED
        if not was_free and before[1] not in OURS:
            return before
        if not wanted.approved:
            return LetterState.HELD, why if was_free else before[1]
        if not wanted.draft.to:
            queued = before[0] is LetterState.TO_PRINT or wanted.draft.kind is not LetterKind.RESULT
            if queued:
                return LetterState.TO_PRINT, notices.NO_ADDRESS
            return LetterState.HELD, notices.PRINTED_LATER
        if agents.awaits_address(self.db, self.business):
            return LetterState.HELD, notices.UNADDRESSED
        if self.config.letters.mode == "observe" and before[0] is not LetterState.READY:
            return LetterState.HELD, notices.OBSERVED
        return LetterState.READY, ""

    def _letters(self) -> list[Letter]:
        """All that ever told outcomes of this matter."""
        kinds = (LetterKind.RESULT, LetterKind.QUERY)
        found = (each for kind in kinds for each in outbox.of_kind(self.db, kind, round=self.round.id))
        ids = cases.joined(self.db, self.business.id)
        return [each for each in found if each.business in ids and tells(each)]

    def _next_key(self, draft: Letter) -> str:
        """'result:2026-11:J-0034:2'"""
        parts = [
            int(each.key.rpartition(":")[2]) for each in self._letters() if each.kind is LetterKind.RESULT
        ]
        return f"{draft.key.rpartition(':')[0]}:{max(parts, default=0) + 1}"


def _together(untold: Iterable[Case]) -> list[tuple[Case, ...]]:
    """Cases that stand in one letter: those approved with the same words, those not approved; a correction alone."""
    groups: dict[tuple[str, str | None], list[Case]] = {}
    for case in untold:
        approved = case.approval.words if case.state is State.RELEASED and case.approval else None
        groups.setdefault((correction(case), approved), []).append(case)
    return [tuple(group) for group in groups.values()]


def _nearest(wanted: _Wanted, free: Iterable[Letter]) -> Letter | None:
    """The letter that is these very words, else the one with the most of its cases."""
    draft, words = wanted.draft, wanted.words
    same = [
        letter
        for letter in free
        if letter.kind is draft.kind and (draft.kind is LetterKind.RESULT or letter.key == draft.key)
    ]
    return max(
        same,
        key=lambda letter: (notices.digest(letter) == words, len(set(letter.cases) & set(draft.cases))),
        default=None,
    )
