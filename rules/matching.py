"""Which business sent this sheet, and which case it continues."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from rules.model import Business, Case, Entry, State
from rules.wording import digits, normal

ABBREVIATIONS = {
    "(株)": "株式会社",
    "(有)": "有限会社",
    "(同)": "合同会社",
    "(名)": "合名会社",
    "(資)": "合資会社",
}
VARIANTS = str.maketrans("髙﨑濵邉邊齋齊", "高崎浜辺辺斎斎")
"""Letters that one and the same owner writes both ways; NFKC leaves them apart."""

ALIKE = 0.6
"""How alike two product names must be for a reply to count as the corrected sheet (1 = equal)."""

CONTINUED = frozenset(
    {
        State.NEEDS_PERSON,
        State.CORRECTION_REQUESTED,
        State.ACCEPTED,
        State.TABLED,
        State.DECIDED,
        State.RELEASED,
    }
)
"""The case is still under way: the same product again is about it. After these it is a new entry."""


def business_of(entry: Entry, sender: str, businesses: Iterable[Business]) -> Business | None:
    """The business of this sheet: by its 法人番号, else by its name and one thing more that agrees.

    An address alone never decides, since agents send for many; two different 法人番号 are never one business.
    """
    number = digits(str(entry.value("corp_no") or ""))
    known = tuple(businesses)
    if number and (numbered := [business for business in known if business.corporate_number == number]):
        return numbered[0]
    name = name_of(entry.text("biz_name"))
    named = (
        business
        for business in known
        if name and name_of(business.name) == name and not (number and business.corporate_number)
    )
    return next((business for business in named if _something_agrees(entry, sender, business)), None)


def same_product(entry: Entry, case: Case) -> bool:
    """One product in one size: the same form, and the same JAN, or the same name and content."""
    if entry.form != case.form:
        return False
    ours, theirs = _jan(entry), _jan(case.entry)
    if ours and theirs:
        return ours == theirs
    return _same("name", entry, case.entry) and _agree("net", entry, case.entry)


def continued(
    entries: Sequence[Entry], business: str, candidates: Iterable[Case], *, reply: bool = False
) -> tuple[Case | None, ...]:
    """For each sheet of one mail the case that it continues, None for a new product; no case twice.

    `reply`: the candidates are those of the letter that the mail answers. A sheet that matches none exactly
    may have had its name or number corrected: it continues the one with the most similar name.
    """
    left = [case for case in candidates if case.business == business and case.state in CONTINUED]
    found: list[Case | None] = []
    for entry in entries:
        case = next((case for case in left if same_product(entry, case)), None)
        if case:
            left.remove(case)
        found.append(case)
    if reply:
        for place, entry in enumerate(entries):
            if found[place] is None and (case := _most_alike(entry, left)):
                left.remove(case)
                found[place] = case
    return tuple(found)


def name_of(name: str) -> str:
    """A business name in the form for comparing: ㈱, (株) and 株式会社 are one."""
    plain = normal(name).translate(VARIANTS)
    for short, full in ABBREVIATIONS.items():
        plain = plain.replace(short, full)
    return plain


def _something_agrees(entry: Entry, sender: str, business: Business) -> bool:
    representative = normal(entry.text("rep")).translate(VARIANTS)
    phone = digits(entry.text("tel"))
    mails = {sender.lower(), entry.text("contact_mail").lower()} - {""}
    return bool(
        (representative and representative == normal(business.representative).translate(VARIANTS))
        or (phone and phone == digits(business.phone))
        or mails.intersection(business.addresses)
    )


def _most_alike(entry: Entry, cases: Iterable[Case]) -> Case | None:
    likeness = [(_likeness(entry, case), case) for case in cases if case.form == entry.form]
    best, case = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return case if best >= ALIKE else None


def _likeness(entry: Entry, case: Case) -> float:
    ours, theirs = normal(entry.text("name")), normal(case.entry.text("name"))
    if not ours or not theirs:
        return ALIKE
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def _jan(entry: Entry) -> str:
    return digits(str(entry.value("jan") or ""))


def _same(key: str, ours: Entry, theirs: Entry) -> bool:
    return bool(ours.text(key)) and normal(ours.text(key)) == normal(theirs.text(key))


def _agree(key: str, ours: Entry, theirs: Entry) -> bool:
    return not (ours.text(key) and theirs.text(key)) or _same(key, ours, theirs)
