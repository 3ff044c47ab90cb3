"""日報 to staff on every open morning: what came since the last one, and what waits. Nothing to say, no mail.

It tells how things stood when the office opened, whenever it is made on that day: what comes later is for tomorrow. A
morning that a machine was off tells what the mornings before would have told.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from mailbot import reconciliation
from mailbot.duties.closing import UNDER_WAY
from mailbot.duties.due import Act, Coming, Due, Look
from mailbot.wiring import Office
from rules import expiry
from rules.eras import era_day, era_instant
from rules.letters.digests import Morning, Named, digest
from rules.model import Arrival, Case, Handled, LetterState, Role, State
from rules.record import Struct
from rules.rounds import morning_of, next_morning, title
from rules.wording import shorten
from rules.words import LETTER_STATES, LETTERS
from store import arrivals, audit, cases, diary, health, notices, outbox
from store.diary import Page
from store.documents import Documents
from store.health import Health

AHEAD = timedelta(days=7)
"""How far the digest looks."""

SUBJECT = 60
"""Characters of a stranger's subject."""

ADDED = frozenset({Role.PLEDGE, Role.PHOTOS})
"""What comes alone and changes a case all the same."""

STUCK = outbox.TROUBLED | {LetterState.DEFERRED}


def due(look: Look) -> Iterator[Due]:
    opened = morning_of(look.now, look.office.calendar)
    if opened is not None and look.now >= opened and look.office.config.office.staff:
        last = diary.last(look.db, "digest")
        if last is None or last.at != opened:
            yield Due(
                duty="digest",
                subject=f"{opened:%Y-%m-%d}",
                due_at=opened,
                carry_out=_telling(look.office, opened),
            )


def coming(look: Look) -> Iterator[Coming]:
    if look.office.config.office.staff:
        yield Coming(duty="digest", due_at=next_morning(look.now, look.office.calendar))


def _telling(office: Office, opened: datetime) -> Act:
    def act(db: Documents, now: datetime) -> None:
        look, head = Look(office=office, db=db, now=now), audit.head(office.store.log)
        last = diary.last(db, "digest")
        pulse = health.read(office.directory)
        found = _Desk(look=look, opened=opened, last=last, health=pulse).morning()
        for to in office.config.office.staff:
            notice = digest(found, to=to, now=now, calendar=office.calendar, audit=head)
            if notice is not None:
                notices.make(db, office.library, office.config, notice, now)
        diary.write(db, "digest", Page(at=opened, seen=_newest(db)))

    return act


def _newest(db: Documents) -> str:
    """The mail that was taken in last."""
    return next((each.id for each in reversed(list(arrivals.every(db)))), "")


class _Desk(Struct, frozen=True, kw_only=True):
    """What lies on the desk when the office opens."""

    look: Look
    opened: datetime
    last: Page | None
    health: Health

    def morning(self) -> Morning:
        arrived = list(self._came())
        came = {arrival.id for arrival in arrived}
        added = {number for each in arrived if each.role in ADDED for number in each.cases}
        every = list(cases.every(self.look.db))
        return Morning(
            received=self._named(case for case in every if case.mails and case.mails[0].id in came),
            corrected=self._named(
                case for case in every if any(revision.mail in came for revision in case.revisions)
            ),
            added=self._named(
                case for case in every if case.number in added and case.mails[0].id not in came
            ),
            person=self._named(case for case in every if self._waits(case)),
            mails=[self._mail(each) for each in arrivals.every(self.look.db) if self._is_for_person(each)],
            overdue=self._named(
                case for case in every if expiry.is_overdue(case, self.opened, self.look.office.calendar)
            ),
            failures=[*self._stuck(), *self._hindered()],
            mailbox=list(self._differences()),
            coming=list(self._coming()),
        )

    def _came(self) -> Iterator[Arrival]:
        """Since the last digest: what arrived after it, and what was only taken in after it."""
        is_new = self.last is None
        for each in arrivals.every(self.look.db):
            if each.received_at <= self.opened and (
                is_new or (self.last is not None and each.received_at > self.last.at)
            ):
                yield each
            is_new = is_new or (self.last is not None and each.id == self.last.seen)

    def _named(self, found: Iterable[Case]) -> list[Named]:
        return [(case, self.look.business(case).name) for case in found]

    def _waits(self, case: Case) -> bool:
        return case.state is State.NEEDS_PERSON and case.arrived_at <= self.opened

    def _is_for_person(self, each: Arrival) -> bool:
        waiting = each.handled in (Handled.PERSON, Handled.SET_ASIDE) and not each.done
        return waiting and each.received_at <= self.opened

    def _mail(self, each: Arrival) -> str:
        came = era_instant(each.received_at, self.look.office.calendar.zone)
        return f"{came} {each.sender or each.sender_name}「{shorten(each.subject, SUBJECT)}」: {each.reason}"

    def _stuck(self) -> Iterator[str]:
        for letter in self.look.letters:
            if letter.state in STUCK and letter.made_at <= self.opened:
                words = f"{LETTERS[letter.kind]}({LETTER_STATES[letter.state]})"
                yield f"{letter.id} {words} {' '.join(letter.to)}: {letter.reason or letter.reply}"

    def _hindered(self) -> Iterator[str]:
        for name, watched in self.health.mailboxes.items():
            if watched.failing_since is not None and watched.failing_since <= self.opened:
                yield f"{name}: {watched.last_failure}"

    def _differences(self) -> Iterator[str]:
        """The figures of a mailbox are news only where something is wrong with them; not on the office's first
        morning, when it has only begun to look.
        """
        for name, watched in self.health.mailboxes.items() if self.last else ():
            tally = watched.tally
            if tally is not None and (tally.failed or tally.strays):
                yield from (f"{name}: {line}" for line in reconciliation.lines(tally))

    def _coming(self) -> Iterator[str]:
        for round in self.look.rounds:
            under_way = len(self.look.cases(round, *UNDER_WAY))
            for word, instant in (("締切", round.cutoff_at), ("結果の通知", round.notice_at)):
                if under_way and self.opened <= instant < self.opened + AHEAD:
                    yield f"{era_day(instant.date())} {word}({title(round)}、{under_way}件)"
