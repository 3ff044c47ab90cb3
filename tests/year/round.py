"""What one business hears of one round: its products there, and what was decided, approved and told when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from rules.record import Struct, field
from tests.year.almanac import Month
from tests.year.entries import accepted, clerks_next
from tests.year.story import PRINT_HOUR, Correct, Decide, Release, Shop, Story, Withdraw

Word = Release | Decide | Withdraw | Correct

PRINTED_BEFORE = 3
"""Open days before the notice day on which paper notices may be printed."""


class Told(Struct, frozen=True, kw_only=True):
    at: datetime
    dated: datetime
    outcomes: Mapping[str, str]
    corrects: bool = False


class Turn(Struct, kw_only=True):
    shop: Shop
    month: Month
    members: dict[str, datetime]
    """Since when each product is in the round."""
    told: list[Told] = field(default_factory=list)
    left: dict[str, datetime] = field(default_factory=dict)
    """Withdrawn."""
    approved_from: list[tuple[datetime, str, bool]] = field(default_factory=list)
    """When a product became approved, and when it no longer was."""

    def is_in(self, name: str, at: datetime) -> bool:
        return self.members[name] < at and not (name in self.left and self.left[name] < at)

    def told_at(self, name: str) -> datetime | None:
        return next((told.at for told in self.told if name in told.outcomes), None)

    @property
    def changes(self) -> set[datetime]:
        return {*self.members.values(), *self.left.values(), *(at for at, _, _ in self.approved_from)}

    def late(self, at: datetime) -> frozenset[str]:
        """What has no approved outcome at this instant."""
        late = {name for name, since in self.members.items() if since <= at}
        for when, name, approved in self.approved_from:
            if when <= at:
                (late.discard if approved else late.add)(name)
        return frozenset(late - {name for name, when in self.left.items() if when <= at})


def turns(story: Story) -> dict[Month, list[Turn]]:
    """Month by month, as what is deferred goes on to the next."""
    found: dict[Month, dict[Shop, Turn]] = defaultdict(dict)
    for product in story.products:
        if entered := accepted(story, product):
            _turn(found[entered.month], product.shop, entered.month).members[product.name] = entered.at
    withdrawn = {deed.product: deed.at for deed in story.deeds if isinstance(deed, Withdraw)}
    releases: dict[Month, list[Word]] = defaultdict(list)
    words: dict[str, list[Word]] = defaultdict(list)
    for deed in story.deeds:
        if isinstance(deed, Release):
            releases[deed.month].append(deed)
        elif isinstance(deed, Decide | Withdraw | Correct):
            words[deed.product].append(deed)
    for month in story.watched:
        for turn in list(found[month].values()):
            for name in [
                name for name in turn.members if withdrawn.get(name, story.end) < turn.members[name]
            ]:
                del turn.members[name]
            own = (word for name, since in turn.members.items() for word in words[name] if word.at > since)
            _Replay(story, turn).play([*releases[month], *own])
            for told in turn.told:
                for name, kind in told.outcomes.items():
                    if kind == "deferred":
                        _turn(found[month.next], turn.shop, month.next).members[name] = told.at
    return {month: list(found[month].values()) for month in story.watched}


def _turn(of_month: dict[Shop, Turn], shop: Shop, month: Month) -> Turn:
    return of_month.setdefault(shop, Turn(shop=shop, month=month, members={}))


class _Replay:
    """The deeds on one turn in their order, and a look of the machine after each."""

    def __init__(self, story: Story, turn: Turn) -> None:
        self.story, self.turn = story, turn
        self.decided: dict[str, str] = {}
        self.approved: dict[str, datetime] = {}
        self.corrects: set[str] = set()
        self.queued_at: datetime | None = None
        """When the approved paper notice began to wait for the printer."""

    def play(self, words: Iterable[Word]) -> None:
        notice = self.turn.month.notice_at(self.story.habits)
        queueing = self.turn.month.morning_before(PRINTED_BEFORE, self.story.habits)
        moments: list[tuple[datetime, int, Word | None]] = []
        for word in words:
            moments += [(word.at, 0, word), (self.story.up(word.at), 2, None)]
        moments += [(self.story.up(at), 2, None) for at in (notice, queueing)]
        for at, _, deed in sorted(moments, key=lambda each: each[:2]):
            self._print(at)
            if deed is not None:
                self._do(deed)
            elif self.turn.shop.address and at >= notice:
                self._tell(at)
            elif not self.turn.shop.address and at >= queueing and self.approved:
                self.queued_at = self.queued_at or at
        self._print(self.story.end)

    def _do(self, deed: Word) -> None:
        if isinstance(deed, Release):
            fresh = sorted(self.decided.keys() - self.approved.keys())
            self.turn.approved_from += [(deed.at, name, True) for name in fresh]
            if fresh:  # with those that were approved before they make one letter
                self.approved = dict.fromkeys(self.decided, deed.at)
            return
        if self._went_on(deed.product):
            return
        self._fall_back(deed.product, deed.at)
        if isinstance(deed, Withdraw):
            self.decided.pop(deed.product, None)
            self.turn.left[deed.product] = deed.at
            return
        self.decided[deed.product] = deed.kind
        if isinstance(deed, Correct):
            self.corrects.add(deed.product)

    def _went_on(self, name: str) -> bool:
        """It is decided about in the next round."""
        return any(told.outcomes.get(name) == "deferred" for told in self.turn.told)

    def _fall_back(self, name: str, at: datetime) -> None:
        """What was approved is the letter: with one of its products all of it needs approval again."""
        if name in self.approved:
            self.turn.approved_from += [(at, each, False) for each in sorted(self.approved)]
            self.approved.clear()
            self.queued_at = None

    def _print(self, now: datetime) -> None:
        """The clerk has printed what waited long enough."""
        if self.queued_at is not None and self.approved:
            printed = clerks_next(self.queued_at, PRINT_HOUR)
            if printed <= now:
                self._tell(printed)

    def _tell(self, at: datetime) -> None:
        """One letter for all approved ones, a correction by itself."""
        notice = self.turn.month.notice_at(self.story.habits)
        together = {name: self.decided[name] for name in self.approved if name not in self.corrects}
        alone = [{name: self.decided[name]} for name in self.approved if name in self.corrects]
        for outcomes, corrects in ((together, False), *((each, True) for each in alone)):
            if outcomes:
                dated = max(notice, *(self.approved[name] for name in outcomes))
                self.turn.told.append(Told(at=at, dated=dated, outcomes=outcomes, corrects=corrects))
        for name in self.approved:
            del self.decided[name]
            self.corrects.discard(name)
        self.approved.clear()
        self.queued_at = None
