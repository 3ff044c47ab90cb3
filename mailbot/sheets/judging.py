"""A workbook judged by itself, as it will be when it comes by mail: its sheets and what is wrong with each."""

from collections.abc import Sequence

from mailbot.sheets.reading import Reading
from rules.checks import check
from rules.findings import catalogue, noted
from rules.forms import Form
from rules.model import Entry, Finding
from rules.record import Struct
from rules.tables import Context


class Judged(Struct, frozen=True, kw_only=True):
    """One filled sheet. `findings` are all that its answers give; pledge and photos come beside it by mail."""

    entry: Entry
    findings: tuple[Finding, ...]


class Verdict(Struct, frozen=True, kw_only=True):
    """`findings` are about the workbook as a whole."""

    sheets: tuple[Judged, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """Every finding, of all sheets."""
        return (*self.findings, *(each for sheet in self.sheets for each in sheet.findings))


def judge(reading: Reading, forms: Sequence[Form], context: Context) -> Verdict:
    """What was read, with all findings of the checks; a workbook of ours that nobody filled has one of its own."""
    named = {form.name: form for form in forms}
    sheets = (
        Judged(entry=entry, findings=check(entry, named[entry.form], context)) for entry in reading.entries
    )
    blank = (noted(catalogue.NOTHING_FILLED),) if reading.blank else ()
    return Verdict(sheets=tuple(sheets), findings=(*reading.findings, *blank))
