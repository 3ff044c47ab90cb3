"""A workbook and its gaps -> the same workbook with the gaps marked."""

from collections.abc import Mapping, Sequence

from mailbot.marking import notice
from mailbot.marking.answercells import AnswerCells
from mailbot.marking.book import Book, Tab
from mailbot.marking.comments import annotate
from mailbot.marking.notice import Line
from mailbot.marking.parts import Parts
from mailbot.marking.styles import Styles
from mailbot.sheets.cells import Area, position
from mailbot.sheets.package import Limits, Package, Refusal, open_package
from rules.model import Finding

_UNTOUCHABLE = ("_xmlsignatures/", "xl/revisions/")
"""A signature would break, and a shared workbook's log would no longer fit."""


def mark(data: bytes, gaps: Sequence[Finding]) -> bytes | None:
    """The sender's .xlsx or .xlsm with these gaps in amber, commented, listed on a first sheet, linked.

    Every part that needs no change keeps its packed bytes. What an earlier round marked is replaced. None for
    a file that can't be changed so (signed, encrypted, damaged, strict OOXML, another format), and without gaps.
    Never raises, whatever the bytes.
    """
    limits = Limits()
    if not gaps or len(data) > limits.size:
        return None
    package = open_package(data, limits)
    if isinstance(package, Refusal):
        return None
    try:
        return _marked(data, package, gaps)
    except Exception:  # zipfile, zlib and expat raise nearly anything on damaged bytes
        return None


def _marked(data: bytes, package: Package, gaps: Sequence[Finding]) -> bytes | None:
    parts = Parts(data, package)
    if any(parts.folder_has(folder) for folder in _UNTOUCHABLE):
        return None
    book = Book(parts)
    styles = Styles(parts.markup(book.styles))
    wanted = _by_sheet(gaps)
    areas: dict[str, Mapping[str, Area]] = {}
    for tab in book.tabs:
        marked = tab.name in wanted or styles.marked_before
        if marked and tab.kind == "worksheet" and tab != book.notice:
            areas[tab.name] = _mark_sheet(parts, tab, wanted.get(tab.name, ()), styles)
    book.open_with(notice.sheet([_line(gap, areas) for gap in gaps], styles))
    styles.write()
    return parts.sealed()


def _mark_sheet(parts: Parts, tab: Tab, gaps: Sequence[Finding], styles: Styles) -> Mapping[str, Area]:
    """The area of each gap's cell."""
    cells = AnswerCells(parts.markup(tab.part), styles)
    areas: dict[str, Area] = {}
    notes: dict[Area, list[str]] = {}
    for gap in gaps:
        place = position(_split(gap)[1])
        if place and gap.cell:
            areas[gap.cell] = area = cells.area(place)
            notes.setdefault(area, []).append(gap.message)
    cells.fill([area[:2] for area in notes])
    if notes:
        cells.point_at(next(iter(notes)))
    annotate(parts, tab.part, {area: "\n".join(messages) for area, messages in notes.items()})
    return areas


def _by_sheet(gaps: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for gap in gaps:
        found.setdefault(_split(gap)[0], []).append(gap)
    return found


def _line(gap: Finding, areas: Mapping[str, Mapping[str, Area]]) -> Line:
    sheet = _split(gap)[0]
    return Line(gap=gap, sheet=sheet, area=areas.get(sheet, {}).get(gap.cell or ""))


def _split(gap: Finding) -> tuple[str, str]:
    """'梅干し!C21' -> the sheet and the cell."""
    sheet, _, cell = (gap.cell or "").rpartition("!")
    return sheet, cell
