"""Writes a story by a seed: everything that a year brings, put where it is hardest.

Each round has its own accident (`TWISTS`) and its own hour at which the machine is off (`POWER_CUTS`); who sends
what and when is chance.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import get_args

from rules.record import replace
from tests.year.almanac import DAY, SECOND, ClosedDay, Counts, Habits, Month, at, month_of, open_days
from tests.year.entries import Accepted, accepted, known_at
from tests.year.round import turns
from tests.year.story import (
    Agree,
    Correct,
    Decide,
    Deed,
    Excuse,
    Expire,
    Off,
    Product,
    Release,
    Shop,
    Story,
    Withdraw,
)

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

FRUIT = (
    "いちご 柿 ぶどう 梨 みかん もも びわ いちじく 梅 ゆず すもも かりん 栗 くるみ 桑の実 さくらんぼ あんず はっさく"
).split()
THING = (
    "ジャム 酢 ゼリー ようかん 茶 飴 ソース みそ パイ 羊羹 大福 カステラ ドレッシング 漬け 酵素 サブレ シロップ ケーキ"
).split()

TWISTS = (
    "late", "changed", "in two", "deferred much", "changed and late", "put right",
    "in two and late", "withdrawn", "forgotten", "late", "changed", "put right",
)  # fmt: skip

POWER_CUTS = (
    "notice", "cut-off", "reminder", "warning", "reminder and cut-off", "print",
    "agenda", "digest", "notice", "late approval", "handover", "cut-off",
)  # fmt: skip
"""Over which duty the machine is off; the handover leaves with the notices."""

KINDS = ("selected", "selected", "rejected")


def written(seed: int, *, first: Month, months: int, entries: int) -> Story:
    return _Author(seed, first, months, entries).story()


class _Author:
    def __init__(self, seed: int, first: Month, count: int, entries: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # no secret: it writes a story
        self.seed, self.each = seed, entries // count
        self.habits = Habits(
            closed_day=get_args(ClosedDay)[seed % 3],
            grace_days=(0, 3)[seed // 3 % 2],
            counts=get_args(Counts)[seed // 6 % 2],
        )
        self.months = [first]
        while len(self.months) < count:
            self.months.append(self.months[-1].next)
        self.shops = [
            Shop(name=f"{fruit}の店", address="" if place % 6 == 5 else f"mise{place:02}@example.jp")
            for place, fruit in enumerate(FRUIT * 4)
            for fruit in (f"{fruit}{'' if place < len(FRUIT) else place // len(FRUIT) + 1}",)
        ]
        self.names = iter(self.chance.sample([f"{fruit}{thing}" for fruit in FRUIT for thing in THING], 324))
        self.mails = iter(range(1, 10_000))
        self.pledged: dict[Shop, datetime] = {}
        self.products: list[Product] = []
        self.deeds: list[Deed] = []
        self.off = tuple(self._power_cuts())

    def story(self) -> Story:
        for month in self.months:
            self._entries(month)
        carried: list[Accepted] = []
        for place, month in enumerate(self.months):
            carried = self._decided(month, TWISTS[(place + self.seed) % len(TWISTS)], carried)
        self._unanswered()
        return self._story

    @property
    def _story(self) -> Story:
        last = self.months[-1].notice_at(self.habits)
        return Story(
            habits=self.habits,
            months=tuple(self.months),
            products=tuple(sorted(self.products, key=lambda each: (each.entered or each.arrived, each.mail))),
            deeds=tuple(sorted(self.deeds, key=lambda each: each.at)),
            off=self.off,
            end=at(list(islice(open_days(last.date()), 6))[-1], 18),
        )

    def _power_cuts(self) -> Iterator[Off]:
        for place, month in enumerate(self.months):
            why = POWER_CUTS[(place + self.seed) % len(POWER_CUTS)]
            notice, reminder = month.notice_at(self.habits), month.reminder_at(self.habits)
            over, graced = month.over_at, month.graced_until(self.habits)
            since, until = {
                "notice": (notice - 13 * HOUR, notice + 26 * HOUR),
                "cut-off": (over - 5 * HOUR, over + 8 * HOUR),
                "reminder": (reminder - 3 * HOUR, reminder + 29 * HOUR),
                "warning": (month.morning_before(5, self.habits) - 12 * HOUR,
                            month.morning_before(3, self.habits) + 5 * HOUR),
                "reminder and cut-off": (reminder - HOUR, over + 9 * HOUR),
                "print": (month.morning_before(3, self.habits) - HOUR,
                          month.morning_before(3, self.habits) + 30 * HOUR),
                "agenda": (graced - 2 * HOUR, at(next(open_days(graced.date() - DAY)), 15)),
                "digest": (notice - 5 * DAY, notice - 3 * DAY),
                "late approval": (notice - HOUR, notice + 7 * HOUR),
                "handover": (notice - MINUTE, notice + MINUTE),
            }[why]  # fmt: skip
            yield Off(since=since + 17 * MINUTE, until=until + 31 * MINUTE, why=why)

    # What the businesses send

    def _entries(self, month: Month) -> None:
        begin = at(month.last_day - 29 * DAY, 7)
        left = self.each
        edges = [month.over_at - SECOND, month.over_at]
        while left > 0:
            shop = self.chance.choice(self.shops)
            arrived = edges.pop() if edges and shop.address else self._moment(begin, month.over_at)
            if shop.address:
                left -= self._mail(shop, arrived, min(left, self.chance.choice((1, 1, 2, 3))))
            else:
                left -= self._paper(shop, arrived.date())

    def _moment(self, begin: datetime, end: datetime) -> datetime:
        day = begin.date() + self.chance.randrange((end.date() - begin.date()).days) * DAY
        return at(day, self.chance.randrange(7, 23), self.chance.randrange(60), self.chance.randrange(1, 60))

    def _mail(self, shop: Shop, arrived: datetime, count: int) -> int:
        if shop in self.pledged and arrived <= self.pledged[shop] + DAY:
            return 0
        first, number = shop not in self.pledged, next(self.mails)
        made = [
            Product(name=next(self.names), shop=shop, mail=number, arrived=arrived, brings_pledge=first)
            for _ in range(count)
        ]
        how = self.chance.randrange(10)
        if first and how < 4:  # the pledge follows, in minutes or in days
            later = 4 * MINUTE if how < 2 else self.chance.randrange(2, 12) * DAY + 3 * HOUR
            made = [replace(each, brings_pledge=False, pledged=arrived + later) for each in made]
        elif how > 6:
            mended = arrived + self.chance.choice((2, 3, 9, 25)) * DAY + 2 * HOUR
            sound = self._can_answer(arrived, mended) and self.chance.random() < 0.75
            made[0] = replace(made[0], flawed=True, mended=mended if sound else None)
        self.pledged[shop] = max(arrived, *(each.pledged or arrived for each in made))
        self.products += made
        return count

    def _can_answer(self, arrived: datetime, mended: datetime) -> bool:
        """The request has left by then."""
        return self._up(arrived) < mended and mended < self.months[-1].notice_at(self.habits)

    def _up(self, instant: datetime) -> datetime:
        return next((off.until for off in self.off if off.since <= instant < off.until), instant)

    def _paper(self, shop: Shop, day: date) -> int:
        """It lies in the office for up to some days before it is entered."""
        arrived = at(day, 0)
        if shop in self.pledged and arrived <= self.pledged[shop] + DAY:
            return 0
        entered = self._working(day, self.chance.choice((0, 1, 1, 3)))
        flawed = self.chance.random() < 0.25
        mended = self._working(entered.date(), 3) if flawed and self.chance.random() < 0.8 else None
        product = Product(
            name=next(self.names), shop=shop, mail=next(self.mails), arrived=arrived, entered=entered,
            flawed=flawed, mended=mended, brings_pledge=shop not in self.pledged,
        )  # fmt: skip
        self.pledged[shop] = entered
        self.products.append(product)
        return 1

    def _working(self, day: date, days: int) -> datetime:
        """Some time of the open day so many days later: never at the hour at which clerks print or hand out."""
        found = next(open_days(day - DAY)) if not days else next(islice(open_days(day), days - 1, None))
        return at(
            found,
            self.chance.choice((9, 11, 14, 16)),
            self.chance.randrange(5, 55),
            self.chance.randrange(60),
        )

    # What the clerks do

    def _decided(self, month: Month, twist: str, carried: list[Accepted]) -> list[Accepted]:
        """All of a round; what goes on to the next comes back."""
        story, notice = self._story, month.notice_at(self.habits)
        known = [each for product in story.products if (each := accepted(story, product))]
        here = [each for each in known if each.month == month] + carried
        days = list(islice(open_days(month.graced_until(self.habits).date() - DAY), 8))
        after = list(islice(open_days(notice.date()), 6))
        gone = self._withdrawn_early(month, here, days)
        rate = 0.5 if twist == "deferred much" else 0.15
        fates: dict[str, str] = {}
        for each in here:
            if each.product.name in gone:
                continue
            name, day = each.product.name, days[2]
            deferred = self.chance.random() < rate and month != self.months[-1]
            fates[name] = "deferred" if deferred else self.chance.choice(KINDS)
            if twist.startswith("in two") and len(fates) % 2:
                day = days[5]
            elif twist == "forgotten" and len(fates) == 1:
                fates[name], day = "rejected", after[4]
            self.deeds.append(Decide(at=self._on(day, each.at), product=name, kind=fates[name]))
        self._approved(month, twist, fates, days, after)
        told = {
            name: each.at
            for turn in turns(self._story)[month]
            for each in turn.told
            for name in each.outcomes
        }
        return [
            replace(each, at=told[each.product.name])
            for each in here
            if fates.get(each.product.name) == "deferred" and each.product.name in told
        ]

    def _on(self, day: date, known: datetime) -> datetime:
        when = at(day, 14, self.chance.randrange(60), self.chance.randrange(60))
        assert when > known, (when, known)
        return when

    def _approved(
        self, month: Month, twist: str, fates: dict[str, str], days: list[date], after: list[date]
    ) -> None:
        """When, and what is changed before and behind it."""
        if not fates:
            return
        first = after[1] if twist == "late" else days[4]
        self._release(month, first)
        if twist == "late":
            self._excused(month, after[0])
        if twist == "in two":
            self._release(month, days[6])
        if twist.startswith("changed"):
            self._changed(month, days[6], fates)
            self._release(month, after[0] if twist == "changed and late" else days[7])
        if twist == "withdrawn":
            self._withdrawn_untold(month, days[6], 2)
        if twist == "put right":
            self._put_right(month, after[2])
            self._release(month, after[3], corrected=True)
        self._release(month, after[5])

    def _release(self, month: Month, day: date, *, corrected: bool = False) -> None:
        """Where there is anything to approve."""
        when = at(day, 15, self.chance.randrange(60), self.chance.randrange(60))
        decided = {deed.product for deed in self.deeds if isinstance(deed, Decide) and deed.at < when}
        if corrected or any(decided & turn.late(when) for turn in turns(self._story)[month]):
            self.deeds.append(Release(at=when, month=month))

    def _untold(self, month: Month, when: datetime) -> list[str]:
        """Approved, and still in the house."""
        return [
            name
            for turn in turns(self._story)[month]
            for name in sorted(turn.members)
            if turn.is_in(name, when)
            and name not in turn.late(when)
            and (turn.told_at(name) or self._story.end) > when
        ]

    def _changed(self, month: Month, day: date, fates: dict[str, str]) -> None:
        when = at(day, 11, self.chance.randrange(60), 30)
        for name in self._untold(month, when)[:40:13]:
            fates[name] = "rejected" if fates[name] != "rejected" else "selected"
            self.deeds.append(Decide(at=when, product=name, kind=fates[name]))
            when += MINUTE

    def _withdrawn_untold(self, month: Month, day: date, count: int) -> None:
        when = at(day, 11, self.chance.randrange(50), 20)
        for name in self._untold(month, when)[:count]:
            self.deeds.append(Withdraw(at=when, product=name))
            when += MINUTE

    def _excused(self, month: Month, day: date) -> None:
        when = at(day, 14, 1, 5)
        late = [turn.shop for turn in turns(self._story)[month] if turn.shop.address and turn.late(when)]
        for place, shop in enumerate(late[::3]):
            self.deeds.append(Excuse(at=when + place * MINUTE, month=month, shop=shop.name))

    def _put_right(self, month: Month, day: date) -> None:
        when = at(day, 11, self.chance.randrange(50), 40)
        told = [
            (name, kind)
            for turn in turns(self._story)[month]
            for told in turn.told
            for name, kind in told.outcomes.items()
            if told.at < when and kind != "deferred"
        ]
        for name, kind in told[:30:11]:
            right = "rejected" if kind == "selected" else "selected"
            self.deeds.append(Correct(at=when, product=name, kind=right))
            when += MINUTE

    def _withdrawn_early(self, month: Month, here: list[Accepted], days: list[date]) -> set[str]:
        """Before the committee has decided: while it is accepted, or on the list."""
        gone = set()
        for each in here:
            if self.chance.random() < 0.07:
                tabled = self.chance.random() < 0.5
                when = at(days[1], 16, self.chance.randrange(60), 10)
                if not tabled and each.at + DAY < month.over_at:
                    when = each.at + self.chance.randrange(3, 20) * HOUR + 7 * MINUTE
                self.deeds.append(Withdraw(at=when, product=each.product.name))
                gone.add(each.product.name)
        return gone

    def _unanswered(self) -> None:
        """What was never mended: some give up, some are ended by a clerk, some go on waiting."""
        end = self._story.end
        for product in self.products:
            if product.flawed and product.mended is None:
                asked = known_at(self._story, replace(product, flawed=False)) or product.arrived
                last = month_of(product.arrived).next.over_at
                how = self.chance.randrange(3)
                if how == 0:
                    self.deeds.append(Withdraw(at=self._working(asked.date(), 4), product=product.name))
                elif how == 1 and (ended := self._working(last.date(), 4)) < end:
                    self.deeds.append(Expire(at=ended, product=product.name))
        told = [
            (told.at, name)
            for month in self.months
            for turn in turns(self._story)[month]
            for told in turn.told
            for name, kind in told.outcomes.items()
            if kind == "selected"
        ]
        corrected = {deed.product for deed in self.deeds if isinstance(deed, Correct)}
        for when, name in told[::4]:
            agreed = self._working(max(when, month_of(when).over_at).date(), 5)
            if name not in corrected and agreed < end:
                self.deeds.append(
                    Agree(at=agreed, product=name, state=self.chance.choice(("negotiating", "listed")))
                )
