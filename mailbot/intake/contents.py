"""What a mail brought, sorted the way a clerk would lay it on the desk: sheets, pledges, pictures, the rest."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Self

from mailbot.intake.gallery import Gallery
from mailbot.intake.unread import Unread
from mailbot.mail.filekind import DOCUMENTS, PICTURES, WORKBOOKS, FileKind
from mailbot.mail.parse import Attachment, ParsedMail
from mailbot.mail.triage import Verdict
from mailbot.paper import enclosures as papers
from mailbot.sheets import photos, pledges as signed
from mailbot.sheets.bench import Bench
from mailbot.sheets.orders import LookAtPaper, LookAtPictures, Paper, Read
from mailbot.sheets.photos import Picture
from mailbot.sheets.reading import Reading
from mailbot.sheets.workbook import Limits, Unreadable, unreadable
from mailbot.wiring import Office
from rules import pledges
from rules.forms import Form
from rules.model import Entry, Finding
from rules.record import Struct, field, replace
from rules.tables import Context
from rules.wording import normal

COPIES = DOCUMENTS | PICTURES
"""Beside a sheet that could be read, these are its print or pictures for it, whatever they are called."""


class Filled(Struct, frozen=True, kw_only=True):
    """A workbook, and what was read in it."""

    workbook: Attachment
    entries: tuple[Entry, ...]


class Contents(Struct, frozen=True, kw_only=True):
    entries: tuple[Entry, ...] = ()
    filled: tuple[Filled, ...] = ()
    """Where the entries came from."""
    blanks: int = 0
    """Our own sheets that came back unfilled."""
    pledges: tuple[Attachment, ...] = ()
    pledge_hints: tuple[str, ...] = ()
    """What the text of the pledges says, for the clerk who looks at them."""
    pictures: tuple[Attachment, ...] = ()
    shown: Mapping[str, int] = field(default_factory=dict)
    """How many pictures each of these files shows, by its sha256."""
    picture_findings: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()


class Sorter(Struct, frozen=True, kw_only=True):
    """Sorts attachments. Never raises and keeps nothing; what opens them does so on the bench."""

    bench: Bench
    forms: tuple[Form, ...]
    context: Context
    limits: Limits
    blank_pledge: Callable[[], bytes]
    """Made when it is first compared with: a second goes into its font."""
    is_product: Callable[[str], bool]
    """Whether a picture of this name shows the product or its label."""
    most: int
    """Attachments that are looked at; the rest is left to a person."""

    @classmethod
    def of(cls, office: Office, received_at: datetime) -> Self:
        """With the forms, the tables and the limits that hold for a mail of this instant."""
        limits = office.config.limits
        shows_product = [
            normal(word) for word in office.library.table("mail_words").get("product_pictures", ())
        ]
        return cls(
            bench=office.bench,
            forms=office.library.forms(),
            context=office.context(received_at),
            limits=Limits(unpacked=int(limits.unpacked_mb * 1024 * 1024)),
            blank_pledge=partial(papers.blank_pledge, office),
            is_product=lambda name: any(word in normal(name) for word in shows_product),
            most=limits.attachments,
        )

    def sort(self, mail: ParsedMail, verdict: Verdict, *, pledge_wanted: bool) -> Contents:
        """`pledge_wanted`: no pledge of this sender is on file, so the only likely paper counts as one.

        What `verdict` leaves as `unread` are files that are no workbooks, but seem to be meant as sheets.
        """
        looked_at, beyond = mail.attachments[: self.most], mail.attachments[self.most :]
        filled, blanks, refused = self._sheets(each for each in looked_at if each.kind in WORKBOOKS)
        entries = tuple(entry for each in filled for entry in each.entries)
        papers = [each for each in looked_at if each.kind not in WORKBOOKS]
        meant = [each for each in papers if each in verdict.unread and not (entries and each.kind in COPIES)]
        others = [each for each in papers if each not in meant]
        seen = self._seen(
            papers, self._likely(others, verdict, beside=bool(entries)) if pledge_wanted else []
        )
        pledged = [each for each, paper in seen.items() if paper.is_pledge]
        printed = [each for each, paper in seen.items() if paper.is_sheet and not entries]
        sheets = [each for each in papers if each in printed or (each in meant and each not in pledged)]
        refused += [(each, self._refusal(each)) for each in sheets]
        rest = (each for each in papers if each not in pledged and each not in sheets)
        gallery = Gallery.of(rest, shown=self._shown)
        return Contents(
            entries=entries,
            filled=filled,
            blanks=blanks,
            pledges=tuple(pledged),
            pledge_hints=tuple(pledges.HINT.format(words=each.hint) for each in seen.values() if each.hint),
            pictures=gallery.pictures,
            shown=gallery.shown,
            picture_findings=gallery.findings,
            unread=(
                *(Unread.sheet(each, why, beside_entries=bool(entries)) for each, why in refused),
                *(Unread.paper(each, untouched=seen[each].is_blank) for each in gallery.rest),
                *(Unread.beyond(each) for each in beyond),
            ),
        )

    def laid_out(
        self, *, sheet: Attachment | None, pledge: Attachment | None, photo: Attachment | None
    ) -> Contents:
        """What a clerk has sorted herself: nothing is guessed, but only what can be read counts."""
        filled, blanks, refused = self._sheets([sheet] if sheet else [])
        gallery = Gallery.of([photo] if photo else [], shown=self._shown)
        signed = self._signed(pledge) if pledge else Paper()
        return Contents(
            entries=tuple(entry for each in filled for entry in each.entries),
            filled=filled,
            blanks=blanks,
            pledges=(pledge,) if pledge and signed.is_pledge else (),
            pictures=gallery.pictures,
            shown=gallery.shown,
            picture_findings=gallery.findings,
            unread=(
                *(Unread.sheet(each, why, beside_entries=False) for each, why in refused),
                *(Unread.paper(each, untouched=False) for each in gallery.rest),
                *(
                    [Unread.paper(pledge, untouched=signed.is_blank)]
                    if pledge and not signed.is_pledge
                    else ()
                ),
            ),
        )

    def _signed(self, pledge: Attachment) -> Paper:
        """A file that is called the pledge by whoever hands it in."""
        return self.bench.do(
            LookAtPaper(paper=pledge, only_candidate=True, blank=self.blank_pledge(), forms=())
        )

    def _sheets(
        self, workbooks: Iterable[Attachment]
    ) -> tuple[tuple[Filled, ...], int, list[tuple[Attachment, Unreadable]]]:
        """What was read, how many came back unfilled, and what could not be read."""
        filled, refused, blanks = [], [], 0
        for workbook in workbooks:
            reading = self._read(workbook)
            if isinstance(reading, Unreadable):
                refused.append((workbook, reading))
            else:
                told = tuple(_beside(entry, reading.findings) for entry in reading.entries)
                filled.append(Filled(workbook=workbook, entries=told))
                blanks += reading.blank
        return tuple(filled), blanks, refused

    def _read(self, file: Attachment) -> Reading | Unreadable:
        order = Read.of(file.data, self.forms, self.context, self.limits)
        reading = self.bench.do(order)
        if isinstance(reading, Unreadable) or reading.entries or reading.blank:
            return reading
        about = reading.findings[0]
        return Unreadable(code=about.code, message=about.message)

    def _refusal(self, file: Attachment) -> Unreadable:
        """Why a file that is meant as a sheet is none."""
        if file.kind is FileKind.EML:  # told by its name alone
            return unreadable("mail")
        read = self._read(file)
        return read if isinstance(read, Unreadable) else unreadable("not_a_workbook")

    def _likely(self, papers: list[Attachment], verdict: Verdict, *, beside: bool) -> list[Attachment]:
        """What counts as the pledge where nothing in it says so: the only paper, else a photo that a phone took of it.

        Most pictures are photos of the product, so the words of the mail have to bring the pledge, or it has to answer
        us with one picture and no word of another. `beside`: there are sheets as well.
        """
        pictures = [each for each in papers if each.kind in PICTURES]
        likely = [each for each in papers if each not in pictures and not photos.says_photo(each.name)]
        if likely or any(signed.is_called_so(each) for each in papers):
            return likely if len(likely) == 1 else []
        taken = [each for each in pictures if not (self.is_product(each.name) or self._is_logo(each))]
        if verdict.pledge_told and not beside:
            return taken
        told = verdict.pledge_told or (verdict.pledge_told is None and verdict.reply and not beside)
        return taken if told and len(taken) == 1 else []

    def _is_logo(self, picture: Attachment) -> bool:
        return picture.inline and all(map(photos.small, self._shown(picture)))

    def _seen(self, papers: list[Attachment], likely: Collection[Attachment]) -> dict[Attachment, Paper]:
        """Each paper as a pledge: one of those that are `likely`, or one that says so itself."""
        blank = self.blank_pledge() if papers else b""
        forms = tuple(words for form in self.forms for words in (form.title, form.form_id))
        return {
            each: self.bench.do(
                LookAtPaper(paper=each, only_candidate=each in likely, blank=blank, forms=forms)
            )
            for each in papers
        }

    def _shown(self, file: Attachment) -> tuple[Picture, ...]:
        return self.bench.do(LookAtPictures(data=file.data, name=file.name))


def _beside(entry: Entry, findings: tuple[Finding, ...]) -> Entry:
    """What was found about the workbook is told with each of its entries: a case knows nothing of workbooks."""
    return replace(entry, findings=(*findings, *entry.findings))
