"""The program lives through a story: its real intake, duties, outbox and deeds, over a real store, by a clock of ours.

Only servers are missing: a mail is handed over as of its arrival, and each letter that is claimed counts as taken.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from mailbot.dispatch import Dispatch
from mailbot.duties import Duties
from mailbot.intake import post
from mailbot.intake.post import Delivery, Opened
from mailbot.intake.taking import Coming, take
from mailbot.mail.attachment import attachment
from mailbot.marking import Given
from mailbot.servers.outcomes import Sent as Taken
from mailbot.servers.pace import Pace
from rules import given
from rules.entered import Source
from rules.model import Letter, LetterKind, LetterState, OutcomeKind, State
from rules.moves import Refusal
from rules.record import replace
from store import cases, outbox
from store.calendar import calendar
from store.config import Member
from store.desk import answers, approval, expiry, letters, outcomes, terms
from store.desk.outcomes import Word
from store.documents import Documents
from tests import entries
from tests.e2e.town import signed_pledge
from tests.mailbot.intake.counter import Counter, opened, sheet
from tests.mailbot.intake.desk import WIRE, mail, with_file, with_sheet
from tests.year.almanac import DAY, Habits, at, is_shut
from tests.year.ledger import COMMITTEE, OPERATOR, STAFF, Sent
from tests.year.story import (
    AGENDA_HOUR,
    PRINT_HOUR,
    SETTLE_MINUTES,
    Agree,
    Correct,
    Decide,
    Deed,
    Excuse,
    Expire,
    Product,
    Release,
    Shop,
    Story,
    Withdraw,
)

Act = Callable[[datetime], None]
"""Done at this instant."""

MAIL, DEED, LOOK = range(3)
"""In which order what happens at one instant is done."""

FLAW = {"pr": ""}
"""What a flawed sheet leaves open; the answer that mends it on the telephone is `PR`."""
PR = "毎日手で作り、その日のうちに詰めています。地元のものだけを使い、味を変えていません。"

WORDS = {"選定": "selected", "不選定": "rejected", "継続審査": "deferred"}

REASON = "R01"


def office_of(folder: Path, habits: Habits, start: datetime) -> Counter:
    counter = opened(folder)
    config = counter.office.config
    rounds = replace(
        config.rounds,
        closed_day=habits.closed_day,
        grace_days=habits.grace_days,
        counts=habits.counts,
        reminder_days=habits.reminder_days,
    )
    config = replace(
        config,
        rounds=rounds,
        operator=replace(config.operator, name="運営", address=OPERATOR),
        committee=(Member(name="久留米市", address=COMMITTEE),),
        imap=(replace(config.imap[0], start_at=start - DAY),),
    )
    return replace(counter, office=replace(counter.office, config=config, calendar=calendar(rounds)))


class Player:
    def __init__(self, folder: Path, story: Story) -> None:
        self.story = story
        self.counter = office_of(folder, story.habits, story.begin)
        self.named: dict[str, str] = {}
        """Case number -> product, of all that came: some are in the archive by the end."""

    def play(self, until: datetime | None = None, *, begin: datetime | None = None) -> None:
        """From `begin` up to `until`, both inclusive; the whole story by default."""
        for instant, _, act in sorted(self._timeline(), key=lambda each: each[:2]):
            if (begin is None or instant >= begin) and (until is None or instant <= until):
                act(instant)

    def _timeline(self) -> Iterator[tuple[datetime, int, Act]]:
        """A mail that comes while the machine is off is taken when it runs again, the earliest first."""
        up, settle = self.story.up, timedelta(minutes=SETTLE_MINUTES)
        looks = {off.until for off in self.story.off} | set(_daily(self.story.begin, self.story.end))
        for arrived, act in sorted(self._mails(), key=lambda each: each[0]):
            yield up(arrived), MAIL, act
            looks |= {up(arrived), up(arrived + settle)}
        for instant, act in (*self._papers(), *self._deeds()):
            yield instant, DEED, act
            looks |= {up(instant)}
        for day in _dates(self.story.begin, self.story.end):
            if not is_shut(day):
                yield at(day, AGENDA_HOUR), DEED, self._hand_out
                yield at(day, PRINT_HOUR), DEED, self._print
                looks |= {at(day, AGENDA_HOUR), at(day, PRINT_HOUR)}
        for look in looks:
            if up(look) == look:
                yield look, LOOK, self._look

    def look_on(self, since: datetime, until: datetime) -> None:
        """The machine alone: no mail comes and no clerk acts."""
        looks = {look for look in _daily(since, until) if since < look <= until}
        db = self._db
        looks |= {letter.due_at for letter in outbox.letters(db) if since < letter.due_at <= until}
        for look in sorted({since, *looks}):
            self._look(look)

    # What comes

    def _mails(self) -> Iterator[tuple[datetime, Act]]:
        envelopes: dict[int, list[Product]] = defaultdict(list)
        for product in self.story.products:
            if product.shop.address:
                envelopes[product.mail].append(product)
                if product.mended:
                    yield (
                        product.mended,
                        self._taking(product.mended, partial(self._mended, product)),
                    )
        for together in envelopes.values():
            first = together[0]
            yield first.arrived, self._taking(first.arrived, partial(self._entry, together))
            if first.pledged:
                yield first.pledged, self._taking(first.pledged, partial(self._pledge, first.shop))

    def _taking(self, arrived: datetime, write: Callable[[], EmailMessage]) -> Act:
        def act(now: datetime) -> None:
            data = write().as_bytes(policy=WIRE)
            arrival = take(self.counter.office, Coming(data=data, received_at=arrived), now=now)
            assert arrival.cases, arrival.reason
            self._note(arrival.cases)

        return act

    def _entry(self, together: list[Product]) -> EmailMessage:
        message = mail(sender=together[0].shop.address)
        for product in together:
            with_sheet(message, sheet_of(product, flawed=product.flawed))
        return with_file(message, signed_pledge(), "誓約書.pdf") if together[0].brings_pledge else message

    def _pledge(self, shop: Shop) -> EmailMessage:
        return with_file(mail(sender=shop.address, subject="誓約書です"), signed_pledge(), "誓約書.pdf")

    def _mended(self, product: Product) -> EmailMessage:
        """In answer to the letter that asked."""
        asking = (LetterKind.CORRECTION_REQUEST, LetterKind.REMINDER)
        about = outbox.about(self._db, self._number(product.name))
        letter = next(each for each in about if each.kind in asking)
        message = mail(sender=product.shop.address, answers=letter.message_id, subject="Re: エントリーシート")
        return with_sheet(message, sheet_of(product))

    def _papers(self) -> Iterator[tuple[datetime, Act]]:
        for product in self.story.products:
            if product.entered:
                yield product.entered, partial(self._enter, product)
                if product.mended:
                    yield product.mended, partial(self._answer, product)

    def _enter(self, product: Product, now: datetime) -> None:
        office, desk = self.counter.office, self.counter.desk()
        form = office.library.form("nonfood")
        words = {key: str(text) for key, text in answers_of(product, flawed=product.flawed).items()}
        typed = given.entry_of(form, words, desk.context(product.arrived))
        pledge = attachment("誓約書.pdf", signed_pledge(), count=0) if product.brings_pledge else None
        envelope = post.opened(office, Delivery(received_at=product.arrived, typed=typed, pledge=pledge))
        assert isinstance(envelope, Opened), envelope
        entered = post.register(office, desk, envelope, by_mail=False, now=now)
        assert isinstance(entered, tuple), entered
        self._note(case.number for case in entered)

    def _answer(self, product: Product, now: datetime) -> None:
        number = self._number(product.name)
        _done(answers.give(self.counter.desk(), number, "pr", PR, source=Source.PHONE, now=now))

    # What clerks do

    def _deeds(self) -> Iterator[tuple[datetime, Act]]:
        for deed in self.story.deeds:
            yield deed.at, partial(self._do, deed)

    def _do(self, deed: Deed, now: datetime) -> None:
        desk = self.counter.desk()
        match deed:
            case Decide(product=name, kind=kind):
                number = self._number(name)
                reason = REASON if kind == "rejected" else None
                _done(outcomes.record(desk, number, OutcomeKind(kind), reason=reason, now=now))
            case Withdraw(product=name):
                _done(outcomes.record(desk, self._number(name), OutcomeKind.WITHDRAWN, now=now))
            case Correct(product=name, kind=kind):
                reason = REASON if kind == "rejected" else None
                word = Word(number=self._number(name), kind=OutcomeKind(kind), reason=reason)
                _done(outcomes.correct(desk, word, why="書き写しを誤りました。", now=now))
            case Release(month=month):
                done = approval.release(desk, str(month), approver="課長", approved_on=now.date(), now=now)
                _done(done)
            case Excuse(month=month, shop=name):
                waiting = outbox.by_key(self._db, f"query_delay:{month}:{self._business(name)}")
                assert waiting is not None, f"no letter about the delay for {name}"
                _done(letters.release(desk, waiting.id, now=now))
            case Expire(product=name):
                _done(expiry.expire(desk, self._number(name), now=now))
            case Agree(product=name, state=state):
                _done(terms.tell(desk, self._number(name), State(state), now=now))

    def _hand_out(self, now: datetime) -> None:
        for letter in outbox.of_kind(self._db, LetterKind.AGENDA):
            if letter.state is LetterState.HELD:
                _done(letters.release(self.counter.desk(), letter.id, now=now))

    def _print(self, now: datetime) -> None:
        for letter in outbox.in_state(self._db, LetterState.TO_PRINT):
            letters.printed(self.counter.desk(), letter.id, now=now)

    # What the machine does

    def _look(self, now: datetime) -> None:
        """Duties and letters in turn until neither leaves anything to do."""
        dispatch = Dispatch(office=self.counter.office, clock=lambda: now, pace=Pace(0, lambda: 0.0))
        duties = Duties(office=self.counter.office, rehearsed=True)
        while True:
            done = duties.carry_out(now)
            due = outbox.due(self._db, now)
            if not done and not due:
                break
            for letter in due:
                dispatch.pretend(letter, Taken("250 OK"))

    # What came of it

    @property
    def _db(self) -> Documents:
        return self.counter.office.store.snapshot()

    def _note(self, numbers: Iterable[str]) -> None:
        for number in numbers:
            case = cases.get(self._db, number)
            assert case is not None, number
            self.named[number] = case.product

    def _number(self, product: str) -> str:
        return next(number for number, name in self.named.items() if name == product)

    def _business(self, shop: str) -> str:
        return next(each.id for each in cases.businesses(self._db) if each.name == shop)

    def ledger(self) -> list[Sent]:
        """Every letter that left, those in the archive too; the digests are `mornings`."""
        archived = (letter for number in self.named for letter in outbox.about(self._db, number))
        every = {letter.id: letter for letter in (*self.counter.letters, *archived)}
        return [
            _line(letter, self.named)
            for letter in every.values()
            if letter.sent_at is not None and letter.kind is not LetterKind.DIGEST
        ]

    def mornings(self) -> list[datetime]:
        """When the digests were made, those in the archive too."""
        days = _dates(self.story.begin, self.story.end)
        digests = (outbox.by_key(self._db, f"digest:{day}:{STAFF}") for day in days)
        return [letter.made_at for letter in digests if letter is not None]


def _dates(since: datetime, until: datetime) -> Iterator[date]:
    day = since.date()
    while day <= until.date():
        yield day
        day += DAY


def _daily(since: datetime, until: datetime) -> Iterator[datetime]:
    """Each day's instants at which anything may be due by the calendar."""
    for day in _dates(since, until):
        for hour, minute in ((0, 0), (8, 30), (9, 0)):
            yield at(day, hour, minute)


