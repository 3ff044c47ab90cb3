"""The pictures for a 個票: those that came beside the sheet and those on it, all made anew on the bench."""

from collections.abc import Iterator

from mailbot import attachments
from mailbot.mail.filekind import FileKind
from mailbot.mail.parse import Attachment
from mailbot.sheets.orders import MakePrints
from mailbot.sheets.prints import Origin, Print
from mailbot.wiring import Office
from rules.agenda.items import Item
from rules.agenda.paper import AgendaPaper
from rules.forms import Form, Kind
from rules.model import Case, File, Role
from rules.record import Struct, field, replace
from rules.wording import normal
from store import arrivals, raw
from store.errors import Damaged

PHOTO, LABEL = "photo", "label_img"
"""Keys of the two picture fields that our forms have."""
_SHEETS = frozenset({FileKind.XLSX, FileKind.XLSM})
_TELLING = ("name", "pr", "elig_reason")
"""By one of these answers a workbook of several is known: by the first that nobody gave otherwise."""


class Gallery(Struct, frozen=True, kw_only=True):
    """What a 個票 has room for."""

    photo: Print | None = None
    label: Print | None = None


class Pictures(Struct, frozen=True, kw_only=True):
    office: Office
    paper: AgendaPaper
    _opened: dict[str, tuple[Attachment, ...]] = field(default_factory=dict)
    """Mails that were parsed for this agenda: several products may have come in one."""

    def of(self, item: Item) -> Gallery:
        """The first photo and the first label; without a label the second photo stands in its place."""
        found = self.every(item.case, item.form)
        labels = [each for each in found if each.field == LABEL]
        photos = [each for each in found if each.field != LABEL]
        rest = labels[:1] or photos[1:2]
        return Gallery(photo=photos[0] if photos else None, label=rest[0] if rest else None)

    def every(self, case: Case, form: Form) -> tuple[Print, ...]:
        """All that came for the product, those beside the sheet first."""
        return (*self._beside(case), *self._on_sheet(case, form))

    def _beside(self, case: Case) -> Iterator[Print]:
        """Files of the case's mails that show it, and pictures that a clerk added."""
        for file in case.photos:
            data = self._bytes(case, file)
            key = LABEL if self._says_label(file.name) else PHOTO
            for made in self._made(MakePrints(data=data, pixels=self.paper.ticket.pixels)) if data else ():
                yield replace(made, field=key)

    def _on_sheet(self, case: Case, form: Form) -> Iterator[Print]:
        """On the sheet that the case stands on: the newest of its mails that brought it."""
        entry = case.entry
        answers = [answer for key in _TELLING if (answer := entry.fields.get(key)) and answer.cell]
        if not entry.pictures or not answers:
            return
        labels = {each.key: (each.label, *each.synonyms) for each in form.fields if each.kind is Kind.PICTURE}
        origin = Origin(
            sheet=entry.sheet,
            cell=str(answers[0].cell).rpartition("!")[2],
            text=answers[0].text,
            labels=labels,
        )
        brought = [mail.id for mail in case.mails if mail.role in (Role.ENTRY, Role.CORRECTION)]
        for id in reversed(brought):
            for file in self._attached(id):
                if file.kind in _SHEETS:
                    order = MakePrints(data=file.data, pixels=self.paper.ticket.pixels, origin=origin)
                    if made := self._made(order):
                        yield from made
                        return

    def _made(self, order: MakePrints) -> tuple[Print, ...]:
        return self.office.bench.do(order)

    def _bytes(self, case: Case, file: File) -> bytes | None:
        """Kept by itself, or within one of the case's mails; None where neither is there any more."""
        try:
            return raw.get(self.office.directory, file.sha256)
        except Damaged:
            every = (each for mail in case.mails for each in self._attached(mail.id))
            return next((each.data for each in every if each.sha256 == file.sha256), None)

    def _attached(self, id: str) -> tuple[Attachment, ...]:
        if id not in self._opened:
            arrival = arrivals.arrival(self.office.store.snapshot(), id)
            self._opened[id] = tuple(attachments.of(self.office.directory, arrival)) if arrival else ()
        return self._opened[id]

    def _says_label(self, name: str) -> bool:
        return any(normal(word) in normal(name) for word in self.paper.ticket.label_words)
