"""The blank papers that letters carry, kept in the data directory as any other file is."""

from datetime import datetime
from functools import cache

from mailbot.paper import blanks, pledge as paper
from mailbot.wiring import Office
from rules.forms import PledgePaper
from rules.model import File
from store import config, raw

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def blanks_of(office: Office, now: datetime) -> tuple[File, ...]:
    """Both entry sheets and the pledge."""
    tables = office.library.tables()
    on = now.astimezone(office.calendar.zone).date()
    sheets = tuple(
        raw.keep(
            office.directory,
            f"{form.title}.xlsx",
            XLSX,
            blanks.workbook(form, office.config.office, tables, on),
        )
        for form in office.library.forms()
    )
    return (*sheets, pledge(office))


def pledge(office: Office) -> File:
    return raw.keep(office.directory, "誓約書.pdf", "application/pdf", blank_pledge(office))


def blank_pledge(office: Office) -> bytes:
    return _pledge(office.config.office, office.library.pledge())


@cache
def _pledge(office: config.Office, words: PledgePaper) -> bytes:
    """Kept in memory: a second goes into its font."""
    return paper.pledge(office, words)
