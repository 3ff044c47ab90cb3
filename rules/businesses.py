"""A business as a value: the people who write for it, and several records of one that a clerk has merged."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from rules.model import Business, Contact, Pledge
from rules.record import replace

T = TypeVar("T")

TRUSTED = (Pledge.CONFIRMED, Pledge.ON_FILE, Pledge.RECEIVED, Pledge.MISSING)
"""The most certain first."""

FILLED_UP = ("representative", "corporate_number", "municipality", "postal", "address", "phone", "notice_to")
"""What a record that leaves it open takes from those merged into it."""


def met(business: Business, address: str, *, name: str, department: str, at: datetime) -> Business:
    """Somebody wrote for it from one of its addresses at this instant; what they leave open stays as known."""
    before = contact(business, address)
    seen = Contact(
        address=address,
        name=name or before.name,
        department=department or before.department,
        seen_at=max(at, before.seen_at or at),
        vouched_by=before.vouched_by,
    )
    return replace(business, contacts=_with(business.contacts, seen))


def vouched(business: Business, address: str, by: str) -> Business:
    """A clerk says that this address is the business's, too."""
    known = replace(contact(business, address), vouched_by=by)
    addresses = tuple(dict.fromkeys((*business.addresses, address)))
    return replace(business, addresses=addresses, contacts=_with(business.contacts, known))


def named(business: Business, address: str, name: str) -> Business:
    """Who writes from this address, where nobody knew."""
    known = contact(business, address)
    return replace(business, contacts=_with(business.contacts, replace(known, name=known.name or name)))


def renamed(business: Business, address: str, name: str) -> Business:
    """A clerk says who writes from this address."""
    return replace(
        business, contacts=_with(business.contacts, replace(contact(business, address), name=name))
    )


def contact(business: Business, address: str) -> Contact:
    """Who writes from this address, as far as anything is known of them."""
    found = (each for each in business.contacts if each.address == address)
    return next(found, Contact(address=address))


def together(root: Business, others: Sequence[Business]) -> Business:
    """What the office sees of a business whose other records were merged into `root`: one, under its id and name.

    Its pledge is the most certain of them. One that was given in an earlier year, on a day nobody knows, is the
    earliest of all.
    """
    records = (root, *others)
    pledged = [each for each in records if each.pledge is not Pledge.MISSING]
    best = min(records, key=lambda each: TRUSTED.index(each.pledge))
    days = [each.pledge_received_at for each in pledged if each.pledge_received_at]
    contacts: tuple[Contact, ...] = ()
    for each in (each for record in records for each in record.contacts):
        known = next((other for other in contacts if other.address == each.address), each)
        contacts = _with(contacts, max(known, each, key=lambda one: (one.vouched_by != "", str(one.seen_at))))
    return replace(
        root,
        **{name: _first(getattr(each, name) for each in records) for name in FILLED_UP},
        addresses=_union(each.addresses for each in records),
        contacts=contacts,
        pledge=best.pledge,
        pledge_received_at=min(days) if days and len(days) == len(pledged) else None,
        pledge_files=_union(each.pledge_files for each in records),
        pledge_check=best.pledge_check,
        undeliverable={
            address: at for each in reversed(records) for address, at in each.undeliverable.items()
        },
    )


def own(record: Business, seen: Business, changed: Business) -> Business:
    """The record with what was changed of it as it was seen (`together`): the rest stays with the other records."""
    told: dict[str, Any] = {}
    for name in Business.__struct_fields__:
        mine, before, after = getattr(record, name), getattr(seen, name), getattr(changed, name)
        if isinstance(after, tuple):
            told[name] = tuple(each for each in after if each in mine or each not in before)
        elif isinstance(after, Mapping):
            told[name] = {key: it for key, it in after.items() if key in mine or before.get(key) != it}
        else:
            told[name] = mine if after == before else after
    return replace(record, **told)


def _with(contacts: tuple[Contact, ...], one: Contact) -> tuple[Contact, ...]:
    """In the place of the one with its address, else at the end."""
    return tuple({each.address: each for each in (*contacts, one)}.values())


def _union(all_: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(each for one in all_ for each in one))


def _first(values: Iterable[T]) -> T:
    """The first that says something, else the first."""
    listed = tuple(values)
    return next((each for each in listed if each), listed[0])
