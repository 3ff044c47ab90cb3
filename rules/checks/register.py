"""What a sheet says beside what the office knows by itself: who sent it, and the business's earlier cases."""

from collections.abc import Collection, Iterator

from rules.checks.review import Filled
from rules.findings import concerns as say
from rules.forms import Form
from rules.model import Entry, Finding


def known(form: Form, entry: Entry, *, sender: str, earlier: Collection[str]) -> tuple[Finding, ...]:
    """`sender` is the mail's From, '' for paper; `earlier` the case numbers of this business. Warnings only."""
    sheet = Filled(entry=entry, form=form)
    return (*_contact(sheet, sender), *_previous(sheet, earlier))


def _contact(sheet: Filled, sender: str) -> Iterator[Finding]:
    address = sheet.words("contact_mail")
    if address and sender and address.casefold() != sender.casefold():
        yield from sheet.find(say.CONTACT_DIFFERS, "contact_mail")


def _previous(sheet: Filled, earlier: Collection[str]) -> Iterator[Finding]:
    number = sheet.words("prev_no")
    if number and number not in earlier:
        yield from sheet.find(say.PREV_UNKNOWN, "prev_no")
