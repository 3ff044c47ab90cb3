"""Which business sent this sheet, and which case it continues."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Self

from rules.model import Business, Case, Entry, Severity, State
from rules.record import Struct
from rules.spelling import name_of as name_of
from rules.wording import digits, normal

ALIKE = 0.6
"""How alike two product names must be for a sheet in a reply, or under the same JAN, to be the corrected one
(1 = equal)."""

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


class Applicant(Struct, frozen=True, kw_only=True):
    """What a sheet, a registry's row or a paper says of who applies."""

    name: str
    number: str = ""
    """法人番号, digits alone."""
    representative: str = ""
    phone: str = ""
    addresses: frozenset[str] = frozenset()
    """Mail addresses, lower case."""

    @classmethod
    def of(cls, entry: Entry, sender: str = "") -> Self:
        """`sender` is the mail's From, '' for paper."""
        return cls(
            name=entry.text("biz_name"),
            number=digits(str(entry.value("corp_no") or "")),
            representative=entry.text("rep"),
            phone=entry.text("tel"),
            addresses=frozenset({sender.lower(), entry.text("contact_mail").lower()} - {""}),
        )


def business_of(entry: Entry, sender: str, businesses: Iterable[Business]) -> Business | None:
    """The business of this sheet."""
    return owner(Applicant.of(entry, sender), businesses)


def owner(applicant: Applicant, businesses: Iterable[Business]) -> Business | None:
    """By the 法人番号; else by the name with the representative, then with the phone or an address.

    An address alone never decides, since agents send for many; two different 法人番号 are never one business.
    """
    known = tuple(businesses)
    for agree in (_by_number, _by_representative, _by_phone, _by_address):
        if found := next((each for each in known if agree(applicant, each)), None):
            return found
    return None


def same_product(entry: Entry, case: Case) -> bool:
    """One product in one size: the same form, and the same JAN, or the same name and content."""
    if entry.form != case.form:
        return False
    ours, theirs = _jan(entry), _jan(case.entry)
    if ours and theirs:
        return ours == theirs and _may_be_corrected(entry, case)
    return _same("name", entry, case.entry) and _agree("net", entry, case.entry)


def same_jan(ours: Entry, theirs: Entry) -> bool:
    """Both say the same JAN, on the same form: one product, or a number left as it stood in a copied sheet."""
    return ours.form == theirs.form and _jan(ours) == _jan(theirs) != ""


def distinct(entries: Sequence[Entry]) -> list[Entry]:
    """Without what one mail says twice: a copy beside its original, the same sheet saved in two formats."""
    found: dict[object, Entry] = {}
    for entry in entries:
        answers = frozenset((key, normal(answer.text)) for key, answer in entry.fields.items())
        found.setdefault((entry.form, answers), entry)
    return list(found.values())


def continued(
    entries: Sequence[Entry], candidates: Iterable[Case], *, reply: bool = False
) -> tuple[Case | None, ...]:
    """For each sheet of one mail the case that it continues, None for a new product; no case twice.

    `candidates`: cases of the business that the sheets are of.
    `reply`: the candidates are those of the letter that the mail answers. A sheet that matches none exactly
    may have had its name or number corrected: it continues the one with the most similar name.
    """
    left = [case for case in candidates if case.state in CONTINUED]
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


def _by_number(applicant: Applicant, business: Business) -> bool:
    return applicant.number != "" and applicant.number == business.corporate_number


def _by_representative(applicant: Applicant, business: Business) -> bool:
    representative = name_of(applicant.representative)
    return _named(applicant, business) and representative == name_of(business.representative) != ""


def _by_phone(applicant: Applicant, business: Business) -> bool:
    phone = digits(applicant.phone)
    return _named(applicant, business) and phone == digits(business.phone) != ""


def _by_address(applicant: Applicant, business: Business) -> bool:
    return _named(applicant, business) and not applicant.addresses.isdisjoint(business.addresses)


def _named(applicant: Applicant, business: Business) -> bool:
    """Called alike, and no two 法人番号 speak against it."""
    name = name_of(applicant.name)
    return name == name_of(business.name) != "" and not (applicant.number and business.corporate_number)


def _most_alike(entry: Entry, cases: Iterable[Case]) -> Case | None:
    likeness = [(_likeness(entry, case), case) for case in cases if case.form == entry.form]
    best, case = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return case if best >= ALIKE else None


def _likeness(entry: Entry, case: Case) -> float:
    ours, theirs = normal(entry.text("name")), normal(case.entry.text("name"))
    if not ours or not theirs:
        return ALIKE
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def _may_be_corrected(entry: Entry, case: Case) -> bool:
    """Not a second product on a copy of the first one's sheet: it is called alike, and of another content only
    where its name or content was to be mended.
    """
    wrong = {each.field for each in case.findings if each.severity is Severity.ERROR}
    of_one_size = _agree("net", entry, case.entry) or not wrong.isdisjoint(("name", "net"))
    return of_one_size and _likeness(entry, case) >= ALIKE


def _jan(entry: Entry) -> str:
    return digits(str(entry.value("jan") or ""))


def _same(key: str, ours: Entry, theirs: Entry) -> bool:
    return bool(ours.text(key)) and normal(ours.text(key)) == normal(theirs.text(key))


def _agree(key: str, ours: Entry, theirs: Entry) -> bool:
    return not (ours.text(key) and theirs.text(key)) or _same(key, ours, theirs)