def answers_of(product: Product, *, flawed: bool = False) -> dict[str, Given]:
    own: dict[str, Given] = {
        "name": product.name,
        "name.kana": "",
        "biz_name": product.shop.name,
        "corp_no": "",
        "invoice_no": "",
        "contact_mail": product.shop.address,
        "entry_date": product.arrived.date(),
        "eligibility": "1 圏域内で生産・製造された商品",
    }
    return {**entries.ANSWERS["nonfood"], **own, **(FLAW if flawed else {})}


def sheet_of(product: Product, *, flawed: bool = False) -> bytes:
    return sheet("nonfood", **answers_of(product, flawed=flawed))


def _line(letter: Letter, named: dict[str, str]) -> Sent:
    assert letter.sent_at is not None
    is_result = letter.kind is LetterKind.RESULT
    rows = re.findall(r"整理番号　(R\d+-\d+)\n　　　結　　果　(\S+)", letter.body) if is_result else ()
    dated = re.search(r"令和\d+年\d+月\d+日", letter.body) if is_result else None
    return Sent(
        at=letter.sent_at,
        kind=letter.kind,
        to=" ".join(letter.to),
        products=frozenset(named[number] for number in letter.cases),
        told=frozenset((named[number], WORDS[word]) for number, word in rows),
        dated=dated.group() if dated else "",
    )


def _done(result: object) -> None:
    assert not isinstance(result, Refusal), result
