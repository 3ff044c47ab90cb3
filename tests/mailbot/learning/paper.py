"""A blank form of another office, and what a person sees on it."""

import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from rules.forms import Kind, Need
from rules.model import Value
from rules.record import Struct

THIN, THICK = Side(style="thin"), Side(style="medium")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
GREY, YELLOW = PatternFill("solid", fgColor="EDEDED"), PatternFill("solid", fgColor="FFF2CC")


class Seen(Struct, frozen=True, kw_only=True):
    """A field as a person sees it on the paper, and one answer to it."""

    cell: str
    label: str
    key: str = ""
    """The known key that its label means, if it means one."""
    kind: Kind = Kind.TEXT
    need: Need = Need.OPTIONAL
    options: tuple[str, ...] = ()
    given: Any = None
    value: Value = None
    """How `given` is judged."""


class Paper(Struct, frozen=True, kw_only=True):
    name: str
    sheet: str
    blank: bytes
    fields: Sequence[Seen]

    def filled(self) -> bytes:
        """The blank with every answer given."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl says that it drops x14 lists
            book = load_workbook(io.BytesIO(self.blank))
        for seen in self.fields:
            if seen.given is not None:
                book[self.sheet][seen.cell] = seen.given
        return saved(book)


class Page:
    """A worksheet drawn with framed, merged boxes."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def box(
        self,
        place: str,
        text: object = None,
        *,
        fill: PatternFill | None = None,
        side: Side = THIN,
        merge: bool = True,
    ) -> None:
        """A frame around a range like 'B3:D3'; its text in the first cell."""
        cells = self.sheet[place] if ":" in place else ((self.sheet[place],),)
        for row in cells:
            for cell in row:
                cell.border = Border(
                    left=side if cell is row[0] or merge else None,
                    right=side if cell is row[-1] or merge else None,
                    top=side if row is cells[0] or merge else None,
                    bottom=side if row is cells[-1] or merge else None,
                )
                if fill is not None:
                    cell.fill = fill
        cells[0][0].value = text
        if merge and ":" in place:
            self.sheet.merge_cells(place)

    def text(self, place: str, text: str, size: float = 10.5) -> None:
        self.sheet[place] = text
        self.sheet[place].font = Font(size=size)

    def drop_down(self, place: str, formula: str) -> None:
        listed = DataValidation("list", formula)
        listed.add(place)
        self.sheet.add_data_validation(listed)


def saved(book: Any, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    written, sealed = io.BytesIO(), io.BytesIO()
    book.save(written)
    if change is None:
        return written.getvalue()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(sealed, "w") as package:
        for name in parts.namelist():
            package.writestr(name, change(name, parts.read(name)))
    return sealed.getvalue()
