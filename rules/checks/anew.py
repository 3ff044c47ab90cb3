"""All findings about a case: its sheet, what the office knows beside it, and what came with it."""

from collections.abc import Collection

from rules.checks import register
from rules.checks import sheet as checks
from rules.findings import catalogue
from rules.forms import Form
from rules.model import Business, Case, Finding
from rules.tables import Context

OF_PICTURES = frozenset({catalogue.PHOTO_TOO_SMALL.code, catalogue.PHOTO_UNREADABLE.code})
"""What was found in a file when it came, and can't be found in the case."""


def judged(
    case: Case,
    form: Form,
    context: Context,
    business: Business,
    *,
    earlier: Collection[str],
    sender: str,
    registry: bool,
) -> tuple[Finding, ...]:
    """Anew, when an answer of the case has changed and nothing came. `earlier` and `sender` as in
    `register.known`, `registry` as in `checks.attached`.
    """
    blank = any(each.code == catalogue.PLEDGE_BLANK.code for each in case.findings)
    return (
        *checks.check(case.entry, form, context),
        *register.known(form, case.entry, sender=sender, earlier=earlier),
        *checks.attached(
            form,
            case.entry,
            pictures=case.pictures,
            pledge=business.pledge,
            blank_pledge=blank,
            registry=registry,
        ),
        *(each for each in case.findings if each.code in OF_PICTURES),
    )
