"""The products of a round in the order of the agenda: 新規, 継続, 保留 (DOMAIN.md section 6.5)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from rules import numbers
from rules.forms import Form
from rules.model import Business, Case, State
from rules.record import Struct, replace

SHOWN = frozenset(
    {
        State.ACCEPTED,
        State.TABLED,
        State.DECIDED,
        State.RELEASED,
        State.NOTIFIED,
        State.NEGOTIATING,
        State.LISTED,
        State.NOT_AGREED,
    }
)
"""A product is on the agenda from its acceptance on, unless it left the round."""


class Profile(StrEnum):
    FULL = "full"
    PUBLIC = "public"
    """Without contact data and wholesale prices."""


class Group(StrEnum):
    NEW = "new"
    AGAIN = "again"
    """再エントリー or 内容変更."""
    DEFERRED = "deferred"
    """Carried over from an earlier round by 継続審査."""


class Past(Struct, frozen=True, kw_only=True):
    """One thing that happened to the product, for its history."""

    at: datetime
    text: str


class Item(Struct, frozen=True, kw_only=True):
    """One product on the agenda."""

    case: Case
    business: Business
    form: Form
    group: Group
    accepted_on: date
    """受付日, on the office's clock."""
    place: int = 0
    """Its running number on this agenda, from 1."""
    earlier: str = ""
    """What became of it before: '令和8年11月分 継続審査'."""
    history: tuple[Past, ...] = ()
    remarks: tuple[str, ...] = ()
    """特記: what matters to a judgement beside answers and findings, whatever a clerk has read of it."""
    memos: tuple[str, ...] = ()
    """Remarks of clerks for colleagues."""

    def value(self, key: str) -> object:
        return self.case.entry.value(key)

    def text(self, key: str) -> str:
        return self.case.entry.text(key).strip()


def group_of(case: Case, *, was_deferred: bool) -> Group:
    if was_deferred:
        return Group.DEFERRED
    return Group.AGAIN if case.entry.value("entry_kind") in ("再エントリー", "内容変更") else Group.NEW


def ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    """By group, then by number, with their places."""
    groups = list(Group)
    found = sorted(items, key=lambda item: (groups.index(item.group), numbers.turn(item.case.number)))
    return tuple(replace(item, place=place) for place, item in enumerate(found, 1))


class Count(Struct, frozen=True, kw_only=True):
    """How many products of each group somebody has on the agenda."""

    name: str
    by_group: Mapping[Group, int]
    municipality: str = ""

    @property
    def total(self) -> int:
        return sum(self.by_group.values())


def by_municipality(items: Sequence[Item], municipalities: Sequence[str], outside: str) -> tuple[Count, ...]:
    """Every municipality of the region, in its order, with or without products; then what lies outside."""
    named = [(town_of(item, municipalities, outside), item.group) for item in items]
    counts = Counter(named)
    towns = (*municipalities, *([outside] if any(town == outside for town, _ in named) else ()))
    return tuple(Count(name=town, by_group={group: counts[town, group] for group in Group}) for town in towns)


def by_business(items: Sequence[Item]) -> tuple[Count, ...]:
    """The one with most products first."""
    counts = Counter((item.business.id, item.group) for item in items)
    businesses = {item.business.id: item.business for item in items}
    found = [
        Count(
            name=business.name,
            municipality=business.municipality,
            by_group={group: counts[id, group] for group in Group},
        )
        for id, business in businesses.items()
    ]
    return tuple(sorted(found, key=lambda count: -count.total))


def town_of(item: Item, municipalities: Sequence[str], outside: str) -> str:
    return item.business.municipality if item.business.municipality in municipalities else outside
