"""One entry against its form: what is missing, what contradicts, what a person should look at."""

from collections.abc import Callable, Iterator

from rules.checks import allergens, applicants, crafts, eligibility, food, products, trade
from rules.checks.review import Filled, Review, settled
from rules.findings import catalogue as say
from rules.findings.rule import noted
from rules.forms import Form, Kind, Need
from rules.model import Entry, Finding, Pledge, Severity
from rules.tables import Context

CHECKS: tuple[Callable[[Review], Iterator[Finding]], ...] = (
    applicants.dated,
    applicants.numbered,
    applicants.placed,
    applicants.own_words,
    products.one_product,
    allergens.ticks,
    allergens.lint,
    food.shelf_life,
    food.licence,
    food.licence_needed,
    food.alcohol,
    food.nutrition,
    food.additives,
    crafts.quality_label,
    crafts.fibres,
    crafts.safety,
    crafts.doubts,
    crafts.cosmetics,
    crafts.size,
    trade.tax_rate,
    trade.wholesale,
    trade.claims,
    trade.insurance,
)
"""A check whose input is missing stays silent: the gap itself is the one finding."""

ON_FILE = "提出済み"
"""The answer of a business whose pledge the office should have."""
BOTH_PICTURES = 2
"""One of the product and one of its label; which is which only a person can tell."""


def check(entry: Entry, form: Form, context: Context) -> tuple[Finding, ...]:
    """All findings about a sheet in printed order, those of reading included; at most one error a field.

    Pictures and the pledge are not judged here, see `attached`.
    """
    review = Review(entry=settled(entry, context.tables.words), form=form, context=context)
    findings = [*entry.findings, *_missing(review)]
    for each in CHECKS:
        findings.extend(each(review))
    findings.extend(eligibility.check(entry, form, context))
    return _in_order(findings, form)


def attached(
    form: Form,
    entry: Entry,
    *,
    pictures: int,
    pledge: Pledge,
    blank_pledge: bool = False,
    registry: bool = False,
) -> tuple[Finding, ...]:
    """What came beside the answers: pledge, photo, label. `pictures`: all readable ones of the case.

    `blank_pledge`: the office's own paper came back unfilled. `registry`: the pledges of earlier years are known.

    Until they are, a business that says 提出済み is believed and a person looks (CONTRACT.md section 5.3).
    """
    sheet = Filled(entry=entry, form=form)
    findings: list[Finding] = []
    if pledge is Pledge.MISSING:
        missing = (say.PLEDGE_BLANK,) * blank_pledge + (say.PLEDGE_MISSING,)
        if entry.value("pledge") == ON_FILE:
            missing = (say.PLEDGE_NOT_ON_FILE, *missing) if registry else (say.PLEDGE_UNRECORDED,)
        for rule in missing:
            findings.extend(sheet.find(rule, "pledge") if form.field("pledge") else (noted(rule),))
    if pictures == 0:
        findings.extend(sheet.find(say.PHOTO_MISSING, "photo"))
    label = form.field("label_img")
    if label and pictures < BOTH_PICTURES and sheet.holds(label.when):
        findings.extend(sheet.find(say.LABEL_MISSING, "label_img"))
    return tuple(findings)


def _missing(review: Review) -> Iterator[Finding]:
    unfound = {each.field for each in review.entry.findings if each.code == say.LABEL_NOT_FOUND.code}
    for field in review.form.fields:
        if field.key in unfound:  # a person looks whether it is missing at all
            continue
        asked = field.kind is not Kind.PICTURE and review.empty(field.key) and review.holds(field.when)
        if asked and field.need in (Need.REQUIRED, Need.WHEN):
            yield from review.find(say.MISSING, field.key)
        elif asked and field.need is Need.EXPECTED:
            yield from review.find(say.MISSING_EXPECTED, field.key)


def _in_order(findings: list[Finding], form: Form) -> tuple[Finding, ...]:
    """Findings on the whole sheet first, then by field; of several errors on a field the first."""
    places = {field.key: place for place, field in enumerate(form.fields)}
    faulty: set[str] = set()
    kept = []
    for finding in findings:
        if finding.severity is Severity.ERROR and finding.field is not None:
            if finding.field in faulty:
                continue
            faulty.add(finding.field)
        kept.append(finding)
    return tuple(sorted(kept, key=lambda each: places.get(each.field, -1) if each.field else -1))
