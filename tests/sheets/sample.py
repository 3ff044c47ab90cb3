"""One workbook of the corpus: what was put in, how it was bent, and what a person reads in it."""

from collections.abc import Mapping

from rules.model import Value
from rules.record import Struct, field
from tests.sheets.edits import Edit
from tests.sheets.parts import Patch

Means = Mapping[str, Value]


class More(Struct, frozen=True, kw_only=True):
    """A further entry of the same workbook: what differs from the first one's base."""

    sheet: str
    means: Means = field(default_factory=dict)
    findings: tuple[str, ...] = ()


class Sample(Struct, frozen=True, kw_only=True):
    name: str
    about: str
    base: str = "food"
    """One of `answers.BASES`."""
    edits: tuple[Edit, ...] = ()
    patch: Patch | None = None
    """Done to the bytes that openpyxl, or LibreOffice, saved."""
    saved: str = ""
    """The format in which LibreOffice saves it: xlsx, xls or ods."""
    suffix: str = ""
    """Of the file's name, where that is not its format."""
    means: Means = field(default_factory=dict)
    """What differs from the base; None where no answer is left."""
    sheet: str = "エントリーシート"
    pictures: int = 0
    findings: tuple[str, ...] = ()
    """Codes that reading gives the entry, in order."""
    checks: tuple[str, ...] = ()
    """Codes that the checks add: compared where there are any."""
    beside: tuple[str, ...] = ()
    """Codes about the workbook."""
    more: tuple[More, ...] = ()
    entries: bool = True
    """False: nothing in it is an entry."""
    blank: bool = False
    refused: str = ""
    """The code with which it is not opened."""
    examples: bool = False
    """The 記入例 is left in; else taken out, to keep the file small."""
