"""What is done with a sender's bytes on the bench: an order with all that it needs, and how its result travels.

Nothing is pickled: orders and results are data of known types (MessagePack), and what a child answers is checked.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Self, get_type_hints

import msgspec

from mailbot.mail.attachment import Attachment
from mailbot.mail.filekind import FileKind
from mailbot.marking.marked import mark
from mailbot.sheets import dots, photos, pledges, prints, reading, tables
from mailbot.sheets.dots import Dots
from mailbot.sheets.photos import Picture
from mailbot.sheets.prints import Origin, Print
from mailbot.sheets.reading import Reading
from mailbot.sheets.tables import Row
from mailbot.sheets.unlocked import unlocked
from mailbot.sheets.workbook import Limits, Unreadable, open_workbook, unreadable
from rules.forms import Form
from rules.model import Entry, Finding
from rules.record import Struct
from rules.tables import Context
from rules.wording import normal
from store.codec import from_document, to_document


class Standard(Struct, frozen=True, kw_only=True):
    """What a sheet is held against."""

    forms: tuple[Form, ...]
    context: Context


@lru_cache(maxsize=2)
def _unpacked(standard: bytes) -> Standard:
    return msgspec.msgpack.decode(standard, type=Standard)


class Read(Struct, frozen=True, kw_only=True, tag=True):
    """A workbook's entries."""

    data: bytes
    standard: bytes
    """Packed: a child knows again what the last sheet was held against, and all that it has made of it."""
    limits: Limits

    @classmethod
    def of(cls, data: bytes, forms: tuple[Form, ...], context: Context, limits: Limits) -> Self:
        standard = msgspec.msgpack.encode(Standard(forms=forms, context=context))
        return cls(data=data, standard=standard, limits=limits)

    def carry_out(self) -> Any:
        standard = _unpacked(self.standard)
        found = reading.of_file(self.data, standard.forms, standard.context, self.limits)
        return {"unreadable": found.code} if isinstance(found, Unreadable) else to_document(found)

    def result(self, plain: Any) -> Reading | Unreadable:
        if "unreadable" in plain:
            return unreadable(plain["unreadable"])
        types = get_type_hints(Reading)
        entries = tuple(from_document(Entry, entry) for entry in plain["entries"])
        rest = (name for name in Reading.__struct_fields__ if name != "entries")
        return Reading(entries=entries, **{name: msgspec.convert(plain[name], types[name]) for name in rest})

    def lost(self, code: str) -> Unreadable:
        return unreadable(code)


class LookAtPictures(Struct, frozen=True, kw_only=True, tag=True):
    """The pictures that a file shows."""

    data: bytes
    name: str

    def carry_out(self) -> Any:
        return [to_document(picture) for picture in photos.shown(self.data, self.name)]

    def result(self, plain: Any) -> tuple[Picture, ...]:
        return msgspec.convert(plain, tuple[Picture, ...])

    def lost(self, code: str) -> tuple[Picture, ...]:
        return ()


class Paper(Struct, frozen=True, kw_only=True):
    """What a file that is no workbook shows."""

    is_sheet: bool = False
    """A print of one of the forms."""
    is_pledge: bool = False
    is_blank: bool = False
    """The office's own paper, as it was given out."""
    hint: str = ""
    """What its text says, for the clerk who looks at it."""


class LookAtPaper(Struct, frozen=True, kw_only=True, tag=True):
    paper: Attachment
    only_candidate: bool
    blank: bytes
    forms: tuple[str, ...]
    """What is printed on every sheet: titles and form ids."""

    def carry_out(self) -> Any:
        text = normal(pledges.text_of(self.paper, self.blank) or "")
        is_sheet = any(normal(form) in text for form in self.forms)
        candidate = self.only_candidate and not is_sheet
        is_pledge = pledges.is_pledge(self.paper, only_candidate=candidate, blank=self.blank)
        return to_document(
            Paper(
                is_sheet=is_sheet,
                is_pledge=is_pledge,
                is_blank=not is_pledge and pledges.is_blank(self.paper, self.blank),
                hint=pledges.hint(self.paper, self.blank) if is_pledge else "",
            )
        )

    def result(self, plain: Any) -> Paper:
        return msgspec.convert(plain, Paper)

    def lost(self, code: str) -> Paper:
        return Paper()


class Mark(Struct, frozen=True, kw_only=True, tag=True):
    """A workbook with its gaps marked, None where it can't be changed so."""

    data: bytes
    gaps: tuple[Finding, ...]

    def carry_out(self) -> Any:
        return mark(self.data, self.gaps)

    def result(self, plain: Any) -> bytes | None:
        return msgspec.convert(plain, bytes | None)

    def lost(self, code: str) -> bytes | None:
        return None


class MakePrints(Struct, frozen=True, kw_only=True, tag=True):
    """The pictures of a file made anew for our own paper; with an `origin`, those on one sheet of a workbook."""

    data: bytes
    pixels: int
    """Of the longer side, at most."""
    origin: Origin | None = None

    def carry_out(self) -> Any:
        if self.origin is None:
            made = prints.of_file(self.data, self.pixels)
        else:
            made = prints.of_sheet(self.data, self.origin, self.pixels)
        return [to_document(each) for each in made]

    def result(self, plain: Any) -> tuple[Print, ...]:
        made = msgspec.convert(plain, tuple[Print, ...])
        if not all(each.is_sound for each in made):
            raise ValueError("no print")
        return made

    def lost(self, code: str) -> tuple[Print, ...]:
        return ()


class ShowDots(Struct, frozen=True, kw_only=True, tag=True):
    """A print of ours as points for a terminal, None where nothing can be shown."""

    jpeg: bytes
    columns: int
    rows: int

    def carry_out(self) -> Any:
        made = dots.of_print(self.jpeg, self.columns, self.rows)
        return {"dots": None if made is None else to_document(made)}

    def result(self, plain: Any) -> Dots | None:
        made = msgspec.convert(plain["dots"], Dots | None)
        if made is not None and not made.is_sound:
            raise ValueError("no dots")
        return made

    def lost(self, code: str) -> Dots | None:
        return None


class ReadTable(Struct, frozen=True, kw_only=True, tag=True):
    """The rows of a table in a workbook, None where none of its sheets has one."""

    data: bytes
    heads: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    limits: Limits

    def carry_out(self) -> Any:
        book = open_workbook(self.data, self.limits)
        if isinstance(book, Unreadable):
            return {"unreadable": book.code}
        found = tables.rows(book, self.heads, self.needed)
        return {"rows": None if found is None else [to_document(row) for row in found]}

    def result(self, plain: Any) -> tuple[Row, ...] | Unreadable | None:
        if "unreadable" in plain:
            return unreadable(plain["unreadable"])
        return msgspec.convert(plain["rows"], tuple[Row, ...] | None)

    def lost(self, code: str) -> Unreadable:
        return unreadable(code)


class Unlock(Struct, frozen=True, kw_only=True, tag=True):
    """What lies in a file under a password, None where the password does not open it."""

    data: bytes
    kind: FileKind
    password: str

    def carry_out(self) -> Any:
        return unlocked(self.data, self.kind, self.password)

    def result(self, plain: Any) -> list[tuple[str, bytes]] | None:
        return msgspec.convert(plain, list[tuple[str, bytes]] | None)

    def lost(self, code: str) -> list[tuple[str, bytes]] | None:
        return None


AnyOrder = Read | LookAtPictures | LookAtPaper | Mark | MakePrints | ShowDots | ReadTable | Unlock
