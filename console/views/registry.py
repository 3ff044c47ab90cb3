"""The registry of businesses: their order and rows, one of them as text, and what a merger would move."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from console.dates import Dates
from console.register import Register
from console.shown import clean, fit
from console.views.lines import Line, Row, Tone
from console.words import COMMA, STATES, businesses as words
from rules import lookup, numbers, pledges
from rules.businesses import contact, together
from rules.lookup import Word
from rules.matching import CONTINUED
from rules.model import Business, Case, Pledge

LABEL = 10
"""Cells for the label of a line."""
MOST_CASES = 20
"""Cases that the text of a business names."""
MOST_NUMBERS = 4


def listed(register: Register) -> tuple[Business, ...]:
    """Each business once, whatever was merged into it: those whose pledge waits for a person first, then by number."""
    found = {business.id: business for business in register.businesses.values()}
    waits = frozenset(business.id for business in waiting(register))
    return tuple(sorted(found.values(), key=lambda each: (each.id not in waits, each.id)))


def waiting(register: Register) -> tuple[Business, ...]:
    """Whose pledge came and was not looked at, while a case of theirs is under way."""
    ids = {register.owner(case) for case in register.cases.values() if case.state in CONTINUED}
    found = {business.id: business for business in register.businesses.values() if business.id in ids}
    return tuple(each for _, each in sorted(found.items()) if each.pledge is Pledge.RECEIVED)


def cases_of(register: Register) -> Mapping[str, tuple[Case, ...]]:
    """By the business's id, the newest first."""
    found: dict[str, list[Case]] = {}
    for case in sorted(register.cases.values(), key=lambda case: numbers.turn(case.number), reverse=True):
        found.setdefault(register.owner(case), []).append(case)
    return {id: tuple(cases) for id, cases in found.items()}


def agents(register: Register) -> frozenset[str]:
    """Addresses that write for more than one business."""
    held = Counter(address for business in listed(register) for address in business.addresses)
    return frozenset(address for address, count in held.items() if count > 1)


def text_of(business: Business, cases: Sequence[Case]) -> str:
    """All that it is found by, folded, a line for each thing: its name, its reading on the sheets, whom to reach."""
    readings = dict.fromkeys(case.entry.text("biz_name.kana") for case in cases)
    told = (
        business.id,
        business.name,
        *readings,
        business.representative,
        business.corporate_number,
        business.phone,
        business.address,
        business.municipality,
        *business.addresses,
        *(each.name for each in business.contacts),
        *business.absorbed,
    )
    town = f"{lookup.FIELDS[words.TOWN]}{lookup.folded(business.municipality)}"
    return "\n" + "\n".join((town, *map(lookup.folded, filter(None, told)))) + "\n"


def found(register: Register, wanted: Sequence[Word]) -> tuple[Business, ...]:
    if not wanted:
        return listed(register)
    cases = cases_of(register)
    return tuple(
        business
        for business in listed(register)
        if lookup.fits(text_of(business, cases.get(business.id, ())), wanted)
    )


def row(business: Business, cases: Sequence[Case], agents: frozenset[str], dates: Dates) -> Row:
    marks = [words.UNREACHED] if business.undeliverable else []
    marks += [words.AGENT] if business.notice_to in agents and not business.notice_by else []
    cells = (
        business.id,
        business.name,
        business.municipality,
        _pledge_word(business, cases),
        dates.day(business.pledge_received_at),
        f"{len(cases)}",
        business.notice_to,
        " ".join(marks),
    )
    waits = _waits(business, cases)
    tone = Tone.ALARM if business.undeliverable else Tone.STRONG if waits else Tone.PLAIN
    return Row(business.id, tuple(clean(cell) for cell in cells), tone)


def _waits(business: Business, cases: Sequence[Case]) -> bool:
    """Its pledge is to be looked at, for a case that is under way."""
    return business.pledge is Pledge.RECEIVED and any(case.state in CONTINUED for case in cases)


def _pledge_word(business: Business, cases: Sequence[Case]) -> str:
    came = business.pledge is Pledge.RECEIVED and not _waits(business, cases)
    return words.NOT_CONFIRMED if came else words.PLEDGES[business.pledge]


def summary(register: Register) -> str:
    every = listed(register)
    return words.SUMMARY.format(
        count=len(every),
        pledges=len(waiting(register)),
        unreached=sum(bool(business.undeliverable) for business in every),
    )


