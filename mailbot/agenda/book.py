"""The agenda of a round as one workbook: 一覧表, 集計, a 個票 for each product, 記入の手引き."""

from datetime import datetime

from mailbot.agenda import docket
from mailbot.agenda.counts import Counts
from mailbot.agenda.folder import Folder
from mailbot.agenda.guide import Guide
from mailbot.agenda.pictures import Pictures
from mailbot.agenda.roster import Roster
from mailbot.agenda.ticket import Ticket
from mailbot.paper.pen import new_book, saved
from mailbot.wiring import Office
from rules.agenda.items import Profile
from rules.model import File, Round
from rules.rounds import title
from store import raw
from store.documents import Documents

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_of(office: Office, db: Documents, round: Round, profile: Profile, now: datetime) -> File:
    """The workbook kept in the data directory, as a letter carries it. Takes seconds: not within a transaction."""
    data = book(office, db, round, profile, now)
    name = f"{title(round)}_{office.library.agenda().list_sheet}.xlsx"
    return raw.keep(office.directory, name, XLSX, data)


def book(office: Office, db: Documents, round: Round, profile: Profile, now: datetime) -> bytes:
    """The .xlsx; the same register and `now` give the same bytes. No formula, macro or hidden sheet is in it.

    A round without products gives an empty list. Raises LibraryError for a table that can't be used.
    """
    paper, tables = office.library.agenda(), office.library.tables()
    folder = Folder(
        desk=office,
        round=round,
        profile=profile,
        paper=paper,
        reasons=tables.reasons.reason,
        outside=tables.municipalities.outside,
        now=now,
    )
    items = docket.gather(office, db, round, paper)
    pictures = Pictures(office=office, paper=paper)
    made = new_book()
    Roster(made.create_sheet(paper.list_sheet), folder).draw(items)
    Counts(made.create_sheet(paper.count_sheet), folder).draw(items)
    for item in items:
        Ticket(made.create_sheet(item.case.number), folder, item).draw(pictures.of(item))
    Guide(made.create_sheet(paper.guide_sheet), folder).draw()
    made.properties.title = f"{title(round)} {paper.list_sheet}"
    made.properties.creator = office.config.office.name
    return saved(made)
