"""What a mail brought, sorted the way a clerk would lay it on the desk: sheets, pledges, pictures, the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self

from mailbot.mail.filekind import PICTURES, FileKind
from mailbot.mail.parse import Attachment, ParsedMail
from mailbot.paper import enclosures as papers
from mailbot.sheets import photos, pledges
from mailbot.sheets.reading import Reading, read
from mailbot.sheets.workbook import Limits, Unreadable, open_workbook
from mailbot.wiring import Office
from rules.forms import Form
from rules.model import Entry, Finding
from rules.tables import Context

WORKBOOKS = frozenset({FileKind.XLSX, FileKind.XLSM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file that only a person can judge, and why: a Japanese sentence for the clerk."""

    attachment: Attachment
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    entries: tuple[Entry, ...] = ()
    blanks: int = 0
    """Our own sheets that came back unfilled."""
    pledges: tuple[Attachment, ...] = ()
    pictures: tuple[Attachment, ...] = ()
    picture_findings: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorter:
    """Sorts attachments. Pure but for the time it takes: never raises, keeps nothing."""

    forms: tuple[Form, ...]
    context: Context
    limits: Limits
    blank_pledge: Callable[[], bytes]
    """Made when it is first compared with: a second goes into its font."""
    most: int
    """Attachments that are looked at; the rest is left to a person."""

    @classmethod
    def of(cls, office: Office, received_at: datetime) -> Self:
        """With the forms, the tables and the limits that hold for a mail of this instant."""
        limits = office.config.limits
        return cls(
            forms=office.library.forms(),
            context=office.context(received_at),
            limits=Limits(unpacked=int(limits.unpacked_mb * 1024 * 1024)),
            blank_pledge=partial(papers.blank_pledge, office),
            most=limits.attachments,
        )

    def sort(self, mail: ParsedMail, *, pledge_wanted: bool) -> Contents:
        """`pledge_wanted`: no pledge of this sender is on file, so the only likely paper counts as one."""
        looked_at, beyond = mail.attachments[: self.most], mail.attachments[self.most :]
        unread = [Unread(attachment=each, why="添付ファイルが多すぎます。") for each in beyond]
        entries: list[Entry] = []
        blanks = 0
        for workbook in (each for each in looked_at if each.kind in WORKBOOKS):
            reading = self._read(workbook)
            if isinstance(reading, Unread):
                unread.append(reading)
            else:
                entries += reading.entries
                blanks += reading.blank
        papers = [each for each in looked_at if each.kind not in WORKBOOKS]
        pledged = self._pledges(papers, pledge_wanted=pledge_wanted)
        pictures = []
        small: list[Finding] = []
        for paper in (each for each in papers if each not in pledged):
            picture = photos.look(paper.data) if paper.kind in PICTURES else None
            if picture is None:
                unread.append(Unread(attachment=paper, why=_why(paper)))
            else:
                pictures.append(paper)
                small += photos.judge(picture, paper.name)
        return Contents(
            entries=tuple(entries),
            blanks=blanks,
            pledges=pledged,
            pictures=tuple(pictures),
            picture_findings=tuple(small),
            unread=tuple(unread),
        )

    def _read(self, workbook: Attachment) -> Reading | Unread:
        book = open_workbook(workbook.data, self.limits)
        if isinstance(book, Unreadable):
            return Unread(attachment=workbook, why=book.message)
        reading = read(book, self.forms, self.context)
        if not reading.entries and not reading.blank:
            return Unread(attachment=workbook, why="エントリーシートの様式ではないようです。")
        return reading

    def _pledges(self, papers: list[Attachment], *, pledge_wanted: bool) -> tuple[Attachment, ...]:
        """Papers that may be one; a picture counts by its name alone, since most are photos of the product."""
        likely = [each for each in papers if each.kind not in PICTURES]
        return tuple(
            each
            for each in papers
            if pledges.is_pledge(
                each, only_candidate=pledge_wanted and likely == [each], blank=self.blank_pledge()
            )
        )


def _why(attachment: Attachment) -> str:
    if attachment.encrypted:
        return "パスワードがかかっています。"
    if attachment.kind in PICTURES:
        return "画像として開けません。"
    return "この形のファイルは自動では読めません。"
