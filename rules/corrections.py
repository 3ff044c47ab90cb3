"""A resubmitted sheet beside the one before: which answers changed, and what became of the gaps."""

from collections.abc import Iterator

from rules.findings import catalogue
from rules.forms import Form
from rules.model import Case, Change, Entry, Finding, MailRef, Revision, Severity
from rules.wording import normal

BESIDE = catalogue.PLEDGE_MISSING.code
"""The pledge is the business's matter: it is asked for and counted apart from the sheets."""


def compare(before: Case, after: Case, form: Form, mail: MailRef) -> Revision:
    """What `mail` changed: the case as it stood, and with the new sheet and all findings about it.

    A gap is closed once its answer has no error at all: another error on it keeps it open.
    """
    earlier, now = _gaps(before), _gaps(after)
    return Revision(
        mail=mail.id,
        received_at=mail.received_at,
        changes=tuple(changes(before.entry, after.entry, form)),
        closed=tuple(label for key, label in earlier.items() if key not in now),
        still_open=tuple(label for key, label in earlier.items() if key in now),
        fresh=tuple(label for key, label in now.items() if key not in earlier),
    )


def changes(before: Entry, after: Entry, form: Form) -> Iterator[Change]:
    """In printed order. Width of letters and white space are no change; answers of another form are all new."""
    for field in form.fields:
        old, new = before.text(field.key), after.text(field.key)
        if normal(old) != normal(new):
            yield Change(field=field.key, label=field.label, old=old, new=new)


def counted(revision: Revision) -> str:
    """How the audit tells of a correction."""
    return (
        f"変更{len(revision.changes)}件、補正済み{len(revision.closed)}件、"
        f"未補正{len(revision.still_open)}件、新しい不備{len(revision.fresh)}件"
    )


def _gaps(case: Case) -> dict[str, str]:
    """What the business has to mend on the sheet: field (or code) -> how a letter calls it."""
    errors = (each for each in case.findings if each.severity is Severity.ERROR and each.code != BESIDE)
    return {_key(each): each.label or each.message for each in errors}


def _key(gap: Finding) -> str:
    return gap.field or gap.code
