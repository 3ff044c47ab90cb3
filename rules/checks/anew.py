"""All findings about a case: its sheet, what the office knows beside it, and what came with it."""

from collections.abc import Collection

from rules.checks import register, sheet as checks
from rules.findings import catalogue
from rules.forms import Form, Need, Row
from rules.model import Business, Case, Channel, Finding
from rules.record import replace
from rules.tables import Context

OF_PICTURES = frozenset({catalogue.PHOTO_TOO_SMALL.code, catalogue.PHOTO_UNREADABLE.code})
"""What was found in a file when it came, and can't be found in the case."""

MAIL = "contact_mail"
"""The field of the mail address."""


def asked_of(case: Case, form: Form) -> Form:
    """What this case is asked for: who applies on paper may have no mail address, and is not kept waiting for one."""
    return on_paper(form) if case.channel is Channel.POST and not case.addresses else form


def on_paper(form: Form) -> Form:
    """The form with a mail address that is expected where one is, not required."""
    return replace(
        form,
        sections=tuple(replace(each, rows=tuple(map(_on_paper, each.rows))) for each in form.sections),
    )


def _on_paper(row: Row) -> Row:
    answers = (replace(each, need=Need.EXPECTED) if each.key == MAIL else each for each in row.answers)
    return replace(row, answers=tuple(answers))


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
    form = asked_of(case, form)
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
