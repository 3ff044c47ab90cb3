"""What stands in each column of the 一覧表, by the column's key. Yen are numbers, all else is text."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from rules.agenda.edition import edition
from rules.agenda.items import Item
from rules.agenda.paper import AgendaPaper
from rules.eras import era_short
from rules.model import Finding, Severity
from rules.wording import plain, shorten
from rules.words import OUTCOMES

Shown = str | int | None
Value = Callable[[Item, AgendaPaper], Shown]

_REMARK = 36
"""Characters of a remark in the list; the 個票 has all of it."""


def price_with_tax(item: Item) -> int | None:
    """Yen; a fraction is dropped. None where price or rate are not known."""
    price, rate = item.value("price"), re.fullmatch(r"(\d{1,2})%", plain(str(item.value("tax_rate") or "")))
    return price * (100 + int(rate[1])) // 100 if isinstance(price, int) and rate else None


def yen(item: Item, key: str) -> Shown:
    """A number where it was understood, else as it was written ('70%')."""
    value = item.value(key)
    return value if isinstance(value, int) else item.text(key)


def storage(item: Item) -> str:
    degrees = item.value("storage.degrees")
    below = f" {degrees:g}℃以下" if isinstance(degrees, int | float) else ""
    return f"{item.value('storage') or ''}{below}"


def eligibility(item: Item) -> str:
    """'1・3': the numbers of the conditions ticked."""
    ticked = item.value("eligibility")
    return "・".join(plain(each)[:1] for each in ticked) if isinstance(ticked, tuple) else ""


def labelling(item: Item, paper: AgendaPaper) -> str:
    found = [each for each in open_findings(item) if each.field in paper.labelling]
    return f"{paper.words.look}{len(found)}" if found else paper.words.good


def licence(item: Item) -> str:
    until, kind = item.value("license_detail.until"), str(item.value("license") or "")
    return f"{kind}\n{era_short(until)}" if kind and isinstance(until, date) else kind


def checked(item: Item, paper: AgendaPaper) -> str:
    """形式審査: nothing to say, or how many things somebody should look at."""
    errors = sum(each.severity is Severity.ERROR for each in item.case.findings)
    warnings = sum(each.severity is Severity.WARNING for each in item.case.findings)
    parts = ((errors, paper.words.errors), (warnings, paper.words.look))
    return "\n".join(f"{word}{count}" for count, word in parts if count) or paper.words.good


def remarks(item: Item, paper: AgendaPaper) -> str:
    """What the findings are about, each label once."""
    labels = dict.fromkeys(each.label for each in open_findings(item) if each.label)
    return shorten("、".join(labels), _REMARK)


def earlier(item: Item, paper: AgendaPaper) -> str:
    before = item.value("prev_no")
    return item.earlier or (f"{paper.words.again} {before}" if before else "")


def screening(item: Item, paper: AgendaPaper) -> str:
    """'不選定案 R04・R06': the clerk's proposal."""
    proposed = item.case.screening
    if proposed is None:
        return ""
    return " ".join(filter(None, (paper.screening[proposed.kind], "・".join(proposed.reasons))))


def outcome(item: Item) -> str:
    return OUTCOMES[item.case.outcome.kind] if item.case.outcome else ""


def open_findings(item: Item) -> list[Finding]:
    return [each for each in item.case.findings if each.severity is not Severity.INFO]


VALUES: Mapping[str, Value] = {
    "place": lambda item, paper: item.place,
    "number": lambda item, paper: item.case.number,
    "accepted": lambda item, paper: era_short(item.accepted_on),
    "business": lambda item, paper: item.business.name,
    "municipality": lambda item, paper: item.business.municipality,
    "product": lambda item, paper: item.case.product,
    "category": lambda item, paper: item.text("category"),
    "net": lambda item, paper: item.text("net") or paper.words.nothing,
    "price": lambda item, paper: yen(item, "price"),
    "price_with_tax": lambda item, paper: price_with_tax(item),
    "tax_rate": lambda item, paper: item.text("tax_rate"),
    "wholesale": lambda item, paper: yen(item, "wholesale"),
    "shelf_life": lambda item, paper: item.text("shelf_life") or paper.words.nothing,
    "storage": lambda item, paper: storage(item) or paper.words.nothing,
    "eligibility": lambda item, paper: eligibility(item),
    "labelling": labelling,
    "licence": lambda item, paper: licence(item) or paper.words.nothing,
    "liability": lambda item, paper: item.text("pl"),
    "pledge": lambda item, paper: paper.pledges[item.business.pledge],
    "pictures": lambda item, paper: item.case.pictures,
    "checked": checked,
    "remarks": remarks,
    "earlier": earlier,
    "screening": screening,
    "outcome": lambda item, paper: outcome(item),
    "reason": lambda item, paper: (item.case.outcome.reason if item.case.outcome else None) or "",
    "conditions": lambda item, paper: item.case.outcome.conditions if item.case.outcome else "",
    "note": lambda item, paper: item.case.outcome.note if item.case.outcome else "",
    "version": lambda item, paper: edition(item.case),
}
"""Every key that tables/agenda.toml may name."""
