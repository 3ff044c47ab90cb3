"""Which letters must leave, to whom and when: reckoned from the story, sharing no rule with the program."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.year.almanac import DAY, Month, month_of
from tests.year.entries import accepted, agenda_out_at, clerks_next
from tests.year.ledger import COMMITTEE, OPERATOR, STAFF, Sent
from tests.year.round import Told, Turn, turns
from tests.year.story import (
    PRINT_HOUR,
    SETTLE_MINUTES,
    Excuse,
    Expire,
    Product,
    Shop,
    Story,
    Withdraw,
)

SETTLE = timedelta(minutes=SETTLE_MINUTES)


def reckon(story: Story) -> list[Sent]:
    """All but the mornings' digests, up to the end of the story."""
    return [each for each in _Reckoning(story).letters() if each.at <= story.end]


@dataclass
class _Reckoning:
    story: Story
    turns: dict[Month, list[Turn]] = field(init=False)

    def __post_init__(self) -> None:
        self.turns = turns(self.story)
        self.ended = {
            deed.product: deed.at for deed in self.story.deeds if isinstance(deed, Withdraw | Expire)
        }

    def letters(self) -> Iterator[Sent]:
        yield from self._answers()
        for month in self.story.watched:
            yield from self._reminders(month)
            yield from self._agenda(month)
            yield from self._warnings(month)
            yield from self._delays(month)
            yield from self._results(month)
        yield from self._receipts()

    def _to(self, shop: Shop, at: datetime, kind: str, *products: str) -> Sent:
        """By mail at this instant; on paper when the clerk next prints."""
        when = at if shop.address else clerks_next(at, PRINT_HOUR)
        return Sent(at=when, kind=kind, to=shop.address, products=frozenset(products))

    def _answers(self) -> Iterator[Sent]:
        """One for each envelope, then one for each gap that was closed."""
        envelopes: dict[int, list[Product]] = defaultdict(list)
        for product in self.story.products:
            envelopes[product.mail].append(product)
        for together in envelopes.values():
            yield from self._answer(together)
        for product in self.story.products:
            if product.mended is None:
                continue
            on_phone = not product.shop.address
            heard = product.mended if on_phone else self.story.up(product.mended)
            yield self._to(product.shop, heard, "acknowledgement", product.name)

    def _answer(self, together: list[Product]) -> Iterator[Sent]:
        first, names = together[0], [product.name for product in together]
        read = first.entered or self.story.up(first.arrived)
        flawed = any(product.flawed for product in together)
        if first.pledged is None or flawed:
            kind = "correction_request" if flawed else "acknowledgement"
            yield self._to(first.shop, read, kind, *names)
            return
        asked = self.story.up(max(read, first.arrived + SETTLE))
        pledged = self.story.up(first.pledged)
        if asked < pledged:
            yield self._to(first.shop, asked, "correction_request", *names)
        yield self._to(first.shop, pledged, "acknowledgement", *names)

    def _reminders(self, month: Month) -> Iterator[Sent]:
        """Once, to those who had been asked before, in the round of the request and in the next."""
        when = month.reminder_at(self.story.habits)
        noticed = self.story.up(when)
        if noticed >= month.over_at:
            return
        owing: dict[Shop, dict[str, datetime]] = defaultdict(dict)
        for product in self.story.products:
            asked_in = month_of(product.arrived)
            in_time = month in (asked_in, asked_in.next) and self._asked_at(product) < when
            if in_time and product.asked and noticed < self._settled_at(product):
                owing[product.shop][product.name] = self._settled_at(product)
        for shop, open_until in owing.items():
            yield from self._reminder(shop, noticed, open_until, month)

    def _reminder(
        self, shop: Shop, noticed: datetime, open_until: dict[str, datetime], month: Month
    ) -> Iterator[Sent]:
        """On paper it may be overtaken before a clerk prints it; what is open still is then written anew."""
        printed = noticed if shop.address else clerks_next(noticed, PRINT_HOUR)
        still = {name: until for name, until in open_until.items() if until > printed}
        if printed >= month.over_at or not still:
            return
        if still == open_until:
            yield self._to(shop, noticed, "reminder", *open_until)
        else:
            yield from self._reminder(shop, self.story.up(printed), still, month)

    def _settled_at(self, product: Product) -> datetime:
        """From when on nothing is asked of it any more."""
        known, never = accepted(self.story, product), self.story.end + DAY
        return min(known.at if known else never, self.ended.get(product.name, never))

    def _asked_at(self, product: Product) -> datetime:
        return product.entered or self.story.up(product.arrived)

    def _agenda(self, month: Month) -> Iterator[Sent]:
        """To the committee and the operator: what was in the round when the clerk handed it out."""
        when = agenda_out_at(self.story, month)
        listed = frozenset(
            name for turn in self.turns[month] for name in turn.members if turn.is_in(name, when)
        )
        for to in (COMMITTEE, OPERATOR) if listed else ():
            yield Sent(at=self.story.up(when), kind="agenda", to=to, products=listed)

    def _results(self, month: Month) -> Iterator[Sent]:
        selected: dict[datetime, set[str]] = defaultdict(set)
        notice = month.notice_at(self.story.habits)
        for turn in self.turns[month]:
            for told in turn.told:
                yield self._result(turn.shop, told)
                for name, kind in told.outcomes.items():
                    if kind == "selected":
                        selected[self.story.up(max(notice, told.at))].add(name)
        for at, names in selected.items():
            yield Sent(at=at, kind="handover", to=OPERATOR, products=frozenset(names))

    def _result(self, shop: Shop, told: Told) -> Sent:
        return Sent(
            at=told.at,
            kind="query" if told.corrects else "result",
            to=shop.address,
            products=frozenset(told.outcomes),
            told=frozenset() if told.corrects else frozenset(told.outcomes.items()),
            dated="" if told.corrects else era(told.dated),
        )

    def _receipts(self) -> Iterator[Sent]:
        shops = {product.name: product.shop for product in self.story.products}
        for deed in self.story.deeds:
            if isinstance(deed, Withdraw):
                shop = shops[deed.product]
                at = self.story.up(deed.at) if shop.address else deed.at
                yield self._to(shop, at, "withdrawal_receipt", deed.product)

    def _late(self, month: Month, at: datetime) -> frozenset[str]:
        return frozenset(name for turn in self.turns[month] for name in turn.late(at))

    def _looks(self, month: Month, since: datetime, until: datetime) -> list[datetime]:
        """When the machine may notice that something is late: at once, and whenever that changes."""
        changes = {self.story.up(at) for turn in self.turns[month] for at in turn.changes}
        return sorted(at for at in {self.story.up(since), *changes} if self.story.up(since) <= at < until)

    def _warnings(self, month: Month) -> Iterator[Sent]:
        """5, 3 and 1 open days before, of several missed ones the last; at the notice time that it is too late."""
        habits = self.story.habits
        notice = month.notice_at(habits)
        times = [*(month.morning_before(days, habits) for days in (5, 3, 1)), notice]
        slots = [*zip(times, times[1:], strict=False), (notice, self.story.end + DAY)]
        for since, until in slots:
            late = ((at, self._late(month, at)) for at in self._looks(month, since, until))
            first = next(((at, names) for at, names in late if names), None)
            if first:
                yield Sent(at=first[0], kind="alert", to=STAFF, products=first[1])

    def _delays(self, month: Month) -> Iterator[Sent]:
        """The letter about a delay: by mail if a clerk sends it, on paper if it is still true when she prints."""
        notice = month.notice_at(self.story.habits)
        for turn in self.turns[month]:
            looks = self._looks(month, notice, self.story.end + DAY)
            made = next(((at, turn.late(at)) for at in looks if turn.late(at)), None)
            if made is None:
                continue
            at, names = made
            needless = next((look for look in looks if look > at and not names & turn.late(look)), None)
            if turn.shop.address:
                sends = [
                    deed.at
                    for deed in self.story.deeds
                    if isinstance(deed, Excuse) and (deed.month, deed.shop) == (month, turn.shop.name)
                ]
                yield from (self._to(turn.shop, self.story.up(each), "query", *names) for each in sends)
            elif needless is None or clerks_next(at, PRINT_HOUR) < needless:
                yield self._to(turn.shop, at, "query", *names)


def era(instant: datetime) -> str:
    return f"令和{instant.year - 2018}年{instant.month}月{instant.day}日"