def page(
    business: Business,
    cases: Sequence[Case],
    register: Register,
    joined: Mapping[str, str],
    dates: Dates,
) -> Iterator[Line]:
    """All that the office knows of it. `joined`: the names of the records merged into it, by their ids."""
    yield Line(clean(f"{business.id}  {business.name}"), Tone.STRONG)
    for name, value in (
        ("representative", business.representative),
        ("corporate_number", business.corporate_number),
        ("municipality", business.municipality),
        ("phone", business.phone),
        ("address", " ".join(filter(None, (business.postal, business.address)))),
    ):
        if value:
            yield _labelled(words.FIELDS[name], value)
    yield from _pledge(business, cases, dates)
    yield _labelled(words.NOTICE_TO, _notice(business))
    writers = agents(register)
    for address in business.addresses:
        yield from _address(business, address, writers, register, dates)
    for id, name in joined.items():
        yield _labelled(words.JOINED, words.JOINED_LINE.format(id=id, name=name))
    yield Line()
    yield from _cases(cases)


def _pledge(business: Business, cases: Sequence[Case], dates: Dates) -> Iterator[Line]:
    state = _pledge_word(business, cases)
    date = dates.day(business.pledge_received_at)
    tone = Tone.STRONG if business.pledge in (Pledge.MISSING, Pledge.RECEIVED) else Tone.PLAIN
    yield _labelled(words.PLEDGE, words.PLEDGE_LINE.format(state=state, date=date), tone)
    if check := business.pledge_check:
        at = dates.day(check.at)
        told = [words.CHECKED.format(by=check.by, at=at)]
        if lacking := pledges.lacking(check.points):
            told.append(words.LACKING.format(points=lacking))
        if check.note:
            told.append(words.PLEDGE_NOTE.format(note=check.note))
        yield _labelled("", "  ".join(told))
    if business.pledge_files:
        names = COMMA.join(file.name for file in business.pledge_files)
        yield _labelled("", words.FILES.format(names=names))


def _notice(business: Business) -> str:
    if not business.notice_to:
        return words.NO_NOTICE
    if business.notice_by:
        return words.CHOSEN_BY.format(address=business.notice_to, by=business.notice_by)
    return words.FIRST_SENDER.format(address=business.notice_to)


def _address(
    business: Business, address: str, writers: frozenset[str], register: Register, dates: Dates
) -> Iterator[Line]:
    known = contact(business, address)
    told = [address, known.name, known.department]
    if known.seen_at:
        told.append(words.LAST_SEEN.format(at=dates.day(known.seen_at)))
    if known.vouched_by:
        told.append(words.VOUCHED.format(by=known.vouched_by))
    if address in writers:
        others = (each for each in listed(register) if address in each.addresses and each.id != business.id)
        told.append(words.SENDS_FOR_MANY.format(names=COMMA.join(each.name for each in others)))
    since = business.undeliverable.get(address)
    if since:
        told.append(words.COMES_BACK.format(since=dates.day(since)))
    label = words.ADDRESSES if address == business.addresses[0] else ""
    yield _labelled(label, "  ".join(filter(None, told)), Tone.ALARM if since else Tone.PLAIN)


def _cases(cases: Sequence[Case]) -> Iterator[Line]:
    if not cases:
        yield Line(clean(words.NO_CASES_YET), Tone.QUIET)
    for case in cases[:MOST_CASES]:
        told = words.CASE_LINE.format(
            number=case.number, state=fit(clean(STATES[case.state]), 6), product=case.product
        )
        yield Line(clean(told), indent=16)
    if len(cases) > MOST_CASES:
        yield Line(clean(words.MORE.format(count=len(cases) - MOST_CASES)), Tone.QUIET)


def merger(into: Business, other: Business, register: Register) -> Iterator[Line]:
    """What moves when `other` becomes a part of `into`, and what speaks against it."""
    for one, two, sentence in (
        (into.corporate_number, other.corporate_number, words.MERGE_NUMBERS),
        (into.representative, other.representative, words.MERGE_NAMES),
    ):
        if one and two and one != two:
            yield Line(clean(sentence.format(one=one, other=two)), Tone.ALARM)
    moved = cases_of(register).get(other.id, ())
    numbers = " ".join(case.number for case in moved[:MOST_NUMBERS])
    if len(moved) > MOST_NUMBERS:
        numbers += f" {words.MORE.format(count=len(moved) - MOST_NUMBERS)}"
    told = words.MERGE_CASES.format(id=other.id, count=len(moved), into=into.id, numbers=numbers)
    yield Line(clean(told), indent=6)
    whole = together(into, [other])
    fresh = COMMA.join(address for address in whole.addresses if address not in into.addresses)
    gained = words.MERGE_ADDRESSES.format(addresses=fresh) if fresh else words.MERGE_NO_ADDRESS
    yield Line(clean(gained), indent=10)
    yield Line(clean(words.MERGE_PLEDGE.format(pledge=words.PLEDGES[whole.pledge])))
    yield Line(clean(words.MERGE_LETTERS))
    yield Line(clean(words.MERGE_BACK), Tone.QUIET)


def _labelled(label: str, text: str, tone: Tone = Tone.PLAIN) -> Line:
    return Line(clean(f"{fit(clean(label), LABEL)} {text}"), tone, LABEL + 1)
